// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { privileged } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { EINVAL, EROFS, errnos } from "../harness/lines.ts";
import { mountAt } from "../harness/mountinfo.ts";

const host = testHost("rootfs");

suite("root", () => {
  test("readonly makes writes fail, while mounts below stay writable", async () => {
    const lines = await host.probe(
      (config) => {
        config.root.readonly = true;
      },
      "touch",
      "/x",
      "mkdir",
      "/etc/x",
      "touch",
      "/dev/x",
      "touch",
      "/dev/shm/x",
    );
    assert.deepEqual(errnos(lines), [EROFS, EROFS, 0, 0]);
  });

  test("is writable by default, and the writes are in the root filesystem", async () => {
    const lines = await host.probe(
      (config) => {
        delete config.root.readonly;
      },
      "touch",
      "/x",
    );
    assert.deepEqual(errnos(lines), [0]);
  });

  test("readonly is shown in mountinfo and does not touch the host", async () => {
    const bundle = host.bundle((config) => {
      config.root.readonly = true;
    });
    const result = await host.run(bundle);
    assert.ok(mountAt(JSON.parse(result.stdout).mountinfo, "/")?.options.includes("ro"));
    writeFileSync(bundle.path("after"), "");
  });

  test("the program's root is the root filesystem and the old root is gone", async () => {
    const report = await host.report();
    assert.equal(report.rootLink, "/");
    assert.equal(report.mountinfo.includes("put_old"), false);
    assert.equal(report.mountinfo.split("\n").filter((line) => line.split(" ")[4] === "/").length, 1);
  });

  test("--no-pivot switches the root too", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "list", "/"];
    });
    const result = await host.run(bundle, { words: ["--no-pivot"] });
    assert.equal(result.status, 0, result.stderr);
    assert.ok((JSON.parse(result.stdout).names as string[]).includes("probe"));
  });

  for (const [what, path, wanted] of [
    ["missing", "nothing", /nothing/],
    ["a file", "a-file", /a-file/],
  ] as const) {
    test(`a root.path that is ${what} is refused and named`, async () => {
      await host.refused((config, bundle) => {
        writeFileSync(join(bundle.directory, "a-file"), "");
        config.root.path = path;
      }, wanted);
    });
  }

  test("a root.path that is a symbolic link is refused or used, never another directory (F26)", async () => {
    const bundle = host.bundle((config, made) => {
      symlinkSync("rootfs", join(made.directory, "link"));
      config.root.path = "link";
      config.process.args = ["/probe", "list", "/"];
    });
    const result = await host.run(bundle);
    if (result.status === 0) assert.ok((JSON.parse(result.stdout).names as string[]).includes("probe"));
    else assert.match(result.stderr, /link/);
  });

  test("a bundle path with spaces, quotes and newlines works (F26)", async () => {
    const directory = join(host.directory(), 'a b"c\nd');
    mkdirSync(directory);
    const made = host.bundle();
    await execute(["cp", "-a", `${made.directory}/.`, directory]);
    const result = await host.runt(["run", "--bundle", directory, host.id()]);
    assert.equal(result.status, 0, result.stderr);
  });
});

suite("rootfsPropagation", () => {
  for (const [value, wanted] of [
    ["private", /^$/],
    ["rprivate", /^$/],
    ["shared", /^shared:\d+( master:\d+)?$/],
    ["unbindable", /^unbindable$/],
  ] as const) {
    test(`${value} is what mountinfo shows of /`, async () => {
      const report = await host.report((config) => {
        config.linux["rootfsPropagation"] = value;
      });
      assert.match(mountAt(report.mountinfo, "/")?.propagation.join(" ") ?? "none", wanted);
    });
  }

  test("slave makes / receive and not give", async () => {
    const report = await host.report((config) => {
      config.linux["rootfsPropagation"] = "slave";
    });
    assert.doesNotMatch(mountAt(report.mountinfo, "/")?.propagation.join(" ") ?? "", /shared/);
  });

  test("unbindable refuses a bind of / inside", async () => {
    const lines = await host.probe(
      (config) => {
        privileged(config);
        config.linux["rootfsPropagation"] = "unbindable";
      },
      "mkdir",
      "/b",
      "mount",
      "/",
      "/b",
      "none",
      "4096",
    );
    assert.deepEqual(errnos(lines), [0, EINVAL]);
  });

  test("an unknown value is refused", async () => {
    await host.refused((config) => {
      config.linux["rootfsPropagation"] = "sideways";
    }, /rootfsPropagation|rootfs propagation/);
  });
});

suite("maskedPaths and readonlyPaths", () => {
  test("a masked file reads empty", async () => {
    const lines = await host.probe(
      (config, bundle) => {
        bundle.file("secret", "hidden");
        config.linux.maskedPaths = ["/secret", "/proc/cpuinfo"];
      },
      "read",
      "/secret",
      "stat",
      "/secret",
      "read",
      "/proc/cpuinfo",
    );
    assert.equal(lines[0]?.["text"], "");
    assert.deepEqual([lines[1]?.["type"], lines[1]?.["major"], lines[1]?.["minor"]], ["character", 1, 3]);
    assert.equal(lines[2]?.["text"], "");
  });

  test("a masked directory is empty and read-only", async () => {
    const lines = await host.probe(
      (config, bundle) => {
        bundle.file("hidden/file", "x");
        bundle.file("hidden2/file", "x");
        config.linux.maskedPaths = ["/hidden", "/hidden2"];
      },
      "list",
      "/hidden",
      "touch",
      "/hidden/x",
      "list",
      "/hidden2",
    );
    assert.deepEqual(lines[0]?.["names"], []);
    assert.equal(lines[1]?.["errno"], EROFS);
    assert.deepEqual(lines[2]?.["names"], []);
  });

  test("a path that is missing is skipped, also below a file", async () => {
    await host.report((config) => {
      config.linux.maskedPaths = ["/nothing", "/probe/below", "/no/such/dir"];
      config.linux.readonlyPaths = ["/nothing", "/probe/below"];
    });
  });

  test("a read-only path can't be written to and keeps its other flags", async () => {
    const bundle = host.bundle((config, made) => {
      privileged(config);
      made.file("data/file", "x");
      config.linux.readonlyPaths = ["/data", "/proc/sys", "/probe"];
      config.process.args = [
        "/probe",
        "touch",
        "/data/new",
        "open",
        "/data/file",
        "w",
        "open",
        "/proc/sys/kernel/hostname",
        "w",
        "report",
      ];
    });
    const result = await host.run(bundle);
    const lines = result.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.slice(0, 3).map((line) => line.errno),
      [EROFS, EROFS, EROFS],
    );
    assert.ok(mountAt(lines[3].mountinfo, "/proc/sys")?.options.includes("ro"));
  });

  test("without lists nothing is masked or read-only", async () => {
    const report = await host.report((config) => {
      const { maskedPaths: _masked, readonlyPaths: _readonly, ...rest } = config.linux;
      Object.assign(config, { linux: rest });
    });
    assert.equal(mountAt(report.mountinfo, "/proc/sys"), undefined);
    assert.equal(mountAt(report.mountinfo, "/proc/keys"), undefined);
  });

  for (const property of ["maskedPaths", "readonlyPaths"] as const) {
    test(`${property}: a relative path is refused`, async () => {
      await host.refused((config) => {
        config.linux[property] = ["proc/kcore"];
      }, new RegExp(property));
    });
  }

  test("a symbolic link in a masked path is resolved inside", async () => {
    const lines = await host.probe(
      (config, bundle) => {
        bundle.file("secret", "hidden").link("alias", "/secret");
        config.linux.maskedPaths = ["/alias"];
      },
      "read",
      "/secret",
    );
    assert.equal(lines[0]?.["text"], "");
  });

  test("the process may not unmount a mask without CAP_SYS_ADMIN", async () => {
    const lines = await host.probe(() => undefined, "umount", "/proc/keys");
    assert.notEqual(lines[0]?.["errno"], 0);
  });
});
