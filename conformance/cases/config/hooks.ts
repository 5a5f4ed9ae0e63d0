// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf, type Report } from "../../harness/lines.ts";
import { mountAt } from "../../harness/mountinfo.ts";
import type { Bundle } from "../../suite/bundle.ts";
import { type Case, refusals } from "../../suite/case.ts";
import type { Json } from "../../suite/config.ts";
import { type Hook, KINDS, type Kind, noteHook, probeHook, setHooks, shell } from "../../suite/hook.ts";
import { checkState } from "../../suite/state-form.ts";
import type { Trial } from "../../suite/trial.ts";
import { linkOf, textOf } from "../../suite/untouched.ts";

type MakeHooks = (bundle: Bundle) => Hook[];

/** A whole life of a container with hooks of one kind. */
async function live(
  t: Trial,
  kind: Kind,
  hooks: MakeHooks,
  edit: Json = {},
): Promise<{ bundle: Bundle; pid: number }> {
  const { id, bundle, pid } = await t.running([
    edit,
    (config, made): void => setHooks(config, kind, ...hooks(made)),
  ]);
  await t.ok(["kill", id, "KILL"]);
  await t.reached(id, "stopped");
  await t.ok(["delete", id]);
  return { bundle, pid };
}

/** The probe on the side where hooks of the kind are looked up, and where it writes. */
function sideOf(kind: Kind, bundle: Bundle): { program: string; out: string } {
  const inside = kind === "startContainer";
  return {
    program: inside ? "/probe" : bundle.path("/probe"),
    out: inside ? "/out/hook" : bundle.path("/out/hook"),
  };
}

/** What a hook of this kind sees of itself. */
async function reportOf(t: Trial, kind: Kind, edit: Json = {}): Promise<{ report: Report; bundle: Bundle }> {
  const hooks: MakeHooks = (bundle) => {
    const { program, out } = sideOf(kind, bundle);
    return [probeHook(program, "to", out, "report")];
  };
  const { bundle } = await live(t, kind, hooks, edit);
  const report = linesOf(readFileSync(bundle.path("/out/hook"), "utf8"))[0] as unknown as Report;
  return { report, bundle };
}

const NAMESPACES = ["cgroup", "ipc", "mnt", "net", "pid", "uts"];

function inRuntimeNamespaces(kind: Kind): Case {
  const id = `hooks/${kind.toLowerCase()}`;
  return {
    name: `${kind} hooks are found and run in the runtime's namespaces`,
    clauses: [`${id}/path-runtime-ns`, `${id}/exec-runtime-ns`],
    run: async (t) => {
      const { report } = await reportOf(t, kind);
      for (const type of NAMESPACES)
        assert.equal(report.namespaces[type], linkOf(`/proc/self/ns/${type}`), type);
    },
  };
}

function inContainerNamespaces(kind: "createContainer" | "startContainer"): Case {
  const id = `hooks/${kind.toLowerCase()}`;
  const inside = kind === "startContainer";
  return {
    name: `${kind} hooks are found on the ${inside ? "container's" : "runtime's"} side and run in the container's namespaces`,
    clauses: [`${id}/exec-container-ns`, inside ? `${id}/path-container-ns` : `${id}/path-runtime-ns`],
    run: async (t) => {
      const { report } = await reportOf(t, kind);
      for (const type of ["ipc", "mnt", "net", "pid", "uts"])
        assert.notEqual(report.namespaces[type], linkOf(`/proc/self/ns/${type}`), type);
      if (inside) assert.ok(!existsSync("/probe"), "the path exists in the container only");
    },
  };
}

function sameForm(kind: Exclude<Kind, "prestart">): Case {
  return {
    name: `${kind} hooks take path, args, env and timeout`,
    clauses: [`hooks/${kind.toLowerCase()}/same-entry-form`],
    run: async (t) => {
      const hooks: MakeHooks = (bundle) => {
        const { program, out } = sideOf(kind, bundle);
        return [{ path: program, args: ["x", "to", out, "report"], env: ["K=V"], timeout: 20 }];
      };
      const { bundle } = await live(t, kind, hooks);
      const report = linesOf(readFileSync(bundle.path("/out/hook"), "utf8"))[0] as unknown as Report;
      assert.equal(report.args[0], "x");
    },
  };
}

/** A script for /bin/sh that sets $pid from the state on standard input. */
const READ_PID = `pid=$(sed -nE 's/.*"pid": ?([0-9]+).*/\\1/p' | head -n 1); `;

function beforePivot(kind: "prestart" | "createRuntime"): Case {
  return {
    name: `${kind} hooks run in create, after the namespaces exist and before the root is changed`,
    clauses: [`hooks/${kind.toLowerCase()}/timing`],
    run: async (t) => {
      const { bundle, pid } = await t.created((config, made) =>
        setHooks(
          config,
          kind,
          shell(
            `${READ_PID} readlink /proc/$pid/ns/net >'${made.directory}/net'; ls /proc/$pid/root >'${made.directory}/root'`,
          ),
        ),
      );
      assert.equal(textOf(join(bundle.directory, "net")).trim(), linkOf(`/proc/${pid}/ns/net`));
      assert.match(textOf(join(bundle.directory, "root")), /^usr$/m);
    },
  };
}

async function createFails(t: Trial, hook: (bundle: Bundle) => Hook): Promise<void> {
  const bundle = t.bundle((config, made) => setHooks(config, "createRuntime", hook(made)));
  const begin = performance.now();
  await t.refusedBundle(bundle, { code: "ERR_HOOK", pointer: "/hooks/createRuntime/0" });
  assert.ok(performance.now() - begin < 20_000, "the hook is aborted before it ends by itself");
}

export const hookCases: Case[] = [
  ...(["prestart", "createRuntime", "poststart", "poststop"] as const).map(inRuntimeNamespaces),
  inContainerNamespaces("createContainer"),
  inContainerNamespaces("startContainer"),
  ...(["createRuntime", "createContainer", "startContainer", "poststart", "poststop"] as const).map(sameForm),
  beforePivot("prestart"),
  beforePivot("createRuntime"),
  {
    name: "hooks of create run in the order prestart, createRuntime, createContainer, and of one kind in that of the list",
    clauses: [
      "hooks/order",
      "hooks/prestart/before-createruntime",
      "hooks/createcontainer/after-createruntime",
      "hooks/prestart/deprecated",
      "hooks/object",
    ],
    run: async (t) => {
      const note = (bundle: Bundle, word: string): Hook =>
        shell(`echo ${word} >>'${bundle.path("/out/order")}'`);
      const kinds = ["createContainer", "prestart", "createRuntime"] as const;
      const { bundle } = await t.created((config, made) => {
        for (const kind of kinds)
          setHooks(config, kind, ...["1", "2", "3"].map((n) => note(made, `${kind}${n}`)));
      });
      const wanted = ["prestart", "createRuntime", "createContainer"].flatMap((kind) =>
        [1, 2, 3].map((n) => `${kind}${n}`),
      );
      assert.deepEqual(textOf(bundle.path("/out/order")).trim().split("\n"), wanted);
    },
  },
  {
    name: "all six kinds together run once each",
    clauses: ["hooks/object"],
    run: async (t) => {
      const { id, bundle } = await t.running((config, made) => {
        for (const kind of KINDS) setHooks(config, kind, noteHook(kind, made, kind));
      });
      await t.ok(["delete", "--force", id]);
      for (const kind of KINDS) assert.equal(linesOf(textOf(bundle.path(`/out/${kind}`))).length, 2, kind);
    },
  },
  {
    name: "args is the hook's argv and env its environment",
    clauses: ["hooks/entry/args", "hooks/entry/env"],
    run: async (t) => {
      const hooks: MakeHooks = (bundle) => [
        {
          path: bundle.path("/probe"),
          args: ["x", "to", bundle.path("/out/hook"), "report"],
          env: ["K=V", "L="],
        },
      ];
      const { bundle } = await live(t, "createRuntime", hooks);
      const report = linesOf(readFileSync(bundle.path("/out/hook"), "utf8"))[0] as unknown as Report;
      assert.deepEqual([report.args[0], report.env], ["x", ["K=V", "L="]]);
    },
  },
  {
    name: "a hook without env runs",
    clauses: ["hooks/entry/env-absent"],
    run: async (t) => {
      const hooks: MakeHooks = (bundle) => [
        { path: bundle.path("/probe"), args: ["x", "to", bundle.path("/out/hook"), "report"] },
      ];
      assert.ok(existsSync((await live(t, "createRuntime", hooks)).bundle.path("/out/hook")));
    },
  },
  {
    name: "a hook that outlives its timeout is aborted, and create fails",
    clauses: ["hooks/entry/timeout"],
    run: (t) => createFails(t, () => ({ path: "/bin/sleep", args: ["sleep", "25"], timeout: 1 })),
  },
  {
    name: "createContainer hooks see the host's tree, and the container's mounts below the root filesystem",
    clauses: [
      "hooks/createcontainer/timing",
      "hooks/createcontainer/expectations",
      "hooks/createruntime/mounts-done",
    ],
    run: async (t) => {
      const edit = { "/mounts/-": { destination: "/data", type: "tmpfs", source: "seen-by-hook" } };
      const { report, bundle } = await reportOf(t, "createContainer", edit);
      assert.equal(mountAt(report.mountinfo, bundle.path("/data"))?.source, "seen-by-hook");
    },
  },
  {
    name: "startContainer hooks run in start, before the program",
    clauses: ["hooks/startcontainer/timing"],
    run: async (t) => {
      const { id, bundle } = await t.created([
        { "/process/args": ["/probe", "to", "/out/program", "stat", "/out/hook"] },
        (config): void =>
          setHooks(config, "startContainer", probeHook("/probe", "to", "/out/hook", "report")),
      ]);
      assert.ok(!existsSync(bundle.path("/out/hook")));
      await t.ok(["start", id]);
      await t.reached(id, "stopped");
      assert.equal(
        linesOf(textOf(bundle.path("/out/program")))[0]?.["errno"],
        0,
        "the program finds what the hook made",
      );
    },
  },
  {
    name: "poststart hooks run after the program was executed and before start returns",
    clauses: ["hooks/poststart/timing"],
    run: async (t) => {
      const { id, bundle } = await t.created([
        { "/process/args": ["/probe", "wait"] },
        (config, made): void =>
          setHooks(
            config,
            "poststart",
            shell(`${READ_PID} readlink /proc/$pid/exe >'${made.directory}/exe'`),
          ),
      ]);
      await t.ok(["start", id]);
      assert.match(textOf(join(bundle.directory, "exe")), /\/probe$/m);
    },
  },
  {
    name: "poststop hooks run after the container is destroyed and before delete returns",
    clauses: ["hooks/poststop/timing"],
    run: async (t) => {
      const cgroup = `${t.cgroupParent}/poststop`;
      const script = (made: Bundle): string =>
        `cat >'${made.directory}/seen'; find /sys/fs/cgroup -path '*${cgroup}' >'${made.directory}/cgroups'`;
      const { bundle } = await live(t, "poststop", (made) => [shell(script(made))], {
        "/linux/cgroupsPath": cgroup,
      });
      assert.ok(existsSync(join(bundle.directory, "seen")));
      assert.equal(textOf(join(bundle.directory, "cgroups")), "");
    },
  },
  ...KINDS.map(
    (kind): Case => ({
      name: `${kind} hooks read the state from standard input`,
      clauses: ["hooks/state-on-stdin", "runtime/state/json-schema"],
      run: async (t) => {
        const hooks: MakeHooks = (bundle) => {
          const { program, out } = sideOf(kind, bundle);
          return [probeHook(program, "to", out, "input")];
        };
        const { bundle } = await live(t, kind, hooks);
        const state = JSON.parse(String(linesOf(textOf(bundle.path("/out/hook")))[0]?.["text"])) as Json;
        checkState(state);
        assert.equal(state["bundle"], bundle.directory);
      },
    }),
  ),
  {
    name: "a hook that does not read its standard input is no error",
    clauses: ["hooks/state-on-stdin"],
    run: async (t) => void (await live(t, "createRuntime", () => [{ path: "/bin/true", args: ["true"] }])),
  },
  {
    name: "hooks run in some directory that exists",
    clauses: ["hooks/cwd"],
    run: async (t) => {
      const { report } = await reportOf(t, "createRuntime");
      assert.ok(existsSync(report.cwd), report.cwd);
    },
  },
  ...refusals([
    [
      "hooks/entry/path-required",
      "a hook without path is refused",
      { "/hooks": { createRuntime: [{}] } },
      "ERR_SCHEMA",
      "/hooks/createRuntime/0/path",
    ],
    [
      "hooks/entry/path-absolute",
      "a hook with a relative path is refused",
      { "/hooks": { createRuntime: [{ path: "true" }] } },
      "ERR_CONFIG_RULE",
      "/hooks/createRuntime/0/path",
    ],
    [
      "hooks/entry/timeout-positive",
      "a timeout of 0 is refused",
      { "/hooks": { poststop: [{ path: "/bin/true", timeout: 0 }] } },
      "ERR_SCHEMA",
      "/hooks/poststop/0/timeout",
    ],
    [
      "hooks/entry/timeout-positive",
      "a negative timeout is refused",
      { "/hooks": { poststop: [{ path: "/bin/true", timeout: -1 }] } },
      "ERR_SCHEMA",
      "/hooks/poststop/0/timeout",
    ],
  ]),
];
