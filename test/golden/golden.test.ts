// SPDX-License-Identifier: Apache-2.0
/**
 * Golden plans: NAME.json is a config.json, NAME.txt the plan that it becomes. A change of behaviour shows as a
 * change of the text; UPDATE_GOLDEN=1 writes the texts anew.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Hook, OciConfig, Process } from "../../src/config/types.ts";
import { checkPlan } from "../../src/ops/check.ts";
import { encodePlan } from "../../src/ops/encode.ts";
import { CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWUSER } from "../../src/ops/kernel.ts";
import { formatPlan } from "../../src/ops/print.ts";
import { compileCreatePlan } from "../../src/plan/create.ts";
import { compileExecPlan } from "../../src/plan/exec.ts";
import { compileHookPlan } from "../../src/plan/hook.ts";
import type { Plan, SeccompFilter } from "../../src/plan/plan.ts";
import { createContext, execContext, hybridContext, hybridHost, rootHost, rootlessHost } from "./surroundings.ts";

const FOLDER = join(process.cwd(), "test", "golden");
const FILTER: SeccompFilter = { program: new Uint8Array(80).fill(6), flags: 4, notifies: false };

type Compile = (config: OciConfig) => Plan;

const added = (config: OciConfig): Process => config.process as Process;
const firstHook = (config: OciConfig): Hook => config.hooks?.createContainer?.[0] as Hook;

/** How a configuration is compiled where not by compileCreatePlan() for root on a cgroup v2 host. */
const SPECIAL: Readonly<Record<string, Compile>> = {
  terminal: (config) => compileCreatePlan(config, createContext({ terminal: "socket", pidfdSocket: true }), rootHost()),
  rootless: (config) => compileCreatePlan(config, createContext(), rootlessHost()),
  "no-mount-namespace-terminal": (config) => compileCreatePlan(config, createContext({ terminal: "relay", gate: false }), rootHost()),
  "user-namespace": (config) => compileCreatePlan(config, createContext(), rootHost({ appArmor: true })),
  "cgroup-hybrid": (config) => compileCreatePlan(config, hybridContext(), hybridHost()),
  "cgroup-hybrid-namespace": (config) => compileCreatePlan(config, hybridContext(), hybridHost()),
  "no-pivot": (config) => compileCreatePlan(config, createContext({ noPivot: true, noNewKeyring: true }), rootHost()),
  labels: (config) => compileCreatePlan(config, createContext(), rootHost({ appArmor: true, selinux: true })),
  seccomp: (config) => compileCreatePlan(config, createContext({ seccomp: FILTER }), rootHost()),
  "seccomp-without-no-new-privileges": (config) => compileCreatePlan(config, createContext({ seccomp: FILTER }), rootHost()),
  "seccomp-with-admin": (config) => compileCreatePlan(config, createContext({ seccomp: FILTER }), rootHost()),
  "seccomp-listener": (config) => compileCreatePlan(config, createContext({ seccomp: { ...FILTER, notifies: true } }), rootHost()),
  "socket-activation": (config) => compileCreatePlan(config, createContext({ listenFds: 2, preserveFds: 3 }), rootHost()),
  exec: (config) => compileExecPlan(config, added(config), execContext({ seccomp: FILTER }), rootHost()),
  "exec-terminal": (config) => compileExecPlan(config, added(config), execContext({ terminal: "relay", pidfdSocket: true }), rootHost()),
  "exec-user-namespace": (config) =>
    compileExecPlan(config, added(config), execContext({ namespaces: CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID }), rootHost({ appArmor: true })),
  "exec-affinity": (config) => compileExecPlan(config, added(config), execContext(), rootHost()),
  "exec-no-mount-namespace": (config) =>
    compileExecPlan(config, added(config), execContext({ namespaces: CLONE_NEWPID, rootfs: "/bundle/rootfs" }), rootHost()),
  "hook-create-container": (config) =>
    compileHookPlan(firstHook(config), { index: 0, namespaces: CLONE_NEWNS | CLONE_NEWPID, cwd: "/bundle/rootfs" }, rootHost()),
  "hook-user-namespace": (config) =>
    compileHookPlan(firstHook(config), { index: 0, namespaces: CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID, ...(config.linux && { linux: config.linux }) }, rootHost()),
};

const compileDefault: Compile = (config) => compileCreatePlan(config, createContext(), rootHost());

const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

function compileNamed(name: string): Plan {
  const config = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as OciConfig;
  return (SPECIAL[name] ?? compileDefault)(config);
}

suite("golden plans", () => {
  test("every special way to compile has its configuration", () => {
    assert.deepEqual(Object.keys(SPECIAL).filter((name) => !names.includes(name)), []);
  });

  for (const name of names) {
    test(`${name} compiles to its golden text, which the judge accepts`, () => {
      const plan = compileNamed(name);
      assert.deepEqual(checkPlan(plan), []);
      const encoded = encodePlan(plan);
      assert.equal(encoded.words[0], plan.ops.length);
      const path = join(FOLDER, `${name}.txt`);
      const text = formatPlan(plan, "text");
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
      assert.equal(text, readFileSync(path, "utf8"));
    });
  }
});
