// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defaultConfig } from "../cli/cold/default-config.ts";
import type { OciConfig } from "../config/types.ts";
import { configWarnings } from "./warnings.ts";

const BASE: OciConfig = { ociVersion: "1.3.0", root: { path: "rootfs" } };
const MAP = [{ containerID: 0, hostID: 0, size: 1 }];

suite("configWarnings()", () => {
  test("has none for the default configuration", () =>
    assert.deepEqual(configWarnings(defaultConfig(true)), []));

  const cases: [name: string, change: Partial<OciConfig>, warnings: string[]][] = [
    [
      "missing ids",
      { process: { cwd: "/", args: ["a"] } },
      ["process.user.uid is missing: 0 is used", "process.user.gid is missing: 0 is used"],
    ],
    [
      "unknown capabilities, once each",
      {
        process: {
          cwd: "/",
          user: { uid: 0, gid: 0 },
          capabilities: { bounding: ["CAP_X", "CAP_KILL"], effective: ["CAP_X"], ambient: ["CAP_X"] },
        },
      },
      ['unknown capability "CAP_X" is ignored'],
    ],
    [
      "effective capabilities that are not permitted",
      {
        process: {
          cwd: "/",
          user: { uid: 0, gid: 0 },
          capabilities: { effective: ["CAP_KILL", "CAP_CHOWN"], permitted: ["CAP_KILL"] },
        },
      },
      ['effective capability "CAP_CHOWN" is not granted: it must be permitted too'],
    ],
    [
      "ambient capabilities that can't be",
      {
        process: {
          cwd: "/",
          user: { uid: 0, gid: 0 },
          capabilities: { ambient: ["CAP_KILL"], permitted: ["CAP_KILL"] },
        },
      },
      ['ambient capability "CAP_KILL" is not granted: it must be permitted and inheritable too'],
    ],
    [
      "a relative destination",
      { mounts: [{ destination: "proc" }] },
      ['mounts[0].destination "proc" is relative, which is deprecated: it is taken from /'],
    ],
    [
      "mappings without idmap",
      { mounts: [{ destination: "/a", uidMappings: MAP, gidMappings: MAP }] },
      ["mounts[0] has id mappings without the option idmap: other runtimes may ignore them"],
    ],
    [
      "sections of other platforms",
      { windows: {}, vm: {} } as Partial<OciConfig>,
      ["vm is ignored: it is not for Linux containers", "windows is ignored: it is not for Linux containers"],
    ],
    [
      "prestart hooks",
      { hooks: { prestart: [{ path: "/a" }] } },
      ["hooks.prestart is deprecated: use createRuntime, createContainer or startContainer"],
    ],
    [
      "mappings of a joined user namespace",
      { linux: { namespaces: [{ type: "user", path: "/a" }], uidMappings: MAP } },
      ["linux.uidMappings and gidMappings are not used: the user namespace that is joined has its own"],
    ],
    [
      "one device at two paths",
      {
        linux: {
          devices: [
            { type: "c", path: "/a", major: 1, minor: 3 },
            { type: "c", path: "/b", major: 1, minor: 3 },
          ],
        },
      },
      ['device c 1:3 is listed again as "/b"'],
    ],
  ];
  for (const [name, change, warnings] of cases) {
    test(`has one for ${name}`, () => assert.deepEqual(configWarnings({ ...BASE, ...change }), warnings));
  }
});
