// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { OciConfig } from "../config/types.ts";
import {
  dumpedExternals,
  externalMounts,
  mountPoints,
  parseMountinfo,
  restoredExternals,
  sourceOf,
} from "./mounts.ts";

const config = {
  ociVersion: "1.3.0",
  mounts: [
    { destination: "/proc", type: "proc", source: "proc" },
    { destination: "/dev", type: "tmpfs", source: "tmpfs" },
    { destination: "/data/", type: "bind", source: "/srv/data/", options: ["rbind"] },
    { destination: "/data/inner", type: "tmpfs", source: "tmpfs" },
    { destination: "/etc/hosts", source: "hosts", options: ["bind"] },
    { destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup" },
  ],
  linux: { maskedPaths: ["/proc/keys"] },
} as unknown as OciConfig;

const site = {
  config,
  bundle: "/bundle",
  cgroupPaths: {
    memory: "/sys/fs/cgroup/memory/c1",
    "name=systemd": "/sys/fs/cgroup/systemd/c1",
    cpu: "/x",
    cpuacct: "/x",
  },
};

const mountinfo = `100 99 8:1 /rootfs / rw - ext4 /dev/sda rw
101 100 0:50 / /proc rw - proc proc rw
102 100 0:51 / /dev rw - tmpfs tmpfs rw
103 100 8:1 /srv/data /data rw - ext4 /dev/sda rw
104 103 0:60 / /data/inner rw - tmpfs tmpfs rw
105 103 8:2 / /data/other\\040disk rw - ext4 /dev/sdb rw
106 100 8:1 /bundle/hosts /etc/hosts ro - ext4 /dev/sda rw
107 100 0:52 / /sys/fs/cgroup ro - tmpfs tmpfs rw
108 107 0:30 /c1 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory
109 107 0:31 /c1 /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu
110 107 0:32 /c1 /sys/fs/cgroup/systemd ro - cgroup cgroup rw,name=systemd
111 101 0:6 /null /proc/keys rw - devtmpfs devtmpfs rw
112 101 0:50 /sys /proc/sys ro - proc proc rw
113 102 0:6 /fuse /dev/fuse rw - devtmpfs devtmpfs rw
`;

suite("externalMounts()", () => {
  test("finds binds, what is mounted below them, cgroups, and pieces of the host's /dev", () => {
    assert.deepEqual(externalMounts(parseMountinfo(mountinfo), site), [
      { point: "/data", source: "/srv/data" },
      { point: "/data/other disk", source: "/srv/data/other disk" },
      { point: "/etc/hosts", source: "/bundle/hosts" },
      { point: "/sys/fs/cgroup/memory", source: "/sys/fs/cgroup/memory/c1" },
      { point: "/sys/fs/cgroup/cpu,cpuacct", source: "/x" },
      { point: "/sys/fs/cgroup/systemd", source: "/sys/fs/cgroup/systemd/c1" },
      { point: "/proc/keys", source: "/dev/null" },
      { point: "/dev/fuse", source: "/dev/fuse" },
    ]);
  });

  test("leaves cgroup v2 to criu", () => {
    const mounts = parseMountinfo("1 0 0:40 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
    assert.deepEqual(externalMounts(mounts, { ...site, cgroupPaths: { "": "/sys/fs/cgroup/c1" } }), []);
  });

  test("takes cgroup v2 from the container's own cgroup where it has a cgroup namespace", () => {
    const mounts = parseMountinfo("1 0 0:40 /c1 /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
    const own = { ...config, linux: { namespaces: [{ type: "cgroup" }] } } as OciConfig;
    const found = externalMounts(mounts, { ...site, config: own, cgroupPaths: { "": "/sys/fs/cgroup/c1" } });
    assert.deepEqual(found, [{ point: "/sys/fs/cgroup", source: "/sys/fs/cgroup/c1" }]);
  });

  test("leaves cgroups to criu where the container has none of its own", () => {
    const mounts = parseMountinfo("1 0 0:40 /c1 /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
    assert.deepEqual(externalMounts(mounts, { ...site, cgroupPaths: {} }), []);
  });
});

suite("mountPoints()", () => {
  test("leaves out the root and its own pieces, but not binds of its filesystem", () => {
    const mounts = parseMountinfo(`${mountinfo}114 100 8:1 /rootfs/usr /usr ro - ext4 /dev/sda rw\n`);
    const points = mountPoints(mounts, externalMounts(mounts, site));
    assert.deepEqual(points.slice(0, 5), ["/proc", "/dev", "/data", "/data/inner", "/data/other disk"]);
    assert.ok(!points.includes("/usr") && !points.includes("/"));
  });
});

suite("sourceOf()", () => {
  test("follows the configuration of the restoring bundle", () => {
    const other = { ...site, bundle: "/elsewhere" };
    assert.equal(sourceOf("/etc/hosts", other), "/elsewhere/hosts");
    assert.equal(sourceOf("/data/inner", other), undefined);
    assert.equal(sourceOf("/database", other), undefined);
  });
});

suite("dumpedExternals()", () => {
  test("names a mount by its point, and for restore by its source", () => {
    const mounts = [{ point: "/data", source: "/srv/data" }];
    assert.deepEqual(dumpedExternals(mounts), ["mnt[/data]:/data"]);
    assert.deepEqual(restoredExternals(mounts), ["mnt[/data]:/srv/data"]);
  });

  for (const point of ["/a]:/etc", "/a]", "/a\nb"]) {
    test(`refuses ${JSON.stringify(point)}, which criu would take apart otherwise (S18)`, () => {
      for (const externals of [dumpedExternals, restoredExternals])
        assert.throws(() => externals([{ point, source: "/s" }]), { code: "ERR_CONFIG_UNSUPPORTED" });
    });
  }
});
