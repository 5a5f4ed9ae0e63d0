// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, readlinkSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Config } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";

const host = testHost("namespaces");

/** Type in config.json, name in /proc/PID/ns, flag of nsenter and unshare. */
const TYPES = [
  ["pid", "pid"],
  ["network", "net"],
  ["mount", "mnt"],
  ["ipc", "ipc"],
  ["uts", "uts"],
  ["user", "user"],
  ["cgroup", "cgroup"],
  ["time", "time"],
] as const;

function without(config: Config, type: string): void {
  config.linux.namespaces = config.linux.namespaces.filter((namespace) => namespace.type !== type);
}

function mapRoot(config: Config): void {
  config.linux["uidMappings"] = [{ containerID: 0, hostID: 0, size: 65536 }];
  config.linux["gidMappings"] = [{ containerID: 0, hostID: 0, size: 65536 }];
}

function isThere(name: string): string | false {
  return existsSync(`/proc/self/ns/${name}`) ? false : `this kernel has no ${name} namespaces`;
}

suite("namespaces", () => {
  for (const [type, name] of TYPES) {
    test(`${type} without a path is new`, { skip: isThere(name) }, async () => {
      const report = await host.report((config) => {
        without(config, type);
        config.linux.namespaces.push({ type });
        if (type === "user") mapRoot(config);
      });
      assert.notEqual(report.namespaces[name], readlinkSync(`/proc/self/ns/${name}`));
    });

    if (type !== "mount") {
      test(`${type} that is not listed is the caller's`, { skip: isThere(name) }, async () => {
        const report = await host.report((config) => {
          without(config, type);
          if (type === "uts") delete config.hostname;
        });
        assert.equal(report.namespaces[name], readlinkSync(`/proc/self/ns/${name}`));
      });
    }

    test(`${type} with a path is that one`, { skip: isThere(name) }, async () => {
      const owner = await host.running((config) => {
        without(config, type);
        config.linux.namespaces.push({ type });
        if (type === "user") mapRoot(config);
      });
      const path = `/proc/${owner.pid}/ns/${name}`;
      const wanted = readlinkSync(path);
      const guest = host.bundle((config) => {
        without(config, type);
        config.linux.namespaces.push({ type, path });
        if (type === "uts") delete config.hostname;
        config.process.args = ["/probe", "wait"];
        // A joined mount namespace has the owner's mounts already.
        if (type === "mount")
          Object.assign(config, {
            mounts: [],
            linux: { ...config.linux, maskedPaths: [], readonlyPaths: [] },
          });
        if (type === "mount") config.root.path = owner.bundle.rootfs;
      });
      const id = host.id();
      const made = await host.runt(["create", "--bundle", guest.directory, id]);
      if (type === "mount" && made.status !== 0) {
        assert.match(made.stderr, /mount|rootfs|root file/);
        await host.remove(owner.id);
        return;
      }
      assert.equal(made.status, 0, made.stderr);
      await host.ok(["start", id]);
      assert.equal(readlinkSync(`/proc/${(await host.state(id)).pid}/ns/${name}`), wanted);
      await host.remove(id, owner.id);
    });

    test(`${type} listed twice is refused`, async () => {
      await host.refused((config) => {
        without(config, type);
        config.linux.namespaces.push({ type }, { type });
        if (type === "user") mapRoot(config);
      }, /namespace/);
    });
  }

  test("a new pid namespace makes the program pid 1 without a parent", async () => {
    const report = await host.report();
    assert.deepEqual([report.pid, report.ppid], [1, 0]);
  });

  test("a new network namespace has only lo, and it is up", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/sh", "-c", "cat /proc/net/dev; ip addr show lo"];
    });
    const { stdout } = await host.run(bundle);
    assert.deepEqual(
      [...stdout.matchAll(/^ *(\w+):.*\d+ +\d+ +\d+ +\d+ +\d+/gm)]
        .map((line) => line[1])
        .filter((name) => name !== "1"),
      ["lo"],
    );
    assert.match(stdout, /LOOPBACK,UP/);
    assert.match(stdout, /127\.0\.0\.1/);
  });

  test("a path of another type is refused", async () => {
    await host.refused((config) => {
      without(config, "network");
      config.linux.namespaces.push({ type: "network", path: "/proc/self/ns/uts" });
    }, /namespace|namespaces/);
  });

  test("a path that is no namespace is refused", async () => {
    const file = join(host.directory(), "file");
    writeFileSync(file, "");
    await host.refused((config) => {
      without(config, "ipc");
      config.linux.namespaces.push({ type: "ipc", path: file });
    }, /namespace|namespaces/);
  });

  test("a path that is missing is refused and named", async () => {
    await host.refused((config) => {
      without(config, "ipc");
      config.linux.namespaces.push({ type: "ipc", path: "/nonexistent/ns" });
    }, /\/nonexistent\/ns/);
  });

  test("a relative path is refused", async () => {
    await host.refused((config) => {
      without(config, "ipc");
      config.linux.namespaces.push({ type: "ipc", path: "ns/ipc" });
    }, /absolute|pattern|\/linux\/namespaces/);
  });

  test("an unknown type is refused", async () => {
    await host.refused((config) => {
      config.linux.namespaces.push({ type: "galaxy" });
    }, /galaxy|namespaces/);
  });

  test("a network namespace pinned at a file survives the container", async () => {
    const directory = host.directory();
    const pinned = join(directory, "net");
    writeFileSync(pinned, "");
    await execute(["unshare", "--net", "--", "/bin/sh", "-c", `mount --bind /proc/self/ns/net ${pinned}`]);
    const inode = (await execute(["stat", "-L", "-c", "%i", pinned])).stdout.trim();
    try {
      const report = await host.report((config) => {
        without(config, "network");
        config.linux.namespaces.push({ type: "network", path: pinned });
      });
      assert.equal(report.namespaces["net"], `net:[${inode}]`);
      assert.equal((await execute(["stat", "-L", "-c", "%i", pinned])).stdout.trim(), inode);
    } finally {
      await execute(["umount", pinned]);
    }
  });

  test("timeOffsets shift the clocks of a new time namespace", { skip: isThere("time") }, async () => {
    const report = await host.report((config) => {
      config.linux.namespaces.push({ type: "time" });
      config.linux["timeOffsets"] = {
        monotonic: { secs: 172800, nanosecs: 0 },
        boottime: { secs: 604800, nanosecs: 5 },
      };
    });
    assert.match(String(report.timens_offsets), /monotonic +172800 +0\nboottime +604800 +5/);
  });

  test("timeOffsets without a new time namespace are refused", async () => {
    await host.refused((config) => {
      config.linux["timeOffsets"] = { monotonic: { secs: 1 } };
    }, /time/);
  });

  test("System V queues of a new ipc namespace are not the host's", async () => {
    const lines = await host.probe(() => undefined, "read", "/proc/sysvipc/shm");
    assert.equal(String(lines[0]?.["text"]).trim().split("\n").length, 1);
  });
});

suite("user namespace", () => {
  const mapped = (config: Config) => {
    config.linux.namespaces.push({ type: "user" });
    config.linux["uidMappings"] = [
      { containerID: 0, hostID: 100000, size: 1000 },
      { containerID: 1000, hostID: 200000, size: 10 },
    ];
    config.linux["gidMappings"] = [{ containerID: 0, hostID: 300000, size: 1000 }];
  };

  test("has the mappings of the configuration", async () => {
    const report = await host.report(mapped);
    assert.match(report.uid_map, /^ *0 +100000 +1000\n +1000 +200000 +10\n$/);
    assert.match(report.gid_map, /^ *0 +300000 +1000\n$/);
    assert.deepEqual(report.uid, [0, 0, 0]);
  });

  test("the program runs as the mapped host user", async () => {
    const made = await host.running((config) => {
      mapped(config);
      config.process.user = { uid: 1001, gid: 5, additionalGids: [7] };
    });
    const status = readFileSync(`/proc/${made.pid}/status`, "utf8");
    assert.match(status, /^Uid:\t200001\t200001\t200001\t200001$/m);
    assert.match(status, /^Gid:\t300005\t300005\t300005\t300005$/m);
    assert.match(status, /^Groups:\t300007 $/m);
    await host.remove(made.id);
  });

  test("has capabilities inside and devices that work", async () => {
    const lines = await host.probe(
      mapped,
      "open",
      "/dev/null",
      "rw",
      "stat",
      "/dev/zero",
      "hostname",
      "other",
      "open",
      "/dev/tty",
      "r",
    );
    assert.equal(lines[0]?.["errno"], 0);
    assert.deepEqual([lines[1]?.["type"], lines[1]?.["major"], lines[1]?.["minor"]], ["character", 1, 5]);
  });

  test("a root filesystem that the mapped root can't reach is refused with its pointer", async () => {
    const closed = host.directory("closed");
    const made = host.bundle((config) => {
      mapped(config);
      config.process.args = ["/bin/echo", "here"];
    });
    renameSync(made.directory, join(closed, "bundle"));
    chmodSync(closed, 0o700);
    const result = await host.runt(["run", "--bundle", join(closed, "bundle"), host.id()]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /open the root filesystem .*permission denied[^]*\/root\/path/);
  });

  test("the root filesystem keeps its owners", async () => {
    const bundle = host.bundle((config, made) => {
      mapped(config);
      made.file("file", "x");
      config.process.args = ["/probe", "stat", "/file"];
    });
    const result = await host.run(bundle);
    assert.equal(JSON.parse(result.stdout).uid, 65534);
  });

  test("mappings without a user namespace are refused", async () => {
    await host.refused((config) => {
      config.linux["uidMappings"] = [{ containerID: 0, hostID: 0, size: 1 }];
    }, /Mappings|user namespace/);
  });

  test("a new user namespace without mappings is refused", async () => {
    await host.refused((config) => {
      config.linux.namespaces.push({ type: "user" });
    }, /[mM]apping/);
  });

  const joining: [what: string, uidMappings: object[], wanted: RegExp | undefined][] = [
    ["the same mappings, which is a warning", [{ containerID: 0, hostID: 100_000, size: 1000 }], undefined],
    [
      "the same ids in other entries",
      [
        { containerID: 500, hostID: 100_500, size: 500 },
        { containerID: 0, hostID: 100_000, size: 500 },
      ],
      undefined,
    ],
    [
      "another host id",
      [{ containerID: 0, hostID: 100_001, size: 1000 }],
      /\/linux\/uidMappings: .*0:100001:1000.*0:100000:1000/,
    ],
    ["another size", [{ containerID: 0, hostID: 100_000, size: 999 }], /\/linux\/uidMappings/],
  ];
  for (const [what, uidMappings, wanted] of joining) {
    test(`joined by path with ${what}`, async () => {
      const other = await host.running((config) => {
        config.linux.namespaces.push({ type: "user" });
        config.linux["uidMappings"] = [{ containerID: 0, hostID: 100_000, size: 1000 }];
        config.linux["gidMappings"] = [{ containerID: 0, hostID: 300_000, size: 1000 }];
      });
      const edit = (config: Config): void => {
        config.linux.namespaces.push({ type: "user", path: `/proc/${other.pid}/ns/user` });
        config.linux["uidMappings"] = uidMappings;
      };
      if (wanted === undefined) {
        const report = await host.report(edit);
        assert.match(String(report.uid_map), /^\s*0\s+100000\s+1000\s*$/);
      } else await host.refused(edit, wanted);
      await host.remove(other.id);
    });
  }

  test("a user that is not mapped is refused", async () => {
    const bundle = host.bundle((config) => {
      mapped(config);
      config.process.user = { uid: 5000, gid: 0 };
    });
    const result = await host.run(bundle);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /uid|user|invalid argument/);
  });

  test("mappings that overlap are refused", async () => {
    await host.refused((config) => {
      config.linux.namespaces.push({ type: "user" });
      config.linux["uidMappings"] = [
        { containerID: 0, hostID: 1000, size: 10 },
        { containerID: 5, hostID: 5000, size: 10 },
      ];
      config.linux["gidMappings"] = [{ containerID: 0, hostID: 1000, size: 10 }];
    }, /uidMappings|overlap|invalid argument/);
  });

  test("340 mapping lines work", async () => {
    const lines = Array.from({ length: 340 }, (_, index) => ({
      containerID: index,
      hostID: 2 * index + 1,
      size: 1,
    }));
    const report = await host.report((config) => {
      config.linux.namespaces.push({ type: "user" });
      config.linux["uidMappings"] = lines;
      config.linux["gidMappings"] = lines;
    });
    assert.equal(report.uid_map.trim().split("\n").length, 340);
  });
});

suite("propagation of the host", () => {
  for (const own of [true, false])
    test(`a container ${own ? "with" : "without"} a mount namespace does not change the host's mounts (S60)`, async () => {
      const before = readFileSync("/proc/self/mountinfo", "utf8");
      const bundle = host.bundle((config) => {
        config.process.args = ["/bin/true"];
        if (own) return;
        config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "mount");
        config.linux.maskedPaths = [];
        config.linux.readonlyPaths = [];
        config.mounts = [];
      });
      const { status, stderr } = await host.run(bundle);
      assert.equal(readFileSync("/proc/self/mountinfo", "utf8"), before, "the host's mounts changed");
      assert.equal(status, 0, stderr);
    });
});
