// SPDX-License-Identifier: Apache-2.0
/** Spawns the hooks of each kind in the right namespaces. config.md "POSIX-platform Hooks". */
import type { Hook, OciConfig } from "../config/types.ts";
import { InternalError } from "../errors/errors.ts";
import { type HookKind, type HookRun, runHooks, spawnInRuntime } from "../hooks/run.ts";
import type { HookPipes, HookProcess } from "../hooks/program.ts";
import { AT_FDCWD, O_DIRECTORY, O_PATH } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { SYNC } from "../ops/table.ts";
import type { Plan } from "../plan/plan.ts";
import type { SavedState } from "../state/saved.ts";
import { closeInit, closeSocket, followInit, go, killAndWait, passiveEvents, spawnPlan } from "./init.ts";
import type { Runtime } from "./requests.ts";
import { hookState } from "./status.ts";
import type { Task } from "./task.ts";

export interface HookSite {
  runtime: Runtime;
  config: OciConfig;
  state: SavedState;
}

function hooksOf(config: OciConfig, kind: HookKind): readonly Hook[] {
  return config.hooks?.[kind] ?? [];
}

/** Hooks of the runtime namespace; `pid` in their state is the host's. */
export function* runRuntimeHooks(
  site: HookSite,
  kinds: readonly HookKind[],
  status: "creating" | "created" | "running",
): Task<void> {
  if (kinds.every((kind) => hooksOf(site.config, kind).length === 0)) return;
  const bundleFd = native().openat(AT_FDCWD, site.state.bundle, O_PATH | O_DIRECTORY, 0);
  try {
    const spawn = spawnInRuntime(bundleFd < 0 ? -1 : bundleFd, site.runtime.environment);
    const state = hookState(site.state, status, site.state.init_process_pid);
    const { trace } = site.runtime;
    for (const kind of kinds)
      yield* runHooks({ kind, hooks: hooksOf(site.config, kind), state, spawn, trace });
  } finally {
    if (bundleFd >= 0) native().close(bundleFd);
  }
}

/** The pid that the container's own namespace gives its first process: last entry of NSpid. */
export function innerPid(pid: number): number {
  const text = native().readText(AT_FDCWD, `/proc/${pid}/status`, 0, 64 * 1024);
  const line = typeof text === "number" ? undefined : /^NSpid:(.*)$/m.exec(text)?.[1];
  return Number(line?.trim().split(/\s+/).at(-1) ?? pid);
}

export interface ContainerHooks {
  kind: "createContainer" | "startContainer";
  pidfd: number;
  status: "creating" | "created";
  compile(hook: Hook, index: number): Plan;
}

/** Hooks that run inside the container's namespaces, each as a process of a plan of its own. */
export function* runContainerHooks(site: HookSite, run: ContainerHooks): Task<void> {
  const hooks = hooksOf(site.config, run.kind);
  if (hooks.length === 0) return;
  const state = hookState(site.state, run.status, innerPid(site.state.init_process_pid));
  const { warn, trace } = site.runtime;
  const spawn: HookRun["spawn"] = (hook, index, stdio, pipes) =>
    spawnHookPlan(run.compile(hook, index), run.pidfd, { stdio, pipes, warn, trace });
  yield* runHooks({ kind: run.kind, hooks, state, spawn, trace });
}

interface HookStdio {
  stdio: number[];
  pipes: HookPipes;
  warn(message: string): void;
  trace: Runtime["trace"];
}

function* spawnHookPlan(
  plan: Plan,
  pidfd: number,
  { stdio, pipes, warn, trace }: HookStdio,
): Task<HookProcess> {
  const inherited = plan.inherited.map((name) => {
    if (name !== "containerPidfd") throw new InternalError(`a hook's plan wants the fd ${name}`);
    return pidfd;
  });
  const process = spawnPlan(plan, { cgroupFd: -1, inherited, stdio, trace });
  const events = passiveEvents(warn);
  try {
    if (plan.ops.some(({ op }) => op === "sync")) {
      yield* followInit(process, events, SYNC.ready);
      go(process, SYNC.ready);
    }
    yield* followInit(process, events, undefined);
  } catch (error) {
    // The first process of its pid namespace is not dead before this one is reaped.
    yield* killAndWait(process.pidfd);
    closeInit(process);
    throw error;
  }
  closeSocket(process);
  return { pid: process.pid, pidfd: process.pidfd, pipes };
}
