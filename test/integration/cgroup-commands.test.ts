// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { directoriesOf, hierarchies, processesBelow } from "../harness/cgroups.ts";
import { type Config, shellHook } from "../harness/config.ts";
import { byUser, onSystemd, pathsOnly } from "../harness/driver.ts";
import { eventually } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { needs, v2, withResources } from "../harness/limits.ts";
import { linesOf } from "../harness/lines.ts";

const host = testHost("cgroup-commands");
const noProc = byUser && "a user namespace mounts /proc of its own pid namespaces only";

type Data = Record<string, Record<string, unknown>>;

function pathOf({ config }: { config: Config }): string {
  return String(config.linux.cgroupsPath);
}

function withoutPidNamespace(config: Config): void {
  config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "pid");
}

suite("events", () => {
  const statsOf = async (id: string): Promise<Data> => {
    const lines = linesOf((await host.ok(["events", "--stats", id])).stdout);
    assert.equal(lines.length, 1);
    assert.deepEqual(Object.keys(lines[0] ?? {}), ["type", "id", "data"]);
    assert.deepEqual([lines[0]?.["type"], lines[0]?.["id"]], ["stats", id]);
    return lines[0]?.["data"] as Data;
  };

  test(
    "--stats gives one sample with the names that engines read",
    needs("memory", "pids", "cpu"),
    async () => {
      const { id } = await host.running(withResources({ memory: { limit: 64 << 20 }, pids: { limit: 30 } }));
      const data = await statsOf(id);
      const members = [
        "cpu",
        "cpuset",
        "memory",
        "pids",
        "blkio",
        "hugetlb",
        "intel_rdt",
        "network_interfaces",
      ];
      assert.deepEqual(Object.keys(data), members);
      assert.equal(data["network_interfaces"], null);
      assert.deepEqual(data["pids"], { current: 1, limit: 30 });
      const memory = data["memory"] as Record<string, Record<string, number>>;
      assert.equal(memory["usage"]?.["limit"], 64 << 20);
      assert.ok((memory["usage"]?.["usage"] ?? 0) > 0);
      assert.equal(typeof memory["usage"]?.["failcnt"], "number");
      assert.ok(Object.keys(memory["raw"] ?? {}).length > 5);
      const usage = data["cpu"]?.["usage"] as Record<string, number>;
      assert.ok((usage["total"] ?? 0) > 0);
      assert.deepEqual([typeof usage["kernel"], typeof usage["user"]], ["number", "number"]);
      assert.equal(typeof data["cpuset"]?.["sched_relax_domain_level"], "number");
      await host.remove(id);
    },
  );

  test("what is zero or without a limit is left out", needs("pids"), async () => {
    const { id } = await host.running();
    const data = await statsOf(id);
    // systemd gives each of its units a limit of processes.
    const { limit: _default, ...pids } = data["pids"] ?? {};
    assert.deepEqual(onSystemd ? pids : data["pids"], { current: 1 });
    assert.deepEqual(data["cpu"]?.["throttling"], {});
    await host.remove(id);
  });

  test("pressure is told where the kernel measures it", {
    skip: v2 && existsSync("/proc/pressure/cpu") ? false : "this host has no pressure of cgroups",
  }, async () => {
    const { id } = await host.running();
    const data = await statsOf(id);
    for (const part of ["cpu", "memory", "blkio"]) {
      const psi = data[part]?.["psi"] as Record<string, Record<string, unknown>>;
      assert.deepEqual(Object.keys(psi), ["some", "full"]);
      assert.deepEqual(Object.keys(psi["some"] ?? {}), ["avg10", "avg60", "avg300", "total"]);
    }
    await host.remove(id);
  });

  test("the first sample comes after an interval, and the last before the cgroup is gone", {
    skip: onSystemd && "a unit ends with its last process",
  }, async () => {
    const { id } = await host.running();
    const events = host.background(["events", "--interval=100ms", id]);
    await eventually("three samples", () => linesOf(events.stdout).length >= 3);
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    const count = linesOf(events.stdout).length;
    await eventually(
      "samples go on while there is a cgroup",
      () => linesOf(events.stdout).length > count + 1,
    );
    await host.ok(["delete", id]);
    const { status, stdout, stderr } = await events.done;
    assert.deepEqual([status, stderr], [0, ""]);
    assert.ok(linesOf(stdout).every(({ type }) => type === "stats"));
  });

  test("a container that is being created has none yet, and ps says so too", async () => {
    const bundle = host.bundle((config, { directory }) => {
      const script = `touch ${directory}/hook && while test -e ${directory}/hook; do sleep 0.1; done`;
      config.hooks = { createRuntime: [shellHook(script)] };
    });
    const id = host.id();
    const creator = host.background(["create", "--bundle", bundle.directory, id]);
    const hook = join(bundle.directory, "hook");
    await eventually("the hook runs", () => existsSync(hook));
    for (const words of [["events", "--stats"], ["events"], ["ps"]]) {
      const { status, stderr } = await host.runt([...words, id]);
      assert.equal(status, 1);
      assert.match(stderr, /container not running: "\S+" is creating/);
    }
    rmSync(hook);
    assert.equal((await creator.done).status, 0);
    await host.remove(id);
  });

  test("a stopped container has none", async () => {
    const { id } = await host.running();
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    for (const words of [["--stats"], []]) {
      const result = await host.runt(["events", ...words, id]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, new RegExp(`container with id ${id} is not running`));
    }
    await host.ok(["delete", id]);
  });

  for (const interval of ["0", "0s", "-1s", "5", "x"]) {
    test(`an interval of ${interval} is refused`, async () => {
      const { id } = await host.running();
      const result = await host.runt(["events", "--interval", interval, id]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /interval/);
      await host.remove(id);
    });
  }
});

suite("ps", () => {
  test("lists the processes of the cgroup and of those below", async () => {
    const { id, pid, bundle } = await host.running((config) => {
      config.process.args = ["/probe", "fork", "3", "wait"];
    });
    await eventually("the children run", () => processesBelow(pathOf(bundle)).length === 4);
    const pids = JSON.parse((await host.ok(["ps", "--format", "json", id])).stdout);
    assert.deepEqual(pids.toSorted(), processesBelow(pathOf(bundle)).toSorted());
    assert.ok(pids.includes(pid));
    const table = (await host.ok(["ps", id])).stdout.trim().split("\n");
    assert.match(table[0] ?? "", /\bPID\b/);
    assert.equal(table.length, 5);
    const own = (await host.ok(["ps", id, "-eo", "pid,args"])).stdout.trim().split("\n");
    assert.equal(own.length, 5);
    const none = await host.runt(["ps", id, "-eo", "args"]);
    assert.equal(none.status, 1);
    assert.match(none.stderr, /PID/);
    await host.remove(id);
  });

  test("a stopped container has none", async () => {
    const { id } = await host.running();
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    assert.equal((await host.ok(["ps", "-f", "json", id])).stdout, "null\n");
    await host.ok(["delete", id]);
  });
});

suite("pause", () => {
  test("stops every process until resume, one that forks too", needs(v2 ? "cpu" : "freezer"), async () => {
    const { id, bundle } = await host.running((config) => {
      config.process.args = ["/bin/sh", "-c", "while :; do echo x >>/ticks; /bin/true; done"];
    });
    const ticks = () => (existsSync(bundle.path("ticks")) ? readFileSync(bundle.path("ticks")).length : 0);
    await eventually("it runs", () => ticks() > 0);
    await host.ok(["pause", id]);
    const [before, processes] = [ticks(), processesBelow(pathOf(bundle)).length];
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual([ticks(), processesBelow(pathOf(bundle)).length], [before, processes]);
    const exec = await host.runt(["exec", id, "/bin/true"]);
    assert.equal(exec.status, 255);
    assert.match(exec.stderr, /cannot exec in a paused container \(use --ignore-paused to override\)/);
    assert.match((await host.runt(["pause", id])).stderr, /container not running/);
    await host.ok(["resume", id]);
    await eventually("it goes on", () => ticks() > before);
    await host.remove(id);
  });

  test("a created container is paused, resumed and started", async () => {
    const id = await host.create(host.bundle());
    await host.ok(["pause", id]);
    assert.equal((await host.state(id)).status, "paused");
    await host.ok(["resume", id]);
    assert.equal((await host.state(id)).status, "created");
    await host.ok(["start", id]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
  });
});

suite("kill --all", () => {
  test("sends the signal to every process, once to each", async () => {
    const { id, bundle } = await host.running((config) => {
      config.process.args = [
        "/bin/sh",
        "-c",
        "t() { trap 'echo got >>/got' USR1; echo ready >>/ready; while :; do sleep 0.05; done; }; t & t & t",
      ];
    });
    const lines = (name: string) =>
      existsSync(bundle.path(name)) ? readFileSync(bundle.path(name), "utf8").trim().split("\n").length : 0;
    await eventually("all trap", () => lines("ready") === 3);
    await host.ok(["kill", "--all", id, "USR1"]);
    await eventually("all have it", () => lines("got") >= 3);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(lines("got"), 3);
    await host.remove(id);
  });

  test("KILL ends a paused container with its children", { skip: noProc }, async () => {
    const { id, bundle } = await host.running((config) => {
      withoutPidNamespace(config);
      config.process.args = ["/probe", "fork", "3", "wait"];
    });
    await eventually("the children run", () => processesBelow(pathOf(bundle)).length === 4);
    await host.ok(["pause", id]);
    await host.ok(["kill", "--all", id, "KILL"]);
    await eventually("all are gone", () => processesBelow(pathOf(bundle)).length === 0);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
  });
});

suite("exec --cgroup", () => {
  /** A container with a sub-cgroup in one hierarchy, in which processes may be. */
  async function withSub(controller: string, name: string) {
    const made = await host.running();
    const point = hierarchies().get(v2 ? "" : controller) ?? "";
    const sub = join(point, pathOf(made.bundle), name);
    mkdirSync(sub);
    return { ...made, sub, point };
  }

  const placeOf = (stdout: string, controller: string) =>
    stdout
      .split("\n")
      .find((line) => line.split(":")[1] === (v2 ? "" : controller))
      ?.split(":")[2];

  test("puts the process into a sub-cgroup", needs("pids"), async () => {
    const { id, bundle, sub } = await withSub("pids", "sub");
    const words = v2 ? ["--cgroup", "sub"] : ["--cgroup", "pids:sub"];
    const { stdout } = await host.ok(["exec", ...words, id, "/bin/cat", "/proc/self/cgroup"]);
    assert.equal(placeOf(stdout, "pids"), `${pathOf(bundle)}/sub`);
    if (!v2) assert.equal(placeOf(stdout, "memory"), pathOf(bundle));
    const slashed = await host.ok([
      "exec",
      v2 ? "--cgroup=/sub/" : "--cgroup=pids:/sub/",
      id,
      "/bin/cat",
      "/proc/self/cgroup",
    ]);
    assert.equal(placeOf(slashed.stdout, "pids"), `${pathOf(bundle)}/sub`);
    const own = await host.ok(["exec", "--cgroup", "/", id, "/bin/cat", "/proc/self/cgroup"]);
    assert.equal(placeOf(own.stdout, "pids"), pathOf(bundle));
    rmdirSync(sub);
    await host.remove(id);
  });

  test("takes several controllers, together and one by one", {
    skip: v2 ? "cgroup2 has one hierarchy" : needs("pids", "freezer").skip,
  }, async () => {
    const { id, bundle, sub } = await withSub("pids", "sub");
    const other = join(hierarchies().get("freezer") ?? "", pathOf(bundle), "sub");
    mkdirSync(other);
    for (const words of [
      ["--cgroup=pids,freezer:sub"],
      ["--cgroup", "pids:sub", "--cgroup", "freezer:sub"],
    ]) {
      const { stdout } = await host.ok(["exec", ...words, id, "/bin/cat", "/proc/self/cgroup"]);
      for (const controller of ["pids", "freezer"])
        assert.equal(placeOf(stdout, controller), `${pathOf(bundle)}/sub`);
    }
    for (const directory of [sub, other]) rmdirSync(directory);
    await host.remove(id);
  });

  for (const path of ["nosuch", "../x", "sub/../../x", "nocontroller:sub"]) {
    test(`${path} is refused (S61)`, async () => {
      const { id } = await host.running();
      const result = await host.runt(["exec", "--cgroup", path, id, "/bin/true"]);
      assert.equal(result.status, 255);
      assert.match(result.stderr, /bad sub cgroup path/);
      await host.remove(id);
    });
  }

  test("a sibling whose name begins alike is not reached (S61)", needs("pids"), async () => {
    const { id, sub } = await withSub("pids", "../sibling");
    const name = v2 ? "../sibling" : "pids:../sibling";
    const result = await host.runt(["exec", "--cgroup", name, id, "/bin/true"]);
    assert.equal(result.status, 255);
    rmdirSync(sub);
    await host.remove(id);
  });
});

suite("a cgroup that others made again", { skip: pathsOnly }, () => {
  test("is not the container's: update, exec and pause refuse it, and delete leaves it", async () => {
    const { id, bundle, pid } = await host.running();
    const path = pathOf(bundle);
    const directories = directoriesOf(path);
    const elsewhere = (directory: string) => join(directory, "../elsewhere");
    for (const directory of directories) {
      mkdirSync(elsewhere(directory));
      for (const file of ["cpuset.cpus", "cpuset.mems"]) {
        if (!v2 && existsSync(join(directory, file)))
          writeFileSync(join(elsewhere(directory), file), readFileSync(join(directory, file)));
      }
      writeFileSync(join(elsewhere(directory), "cgroup.procs"), String(pid));
      rmdirSync(directory);
      mkdirSync(directory);
    }
    for (const words of [
      ["update", "--pids-limit", "5", id],
      ["exec", id, "/bin/true"],
      ["pause", id],
    ]) {
      const result = await host.runt(words);
      assert.equal(result.status, words[0] === "exec" ? 255 : 1, words.join(" "));
      assert.match(result.stderr, /is not the container's: it was removed, and made again by somebody else/);
    }
    assert.equal((await host.ok(["ps", "-f", "json", id])).stdout, "null\n");
    await host.ok(["delete", "--force", id]);
    assert.deepEqual(directoriesOf(path), directories);
    const aside = join(path, "../elsewhere");
    await eventually("the process is gone", () => processesBelow(aside).length === 0);
    for (const directory of [...directories, ...directoriesOf(aside)]) rmdirSync(directory);
  });
});

suite("many containers one after the other", { skip: pathsOnly }, () => {
  const count = Number(process.env["RUNT_CYCLES"] ?? 20);

  test(`${count} leave no cgroup behind, below a parent that they make and remove`, async () => {
    const parent = `${host.cgroupParent}/cycles`;
    const bundle = host.bundle((config) => {
      config.linux.cgroupsPath = `${parent}/deep/container`;
      withResources({ pids: { limit: 9 } })(config);
    });
    for (let cycle = 0; cycle < count; cycle += 1) {
      const id = await host.create(bundle);
      if (cycle % 2 === 0) await host.ok(["delete", id]);
      else await host.remove(id);
      assert.deepEqual(directoriesOf(parent), [], `after ${cycle + 1}`);
    }
  });
});
