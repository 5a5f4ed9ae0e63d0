// SPDX-License-Identifier: Apache-2.0
/** Runtime and init are held at their messages to each other, for a while or until one of them is killed. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { Running } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { full, skip, Sweep, tell } from "./sweep.ts";

const host = testHost("windows");
const sweep = new Sweep(host);
const TIMEOUT_MS = 3_600_000;
/** By which the two talk, and wait. */
const MESSAGES = ["sendmsg", "recvmsg", "sendto", "recvfrom", "poll"];
const HOLD_US = full ? 5_000_000 : 400_000;

/** The process whose parent is the given one's child, as strace starts the runtime, and that calls itself init. */
function initBelow(ancestor: number): number | undefined {
  const facts = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => /^(\d+) \((.*)\) \S (\d+)/.exec(statOf(name)))
    .filter((match) => match !== null)
    .map(([, pid, comm, parent]) => ({ pid: Number(pid), comm, parent: Number(parent) }));
  const below = (pid: number): number[] => {
    const children = facts.filter(({ parent }) => parent === pid).map((child) => child.pid);
    return [...children, ...children.flatMap(below)];
  };
  return below(ancestor).find((pid) => facts.some((fact) => fact.pid === pid && fact.comm === "runt-init"));
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

async function messagesOf(words: readonly string[]): Promise<{ name: string; when: number }[]> {
  const calls = (await sweep.calls(words)).filter(({ name }) => MESSAGES.includes(name));
  const step = full ? 1 : Math.max(1, Math.ceil(calls.length / 6));
  return calls.filter((_call, index) => index % step === 0);
}

suite("windows between the processes", { skip }, () => {
  test("W1: the runtime is held at each message while init goes on: the container is created", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const words = ["create", "--bundle", host.bundle().directory];
    const recorded = host.id();
    const calls = await messagesOf([...words, recorded]);
    await host.remove(recorded);
    for (const { name, when } of calls) {
      const id = host.id();
      const result = await sweep.inject(`${name}:delay_enter=${HOLD_US}:when=${when}`, [...words, id]);
      assert.equal(result.status, 0, `${name} ${when}: ${result.stderr}`);
      assert.equal((await host.state(id)).status, "created");
      await host.remove(id);
    }
  });

  test("W1: init is held at each message while the runtime goes on: the program runs", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const bundle = host.bundle();
    for (const name of MESSAGES) {
      const strace = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        `inject=${name}:delay_enter=${HOLD_US / 8}`,
      ];
      const words = host.words("run", "--bundle", bundle.directory, host.id());
      const result = await new Running([...strace, ...words], { timeoutMs: 120_000 }).done;
      assert.equal(result.status, 0, `${name}: ${result.stderr}`);
    }
  });

  test("W1: init is killed while the runtime is held at each message: create fails, and nothing is left", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const words = ["create", "--bundle", host.bundle().directory];
    const recorded = host.id();
    const calls = await messagesOf([...words, recorded]);
    await host.remove(recorded);
    const canary = takeCanary(host);
    let killed = 0;
    for (const { name, when } of calls) {
      const id = host.id();
      const file = join(host.directory("trace"), "calls");
      const inject = `inject=${name}:delay_enter=${HOLD_US}:when=${when}`;
      const strace = ["strace", "-qq", "-o", file, "-e", `trace=${name}`, "-e", inject];
      const running = new Running([...strace, ...host.words(...words, id)]);
      let ended = false;
      void running.done.then(() => (ended = true));
      while (!ended) {
        const text = existsSync(file) ? readFileSync(file, "utf8") : "";
        // The call is written, and not yet its result.
        const held = text.split("\n").length === when && !text.endsWith("\n");
        const init = held ? initBelow(running.pid) : undefined;
        if (init !== undefined) {
          process.kill(init, "SIGKILL");
          killed += 1;
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const result = await running.done;
      assert.equal(result.timedOut, false, `${name} ${when}`);
      if (result.status !== 0) assert.match(result.stderr, /init|killed|signal/, `${name} ${when}`);
      await host.ok(["delete", "--force", id]);
      await sweep.clean(`${name} ${when}`, canary);
    }
    tell("init killed while the runtime is held", calls.length, calls.length, killed);
    assert.ok(killed > 0);
  });
});
