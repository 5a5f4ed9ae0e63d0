// SPDX-License-Identifier: Apache-2.0
/** The runtime dies or a system call fails at every step; afterwards `delete --force` leaves nothing. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { eventually, execute, type Result } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { isStatic } from "../harness/places.ts";

const host = testHost("faults");

const skip = !existsSync("/usr/bin/strace")
  ? "strace is missing"
  : isStatic
    ? false
    : "the sweep counts system calls, of which Node makes thousands of its own; the static executable runs the same code";

/** More system calls than any command makes. */
const MOST = 3000;

async function strace(inject: string, words: string[]): Promise<Result> {
  return execute(["strace", "-qq", "-o", "/dev/null", "-e", `inject=${inject}`, ...host.words(...words)]);
}

/** Every system call of a create as strace's injection names it: the name, and which of its calls. */
async function listCalls(words: string[]): Promise<string[]> {
  const id = host.id();
  const file = join(host.directory("trace"), "calls");
  const traced = await execute(["strace", "-qq", "-o", file, ...host.words(...words, id)]);
  assert.equal(traced.status, 0, traced.stderr);
  await host.ok(["delete", "--force", id]);
  const counts = new Map<string, number>();
  const names = readFileSync(file, "utf8").matchAll(/^([a-z_0-9]+)\(/gm);
  return [...names].map(([, name = ""]) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name}:signal=KILL:when=${count}`;
  });
}

async function clean(what: string, canary: string[]): Promise<void> {
  await eventually(
    `${what}: no process is left`,
    () => !takeCanary(host).some((line) => line.startsWith("process ")),
  );
  assert.deepEqual(takeCanary(host), canary, what);
}

suite("faults", () => {
  test("kill -9 of create at every system call, then delete --force: nothing is left (F01)", {
    skip,
    timeout: 400_000,
  }, async () => {
    const bundle = host.bundle((config) => {
      config.linux.resources = { pids: { limit: 50 } };
      config.hooks = { prestart: [{ path: "/bin/true" }], createRuntime: [{ path: "/bin/true" }] };
    });
    const calls = await listCalls(["create", "--bundle", bundle.directory]);
    const canary = takeCanary(host);
    let killed = 0;
    for (const call of calls) {
      const id = host.id();
      const result = await strace(call, ["create", "--bundle", bundle.directory, id]);
      if (result.signal === "SIGKILL") killed += 1;
      await host.ok(["delete", "--force", id]);
      await clean(call, canary);
    }
    // Not every run makes the same calls while it waits.
    assert.ok(
      killed > 200 && killed > calls.length * 0.9,
      `killed at ${killed} of ${calls.length} system calls`,
    );
  });

  test("kill -9 of start: the container is created, running or stopped, and can be deleted (F03)", {
    skip,
    timeout: 200_000,
  }, async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
    });
    const canary = takeCanary(host);
    for (let call = 1; call < MOST; call += 1) {
      const id = await host.create(bundle);
      const result = await strace(`all:signal=KILL:when=${call}`, ["start", id]);
      assert.match((await host.state(id)).status, /^(created|running|stopped)$/, `killed at call ${call}`);
      await host.ok(["delete", "--force", id]);
      if (result.status === 0) break;
    }
    await clean("after all", canary);
  });

  test("kill -9 of delete: a second delete --force finishes", { skip, timeout: 200_000 }, async () => {
    const bundle = host.bundle();
    const canary = takeCanary(host);
    for (let call = 1; call < MOST; call += 1) {
      const id = await host.create(bundle);
      const result = await strace(`all:signal=KILL:when=${call}`, ["delete", "--force", id]);
      await host.ok(["delete", "--force", id]);
      if (result.status === 0) break;
    }
    await clean("after all", canary);
  });

  for (const [call, error] of [
    ["write", "ENOSPC"],
    ["mkdirat", "ENOSPC"],
    ["renameat2,renameat", "EIO"],
    ["openat", "EMFILE"],
    ["socketpair", "EMFILE"],
    ["clone,clone3", "EAGAIN"],
    ["memfd_create", "ENOMEM"],
  ] as const) {
    test(`${call} fails with ${error} at each of its calls: one error, or no harm, and nothing left (F07, F21)`, {
      skip,
      timeout: 200_000,
    }, async () => {
      const bundle = host.bundle((config) => {
        config.linux.resources = { pids: { limit: 50 } };
      });
      const canary = takeCanary(host);
      let calm = 0;
      for (let number = 1; number < 200 && calm < 3; number += 1) {
        const id = host.id();
        const result = await strace(`${call}:error=${error}:when=${number}`, [
          "create",
          "--bundle",
          bundle.directory,
          id,
        ]);
        assert.equal(result.signal, null, `call ${number}`);
        // Some failures are told in the status alone, when stderr itself is what can't be written to.
        calm = result.status === 0 ? calm + 1 : 0;
        await host.ok(["delete", "--force", id]);
        await clean(`${call} ${number}`, canary);
      }
    });
  }

  test("init is killed while create waits for it: create fails with a message (F02)", async () => {
    const bundle = host.bundle((config) => {
      // The hook's parent is the runtime; init is told by the state on stdin.
      config.hooks = {
        createRuntime: [
          {
            path: "/bin/sh",
            args: ["sh", "-c", `pid=$(sed -n 's/.*"pid": *\\([0-9]*\\).*/\\1/p' | head -n 1); kill -9 $pid`],
          },
        ],
      };
    });
    await host.refusedBundle(bundle, /init|killed|signal/);
  });

  test("SIGTERM of create during a hook undoes everything (F04)", async () => {
    const canary = takeCanary(host);
    const marker = `${host.directory()}/marker`;
    const bundle = host.bundle((config) => {
      config.hooks = {
        createRuntime: [{ path: "/bin/sh", args: ["sh", "-c", `touch ${marker}; exec sleep 100`] }],
      };
    });
    const id = host.id();
    const running = host.background(["create", "--bundle", bundle.directory, id]);
    await eventually("the hook runs", () => existsSync(marker));
    running.child.kill("SIGTERM");
    const result = await running.done;
    assert.equal(result.timedOut, false);
    assert.notEqual(result.status, 0);
    await host.ok(["delete", "--force", id]);
    await clean("after SIGTERM", canary);
  });
});
