// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { OciConfig } from "../config/types.ts";
import { installNative, type Native } from "../native/native.ts";
import { delegateCgroup, delegateUid } from "./delegate.ts";

function config(parts: { cgroup?: object; options?: string[]; uidMappings?: object[] }): OciConfig {
  return {
    ociVersion: "1.3.0",
    process: { cwd: "/", user: { uid: 1000, gid: 1000 } },
    mounts: [
      { destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup", options: parts.options ?? ["rw"] },
    ],
    linux: {
      namespaces: [{ type: "mount" }, ...(parts.cgroup === undefined ? [] : [parts.cgroup])],
      ...(parts.uidMappings === undefined ? {} : { uidMappings: parts.uidMappings }),
    },
  } as OciConfig;
}

suite("delegateUid()", () => {
  const cgroup = { type: "cgroup" };
  const mapping = { containerID: 0, hostID: 100_000, size: 65_536 };
  const table: [name: string, config: OciConfig, uid: number | undefined][] = [
    ["a new cgroup namespace with a writable mount", config({ cgroup }), 1000],
    ["a user namespace", config({ cgroup, uidMappings: [mapping] }), 101_000],
    ["an unmapped uid", config({ cgroup, uidMappings: [{ ...mapping, size: 10 }] }), undefined],
    ["a read-only mount", config({ cgroup, options: ["ro"] }), undefined],
    ["no cgroup namespace", config({}), undefined],
    [
      "a joined cgroup namespace",
      config({ cgroup: { type: "cgroup", path: "/proc/1/ns/cgroup" } }),
      undefined,
    ],
  ];
  for (const [name, given, uid] of table) {
    test(`gives ${uid} for ${name}`, () => assert.equal(delegateUid(given), uid));
  }
});

suite("delegateCgroup()", () => {
  function chowned(list: string | number, missing: string): string[] {
    const files: string[] = [];
    installNative({
      readText: () => list,
      fchownat: (_fd, file) => {
        files.push(file);
        return file === missing ? -2 : 0;
      },
    } as Partial<Native> as Native);
    const directory = { version: 2, controllers: [""], path: "/c", fd: 7, inode: 1 } as const;
    delegateCgroup({ directories: [directory] }, 1000);
    return files;
  }

  test("takes the kernel's list, and a file that is missing is no failure", () => {
    assert.deepEqual(chowned("cgroup.procs\nmemory.oom.group\n", "memory.oom.group"), [
      "",
      "cgroup.procs",
      "memory.oom.group",
    ]);
  });

  test("takes three files where the kernel lists none", () => {
    assert.deepEqual(chowned(-2, ""), ["", "cgroup.procs", "cgroup.subtree_control", "cgroup.threads"]);
  });
});
