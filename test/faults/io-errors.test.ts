// SPDX-License-Identifier: Apache-2.0
/** System calls fail at each of their calls: a command ends with one error or does no harm, and no state is lost. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { stateEntries, takeCanary } from "../harness/canary.ts";
import type { Result } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { type Call, sample, skip, Sweep, tell } from "./sweep.ts";

const host = testHost("io-errors");
const sweep = new Sweep(host);
const TIMEOUT_MS = 3_600_000;
/** Points of each command and error in a run that is no full one. */
const MOST = 12;

/** What writes, and the errors that a full or broken disk gives. */
const WRITING = new Set([
  "write",
  "writev",
  "pwrite64",
  "renameat",
  "renameat2",
  "mkdirat",
  "unlinkat",
  "ftruncate",
  "bind",
]);
const ERRORS = ["ENOSPC", "EIO"] as const;

const waiting = () =>
  host.bundle((config) => {
    config.process.args = ["/probe", "wait"];
    config.linux.resources = { pids: { limit: 50 } };
  });

/** Ended by itself, and soon. */
function ended(result: Result, what: string): void {
  assert.equal(result.timedOut, false, `${what} hangs`);
  assert.equal(result.signal, null, `${what}: ${result.stderr}`);
  assert.doesNotMatch(result.stderr, /this is a defect of runt/, what);
}

/** Every state file is whole: it is read, or there is none. */
function statesAreWhole(what: string): void {
  for (const id of stateEntries(host.stateRoot)) {
    let text: string;
    try {
      text = readFileSync(join(host.stateRoot, id, "state.json"), "utf8");
    } catch {
      continue;
    }
    assert.equal((JSON.parse(text) as { id: string }).id, id, what);
  }
}

interface Command {
  name: string;
  /** Makes what the command needs; gives its words. */
  prepare(): Promise<{ id: string; words: string[] }>;
}

const bundle = waiting();

async function running(): Promise<string> {
  const id = await host.create(bundle);
  await host.ok(["start", id]);
  return id;
}

const COMMANDS: readonly Command[] = [
  {
    name: "create",
    prepare: async () => {
      const id = host.id();
      return {
        id,
        words: ["create", "--bundle", bundle.directory, "--pid-file", join(host.base, "pid"), id],
      };
    },
  },
  {
    name: "start",
    prepare: async () => {
      const id = await host.create(bundle);
      return { id, words: ["start", id] };
    },
  },
  {
    name: "delete",
    prepare: async () => {
      const id = await running();
      return { id, words: ["delete", "--force", id] };
    },
  },
  {
    name: "exec",
    prepare: async () => {
      const id = await running();
      return { id, words: ["exec", id, "/bin/true"] };
    },
  },
  {
    name: "update",
    prepare: async () => {
      const id = await running();
      return { id, words: ["update", "--pids-limit", "60", id] };
    },
  },
];

suite("errors of writing", { skip }, () => {
  for (const command of COMMANDS) {
    for (const error of ERRORS) {
      test(`${command.name}: ${error} at each write, mkdir, rename and unlink leaves no half of a state (F07, F21)`, {
        timeout: TIMEOUT_MS,
      }, async () => {
        const canary = takeCanary(host);
        const recorded = await command.prepare();
        const calls = (await sweep.calls(recorded.words)).filter(({ name }) => WRITING.has(name));
        await host.remove(recorded.id);
        const tried = sample(calls, MOST);
        let failed = 0;
        for (const { name, when } of tried) {
          const what = `${command.name}: ${name} ${when} fails with ${error}`;
          const { id, words } = await command.prepare();
          const result = await sweep.inject(`${name}:error=${error}:when=${when}`, words);
          ended(result, what);
          if (result.status !== 0) failed += 1;
          statesAreWhole(what);
          await host.ok(["delete", "--force", id]);
          await sweep.clean(what, canary);
        }
        tell(`${error} in ${command.name}`, tried.length, calls.length, failed);
      });
    }
  }
});

suite("other errors of the kernel", { skip }, () => {
  for (const [names, error] of [
    [["openat", "openat2"], "EMFILE"],
    [["openat"], "EIO"],
    [["socketpair"], "EMFILE"],
    [["clone", "clone3"], "EAGAIN"],
    [["memfd_create"], "ENOMEM"],
    [["mkdirat"], "EDQUOT"],
    [["read"], "EIO"],
  ] as const) {
    test(`create: ${names.join(", ")} fails with ${error} at each call: an error or no harm, and nothing left (F07, F21)`, {
      timeout: TIMEOUT_MS,
    }, async () => {
      const words = ["create", "--bundle", bundle.directory];
      const recorded = host.id();
      const calls = (await sweep.calls([...words, recorded])).filter(({ name }: Call) =>
        (names as readonly string[]).includes(name),
      );
      await host.remove(recorded);
      const canary = takeCanary(host);
      const tried = sample(calls, MOST);
      let failed = 0;
      for (const { name, when } of tried) {
        const id = host.id();
        const result = await sweep.inject(`${name}:error=${error}:when=${when}`, [...words, id]);
        ended(result, `${name} ${when}`);
        if (result.status !== 0) failed += 1;
        await host.ok(["delete", "--force", id]);
        await sweep.clean(`${name} ${when}`, canary);
      }
      tell(`${error} of ${names.join(", ")}`, tried.length, calls.length, failed);
    });
  }
});

suite("create of an id that is in use", { skip }, () => {
  test("EIO at any of its calls never harms the container that has it (F07, F12)", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { id, pid } = await host.running();
    const words = ["create", "--bundle", bundle.directory, id];
    const calls = await sweep.calls(words, { status: 1 });
    // By these it tells whether there is a container.
    const stats = ({ name }: Call) => name === "newfstatat";
    const tried = [
      ...calls.filter(stats),
      ...sample(
        calls.filter((call) => !stats(call)),
        2 * MOST,
      ),
    ];
    let failed = 0;
    for (const { name, when } of tried) {
      const what = `${name} ${when}`;
      const result = await sweep.inject(`${name}:error=EIO:when=${when}`, words);
      assert.equal(result.timedOut, false, what);
      assert.notEqual(result.status, 0, what);
      if (!/already exists/.test(result.stderr)) failed += 1;
      const state = await host.state(id);
      assert.deepEqual([state.status, state.pid], ["running", pid], what);
    }
    await host.remove(id);
    tell("EIO in create of an id in use", tried.length, calls.length, failed);
  });
});

suite("init is killed by a hook", () => {
  test("create fails with a message (F02)", async () => {
    const hooked = host.bundle((config) => {
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
    await host.refusedBundle(hooked, /init|killed|signal/);
  });
});
