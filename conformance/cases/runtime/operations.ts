// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { directoriesOf, hierarchies } from "../../harness/cgroups.ts";
import { eventually, execute } from "../../harness/execute.ts";
import type { Case } from "../../suite/case.ts";
import type { Container, Trial } from "../../suite/trial.ts";
import { stateEntries, takeTraces, textOf } from "../../suite/untouched.ts";

async function stopped(t: Trial): Promise<Container> {
  const container = await t.running();
  await t.ok(["kill", container.id, "KILL"]);
  await t.reached(container.id, "stopped");
  return container;
}

function needsId(operation: string, clause: string): Case {
  return {
    name: `${operation} without an id fails`,
    clauses: [clause],
    run: async (t) => {
      const before = takeTraces(t);
      await t.fails([operation]);
      await t.unchanged(before);
    },
  };
}

/** What tells that nothing happened to a process. */
function startTimeOf(pid: number): string {
  return textOf(`/proc/${pid}/stat`).split(") ")[1]?.split(" ")[19] ?? "";
}

const LONG_ID = "x".repeat(4096);

export const operationCases: Case[] = [
  needsId("state", "runtime/query-state/id-missing"),
  needsId("start", "runtime/start/id-missing"),
  needsId("kill", "runtime/kill/id-missing"),
  needsId("delete", "runtime/delete/id-missing"),
  {
    name: "create without an id, and without a bundle, fails",
    clauses: ["runtime/create/bundle-and-id-needed"],
    run: async (t) => {
      const before = takeTraces(t);
      await t.fails(["create", "--bundle", t.bundle().directory]);
      const empty = t.folder();
      await t.fails(["create", t.id()], { cwd: empty });
      await t.unchanged(before);
    },
  },
  {
    name: "state of an unknown id fails and names it",
    clauses: ["runtime/query-state/unknown-id"],
    run: async (t) => {
      const result = await t.fails(["state", "nobody"]);
      assert.match(result.stderr, /exist|nobody/);
    },
  },
  ...["..", "a/b", "../escape", "a b", LONG_ID].map(
    (id): Case => ({
      name: `create refuses the id ${id.length > 20 ? "of 4096 characters" : JSON.stringify(id)}`,
      clauses: ["runtime/create/id-invalid"],
      run: async (t) => {
        const before = takeTraces(t);
        await t.fails(["create", "--bundle", t.bundle().directory, id]);
        assert.deepEqual(stateEntries(t.stateRoot), []);
        await t.unchanged(before);
      },
    }),
  ),
  {
    name: "start of a running or stopped container fails and changes nothing",
    clauses: ["runtime/start/not-created-errors", "runtime/start/not-created-no-effect"],
    run: async (t) => {
      const { id, pid } = await t.running();
      const born = startTimeOf(pid);
      const before = await t.state(id);
      await t.fails(["start", id]);
      assert.deepEqual(await t.state(id), before);
      assert.equal(startTimeOf(pid), born);
      const other = await stopped(t);
      await t.fails(["start", other.id]);
      assert.equal((await t.state(other.id)).status, "stopped");
    },
  },
  {
    name: "without process a container is refused at start at the latest",
    clauses: ["runtime/start/process-unset-errors", "config/process/optional-required-at-start"],
    run: async (t) => {
      const bundle = t.bundle({ "/process": undefined });
      const id = t.id();
      const result = await t.call(["create", "--bundle", bundle.directory, id]);
      if (result.status === 0) await t.fails(["start", id]);
      else assert.equal(result.timedOut, false);
    },
  },
  {
    name: "kill of a stopped container fails and changes nothing",
    clauses: ["runtime/kill/wrong-state-errors", "runtime/kill/wrong-state-no-effect"],
    run: async (t) => {
      const { id } = await stopped(t);
      await t.fails(["kill", id, "TERM"]);
      assert.equal((await t.state(id)).status, "stopped");
    },
  },
  {
    name: "kill sends signals by name, by short name and by number",
    clauses: ["runtime/kill/sends-signal"],
    run: async (t) => {
      const { id, bundle } = await t.running({ "/process/args": ["/probe", "trap", "/out/signals"] });
      const seen = (): string => textOf(bundle.path("/out/signals"));
      await eventually("the handlers are set", () => seen().includes("ready"));
      for (const [signal, number] of [
        ["USR1", 10],
        ["SIGUSR2", 12],
        ["1", 1],
      ] as const) {
        await t.ok(["kill", id, signal]);
        await eventually(`signal ${signal} arrives`, () => seen().split("\n").includes(String(number)));
      }
    },
  },
  {
    name: "kill reaches a created container",
    clauses: ["runtime/kill/sends-signal"],
    run: async (t) => {
      const { id } = await t.created();
      await t.ok(["kill", id, "KILL"]);
      await t.reached(id, "stopped");
    },
  },
  {
    name: "delete of a running container fails and changes nothing",
    clauses: ["runtime/delete/not-stopped-errors", "runtime/delete/not-stopped-no-effect"],
    run: async (t) => {
      const { id, pid } = await t.running();
      const before = await t.state(id);
      await t.fails(["delete", id]);
      assert.deepEqual(await t.state(id), before);
      process.kill(pid, 0);
    },
  },
  {
    name: "delete of a created container fails and changes nothing (strict option, where there is one)",
    clauses: ["runtime/delete/not-stopped-errors", "runtime/delete/not-stopped-no-effect"],
    run: async (t) => {
      const { id, pid } = await t.created({ "/process/args": ["/probe", "wait"] });
      const before = await t.state(id);
      await t.fails([...t.runtime.strict, "delete", id]);
      assert.deepEqual(await t.state(id), before);
      process.kill(pid, 0);
      await t.ok(["start", id]);
    },
  },
  {
    name: "delete of a created container works without a strict option, as engines need it (no clause asks for it)",
    clauses: [],
    run: async (t) => {
      if (t.runtime.strict.length === 0) t.skip("the runtime has one mode only");
      const before = takeTraces(t);
      const { id } = await t.created();
      await t.ok(["delete", id]);
      await t.unchanged(before);
    },
  },
  {
    name: "create without --bundle fails even in a bundle (strict option, where there is one)",
    clauses: ["runtime/create/bundle-and-id-needed"],
    run: async (t) => {
      if (t.runtime.strict.length === 0)
        t.skip("the command line of runc takes the working directory for the bundle");
      const bundle = t.bundle();
      const before = takeTraces(t);
      await t.fails([...t.runtime.strict, "create", t.id()], { cwd: bundle.directory });
      await t.unchanged(before);
      await t.ok(["create", t.id()], { cwd: bundle.directory });
    },
  },
  {
    name: "what create did not make stays after delete",
    clauses: ["runtime/delete/keeps-foreign-resources"],
    run: async (t) => {
      const source = t.folder("source");
      const namespace = join(t.folder("net"), "net");
      await execute(["sh", "-c", `: >'${namespace}' && unshare --net='${namespace}' true`]);
      t.defer(async () => void (await execute(["umount", "--lazy", namespace])));
      const cgroup = `${t.cgroupParent}/premade`;
      for (const point of new Set(hierarchies().values()))
        mkdirSync(join(point, cgroup), { recursive: true });
      const { id, bundle } = await t.running((config) => {
        const linux = config["linux"] as {
          namespaces: { type: string; path?: string }[];
          cgroupsPath: string;
        };
        for (const entry of linux.namespaces) if (entry.type === "network") entry.path = namespace;
        linux.cgroupsPath = `${cgroup}/c`;
        (config["mounts"] as unknown[]).push({ destination: "/data", source, options: ["bind"] });
      });
      await t.ok(["kill", id, "KILL"]);
      await t.reached(id, "stopped");
      await t.ok(["delete", id]);
      assert.ok(existsSync(source) && existsSync(bundle.path("/probe")));
      assert.match(readFileSync("/proc/self/mountinfo", "utf8"), new RegExp(`${namespace} .* nsfs `));
      const places = directoriesOf(cgroup);
      assert.notEqual(places.length, 0, "the cgroup made before is still there");
      for (const place of places) rmdirSync(place);
    },
  },
  {
    name: "an id can be used again after delete",
    clauses: ["runtime/delete/id-reusable"],
    run: async (t) => {
      const id = t.id();
      for (let round = 0; round < 10; round++) {
        await t.ok(["create", "--bundle", t.bundle().directory, id]);
        await t.ok(["delete", "--force", id]);
      }
    },
  },
];
