// SPDX-License-Identifier: Apache-2.0
/** The runtime is killed at every system call of a command; afterwards nothing is lost, and nothing is left. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { cgroupsBelow } from "../harness/cgroups.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { sample, skip, some, Sweep, tell } from "./sweep.ts";

const host = testHost("kill-sweep");
const sweep = new Sweep(host);
const TIMEOUT_MS = 3_600_000;
/** Points of each command in a run that is no full one. */
const MOST = 50;

const waiting = () =>
  host.bundle((config) => {
    config.process.args = ["/probe", "wait"];
    config.linux.resources = { pids: { limit: 50 } };
  });

suite("kill -9 at every system call", { skip }, () => {
  test("create: delete --force leaves nothing (F01)", { timeout: TIMEOUT_MS }, async () => {
    const bundle = host.bundle((config) => {
      config.linux.resources = { pids: { limit: 50 } };
      config.hooks = { prestart: [{ path: "/bin/true" }], createRuntime: [{ path: "/bin/true" }] };
    });
    const words = ["create", "--bundle", bundle.directory];
    const recorded = host.id();
    const calls = await sweep.calls([...words, recorded]);
    await host.remove(recorded);
    const canary = takeCanary(host);
    const tried = sample(calls, MOST);
    let killed = 0;
    for (const call of tried) {
      const id = host.id();
      const result = await sweep.kill(call, [...words, id]);
      if (result.signal === "SIGKILL") killed += 1;
      await host.ok(["delete", "--force", id]);
      await sweep.clean(`${call.name} ${call.when}`, canary);
    }
    tell("kill -9 of create", tried.length, calls.length, killed);
    assert.ok(killed > tried.length / 2, `killed at ${killed} of ${tried.length}`);
  });

  test("create: another create of the id succeeds, or says that it is in use (F01)", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const words = ["create", "--bundle", waiting().directory];
    const recorded = host.id();
    const calls = await sweep.calls([...words, recorded]);
    await host.remove(recorded);
    const canary = takeCanary(host);
    const tried = sample(calls, MOST / 2);
    let killed = 0;
    for (const call of tried) {
      const id = host.id();
      if ((await sweep.kill(call, [...words, id])).signal === "SIGKILL") killed += 1;
      const again = await host.runt([...words, id]);
      if (again.status !== 0) assert.match(again.stderr, /already exists/, `${call.name} ${call.when}`);
      assert.match((await host.state(id)).status, /^(created|stopped)$/);
      await host.remove(id);
      await sweep.clean(`${call.name} ${call.when}`, canary);
    }
    tell("kill -9 of create, then create", tried.length, calls.length, killed);
  });

  test("start: the container is created, running or stopped, and can be deleted (F03)", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const bundle = waiting();
    const recorded = await host.create(bundle);
    const calls = await sweep.calls(["start", recorded]);
    await host.remove(recorded);
    const canary = takeCanary(host);
    const tried = sample(calls, MOST);
    let killed = 0;
    for (const call of tried) {
      const id = await host.create(bundle);
      if ((await sweep.kill(call, ["start", id])).signal === "SIGKILL") killed += 1;
      const { status } = await host.state(id);
      assert.match(status, /^(created|running|stopped)$/, `${call.name} ${call.when}`);
      if (status === "created") await host.ok(["start", id]);
      await host.remove(id);
      await sweep.clean(`${call.name} ${call.when}`, canary);
    }
    tell("kill -9 of start", tried.length, calls.length, killed);
  });

  for (const force of [true, false]) {
    test(`delete${force ? " --force of a running" : " of a stopped"} container: a second delete finishes (F01)`, {
      timeout: TIMEOUT_MS,
    }, async () => {
      const bundle = waiting();
      const prepared = async (): Promise<string> => {
        const id = await host.create(bundle);
        await host.ok(["start", id]);
        if (force) return id;
        await host.ok(["kill", id, "KILL"]);
        await host.reached(id, "stopped");
        return id;
      };
      const words = force ? ["delete", "--force"] : ["delete"];
      const canary = takeCanary(host);
      const calls = await sweep.calls([...words, await prepared()]);
      await sweep.clean("recorded", canary);
      const tried = sample(calls, MOST / 2);
      let killed = 0;
      for (const call of tried) {
        const id = await prepared();
        if ((await sweep.kill(call, [...words, id])).signal === "SIGKILL") killed += 1;
        await host.ok(["delete", "--force", id]);
        await sweep.clean(`${call.name} ${call.when}`, canary);
      }
      tell(`kill -9 of ${words.join(" ")}`, tried.length, calls.length, killed);
    });
  }

  test("exec: the container goes on, and delete --force leaves nothing (F01, F30)", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const canary = takeCanary(host);
    const { id, pid } = await host.running();
    const words = ["exec", id, "/bin/true"];
    const calls = await sweep.calls(words);
    const tried = sample(calls, MOST);
    let killed = 0;
    for (const call of tried) {
      if ((await sweep.kill(call, words)).signal === "SIGKILL") killed += 1;
      const state = await host.state(id);
      assert.deepEqual([state.status, state.pid], ["running", pid], `${call.name} ${call.when}`);
    }
    await host.ok(["exec", id, "/bin/true"]);
    await host.remove(id);
    await sweep.clean("after all", canary);
    tell("kill -9 of exec", tried.length, calls.length, killed);
  });

  test("update: the limit is the old or the new one, and a second update sets it (F01)", {
    timeout: TIMEOUT_MS,
  }, async (context) => {
    const id = await host.create(waiting());
    const file = cgroupsBelow(host.cgroupParent)
      .map((directory) => join(directory, "pids.max"))
      .find((path) => readLimit(path) === "50");
    if (file === undefined) {
      await host.remove(id);
      context.skip("the pids controller is not there");
      return;
    }
    const words = ["update", "--pids-limit", "60", id];
    const calls = await sweep.calls(words);
    const tried = sample(calls, MOST);
    let killed = 0;
    for (const call of tried) {
      await host.ok(["update", "--pids-limit", "50", id]);
      if ((await sweep.kill(call, words)).signal === "SIGKILL") killed += 1;
      assert.match(readLimit(file), /^[56]0$/, `${call.name} ${call.when}`);
      await host.ok(words);
      assert.equal(readLimit(file), "60");
    }
    await host.remove(id);
    tell("kill -9 of update", tried.length, calls.length, killed);
  });
});

function readLimit(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

suite("kill -9 of init", { skip }, () => {
  test("at every kind of its system calls: run fails with a message, and nothing is left (F02)", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const bundle = host.bundle();
    // strace stays until all that it follows have ended, so the container must end by itself.
    const words = ["run", "--bundle", bundle.directory];
    const { names, own } = await callsOfInit(words);
    const canary = takeCanary(host);
    let killed = 0;
    const tried = some(own, MOST);
    for (const name of tried) {
      const id = host.id();
      const strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `inject=${name}:signal=KILL:when=1`];
      const result = await execute([...strace, ...host.words(...words, id)]);
      assert.equal(result.timedOut, false, name);
      if (result.status !== 0) {
        killed += 1;
        // At its last step it can't be told from the program that it was about to become.
        if (result.status !== 137) assert.match(result.stderr, /init|killed|signal/, name);
      }
      await host.ok(["delete", "--force", id]);
      await sweep.clean(name, canary);
    }
    tell("kill -9 of init at the first call of each kind", tried.length, names, killed);
    assert.ok(killed > tried.length / 2, `killed at ${killed} of ${tried.length}`);
  });
});

/** Names of calls that init makes and the runtime does not: injections by name then hit init alone. */
async function callsOfInit(words: readonly string[]): Promise<{ names: number; own: string[] }> {
  const id = host.id();
  const file = join(host.directory("trace"), "calls");
  const traced = await execute(["strace", "-f", "-qq", "-o", file, ...host.words(...words, id)]);
  assert.equal(traced.status, 0, traced.stderr);
  const names = new Map<string, Set<string>>();
  for (const [, pid = "", name = ""] of readFileSync(file, "utf8").matchAll(/^(\d+) +([a-z_0-9]+)\(/gm)) {
    if (!names.has(pid)) names.set(pid, new Set());
    names.get(pid)?.add(name);
  }
  const [runtime = new Set(), ...others] = names.values();
  const all = new Set(others.flatMap((each) => [...each]));
  return { names: all.size, own: [...all].filter((name) => !runtime.has(name)) };
}
