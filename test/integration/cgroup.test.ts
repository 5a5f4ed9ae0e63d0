// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import {
  directoriesOf,
  hierarchies,
  processesBelow,
  readCgroupFile,
  removeCgroups,
} from "../harness/cgroups.ts";
import { onSystemd, pathsOnly } from "../harness/driver.ts";
import { testHost } from "../harness/host.ts";
import { needs, v2, withResources } from "../harness/limits.ts";

const host = testHost("cgroup");
/** Values of files of the container's cgroup: [controller, file on v1, file on v2]. */
async function limitsOf(
  resources: Record<string, unknown>,
  files: [string, string, string][],
): Promise<string[]> {
  const { id, bundle } = await host.running(withResources(resources));
  const path = String(bundle.config.linux.cgroupsPath);
  const values = files.map(([controller, v1File, v2File]) =>
    readCgroupFile(controller, path, v2 ? v2File : v1File),
  );
  await host.remove(id);
  return values;
}

suite("cgroup", () => {
  test("the process is in cgroupsPath in every hierarchy, already after create", async () => {
    const bundle = host.bundle();
    const id = await host.create(bundle);
    const { pid } = await host.state(id);
    const path = String(bundle.config.linux.cgroupsPath);
    const paths = readFileSync(`/proc/${pid}/cgroup`, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(":").slice(2).join(":"));
    assert.ok(
      paths.every((own) => own === path) ||
        (!v2 && paths.filter((own) => own === path).length >= paths.length - 1),
      paths.join(),
    );
    await host.remove(id);
    assert.deepEqual(directoriesOf(path), []);
  });

  test("several missing levels are made, and delete removes the last", { skip: pathsOnly }, async () => {
    const path = `${host.cgroupParent}/a/b/c`;
    const id = await host.create(
      host.bundle((config) => {
        config.linux.cgroupsPath = path;
      }),
    );
    assert.ok(directoriesOf(path).length > 0);
    await host.remove(id);
    assert.deepEqual(directoriesOf(path), []);
    removeCgroups(`${host.cgroupParent}/a`);
  });

  test("a path with .. stays below the mount point (rule 2.10.1)", { skip: pathsOnly }, async () => {
    const name = host.cgroupParent.slice(1);
    const bundle = host.bundle((config) => {
      config.linux.cgroupsPath = `/../../${name}/climb`;
    });
    const result = await host.runt(["create", "--bundle", bundle.directory, "climb"]);
    if (result.status === 0) {
      assert.ok(directoriesOf(`${host.cgroupParent}/climb`).length > 0);
      await host.remove("climb");
    } else assert.match(result.stderr, /cgroupsPath|cgroup/);
  });

  test("a relative path and a missing one lead to the same place each time", {
    skip: pathsOnly,
  }, async () => {
    for (const path of [`${host.cgroupParent.slice(1)}/relative`, undefined]) {
      const bundle = host.bundle((config) => {
        if (path === undefined) delete config.linux.cgroupsPath;
        else config.linux.cgroupsPath = path;
      });
      const places: string[] = [];
      const id = host.id();
      for (let round = 0; round < 2; round += 1) {
        await host.ok(["create", "--bundle", bundle.directory, id]);
        places.push(readFileSync(`/proc/${(await host.state(id)).pid}/cgroup`, "utf8"));
        await host.remove(id);
      }
      assert.equal(places[0], places[1]);
      assert.match(places[0] ?? "", new RegExp(path ?? id));
    }
  });

  test("a cgroup that holds processes is refused, and they are left alone (F19)", {
    skip: pathsOnly,
  }, async () => {
    const path = `${host.cgroupParent}/busy`;
    const directories = [...new Set(hierarchies().values())].map((point) => join(point, path));
    for (const directory of directories) mkdirSync(directory, { recursive: true });
    const sleeper = spawn("sleep", ["1000"], { stdio: "ignore" });
    const joined = directories.filter((directory) => {
      try {
        writeFileSync(join(directory, "cgroup.procs"), String(sleeper.pid));
        return true;
      } catch {
        return false;
      }
    });
    try {
      assert.ok(joined.length > 0);
      const result = await host.runt([
        "create",
        "--bundle",
        host.bundle((config) => {
          config.linux.cgroupsPath = path;
        }).directory,
        host.id(),
      ]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /cgroup is not empty|not empty/);
      assert.equal(existsSync(`/proc/${sleeper.pid}/root`), true);
    } finally {
      sleeper.kill("SIGKILL");
      await new Promise((resolve) => sleeper.once("exit", resolve));
      removeCgroups(path);
    }
  });

  test("without resources no limit of an existing cgroup changes", {
    skip: pathsOnly || needs("pids").skip,
  }, async () => {
    const path = `${host.cgroupParent}/existing`;
    const point = v2 ? "/sys/fs/cgroup" : (hierarchies().get("pids") ?? "");
    if (v2) enableBelow(["pids"]);
    mkdirSync(join(point, path), { recursive: true });
    writeFileSync(join(point, path, "pids.max"), "77");
    const id = await host.create(
      host.bundle((config) => {
        config.linux.cgroupsPath = path;
      }),
    );
    assert.equal(readCgroupFile("pids", path, "pids.max"), "77");
    await host.remove(id);
    removeCgroups(path);
  });

  test("limits of an existing cgroup are changed, whatever they are", {
    skip: pathsOnly || needs("cpu").skip,
  }, async () => {
    const path = `${host.cgroupParent}/present`;
    const point = v2 ? "/sys/fs/cgroup" : (hierarchies().get("cpu") ?? "");
    if (v2) enableBelow(["cpu"]);
    const directory = join(point, path);
    mkdirSync(directory, { recursive: true });
    // The kernel refuses a quota below the present burst, which is to be lowered too.
    const present = v2
      ? { "cpu.max": "50000 100000", "cpu.max.burst": "40000" }
      : { "cpu.cfs_quota_us": "50000", "cpu.cfs_burst_us": "40000" };
    for (const [file, value] of Object.entries(present)) writeFileSync(join(directory, file), value);
    const id = await host.create(
      host.bundle((config) => {
        config.linux.cgroupsPath = path;
        config.linux.resources = { cpu: { quota: 20_000, burst: 10_000 } };
      }),
    );
    const values = Object.keys(present).map((file) => readCgroupFile("cpu", path, file));
    assert.deepEqual(values, v2 ? ["20000 100000", "10000"] : ["20000", "10000"]);
    await host.remove(id);
    removeCgroups(path);
  });

  test("every controller of the host is enabled for a container without limits", {
    skip: v2 ? false : "cgroup2 is not alone on this host",
  }, async () => {
    const { id, bundle } = await host.running();
    const path = join("/sys/fs/cgroup", String(bundle.config.linux.cgroupsPath));
    const words = (file: string) => readFileSync(file, "utf8").trim().split(/\s+/).sort();
    // systemd gives its units those that it knows of.
    const expected = words("/sys/fs/cgroup/cgroup.subtree_control").filter(
      (name) => !onSystemd || ["cpu", "cpuset", "io", "memory", "pids"].includes(name),
    );
    assert.deepEqual(words(join(path, "cgroup.controllers")), expected);
    assert.ok(words(join(path, "cgroup.controllers")).includes("pids"));
    await host.remove(id);
  });

  test("a cgroup namespace hides the path", async () => {
    const report = await host.report((config) => {
      config.linux.namespaces.push({ type: "cgroup" });
    });
    assert.equal(report.cgroup.includes(host.cgroupParent), false, report.cgroup);
  });

  test("sub-cgroups that the container made are removed by delete (F20)", async () => {
    const { id, bundle } = await host.running();
    const [directory = ""] = directoriesOf(String(bundle.config.linux.cgroupsPath));
    mkdirSync(join(directory, "sub/deeper"), { recursive: true });
    await host.ok(["delete", "--force", id]);
    assert.deepEqual(directoriesOf(String(bundle.config.linux.cgroupsPath)), []);
  });
});

/** Lets children of the root and of the tests' parent have these controllers. */
function enableBelow(controllers: string[]): void {
  const parent = join("/sys/fs/cgroup", host.cgroupParent);
  mkdirSync(parent, { recursive: true });
  for (const directory of ["/sys/fs/cgroup", parent]) {
    writeFileSync(join(directory, "cgroup.subtree_control"), controllers.map((name) => `+${name}`).join(" "));
  }
}

suite("limits", () => {
  test("memory.limit and reservation", needs("memory"), async () => {
    const values = await limitsOf({ memory: { limit: 67108864, reservation: 33554432 } }, [
      ["memory", "memory.limit_in_bytes", "memory.max"],
      ["memory", "memory.soft_limit_in_bytes", "memory.low"],
    ]);
    assert.deepEqual(values, ["67108864", "33554432"]);
  });

  test("a memory limit of -1 is none", needs("memory"), async () => {
    const [value = ""] = await limitsOf({ memory: { limit: -1 } }, [
      ["memory", "memory.limit_in_bytes", "memory.max"],
    ]);
    assert.ok(value === "max" || BigInt(value) > 2n ** 60n, value);
  });

  test("a program above its memory limit is killed", needs("memory"), async () => {
    const bundle = host.bundle((config) => {
      withResources({ memory: { limit: 33554432, swap: 33554432 } })(config);
      config.process.args = ["/probe", "allocate", "200"];
    });
    const result = await host.run(bundle);
    // Without swap accounting the kernel refuses memory.swap: then the limit alone holds.
    assert.equal(result.status, /swap/.test(result.stderr) ? 1 : 137, result.stderr);
  });

  test("pids.limit stops forks", needs("pids"), async () => {
    const bundle = host.bundle((config) => {
      withResources({ pids: { limit: 10 } })(config);
      config.process.args = ["/probe", "fork", "50", "exit", "0"];
    });
    const line = JSON.parse((await host.run(bundle)).stdout);
    assert.equal(line.made, 9);
    assert.equal(line.errno, 11);
  });

  test("pids.limit -1 is max", needs("pids"), async () => {
    assert.deepEqual(await limitsOf({ pids: { limit: -1 } }, [["pids", "pids.max", "pids.max"]]), ["max"]);
  });

  test("cpu shares, quota and period", needs("cpu"), async () => {
    if (v2) {
      assert.deepEqual(
        await limitsOf({ cpu: { shares: 1024, quota: 50000, period: 100000 } }, [
          ["cpu", "", "cpu.weight"],
          ["cpu", "", "cpu.max"],
        ]),
        ["100", "50000 100000"],
      );
      return;
    }
    const values = await limitsOf({ cpu: { shares: 512 } }, [["cpu", "cpu.shares", ""]]);
    assert.deepEqual(values, ["512"]);
  });

  test("cpuset cpus and mems", needs("cpuset"), async () => {
    const values = await limitsOf({ cpu: { cpus: "0", mems: "0" } }, [
      ["cpuset", "cpuset.cpus", "cpuset.cpus"],
      ["cpuset", "cpuset.mems", "cpuset.mems"],
    ]);
    assert.deepEqual(values, ["0", "0"]);
  });

  test("a CPU that does not exist is an error with the value", needs("cpuset"), async () => {
    await host.refused(withResources({ cpu: { cpus: "4000" } }), /cpus|4000/);
  });

  test("unified writes files of cgroup2", {
    skip: v2 ? false : "cgroup2 is not alone on this host",
  }, async () => {
    const values = await limitsOf({ unified: { "pids.max": "55", "memory.high": "104857600" } }, [
      ["pids", "", "pids.max"],
      ["memory", "", "memory.high"],
    ]);
    assert.deepEqual(values, ["55", "104857600"]);
  });

  test("unified is refused without cgroup2's controllers", {
    skip: v2 ? "this host has them" : false,
  }, async () => {
    await host.refused(withResources({ unified: { "pids.max": "55" } }), /unified|pids\.max/);
  });

  for (const key of [
    "../memory.max",
    "memory.max/../x",
    "a/b",
    "memory.max/",
    "..",
    "memory..",
    "memory.max\0",
    "\n",
    "foo.max",
    "",
  ]) {
    test(`unified key ${JSON.stringify(key)} is refused (S63)`, async () => {
      await host.refused(withResources({ unified: { [key]: "1" } }), /unified|foo\.max|memory\.\./);
    });
  }

  for (const pageSize of [
    "../memory.max",
    "../memory.max\0",
    "2MB/../x",
    "2MB.max\0",
    "2MB\n",
    "",
    "nonsense",
  ]) {
    test(`hugepage size ${JSON.stringify(pageSize)} is refused (S63)`, async () => {
      await host.refused(
        withResources({ hugepageLimits: [{ pageSize, limit: 1 }] }),
        /hugepageLimits|pageSize|hugetlb/,
      );
    });
  }

  test("a limit whose controller is missing is an error that names it", async () => {
    await host.refused(withResources({ network: { classID: 1048577 } }), /net_cls|network|classID/);
  });
});

suite("pause and resume", () => {
  test("a paused container says so, is resumed, and can be killed while paused (F18)", async () => {
    const { id } = await host.running();
    await host.ok(["pause", id]);
    assert.equal((await host.state(id)).status, "paused");
    const deleted = await host.runt(["delete", id]);
    assert.equal(deleted.status, 1);
    await host.ok(["resume", id]);
    assert.equal((await host.state(id)).status, "running");
    assert.match((await host.runt(["resume", id])).stderr, /container not paused/);
    await host.ok(["pause", id]);
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
  });

  test("delete --force ends a paused container", async () => {
    const { id, bundle } = await host.running();
    await host.ok(["pause", id]);
    await host.ok(["delete", "--force", id]);
    assert.deepEqual(processesBelow(String(bundle.config.linux.cgroupsPath)), []);
  });

  test("a stopped container can't be paused", async () => {
    const { id } = await host.running();
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    const result = await host.runt(["pause", id]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /container not running/);
    await host.ok(["delete", id]);
  });
});
