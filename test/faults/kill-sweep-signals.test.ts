// SPDX-License-Identifier: Apache-2.0
/** The runtime is killed at every system call of run, kill, pause and resume; the container can still be had, and goes. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { testHost } from "../harness/host.ts";
import { sample, skip, Sweep, tell } from "./sweep.ts";

const host = testHost("kill-sweep-signals");
const sweep = new Sweep(host);
const TIMEOUT_MS = 3_600_000;
/** Points of each command in a run that is no full one. */
const MOST = 25;

const waiting = () =>
  host.bundle((config) => {
    config.process.args = ["/probe", "wait"];
  });

const statusOf = async (id: string): Promise<string> => (await host.state(id)).status;

suite("kill -9 at every system call of what signals and freezes", { skip }, () => {
  test("run: delete --force leaves nothing (F01)", { timeout: TIMEOUT_MS }, async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/true"];
    });
    const words = ["run", "--bundle", bundle.directory];
    const calls = await sweep.calls([...words, host.id()]);
    const canary = takeCanary(host);
    const tried = sample(calls, MOST);
    let killed = 0;
    for (const call of tried) {
      const id = host.id();
      if ((await sweep.kill(call, [...words, id])).signal === "SIGKILL") killed += 1;
      await host.ok(["delete", "--force", id]);
      await sweep.clean(`${call.name} ${call.when}`, canary);
    }
    tell("kill -9 of run", tried.length, calls.length, killed);
    assert.ok(killed > tried.length / 2, `killed at ${killed} of ${tried.length}`);
  });

  test("kill: the signal has come or not, and a second kill ends the container (F01)", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const bundle = waiting();
    const running = async (): Promise<string> => {
      const id = await host.create(bundle);
      await host.ok(["start", id]);
      return id;
    };
    const canary = takeCanary(host);
    const recorded = await running();
    const calls = await sweep.calls(["kill", recorded, "KILL"]);
    await host.remove(recorded);
    const tried = sample(calls, MOST);
    let killed = 0;
    for (const call of tried) {
      const what = `${call.name} ${call.when}`;
      const id = await running();
      if ((await sweep.kill(call, ["kill", id, "KILL"])).signal === "SIGKILL") killed += 1;
      const again = await host.runt(["kill", id, "KILL"]);
      if (again.status !== 0) assert.match(again.stderr, /not running|stopped/, what);
      await host.reached(id, "stopped");
      await host.ok(["delete", id]);
      await sweep.clean(what, canary);
    }
    tell("kill -9 of kill", tried.length, calls.length, killed);
    assert.ok(killed > 0);
  });

  for (const [command, before, undo] of [
    ["pause", "running", "resume"],
    ["resume", "paused", "pause"],
  ] as const) {
    test(`${command}: the container is paused or runs, and goes on with the next ${command} (F01, F18)`, {
      timeout: TIMEOUT_MS,
    }, async () => {
      const canary = takeCanary(host);
      const { id, pid } = await host.running();
      const to = async (wanted: string): Promise<void> => {
        if ((await statusOf(id)) !== wanted) await host.ok([wanted === "paused" ? "pause" : "resume", id]);
        assert.equal(await statusOf(id), wanted);
      };
      await to(before);
      const calls = await sweep.calls([command, id]);
      const tried = sample(calls, MOST);
      let killed = 0;
      for (const call of tried) {
        const what = `${call.name} ${call.when}`;
        await to(before);
        if ((await sweep.kill(call, [command, id])).signal === "SIGKILL") killed += 1;
        const state = await host.state(id);
        assert.match(state.status, /^(running|paused)$/, what);
        assert.equal(state.pid, pid, what);
        await to(command === "pause" ? "paused" : "running");
      }
      await to(before);
      await host.ok([command, id]);
      await host.ok([undo, id]);
      await to("running");
      await host.ok(["exec", id, "/bin/true"]);
      await host.remove(id);
      await sweep.clean("after all", canary);
      tell(`kill -9 of ${command}`, tried.length, calls.length, killed);
      assert.ok(killed > 0);
    });
  }

  test("delete --force of a paused container that a killed pause left half frozen ends it (F18)", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const bundle = waiting();
    const canary = takeCanary(host);
    const recorded = await host.create(bundle);
    await host.ok(["start", recorded]);
    const calls = await sweep.calls(["pause", recorded]);
    await host.remove(recorded);
    for (const call of sample(calls, MOST)) {
      const id = await host.create(bundle);
      await host.ok(["start", id]);
      await sweep.kill(call, ["pause", id]);
      await host.ok(["delete", "--force", id]);
      await sweep.clean(`${call.name} ${call.when}`, canary);
    }
  });
});
