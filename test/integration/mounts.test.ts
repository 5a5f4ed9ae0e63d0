// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { hierarchies, unifiedOnly } from "../harness/cgroups.ts";
import type { Mount } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { EROFS, errnos } from "../harness/lines.ts";
import { mountAt, parseMounts } from "../harness/mountinfo.ts";

const host = testHost("mounts");

async function mounted(mount: Mount, prepare?: () => void) {
  prepare?.();
  const report = await host.report((config) => {
    config.mounts.push(mount);
  });
  const line = mountAt(report.mountinfo, mount.destination);
  assert.ok(line, `${mount.destination} is a mount:\n${report.mountinfo}`);
  return line;
}

suite("mounts", () => {
  test("filesystems of the kernel are mounted with their types", async () => {
    const report = await host.report();
    const types = Object.fromEntries(parseMounts(report.mountinfo).map(({ point, type }) => [point, type]));
    assert.equal(types["/proc"], "proc");
    assert.equal(types["/sys"], "sysfs");
    assert.equal(types["/dev"], "tmpfs");
    assert.equal(types["/dev/pts"], "devpts");
    assert.equal(types["/dev/mqueue"], "mqueue");
    assert.equal(types["/dev/shm"], "tmpfs");
  });

  test("the host's mounts are not seen", async () => {
    const report = await host.report();
    assert.equal(report.mountinfo.includes("/sys/fs/cgroup/memory"), false);
    assert.equal(parseMounts(report.mountinfo)[0]?.point, "/");
  });

  test("entries are mounted in order: a later one covers an earlier one", async () => {
    const source = host.directory();
    writeFileSync(join(source, "below"), "below");
    const tmpfs: Mount = { destination: "/a", type: "tmpfs", source: "tmpfs" };
    const bind: Mount = { destination: "/a/b", type: "bind", source, options: ["bind"] };
    const seen = await host.probe(
      (config) => {
        config.mounts.push(tmpfs, bind);
      },
      "read",
      "/a/b/below",
    );
    assert.equal(seen[0]?.["text"], "below");
    const covered = await host.probe(
      (config, bundle) => {
        bundle.mkdir("a/b");
        config.mounts.push(bind, tmpfs);
      },
      "stat",
      "/a/b",
    );
    assert.deepEqual(errnos(covered), [2]);
  });

  test("missing mount points are made: directories 0755, files for files", async () => {
    const directory = host.directory();
    const file = join(directory, "file");
    writeFileSync(file, "text");
    const bundle = host.bundle((config) => {
      config.mounts.push(
        { destination: "/x/y/z", type: "tmpfs", source: "tmpfs" },
        { destination: "/p/q/file", type: "bind", source: file, options: ["bind"] },
      );
      config.process.args = ["/probe", "read", "/p/q/file", "stat", "/x/y"];
    });
    const result = await host.run(bundle);
    const [read, parent] = result.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(read?.["text"], "text");
    assert.equal(parent?.["mode"], 0o755);
    assert.equal(readFileSync(bundle.path("p/q/file"), "utf8"), "", "the mount point is an empty file");
  });

  test("a destination through a symbolic link of the root filesystem stays inside", async () => {
    const outside = host.directory("outside");
    const report = await host.report((config, bundle) => {
      bundle.mkdir("real").link("link", "/real").link("away", outside).link("up", "../../../../../../real");
      config.mounts.push({ destination: "/link/one", type: "tmpfs", source: "tmpfs" });
      config.mounts.push({ destination: "/away/two", type: "tmpfs", source: "tmpfs" });
      config.mounts.push({ destination: "/up/three", type: "tmpfs", source: "tmpfs" });
    });
    assert.ok(mountAt(report.mountinfo, "/real/one"));
    assert.ok(mountAt(report.mountinfo, "/real/three"));
    assert.ok(mountAt(report.mountinfo, `${outside}/two`));
    assert.deepEqual(readdirSync(outside), []);
  });

  test("a bind of a directory shows its content, writable", async () => {
    const source = host.directory();
    writeFileSync(join(source, "file"), "text");
    const seen = await host.probe(
      (config) => {
        config.mounts.push({ destination: "/data", type: "bind", source, options: ["bind"] });
      },
      "read",
      "/data/file",
      "touch",
      "/data/new",
    );
    assert.equal(seen[0]?.["text"], "text");
    assert.ok(readdirSync(source).includes("new"));
  });

  test("a relative bind source is relative to the bundle", async () => {
    const seen = await host.probe(
      (config, bundle) => {
        mkdirSync(join(bundle.directory, "data"));
        writeFileSync(join(bundle.directory, "data/file"), "text");
        config.mounts.push({ destination: "/data", source: "data", options: ["bind"] });
      },
      "read",
      "/data/file",
    );
    assert.equal(seen[0]?.["text"], "text");
  });

  test("a bind source that is a symbolic link is followed on the host", async () => {
    const directory = host.directory();
    mkdirSync(join(directory, "real"));
    writeFileSync(join(directory, "real/file"), "text");
    symlinkSync("real", join(directory, "link"));
    const seen = await host.probe(
      (config) => {
        config.mounts.push({ destination: "/data", source: join(directory, "link"), options: ["bind"] });
      },
      "read",
      "/data/file",
    );
    assert.equal(seen[0]?.["text"], "text");
  });

  test("rbind brings the mounts below along, bind does not", async () => {
    const source = host.directory();
    mkdirSync(join(source, "sub"));
    await execute(["mount", "-t", "tmpfs", "none", join(source, "sub")]);
    try {
      writeFileSync(join(source, "sub/file"), "text");
      const both = await host.probe(
        (config) => {
          config.mounts.push(
            { destination: "/r", source, options: ["rbind"] },
            { destination: "/b", source, options: ["bind"] },
          );
        },
        "read",
        "/r/sub/file",
        "stat",
        "/b/sub/file",
      );
      assert.deepEqual(errnos(both), [0, 2]);
    } finally {
      await execute(["umount", join(source, "sub")]);
    }
  });

  test("ro covers only the bind, rro also the mounts below", async () => {
    const source = host.directory();
    mkdirSync(join(source, "sub"));
    await execute(["mount", "-t", "tmpfs", "none", join(source, "sub")]);
    try {
      const written = await host.probe(
        (config) => {
          config.mounts.push(
            { destination: "/r", source, options: ["rbind", "ro"] },
            { destination: "/rr", source, options: ["rbind", "rro"] },
          );
        },
        "touch",
        "/r/x",
        "touch",
        "/r/sub/x",
        "touch",
        "/rr/x",
        "touch",
        "/rr/sub/x",
      );
      assert.deepEqual(errnos(written), [EROFS, 0, EROFS, EROFS]);
    } finally {
      await execute(["umount", join(source, "sub")]);
    }
  });

  test("a read-only bind leaves its source writable on the host", async () => {
    const source = host.directory();
    await host.report((config) => {
      config.mounts.push({ destination: "/data", source, options: ["rbind", "ro"] });
    });
    writeFileSync(join(source, "after"), "");
    assert.equal(mountAt(readFileSync("/proc/self/mountinfo", "utf8"), source), undefined);
  });

  test("an unknown filesystem option fails with the mount's pointer or destination and the kernel's reason", async () => {
    const message = await host.refused((config) => {
      config.mounts.push({ destination: "/data", type: "tmpfs", source: "tmpfs", options: ["size=64mb"] });
    }, /\/data/);
    assert.match(message, /invalid argument|size/);
  });

  test("an unknown filesystem type fails and is named", async () => {
    await host.refused((config) => {
      config.mounts.push({ destination: "/data", type: "nosuchfs", source: "none" });
    }, /nosuchfs|\/data/);
  });

  test("a bind source that is missing fails and is named", async () => {
    await host.refused((config) => {
      config.mounts.push({ destination: "/data", source: "/nonexistent/source", options: ["bind"] });
    }, /\/nonexistent\/source.*no such file or directory/);
  });

  test("a file over a directory and the reverse fail", async () => {
    const directory = host.directory();
    const file = join(directory, "file");
    writeFileSync(file, "");
    await host.refused((config, bundle) => {
      bundle.mkdir("target");
      config.mounts.push({ destination: "/target", source: file, options: ["bind"] });
    }, /\/target/);
    await host.refused((config, bundle) => {
      bundle.file("target", "");
      config.mounts.push({ destination: "/target", source: directory, options: ["bind"] });
    }, /\/target/);
  });

  test("a destination that is relative is taken from the root", async () => {
    const report = await host.report((config) => {
      config.mounts.push({ destination: "relative/place", type: "tmpfs", source: "tmpfs" });
    });
    assert.ok(mountAt(report.mountinfo, "/relative/place"));
  });

  test("odd characters in a destination pass unharmed (S62)", async () => {
    for (const name of ["a b", "a,b", "a]:b", "a:b", 'a"b', "a\\b", "\u00fc"]) {
      const lines = await host.probe(
        (config) => {
          config.mounts.push({
            destination: `/${name}`,
            type: "tmpfs",
            source: "tmpfs",
            options: ["size=64k"],
          });
        },
        "statfs",
        `/${name}`,
      );
      assert.equal(lines[0]?.["bytes"], 65536, name);
    }
  });

  test("50 mounts are all there", async () => {
    const report = await host.report((config) => {
      for (let index = 0; index < 50; index += 1)
        config.mounts.push({
          destination: `/m/${index}`,
          type: "tmpfs",
          source: "tmpfs",
          options: ["size=16k"],
        });
    });
    assert.equal(parseMounts(report.mountinfo).filter(({ point }) => point.startsWith("/m/")).length, 50);
  });

  test("a bind of a block of files under load keeps every file's own content", async () => {
    const directory = host.directory();
    const lines = await host.probe(
      (config) => {
        for (let index = 0; index < 20; index += 1) {
          writeFileSync(join(directory, String(index)), `content ${index}`);
          config.mounts.push({
            destination: `/f/${index}`,
            source: join(directory, String(index)),
            options: ["bind", "ro"],
          });
        }
      },
      ...Array.from({ length: 20 }, (_, index) => ["read", `/f/${index}`]).flat(),
    );
    assert.deepEqual(
      lines.map((line) => line["text"]),
      Array.from({ length: 20 }, (_, index) => `content ${index}`),
    );
  });

  test("remount changes the mount that is there", async () => {
    const lines = await host.probe(
      (config) => {
        config.mounts.push(
          { destination: "/t", type: "tmpfs", source: "tmpfs" },
          { destination: "/t", type: "tmpfs", source: "tmpfs", options: ["remount", "ro"] },
        );
      },
      "touch",
      "/t/x",
    );
    assert.deepEqual(errnos(lines), [EROFS]);
  });

  test("a cgroup mount shows the container's own cgroup and nothing above", async () => {
    const bundle = host.bundle((config) => {
      config.mounts.push({
        destination: "/sys/fs/cgroup",
        type: "cgroup",
        source: "cgroup",
        options: ["nosuid", "noexec", "nodev", "relatime", "ro"],
      });
      config.process.args = ["/probe", "list", "/sys/fs/cgroup", "report"];
    });
    const result = await host.run(bundle);
    assert.equal(result.status, 0, result.stderr);
    const [listed, report] = result.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    if (unifiedOnly()) {
      assert.equal(mountAt(report.mountinfo, "/sys/fs/cgroup")?.type, "cgroup2");
      assert.ok(listed.names.includes("cgroup.procs"));
    } else {
      assert.equal(mountAt(report.mountinfo, "/sys/fs/cgroup")?.type, "tmpfs");
      for (const controller of hierarchies().keys()) {
        if (controller === "" || controller.includes("=")) continue;
        assert.ok(listed.names.includes(controller), `${controller} in ${listed.names}`);
      }
      assert.equal(mountAt(report.mountinfo, "/sys/fs/cgroup/memory")?.type, "cgroup");
    }
  });

  test("a cgroup mount takes access times as its options say", async () => {
    const lines = await host.probe((config) => {
      const options = ["noatime", "ro"];
      config.mounts.push({ destination: "/cgroup", type: "cgroup", source: "cgroup", options });
    }, "report");
    const mountinfo = lines[0]?.["mountinfo"] as string;
    const mounted = mountAt(mountinfo, unifiedOnly() ? "/cgroup" : "/cgroup/memory");
    assert.ok(mounted?.options.includes("noatime"), mountinfo);
  });

  test("a sticky host directory as a bind keeps its mode", async () => {
    const source = host.directory();
    chmodSync(source, 0o1777);
    const lines = await host.probe(
      (config) => {
        config.mounts.push({ destination: "/tmp", source, options: ["rbind", "nosuid"] });
      },
      "stat",
      "/tmp",
    );
    assert.equal(lines[0]?.["mode"], 0o1777);
  });
});

suite("mount propagation", () => {
  for (const [option, wanted] of [
    ["shared", /^shared:/],
    ["rshared", /^shared:/],
    ["private", /^$/],
    ["rprivate", /^$/],
    ["unbindable", /^unbindable$/],
    ["runbindable", /^unbindable$/],
  ] as const) {
    test(`${option} on a tmpfs`, async () => {
      const line = await mounted({ destination: "/data", type: "tmpfs", source: "tmpfs", options: [option] });
      assert.match(line.propagation.join(" "), wanted);
    });
  }

  for (const option of ["slave", "rslave"]) {
    test(`${option} on a bind from a shared mount receives and does not give`, async () => {
      const source = host.directory();
      await execute(["mount", "-t", "tmpfs", "none", source]);
      await execute(["mount", "--make-shared", source]);
      mkdirSync(join(source, "sub"));
      try {
        const line = await mounted({ destination: "/data", source, options: ["rbind", option] });
        assert.match(line.propagation.join(" "), /^master:\d+$/);
      } finally {
        await execute(["umount", source]);
      }
    });
  }
});
