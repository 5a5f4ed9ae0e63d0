// SPDX-License-Identifier: Apache-2.0
/** Sizes, numbers and limits that nobody means well: by the numbers of ids.ts. RUNT_FAULTS=full multiplies them. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { cgroupsBelow, hierarchies } from "../harness/cgroups.ts";
import type { Config } from "../harness/config.ts";
import { eventually, execute, type Result } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { isStatic } from "../harness/places.ts";
import { full } from "./sweep.ts";

const host = testHost("abuse");
const TIMEOUT_MS = 3_600_000;
const MANY = full ? 10_000 : 500;

/** It works, or fails with an error; never a signal or a hang. */
async function endures(edit: (config: Config) => void, wanted: RegExp): Promise<void> {
  const bundle = host.bundle((config) => {
    config.process.args = ["/bin/true"];
    edit(config);
  });
  const begin = Date.now();
  const result = await host.run(bundle, { timeoutMs: 600_000 });
  console.error(
    `${host.base.split(".")[1]}: ${MANY} entries, ${Date.now() - begin} ms, status ${result.status}`,
  );
  assert.equal(result.timedOut, false);
  assert.equal(result.signal, null);
  if (result.status !== 0) assert.match(result.stderr, wanted);
}

suite("thousands of everything", () => {
  test("F24: binds", { timeout: TIMEOUT_MS }, async () => {
    const source = host.directory();
    await endures((config) => {
      for (let index = 0; index < MANY; index += 1)
        config.mounts.push({ destination: `/m/${index}`, source, options: ["bind", "ro"] });
    }, /no space left|too many open files/);
  });

  test("F24: filesystems", { timeout: TIMEOUT_MS }, async () => {
    await endures((config) => {
      for (let index = 0; index < MANY; index += 1)
        config.mounts.push({ destination: `/m/${index}`, type: "tmpfs", source: "tmpfs" });
    }, /no space left|too many open files/);
  });

  test("F24: masked and read-only paths", { timeout: TIMEOUT_MS }, async () => {
    await endures((config) => {
      for (let index = 0; index < MANY; index += 1) {
        config.linux.maskedPaths.push(index % 2 === 0 ? "/proc/kcore" : `/missing/${index}`);
        config.linux.readonlyPaths.push(`/missing/${index}`);
      }
    }, /no space left|too many open files/);
  });

  test("F24: devices", { timeout: TIMEOUT_MS }, async () => {
    await endures((config) => {
      config.linux["devices"] = Array.from({ length: MANY }, (_, index) => ({
        path: `/dev/x${index}`,
        type: "c",
        major: 1,
        minor: 3,
      }));
    }, /no space left|too many open files/);
  });

  test("F24: hooks", { timeout: TIMEOUT_MS }, async () => {
    await endures((config) => {
      config.hooks = { createRuntime: Array.from({ length: MANY / 10 }, () => ({ path: "/bin/true" })) };
    }, /hook/);
  });

  test("F24: 300 binds with 256 descriptors", {
    skip: isStatic ? false : "Node needs descriptors of its own",
  }, async () => {
    const source = host.directory();
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/true"];
      for (let index = 0; index < 300; index += 1)
        config.mounts.push({ destination: `/m/${index}`, source, options: ["bind"] });
    });
    const words = host.words("run", "--bundle", bundle.directory, host.id());
    const result = await execute(["/bin/sh", "-c", 'ulimit -n 256; exec "$@"', "sh", ...words]);
    if (result.status !== 0) assert.match(result.stderr, /too many open files/);
  });
});

suite("more than execve takes", () => {
  for (const [what, edit] of [
    ["a variable of 128 KiB + 1", (config: Config) => config.process.env.push(`A=${"x".repeat(131_072)}`)],
    ["an argument of 128 KiB + 1", (config: Config) => config.process.args.push("x".repeat(131_073))],
    [
      "4 MiB of variables",
      (config: Config) => {
        for (let index = 0; index < 64; index += 1)
          config.process.env.push(`V${index}=${"v".repeat(65_536)}`);
      },
    ],
  ] as const) {
    test(`F25: ${what} is told by create or start, and the container is gone or stopped`, async () => {
      const canary = takeCanary(host);
      const bundle = host.bundle((config) => void edit(config));
      const id = host.id();
      const created = await host.runt(["create", "--bundle", bundle.directory, id]);
      const failed = created.status === 0 ? await host.runt(["start", id]) : created;
      assert.notEqual(failed.status, 0);
      assert.match(failed.stderr, /argument list too long/);
      if (created.status === 0) {
        await host.reached(id, "stopped");
        await host.ok(["delete", id]);
      }
      assert.deepEqual(takeCanary(host), canary);
    });
  }
});

suite("a memory limit that is too small for init", () => {
  test("F32: create fails and says why, or the container runs; nothing hangs", async () => {
    for (const limit of [4096, 65_536, 262_144]) {
      const bundle = host.bundle((config) => {
        config.linux.resources = { memory: { limit } };
        config.process.args = ["/bin/true"];
      });
      const canary = takeCanary(host);
      const result = await host.run(bundle);
      assert.equal(result.timedOut, false);
      if (result.status !== 0 && result.status !== 137)
        assert.match(result.stderr, /memory|out of memory|OOM|killed|controller|no space|not there/i);
      await eventually("it is gone", () => takeCanary(host).length === canary.length);
    }
  });
});

suite("exec into a cgroup that is full", () => {
  test("F30: pids.max refuses exec, and the container goes on", async (context) => {
    const { id, pid } = await host.running((config) => {
      config.linux.resources = { pids: { limit: 1 } };
    });
    if (!cgroupsBelow(host.cgroupParent).some((directory) => readLimit(directory) === "1")) {
      await host.remove(id);
      context.skip("the pids controller is not there");
      return;
    }
    const result = await host.runt(["exec", id, "/bin/sh", "-c", "/bin/true; /bin/true"]);
    assert.notEqual(result.status, 0);
    assert.equal((await host.state(id)).pid, pid);
    await host.remove(id);
  });

  test("F30: 100 at once all end with their own status", { timeout: TIMEOUT_MS }, async () => {
    const { id } = await host.running();
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        host.runt(["exec", id, "/probe", "exit", String(index)], { timeoutMs: 300_000 }),
      ),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      results.map((_, index) => index),
    );
    await host.remove(id);
  });
});

function readLimit(directory: string): string {
  try {
    return readFileSync(join(directory, "pids.max"), "utf8").trim();
  } catch {
    return "";
  }
}

suite("what is frozen", () => {
  test("F18: TERM of a paused container arrives after resume", async (context) => {
    const { id, bundle } = await host.running((config) => {
      config.process.args = ["/probe", "trap", "/got"];
    });
    const got = bundle.path("got");
    await eventually("the program is ready", () => readFileSync(got, "utf8") === "ready\n");
    const paused = await host.runt(["pause", id]);
    if (paused.status !== 0) {
      await host.remove(id);
      context.skip(`there is no freezer: ${paused.stderr}`);
      return;
    }
    await host.ok(["kill", id, "TERM"]);
    assert.equal((await host.state(id)).status, "paused");
    await host.ok(["resume", id]);
    await host.reached(id, "stopped");
    assert.match(readFileSync(got, "utf8"), /^15$/m);
    await host.remove(id);
  });

  test("F18: a cgroup that is frozen already is refused at create", async (context) => {
    const freezer = hierarchies().get("freezer");
    if (freezer === undefined) {
      context.skip("there is no v1 freezer");
      return;
    }
    const bundle = host.bundle((config) => {
      config.linux.cgroupsPath = `${host.cgroupParent}/frozen`;
    });
    const directory = join(freezer, host.cgroupParent, "frozen");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "freezer.state"), "FROZEN");
    const result = await host.run(bundle, { timeoutMs: 30_000 });
    assert.equal(result.timedOut, false);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /frozen/);
    rmdirSync(directory);
  });
});

suite("many containers, one after the other", () => {
  test("F35: mounts, cgroups, keys, processes and states stay as many as they were", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const good = host.bundle((config) => {
      config.process.args = ["/bin/true"];
    });
    const bad = host.bundle((config) => {
      config.process.args = ["/missing"];
    });
    const canary = takeCanary(host);
    const counts = () => ({
      keys: readFileSync("/proc/keys", "utf8")
        .split("\n")
        .filter((line) => line.includes("_ses")).length,
      mine: readdirSync("/proc/self/fd").length,
    });
    await host.run(good);
    const before = counts();
    const rounds = full ? 5000 : 25;
    for (let round = 0; round < rounds; round += 1) {
      const id = await host.create(good);
      await host.ok(["start", id]);
      await host.runt(["kill", "--all", id, "KILL"]);
      await host.remove(id);
      assert.equal((await host.runt(["create", "--bundle", bad.directory, host.id()])).status, 1);
    }
    await eventually("the kernel has collected the keys", () => counts().keys <= before.keys + 3, 60_000);
    assert.ok(counts().mine <= before.mine + 3);
    await eventually("nothing is left", () => takeCanary(host).length === canary.length);
    assert.deepEqual(takeCanary(host), canary);
  });
});

suite("state.json of another time, and in pieces", () => {
  const fileOf = (id: string) => join(host.stateRoot, id, "state.json");

  test("F11: the state of an earlier boot is stopped, and nothing is signalled", async () => {
    const { id, pid } = await host.running();
    const text = readFileSync(fileOf(id), "utf8");
    const earlier = text.replace(/"bootId":"[^"]*"/, '"bootId":"00000000-0000-0000-0000-000000000000"');
    assert.notEqual(earlier, text);
    writeFileSync(fileOf(id), earlier);
    assert.equal((await host.state(id)).status, "stopped");
    assert.notEqual((await host.runt(["kill", id, "KILL"])).status, 0);
    assert.notEqual((await host.runt(["exec", id, "/bin/true"])).status, 0);
    process.kill(pid, 0);
    writeFileSync(fileOf(id), text);
    assert.equal((await host.state(id)).status, "running");
    await host.remove(id);
  });

  test("F11: from another pid namespace it is stopped, nothing is signalled, and delete waits for its end", async () => {
    const { id, pid } = await host.running();
    const elsewhere = (...words: string[]): Promise<Result> =>
      execute(["unshare", "--pid", "--fork", "--mount-proc", ...host.words(...words)]);
    assert.equal(JSON.parse((await elsewhere("state", id)).stdout).status, "stopped");
    const refusals: [words: string[], wanted: RegExp][] = [
      [["kill", id, "KILL"], /container not running[^]*another pid namespace/],
      [["kill", "--all", id, "KILL"], /container not running[^]*another pid namespace/],
      [["exec", id, "/bin/true"], /stopped/],
      [["delete", id], /another pid namespace, and its cgroup has processes/],
      [["delete", "--force", id], /another pid namespace, and its cgroup has processes/],
    ];
    for (const [words, wanted] of refusals) {
      const result = await elsewhere(...words);
      assert.notEqual(result.status, 0, words.join(" "));
      assert.match(result.stderr, wanted, words.join(" "));
    }
    const state = await host.state(id);
    assert.deepEqual([state.status, state.pid], ["running", pid]);
    await host.ok(["kill", id, "KILL"]);
    await eventually("it is stopped", async () => (await host.state(id)).status === "stopped");
    // Where only v1 counts, the dead process must have been reaped.
    await eventually("it is deleted", async () => (await elsewhere("delete", id)).status === 0);
    assert.equal((await host.runt(["state", id])).status, 1);
  });

  test("F11: a damaged state of another pid namespace stays while its cgroup has processes", async () => {
    const { id, pid } = await host.running();
    const text = readFileSync(fileOf(id), "utf8");
    writeFileSync(fileOf(id), "{");
    const words = host.words("delete", "--force", id);
    const refused = await execute(["unshare", "--pid", "--fork", "--mount-proc", ...words]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /another pid namespace, and its cgroup has processes/);
    process.kill(pid, 0);
    writeFileSync(fileOf(id), text);
    assert.equal((await host.state(id)).status, "running");
    await host.remove(id);
  });

  test("F09: cut at any byte it is an error that names the file, and list goes on", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const whole = await host.running();
    const { id } = await host.running();
    const text = readFileSync(fileOf(id));
    const step = full ? 1 : Math.ceil(text.length / 25);
    for (let length = 0; length < text.length; length += step) {
      writeFileSync(fileOf(id), text.subarray(0, length));
      const state = await host.runt(["state", id]);
      assert.equal(state.status, 1, `cut at ${length}`);
      assert.ok(state.stderr.includes(fileOf(id)), state.stderr);
      const list = await host.ok(["list", "--quiet"]);
      assert.ok(list.stdout.includes(whole.id));
      assert.ok(list.stderr.includes(id));
    }
    await host.remove(id, whole.id);
  });
});
