// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as kernel from "./kernel.ts";
import type { Operation } from "./operation.ts";
import { formatOperation, formatPlan } from "./print.ts";
import { SYNC } from "./table.ts";

type Bare = {
  [Key in Operation["op"]]: Omit<Extract<Operation, { op: Key }>, "pointer" | "step">;
}[Operation["op"]];
const print = (operation: Bare, index = 0): string =>
  formatOperation({ ...operation, pointer: "", step: "" } as Operation, index);

suite("formatOperation()", () => {
  test("ends with the pointer", () => {
    const operation: Operation = {
      op: "fsconfigString",
      slot: 9,
      key: "size",
      value: "64m",
      pointer: "/mounts/4/options/1",
      step: "",
    };
    assert.equal(
      formatOperation(operation, 21),
      '#21 fsconfigString(slot 9, "size", "64m")   /mounts/4/options/1',
    );
  });

  const cases: [operation: Bare, text: string][] = [
    [
      { op: "open", out: 1, path: "/a", flags: kernel.O_PATH | kernel.O_DIRECTORY },
      '#0 slot 1 = open("/a", O_PATH|O_DIRECTORY)',
    ],
    [
      { op: "open", out: 1, path: "/a", flags: kernel.O_RDWR | kernel.O_NOCTTY },
      '#0 slot 1 = open("/a", O_RDWR|O_NOCTTY)',
    ],
    [{ op: "open", out: 1, path: "/a", flags: 0 }, '#0 slot 1 = open("/a", O_RDONLY)'],
    [
      { op: "unshare", flags: kernel.CLONE_NEWNS | kernel.CLONE_NEWTIME },
      "#0 unshare(CLONE_NEWNS|CLONE_NEWTIME)",
    ],
    [
      {
        op: "mountAttributes",
        slot: 1,
        set: 1,
        clear: 0x70,
        propagation: kernel.MS_SLAVE,
        flags: kernel.AT_RECURSIVE,
      },
      "#0 mountAttributes(slot 1, MOUNT_ATTR_RDONLY, MOUNT_ATTR__ATIME, MS_SLAVE, AT_RECURSIVE)",
    ],
    [
      { op: "makeNode", dir: 1, name: "null", mode: 0o20666, major: 1, minor: 3 },
      '#0 makeNode(slot 1, "null", S_IFCHR|0666, 1, 3)',
    ],
    [{ op: "chown", slot: 1, uid: 4294967295, gid: 5 }, "#0 chown(slot 1, -1, 5)"],
    [
      { op: "setRlimit", resource: 7, soft: 1024, hard: 2n ** 64n - 1n },
      "#0 setRlimit(RLIMIT_NOFILE, 1024, unlimited)",
    ],
    [{ op: "dropBounding", keep: 2 ** 21 + 1 }, "#0 dropBounding(CAP_CHOWN|CAP_SYS_ADMIN)"],
    [{ op: "setAmbient", ambient: 0 }, "#0 setAmbient(none)"],
    [
      { op: "setCapabilities", effective: 2n ** 41n - 1n, permitted: 0, inheritable: 0 },
      "#0 setCapabilities(all, none, none)",
    ],
    [
      { op: "openOptional", out: 1, dir: 0, path: "/a", flags: kernel.O_PATH, tolerated: 13 },
      '#0 slot 1 = openOptional(slot 0, "/a", O_PATH, EACCES)',
    ],
    [{ op: "sync", point: SYNC.ready }, "#0 sync(ready)"],
    [{ op: "handOver", slot: 3, tag: 2 }, "#0 handOver(slot 3, seccompListener)"],
    [{ op: "setAffinity", mask: Uint8Array.of(3, 128) }, "#0 setAffinity(0380)"],
    [{ op: "exec", args: ["a", 'b"'], env: [] }, '#0 exec(["a", "b\\""], [])'],
    [{ op: "expectFilesystem", slot: 1, magic: 0x1234 }, "#0 expectFilesystem(slot 1, 0x1234)"],
    [{ op: "setIoPriority", value: (2 << 13) | 3 }, "#0 setIoPriority(IOPRIO_CLASS_BE:3)"],
    [
      { op: "setMemoryPolicy", mode: 3 | (1 << 15), nodes: new Uint8Array() },
      "#0 setMemoryPolicy(MPOL_INTERLEAVE|MPOL_F_STATIC_NODES, none)",
    ],
  ];
  for (const [operation, text] of cases) {
    test(`prints ${text}`, () => assert.equal(print(operation), text));
  }

  test("prints a filter by its size and digest, which changes with any byte", () => {
    const filter = (last: number): string =>
      print({ op: "setSeccomp", flags: 2, filter: new Uint8Array(64).fill(last, 63) });
    assert.match(filter(1), /^#0 setSeccomp\(SECCOMP_FILTER_FLAG_LOG, 64 bytes, digest [0-9a-f]{8}\)$/);
    assert.notEqual(filter(1), filter(2));
  });
});

suite("formatPlan()", () => {
  const plan = {
    cloneFlags: kernel.CLONE_NEWNS,
    ops: [
      {
        op: "setRlimit",
        resource: 7,
        soft: 1n,
        hard: 2n ** 64n - 1n,
        pointer: "/process/rlimits/0",
        step: "set it",
      } satisfies Operation,
    ],
    inherited: ["gate" as const],
    idmaps: [],
    preserveFds: 2,
    warnings: ["careful"],
  };

  test("text names namespaces, inherited fds, preserved fds and warnings, then groups operations by step", () => {
    const head = "clone CLONE_NEWNS\nslot 0 = gate\npreserve 2 fds\nwarning: careful\n";
    const body = "\nset it\n  #0 setRlimit(RLIMIT_NOFILE, 1, unlimited)   /process/rlimits/0\n";
    assert.equal(formatPlan(plan, "text"), head + body);
  });

  test("JSON keeps numbers beyond 2 ** 53 as text", () => {
    const parsed = JSON.parse(formatPlan(plan, "json"));
    assert.deepEqual(parsed.ops[0], {
      index: 0,
      op: "setRlimit",
      resource: 7,
      soft: 1,
      hard: "18446744073709551615",
      pointer: "/process/rlimits/0",
      step: "set it",
    });
  });
});
