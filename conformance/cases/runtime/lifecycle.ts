// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../harness/execute.ts";
import type { Case } from "../../suite/case.ts";
import { type Kind, noteHook, setHooks } from "../../suite/hook.ts";
import type { Trial } from "../../suite/trial.ts";
import { linkOf, takeTraces, textOf } from "../../suite/untouched.ts";

/** A failing hook of create: error, destroyed, poststop hooks run. */
async function failsInCreate(t: Trial, kind: Kind): Promise<void> {
  const bundle = t.bundle((config, made) => {
    setHooks(config, kind, noteHook(kind, made, "first"), noteHook(kind, made, "second", true));
    setHooks(config, "poststop", noteHook("poststop", made, "poststop"));
  });
  await t.refusedBundle(bundle, { code: "ERR_HOOK", pointer: `/hooks/${kind}/1` });
  assert.ok(existsSync(bundle.path("/out/first")), "the first hook ran");
  assert.ok(existsSync(bundle.path("/out/poststop")), "the poststop hook ran");
}

/** A failing hook of start: error, process dead, destroyed, poststop hooks run. */
async function failsInStart(t: Trial, kind: Kind): Promise<void> {
  const before = takeTraces(t);
  const { id, bundle, pid } = await t.created((config, made) => {
    (config["process"] as { args: string[] }).args = ["/probe", "touch", "/out/ran", "wait"];
    setHooks(config, kind, noteHook(kind, made, "hook", true));
    setHooks(config, "poststop", noteHook("poststop", made, "poststop"));
  });
  await t.fails(["start", id]);
  assert.ok(existsSync(bundle.path("/out/hook")), "the hook ran");
  await eventually("the process is dead", () => !/^State:\s+[RSDT]/m.test(textOf(`/proc/${pid}/status`)));
  if (kind === "startContainer") assert.ok(!existsSync(bundle.path("/out/ran")), "the program never ran");
  assert.ok(existsSync(bundle.path("/out/poststop")), "the poststop hook ran");
  await t.fails(["state", id]);
  await t.unchanged(before);
}

/** The hook has run when the operation returns, and not before it. */
function runsHook(kind: Kind, operation: "create" | "start" | "delete", clause: string): Case {
  return {
    name: `${operation} invokes ${kind} hooks`,
    clauses: [clause, "hooks/object"],
    run: async (t) => {
      const bundle = t.bundle((config, made) => {
        (config["process"] as { args: string[] }).args = ["/probe", "wait"];
        setHooks(config, kind, noteHook(kind, made, "marker"));
      });
      const marker = (): boolean => existsSync(bundle.path("/out/marker"));
      const id = await t.create(bundle);
      assert.equal(marker(), operation === "create");
      await t.ok(["start", id]);
      assert.equal(marker(), operation !== "delete");
      await t.ok(["kill", id, "KILL"]);
      await t.reached(id, "stopped");
      await t.ok(["delete", id]);
      assert.ok(marker());
    },
  };
}

export const lifecycleCases: Case[] = [
  runsHook("prestart", "create", "runtime/lifecycle/3-prestart"),
  runsHook("createRuntime", "create", "runtime/lifecycle/4-createruntime"),
  runsHook("createContainer", "create", "runtime/lifecycle/5-createcontainer"),
  runsHook("startContainer", "start", "runtime/lifecycle/7-startcontainer"),
  runsHook("poststart", "start", "runtime/lifecycle/9-poststart"),
  runsHook("poststop", "delete", "runtime/lifecycle/13-poststop"),
  ...(["prestart", "createRuntime", "createContainer"] as const).map(
    (kind, index): Case => ({
      name: `a failing ${kind} hook ends the container`,
      clauses: [`runtime/lifecycle/${index + 3}-${kind.toLowerCase()}-failure`],
      run: (t) => failsInCreate(t, kind),
    }),
  ),
  {
    name: "a failing startContainer hook ends the container before its program runs",
    clauses: ["runtime/lifecycle/7-startcontainer-failure"],
    run: (t) => failsInStart(t, "startContainer"),
  },
  {
    name: "a failing poststart hook ends the container",
    clauses: ["runtime/lifecycle/9-poststart-failure"],
    run: (t) => failsInStart(t, "poststart"),
  },
  {
    name: "a failing poststop hook is a warning, and the next one runs",
    clauses: ["runtime/lifecycle/13-poststop-failure-warns"],
    run: async (t) => {
      const { id, bundle } = await t.running((config, made) =>
        setHooks(
          config,
          "poststop",
          noteHook("poststop", made, "one", true),
          noteHook("poststop", made, "two"),
        ),
      );
      await t.ok(["kill", id, "KILL"]);
      await t.reached(id, "stopped");
      const log = join(t.folder(), "log");
      const result = await t.ok(["--log", log, "delete", id]);
      assert.ok(existsSync(bundle.path("/out/two")), "the second hook ran");
      assert.notEqual(textOf(log) + result.stderr, "", "there is a warning");
      await t.fails(["state", id]);
    },
  },
  {
    name: "create makes the environment and does not run the program; start does",
    clauses: [
      "runtime/lifecycle/1-create-call",
      "runtime/lifecycle/2-environment",
      "runtime/lifecycle/2-resources-created",
      "runtime/lifecycle/2-program-not-run",
      "runtime/lifecycle/6-start-call",
      "runtime/lifecycle/8-run-program",
      "runtime/create/new-container",
      "runtime/create/apply-all-but-process",
      "runtime/create/args-deferred",
      "runtime/start/runs-program",
    ],
    run: async (t) => {
      const { id, bundle, pid } = await t.created({
        "/process/args": ["/probe", "touch", "/out/ran", "wait"],
        "/mounts/-": { destination: "/data", type: "tmpfs", source: "t", options: ["size=1m"] },
      });
      assert.equal((await t.state(id)).status, "created");
      for (const type of ["pid", "net", "ipc", "uts", "mnt"])
        assert.notEqual(linkOf(`/proc/${pid}/ns/${type}`), linkOf(`/proc/self/ns/${type}`), type);
      assert.match(textOf(`/proc/${pid}/mountinfo`), / \/data .* - tmpfs /);
      assert.match(textOf(`/proc/${pid}/cgroup`), new RegExp(`${t.cgroupParent}/`));
      assert.ok(!textOf(`/proc/${pid}/cmdline`).startsWith("/probe"), "the program is not executed");
      assert.ok(!existsSync(bundle.path("/out/ran")));
      await t.ok(["start", id]);
      await eventually("the program ran", () => existsSync(bundle.path("/out/ran")));
      assert.ok(textOf(`/proc/${pid}/cmdline`).startsWith("/probe"));
    },
  },
  {
    name: "the rest of process may be applied by create and is applied by start",
    clauses: ["runtime/create/process-rest-may-apply"],
    run: async (t) => {
      const report = await t.report({ "/process/user": { uid: 7, gid: 8 }, "/process/cwd": "/tmp" });
      assert.deepEqual([report.uid[0], report.gid[0], report.cwd], [7, 8, "/tmp"]);
    },
  },
  {
    name: "create fails where the environment can't be made, and leaves nothing",
    clauses: [
      "runtime/lifecycle/2-error-if-unable",
      "runtime/create/cannot-apply-is-error",
      "runtime/errors/atomic",
    ],
    run: async (t) => {
      const missing = {
        destination: "/data",
        type: "bind",
        source: "/nonexistent/source",
        options: ["bind"],
      };
      const result = await t.refused({ "/mounts/-": missing }, { code: "ENOENT", pointer: "/mounts/3" });
      assert.match(result.stderr, /\/nonexistent\/source/);
    },
  },
  {
    name: "a failure after mounts and cgroups were made leaves nothing",
    clauses: ["runtime/errors/atomic"],
    run: async (t) => {
      const edit = { "/mounts/-": { destination: "/data", type: "nonexistentfs", source: "x" } };
      await t.refused(edit, { code: "ENODEV", pointer: "/mounts/3" });
    },
  },
  {
    name: "edits of config.json after create change nothing",
    clauses: ["runtime/lifecycle/2-config-frozen", "runtime/create/later-edits-ignored"],
    run: async (t) => {
      const { id, bundle } = await t.created({ "/process/args": ["/probe", "touch", "/out/old", "wait"] });
      const file = join(bundle.directory, "config.json");
      writeFileSync(file, readFileSync(file, "utf8").replace("/out/old", "/out/new"));
      await t.ok(["start", id]);
      await eventually("the old program ran", () => existsSync(bundle.path("/out/old")));
      assert.ok(!existsSync(bundle.path("/out/new")));
    },
  },
  {
    name: "config.json is not needed after create",
    clauses: ["runtime/create/later-edits-ignored"],
    run: async (t) => {
      const { id, bundle } = await t.created({ "/process/args": ["/probe", "wait"] });
      rmSync(join(bundle.directory, "config.json"));
      await t.ok(["start", id]);
      await t.ok(["kill", id, "KILL"]);
      await t.reached(id, "stopped");
      await t.ok(["delete", id]);
    },
  },
  {
    name: "what create made is undone by delete",
    clauses: [
      "runtime/lifecycle/11-delete-call",
      "runtime/lifecycle/12-undo",
      "runtime/delete/removes-created-resources",
    ],
    run: async (t) => {
      const before = takeTraces(t);
      const { id } = await t.running({ "/linux/resources": { pids: { limit: 50 } } });
      assert.notDeepEqual(takeTraces(t), before);
      await t.ok(["kill", id, "KILL"]);
      await t.reached(id, "stopped");
      await t.ok(["delete", id]);
      await t.unchanged(before);
    },
  },
  {
    name: "a wrong type is refused before anything is made",
    clauses: ["runtime/create/validation-allowed", "valid-values/invalid-is-error"],
    run: async (t) => {
      await t.refused({ "/process/args": "/probe" }, { code: "ERR_SCHEMA", pointer: "/process/args" });
    },
  },
  {
    name: "a warning does not stop the operation",
    clauses: ["runtime/warnings/flow-unchanged"],
    run: async (t) => {
      const edit = { "/process/capabilities/bounding": ["CAP_KILL", "CAP_BOGUS"] };
      const bundle = t.bundle([edit, { "/process/args": ["/probe", "wait"] }]);
      const log = join(t.folder(), "log");
      const id = t.id();
      const result = await t.ok(["--log", log, "create", "--bundle", bundle.directory, id]);
      assert.match(textOf(log) + result.stderr, /CAP_BOGUS/);
      await t.ok(["start", id]);
      assert.equal((await t.state(id)).status, "running");
    },
  },
];
