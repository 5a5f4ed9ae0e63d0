// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { CgroupLayout } from "../host/facts.ts";
import { joinFiles, pathsOf, placeCgroup } from "./place.ts";

const V2: CgroupLayout = {
  mode: "v2",
  hierarchies: [],
  v2: { mountPoint: "/sys/fs/cgroup", ownPath: "/user.slice/own.scope", controllers: ["memory", "pids"] },
};
const HYBRID: CgroupLayout = {
  mode: "hybrid",
  hierarchies: [
    { controllers: ["cpu", "cpuacct"], mountPoint: "/sys/fs/cgroup/cpu,cpuacct", ownPath: "/own" },
    { controllers: ["name=systemd"], mountPoint: "/sys/fs/cgroup/systemd", ownPath: "/" },
  ],
  v2: { mountPoint: "/sys/fs/cgroup/unified", ownPath: "/own", controllers: ["hugetlb"] },
};
const NONE: CgroupLayout = { mode: "none", hierarchies: [] };

suite("placeCgroup", () => {
  const CASES: readonly (readonly [cgroupsPath: string | undefined, v2: string, v1: string])[] = [
    ["/a/b", "/sys/fs/cgroup/a/b", "/sys/fs/cgroup/cpu,cpuacct/a/b"],
    ["/../x", "/sys/fs/cgroup/x", "/sys/fs/cgroup/cpu,cpuacct/x"],
    ["//a/./b/../c/", "/sys/fs/cgroup/a/c", "/sys/fs/cgroup/cpu,cpuacct/a/c"],
    ["a/b", "/sys/fs/cgroup/user.slice/a/b", "/sys/fs/cgroup/cpu,cpuacct/own/a/b"],
    ["../../x", "/sys/fs/cgroup/user.slice/x", "/sys/fs/cgroup/cpu,cpuacct/own/x"],
    [
      "system.slice:docker:c1",
      "/sys/fs/cgroup/user.slice/system.slice:docker:c1",
      "/sys/fs/cgroup/cpu,cpuacct/own/system.slice:docker:c1",
    ],
    ["", "/sys/fs/cgroup/user.slice/id", "/sys/fs/cgroup/cpu,cpuacct/own/id"],
    [undefined, "/sys/fs/cgroup/user.slice/id", "/sys/fs/cgroup/cpu,cpuacct/own/id"],
  ];
  for (const [cgroupsPath, v2, v1] of CASES) {
    test(`places ${JSON.stringify(cgroupsPath)}`, () => {
      assert.equal(pathsOf(placeCgroup(cgroupsPath, "id", V2).directories)[""], v2);
      assert.equal(pathsOf(placeCgroup(cgroupsPath, "id", HYBRID).directories)["cpuacct"], v1);
    });
  }

  test("mirrors the v1 place in the v2 hierarchy of a hybrid host", () => {
    const { directories } = placeCgroup("c1", "id", HYBRID);
    assert.deepEqual(pathsOf(directories), {
      cpu: "/sys/fs/cgroup/cpu,cpuacct/own/c1",
      cpuacct: "/sys/fs/cgroup/cpu,cpuacct/own/c1",
      "name=systemd": "/sys/fs/cgroup/systemd/c1",
      "": "/sys/fs/cgroup/unified/own/c1",
    });
    assert.deepEqual(joinFiles(directories), [
      "/sys/fs/cgroup/cpu,cpuacct/own/c1/tasks",
      "/sys/fs/cgroup/systemd/c1/tasks",
      "/sys/fs/cgroup/unified/own/c1/cgroup.procs",
    ]);
  });

  for (const path of ["/", "/..", "/a/..", ".", "a/.."]) {
    test(`refuses ${path}, which is no cgroup of a container's own`, () => {
      assert.throws(() => placeCgroup(path, "id", V2), {
        code: "ERR_CONFIG_UNSUPPORTED",
        pointer: "/linux/cgroupsPath",
      });
    });
  }

  test("refuses a path where no hierarchy is mounted, and needs none without a path", () => {
    assert.throws(() => placeCgroup("/a", "id", NONE), { code: "ERR_HOST", pointer: "/linux/cgroupsPath" });
    assert.deepEqual(placeCgroup(undefined, "id", NONE).directories, []);
  });
});
