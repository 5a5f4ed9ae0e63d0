// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { eventually } from "../../harness/execute.ts";
import { linesOf } from "../../harness/lines.ts";
import type { Case } from "../../suite/case.ts";
import { probeHook, setHooks, shell } from "../../suite/hook.ts";
import { checkState } from "../../suite/state-form.ts";
import type { Container, Trial } from "../../suite/trial.ts";

/** The state in created, running and stopped. */
async function statesOf(trial: Trial): Promise<[Container, Awaited<ReturnType<Trial["state"]>>[]]> {
  const container = await trial.created({ "/process/args": ["/probe", "wait"] });
  const states = [await trial.state(container.id)];
  await trial.ok(["start", container.id]);
  states.push(await trial.state(container.id));
  await trial.ok(["kill", container.id, "KILL"]);
  states.push(await trial.reached(container.id, "stopped"));
  return [container, states];
}

export const stateCases: Case[] = [
  {
    name: "the state has its required members in each status and keeps to the schema",
    clauses: [
      "runtime/state/ociversion-required",
      "runtime/state/id-required",
      "runtime/state/status-required",
      "runtime/state/status-created",
      "runtime/state/status-running",
      "runtime/state/status-stopped",
      "runtime/state/json-schema",
      "runtime/state/extra-properties",
      "runtime/query-state/returns-state",
    ],
    run: async (t) => {
      const [container, states] = await statesOf(t);
      for (const state of states) {
        checkState(state);
        assert.equal(state.id, container.id);
        assert.match(state.ociVersion, /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/);
      }
      assert.deepEqual(
        states.map((state) => state.status),
        ["created", "running", "stopped"],
      );
    },
  },
  {
    name: "pid is the container process while created and running",
    clauses: ["runtime/state/pid-required"],
    run: async (t) => {
      const [container, [created, running]] = await statesOf(t);
      assert.ok((created?.pid ?? 0) > 0);
      assert.equal(created?.pid, container.pid);
      assert.equal(running?.pid, container.pid);
    },
  },
  {
    name: "pid of a stopped container is absent or 0, and the state still has its form",
    clauses: ["runtime/state/pid-optional-otherwise"],
    run: async (t) => {
      const [, states] = await statesOf(t);
      const stopped = states[2];
      assert.ok(stopped !== undefined);
      checkState(stopped);
      assert.ok(stopped.pid === undefined || Number.isInteger(stopped.pid));
    },
  },
  {
    name: "bundle is absolute where create was given a relative path",
    clauses: ["runtime/state/bundle-required"],
    run: async (t) => {
      const bundle = t.bundle();
      const id = t.id();
      await t.ok(["create", "--bundle", ".", id], { cwd: bundle.directory });
      assert.equal((await t.state(id)).bundle, bundle.directory);
    },
  },
  {
    name: "annotations of the configuration are in the state and in what hooks read",
    clauses: ["runtime/state/annotations", "annotations/map", "annotations/unstructured"],
    run: async (t) => {
      const annotations = { "com.example.a": "c", "com.example.json": '{"k":[1]}' };
      const container = await t.created((config, bundle) => {
        config["annotations"] = annotations;
        setHooks(config, "createRuntime", shell(`cat >'${bundle.directory}/seen'`));
      });
      const seen = JSON.parse(readFileSync(`${container.bundle.directory}/seen`, "utf8")) as Json;
      assert.deepEqual((await t.state(container.id)).annotations, annotations);
      assert.deepEqual(seen["annotations"], annotations);
    },
  },
  {
    name: "without annotations the member is absent or an empty map",
    clauses: ["runtime/state/annotations-empty-or-absent", "annotations/absent-or-empty"],
    run: async (t) => {
      for (const annotations of [undefined, {}]) {
        const { id } = await t.created({ "/annotations": annotations });
        assert.deepEqual((await t.state(id)).annotations ?? {}, {});
      }
    },
  },
  {
    name: "an id that is in use is refused, and its container goes on",
    clauses: ["runtime/state/id-unique-host", "runtime/create/id-not-unique"],
    run: async (t) => {
      const { id, pid } = await t.running();
      const before = await t.state(id);
      await t.fails(["create", "--bundle", t.bundle().directory, id]);
      assert.deepEqual(await t.state(id), before);
      assert.equal((await t.state(id)).pid, pid);
      process.kill(pid, 0);
    },
  },
  {
    name: "hooks of create read the status creating or created",
    clauses: ["runtime/state/status-creating"],
    run: async (t) => {
      const { bundle } = await t.created((config, made) =>
        setHooks(config, "createRuntime", shell(`cat >'${made.directory}/seen'`)),
      );
      const seen = JSON.parse(readFileSync(`${bundle.directory}/seen`, "utf8")) as Json;
      assert.match(String(seen["status"]), /^(creating|created)$/);
    },
  },
  {
    name: "pid in the state of a createRuntime hook is the container process on the host",
    clauses: ["runtime/state/pid-runtime-view"],
    run: async (t) => {
      const script = (directory: string): string =>
        `cat >'${directory}/seen'; pid=$(sed -E 's/.*"pid": ?([0-9]+).*/\\1/' '${directory}/seen'); readlink /proc/$pid/ns/pid >'${directory}/ns'`;
      const { bundle, pid } = await t.created((config, made) =>
        setHooks(config, "createRuntime", shell(script(made.directory))),
      );
      const seen = JSON.parse(readFileSync(`${bundle.directory}/seen`, "utf8")) as Json;
      assert.equal(seen["pid"], pid);
      assert.equal(
        readFileSync(`${bundle.directory}/ns`, "utf8").trim(),
        readlinkSync(`/proc/${pid}/ns/pid`),
      );
    },
  },
  {
    name: "pid in the state of a startContainer hook is 1 in a new pid namespace",
    clauses: ["runtime/state/pid-container-view"],
    run: async (t) => {
      const container = await t.running((config) =>
        setHooks(config, "startContainer", probeHook("/probe", "to", "/out/seen", "input")),
      );
      const [line] = linesOf(readFileSync(container.bundle.path("/out/seen"), "utf8"));
      assert.equal((JSON.parse(String(line?.["text"])) as Json)["pid"], 1);
    },
  },
  {
    name: "a further status stands for a state of its own",
    clauses: ["runtime/state/extra-status-allowed", "runtime/state/extra-status-only-new-states"],
    run: async (t) => {
      const { id } = await t.running();
      const paused = await t.call(["pause", id]);
      if (paused.status !== 0) t.skip("the runtime has no pause");
      const status = (await t.state(id)).status;
      assert.ok(!["creating", "created", "running", "stopped"].includes(status), status);
      await t.ok(["resume", id]);
      assert.equal((await t.state(id)).status, "running");
    },
  },
  {
    name: "an exit, an error, a crash and a signal all lead to stopped",
    clauses: ["runtime/lifecycle/10-exit-causes"],
    run: async (t) => {
      for (const actions of [
        ["exit", "0"],
        ["exit", "3"],
        ["raise", "11"],
      ]) {
        const { id } = await t.running({ "/process/args": ["/probe", ...actions] });
        await t.reached(id, "stopped");
      }
      const { id } = await t.running();
      await t.ok(["kill", id, "KILL"]);
      await t.reached(id, "stopped");
    },
  },
  {
    name: "who created a container can use each operation on it",
    clauses: [
      "runtime/scope/creator-can-operate",
      "runtime/operations/supported",
      "glossary/runtime/reads-bundle",
    ],
    run: async (t) => {
      const { id, bundle } = await t.created({ "/process/args": ["/probe", "touch", "/out/ran", "wait"] });
      assert.equal((await t.state(id)).status, "created");
      await t.ok(["start", id]);
      await eventually("the program ran", () => existsSync(bundle.path("/out/ran")));
      await t.ok(["kill", id, "KILL"]);
      await t.reached(id, "stopped");
      await t.ok(["delete", id]);
      await t.fails(["state", id]);
    },
  },
];

type Json = Record<string, unknown>;
