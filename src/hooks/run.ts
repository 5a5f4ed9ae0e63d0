// SPDX-License-Identifier: Apache-2.0
/** Runs the hooks of one kind in their order. config.md "POSIX-platform Hooks". */
import type { Hook } from "../config/types.ts";
import { KernelError, RuntError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { HookState } from "../lifecycle/status.ts";
import type { Task } from "../lifecycle/task.ts";
import { native } from "../native/native.ts";
import { type Tracer, tracedTask } from "../trace/trace.ts";
import { closeCopies, openCopies, type OutputCopies } from "./copies.ts";
import { type HookOutcome, type HookPipes, type HookProcess, makePipes, watchHook } from "./program.ts";

export type HookKind =
  | "prestart"
  | "createRuntime"
  | "createContainer"
  | "startContainer"
  | "poststart"
  | "poststop";

export interface HookRun {
  kind: HookKind;
  hooks: readonly Hook[];
  /** What each hook reads from its stdin, as JSON. */
  state: HookState;
  trace: Tracer | undefined;
  /** Starts one hook's program with these ends of its stdio. */
  spawn(hook: Hook, index: number, stdio: number[], pipes: HookPipes): Task<HookProcess>;
}

function hookPointer(kind: HookKind, index: number): JsonPointer {
  return `/hooks/${kind}/${index}`;
}

function shown(text: string): string {
  return JSON.stringify(text.trimEnd());
}

/** @returns the error of a hook that failed, or undefined */
function judge(run: HookRun, index: number, hook: Hook, outcome: HookOutcome): RuntError | undefined {
  if (outcome.exitCode === 0) return undefined;
  const how = outcome.timedOut
    ? `hook ran past specified timeout of ${Number(hook.timeout).toFixed(1)}s`
    : outcome.signal !== undefined
      ? `signal: ${outcome.signal}`
      : `exit status ${outcome.exitCode}`;
  const output = `stdout: ${shown(outcome.stdout)}, stderr: ${shown(outcome.stderr)}`;
  const message = `error running ${run.kind} hook #${index}: ${hook.path}: ${how}, ${output}`;
  return new RuntError("ERR_HOOK", message, { pointer: hookPointer(run.kind, index) });
}

function* runOne(run: HookRun, hook: Hook, index: number): Task<RuntError | undefined> {
  let copies: OutputCopies;
  try {
    copies = openCopies(run.state);
  } catch (error) {
    if (error instanceof RuntError) return error;
    throw error;
  }
  try {
    return yield* runWith(copies, run, hook, index);
  } finally {
    closeCopies(copies);
  }
}

function* runWith(
  copies: OutputCopies,
  run: HookRun,
  hook: Hook,
  index: number,
): Task<RuntError | undefined> {
  const { pipes, stdio } = makePipes();
  let process: HookProcess;
  try {
    process = yield* run.spawn(hook, index, stdio, pipes);
  } catch (error) {
    for (const fd of Object.values(pipes)) native().close(fd);
    const why = error instanceof Error ? error.message : String(error);
    return new RuntError("ERR_HOOK", `error running ${run.kind} hook #${index}: ${why}`, {
      pointer: hookPointer(run.kind, index),
      cause: error,
    });
  } finally {
    for (const fd of stdio) native().close(fd);
  }
  const timeout = hook.timeout === undefined ? undefined : Number(hook.timeout);
  const watch = { state: JSON.stringify(run.state), timeout, copies };
  return judge(run, index, hook, yield* watchHook(process, watch));
}

/** Stops at the first failure. @throws {RuntError} ERR_HOOK */
export function* runHooks(run: HookRun): Task<void> {
  for (const [index, hook] of run.hooks.entries()) {
    const error = yield* tracedTask(
      run.trace,
      `${run.kind} hook #${index} ${hook.path}`,
      runOne(run, hook, index),
      "hook",
    );
    if (error !== undefined) throw error;
  }
}

/** Runs all of them; each failure is a warning. For poststop. */
export function* runHooksToEnd(run: HookRun, warn: (message: string) => void): Task<void> {
  for (const [index, hook] of run.hooks.entries()) {
    const error = yield* tracedTask(
      run.trace,
      `${run.kind} hook #${index} ${hook.path}`,
      runOne(run, hook, index),
      "hook",
    );
    if (error !== undefined) warn(error.message);
  }
}

function joined(words: readonly string[]): Uint8Array {
  return native().encodeText(words.join("\0"));
}

/** Starts a hook in the runtime's own namespaces, with the bundle as its directory. */
export function spawnInRuntime(bundleFd: number, environment: readonly string[]): HookRun["spawn"] {
  return function* (hook, _index, stdio, pipes) {
    const argv = joined(hook.args === undefined || hook.args.length === 0 ? [hook.path] : hook.args);
    const spawned = native().spawnProgram(hook.path, argv, joined(hook.env ?? environment), bundleFd, stdio);
    if (typeof spawned === "number") throw new KernelError(spawned, "execve", hook.path, { path: hook.path });
    const [pid = 0, pidfd = -1] = spawned;
    return { pid, pidfd, pipes };
  };
}
