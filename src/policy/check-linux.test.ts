// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkConfig } from "./check.ts";
import {
  issuesOf,
  MAP,
  NO_ID,
  refuses,
  type Row,
  takes,
  withChange,
  withLinux,
  withOwn,
} from "./fake-config.ts";

refuses("namespaces", withLinux, [
  [
    "a type twice",
    { namespaces: [{ type: "uts" }, { type: "uts", path: "/a" }] },
    "/linux/namespaces/1/type linux/namespaces/duplicate-type",
  ],
  [
    "a relative path",
    { namespaces: [{ type: "uts", path: "ns" }] },
    "/linux/namespaces/0/path linux/namespaces/path-absolute",
  ],
  [
    "uid mappings without a user namespace",
    { uidMappings: MAP },
    "/linux/uidMappings linux/userns/uidmappings",
  ],
  [
    "a user namespace without gid mappings",
    { namespaces: [{ type: "user" }], uidMappings: MAP },
    "/linux/gidMappings linux/userns/gidmappings: linux.gidMappings is missing",
  ],
  [
    "offsets without a time namespace",
    { timeOffsets: { monotonic: { secs: 1 } } },
    "/linux/timeOffsets linux/timens/without-namespace",
  ],
  [
    "offsets of a joined time namespace",
    { namespaces: [{ type: "time", path: "/a" }], timeOffsets: { monotonic: {} } },
    "/linux/timeOffsets linux/timens/without-namespace",
  ],
  [
    "masked paths without a mount namespace",
    { maskedPaths: ["/a"] },
    "/linux/maskedPaths linux/masked-paths/absolute",
  ],
  [
    "network devices without a network namespace",
    { netDevices: { eth0: {} } },
    "/linux/netDevices linux/netdevices/check-possible",
  ],
]);

refuses("a container with all namespaces", withOwn, [
  [
    "a mapping of size 0",
    { uidMappings: [{ containerID: 0, hostID: 1, size: 0 }] },
    "/linux/uidMappings/0/size linux/userns/uidmappings",
  ],
  [
    "mappings that overlap inside",
    { uidMappings: [...MAP, { containerID: 9, hostID: 5000, size: 1 }] },
    "/linux/uidMappings/1/containerID linux/userns/uidmappings",
  ],
  [
    "mappings that overlap outside",
    { gidMappings: [...MAP, { containerID: 100, hostID: 990, size: 11 }] },
    "/linux/gidMappings/1/hostID linux/userns/gidmappings",
  ],
  [
    "a mapping that goes past the last id",
    { uidMappings: [{ containerID: 1, hostID: 0, size: NO_ID }] },
    "/linux/uidMappings/0/containerID linux/userns/uidmappings",
  ],
  [
    "341 mappings",
    {
      uidMappings: Array.from({ length: 341 }, (_, index) => ({
        containerID: index,
        hostID: index,
        size: 1,
      })),
    },
    "/linux/uidMappings linux/userns/entry-limit",
  ],
  ["an unknown clock", { timeOffsets: { realtime: {} } }, "/linux/timeOffsets/realtime linux/timens/offsets"],
  [
    "a whole second in nanosecs",
    { timeOffsets: { boottime: { nanosecs: 1_000_000_000 } } },
    "/linux/timeOffsets/boottime/nanosecs linux/timens/nanosecs",
  ],
  [
    "a relative masked path",
    { maskedPaths: ["/a", "b"] },
    "/linux/maskedPaths/1 linux/masked-paths/absolute",
  ],
  [
    "a relative read-only path",
    { readonlyPaths: ["b"] },
    "/linux/readonlyPaths/0 linux/readonly-paths/absolute",
  ],
  [
    "a network device name that is too long",
    { netDevices: { eth0: { name: "abcdefghijklmnop" } } },
    "/linux/netDevices/eth0/name linux/netdevices/name-template",
  ],
  ["the loopback device", { netDevices: { lo: {} } }, "/linux/netDevices/lo linux/netdevices/check-possible"],
  [
    "two devices of one name",
    { netDevices: { a: { name: "eth0" }, eth0: {} } },
    "/linux/netDevices/eth0 linux/netdevices/name-clash",
  ],
]);

takes("a container with all namespaces", withOwn, [
  [
    "340 mappings",
    {
      uidMappings: Array.from({ length: 340 }, (_, index) => ({
        containerID: index,
        hostID: index,
        size: 1,
      })),
    },
  ],
  ["one mapping of nearly all ids", { uidMappings: [{ containerID: 0, hostID: 0, size: NO_ID }] }],
  ["neighbouring mappings", { uidMappings: [...MAP, { containerID: 10, hostID: 1010, size: 1 }] }],
  ["a joined user namespace with mappings", { namespaces: [{ type: "user", path: "/a" }] }],
  [
    "a joined user namespace without mappings",
    { namespaces: [{ type: "user", path: "/a" }], uidMappings: [], gidMappings: [] },
  ],
  ["a name with a template", { netDevices: { a: { name: "eth%d" }, b: { name: "eth%d" } } }],
]);

suite("checkConfig() of host names", () => {
  const rows: Row[] = [
    ["hostname without a uts namespace", { hostname: "a" }, "/hostname config/hostname/no-private-uts"],
    [
      "domainname without a uts namespace",
      { domainname: "a" },
      "/domainname config/domainname/no-private-uts",
    ],
    [
      "65 bytes",
      { hostname: "é".repeat(33), linux: { namespaces: [{ type: "uts" }] } },
      "/hostname config/hostname: hostname has 66 bytes",
    ],
  ];
  for (const [what, change, issue] of rows) {
    test(`refuses ${what}`, () =>
      assert.deepEqual(
        issuesOf(withChange(change)).map((line) => line.slice(0, issue.length)),
        [issue],
      ));
  }
});

suite("checkConfig() of several devices", () => {
  test("refuses one path twice", () => {
    const device = { type: "p", path: "/dev/a" };
    const issues = checkConfig(withLinux({ devices: [device, { ...device, path: "/dev//a" }] }));
    assert.deepEqual(
      issues.map(({ pointer }) => pointer),
      ["/linux/devices/1/path"],
    );
  });
});
