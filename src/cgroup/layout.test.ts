// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { belowRoot, parseCgroupMounts, parseOwnCgroups } from "./layout.ts";

suite("parseOwnCgroups", () => {
  test("reads v1 hierarchies, named ones and cgroup2", () => {
    assert.deepEqual(parseOwnCgroups("4:cpu,cpuacct:/a/b\n1:name=systemd:/\n0::/user.slice/x:y\n"), [
      { controllers: ["cpu", "cpuacct"], path: "/a/b" },
      { controllers: ["name=systemd"], path: "/" },
      { controllers: [], path: "/user.slice/x:y" },
    ]);
  });

  test("takes the root for a path outside of the cgroup namespace", () => {
    assert.deepEqual(parseOwnCgroups("0::/../other\n"), [{ controllers: [], path: "/" }]);
  });

  test("skips lines of another form", () => {
    assert.deepEqual(parseOwnCgroups("nonsense\n\n"), []);
  });
});

suite("parseCgroupMounts", () => {
  const LINES = [
    "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755",
    "32 31 0:29 /docker/c1 /sys/fs/cgroup/cpu\\040x rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct",
    "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw,nsdelegate",
  ].join("\n");

  test("finds the mounts of both versions and unescapes their paths", () => {
    assert.deepEqual(parseCgroupMounts(LINES), [
      {
        type: "cgroup",
        root: "/docker/c1",
        mountPoint: "/sys/fs/cgroup/cpu x",
        options: ["rw", "cpu", "cpuacct"],
      },
      { type: "cgroup2", root: "/", mountPoint: "/sys/fs/cgroup/unified", options: ["rw", "nsdelegate"] },
    ]);
  });
});

suite("belowRoot", () => {
  const CASES: readonly (readonly [string, string, string])[] = [
    ["/a/b", "/", "/a/b"],
    ["/docker/c1", "/docker/c1", "/"],
    ["/docker/c1/x", "/docker/c1", "/x"],
    ["/docker/c10", "/docker/c1", "/"],
  ];
  for (const [path, root, expected] of CASES) {
    test(`sees ${path} below a mount of ${root} as ${expected}`, () => {
      assert.equal(belowRoot(path, root), expected);
    });
  }
});
