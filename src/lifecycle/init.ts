// SPDX-License-Identifier: Apache-2.0
/** Runs a plan: spawns init, answers its sync points, and turns its reports into errors. */
import { isFrozen, thawCgroup } from "../cgroup/cgroup.ts";
import { errnoText, EAGAIN } from "../errors/errno.ts";
import { KernelError, RuntError } from "../errors/errors.ts";
import { SIGKILL } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { loadSegment } from "../native/segments.ts";
import { encodePlan } from "../ops/encode.ts";
import type { Plan } from "../plan/plan.ts";
import type * as Operations from "../trace/operations.ts";
import type { Tracer } from "../trace/trace.ts";
import type * as Failures from "../diagnosis/operation-error.ts";
import type * as SpawnFailures from "../diagnosis/spawn-error.ts";
import { readable, type Task } from "./task.ts";

/** Kinds of report records; addon/wire/report.h. */
const REPORT = { end: 0, sync: 1, error: 2, forked: 3, handed: 4, log: 5, times: 6 } as const;

/** init, and after its exec the program: one process. */
export interface InitProcess {
  pid: number;
  pidfd: number;
  /** Report socket; -1 once closed. */
  socket: number;
  /** Makes an error of a failed operation: its position, opcode, errno (positive) and what the kernel said. */
  readonly explain: (failure: Failures.OperationFailure) => RuntError;
  /** Takes the times of operations that init has sent. */
  readonly times?: (pid: number) => void;
}

export interface SpawnOptions {
  /** cgroup2 directory for CLONE_INTO_CGROUP, or -1. */
  cgroupFd: number;
  /** In the order of plan.inherited. */
  inherited: number[];
  stdio: number[];
  /** init is asked for the times of its operations. */
  trace?: Tracer | undefined;
}

/** What init asks of the runtime on its way. */
export interface InitEvents {
  sync(point: number): Task<void>;
  handed(tag: number, fd: number): void;
  warn(message: string): void;
}

/** For a process from which nothing is asked and nothing is taken. */
export function passiveEvents(warn: InitEvents["warn"]): InitEvents {
  return {
    *sync() {},
    handed: (_tag, fd) => void native().close(fd),
    warn,
  };
}

const RECORD_TIMES = { op: "recordTimes", pointer: "", step: "record times" } as const;

function traceInit(tracer: Tracer, plan: Plan, origin: { from: number; added: number }): void {
  loadSegment<typeof Operations>("cold").traceOperations(tracer, plan, origin);
}

export function spawnPlan(compiled: Plan, options: SpawnOptions): InitProcess {
  const { trace } = options;
  const added = trace === undefined ? 0 : 1;
  const plan = trace === undefined ? compiled : { ...compiled, ops: [RECORD_TIMES, ...compiled.ops] };
  const { words, strings, blobs } = encodePlan(plan);
  const { cgroupFd, inherited, stdio } = options;
  const flags = plan.cloneFlags;
  const spawned = native().spawnInit(
    words,
    strings,
    blobs,
    flags,
    cgroupFd,
    inherited,
    stdio,
    plan.preserveFds,
  );
  if (typeof spawned === "number")
    throw loadSegment<typeof SpawnFailures>("cold").spawnError(spawned, cgroupFd >= 0);
  const [pid = 0, pidfd = -1, socket = -1] = spawned;
  return {
    pid,
    pidfd,
    socket,
    explain: ({ index, ...failure }) =>
      loadSegment<typeof Failures>("cold").operationError(compiled, { index: index - added, ...failure }),
    ...(trace === undefined ? {} : { times: (from) => traceInit(trace, compiled, { from, added }) }),
  };
}

export function closeSocket(process: InitProcess): void {
  if (process.socket >= 0) native().close(process.socket);
  process.socket = -1;
}

export function closeInit(process: InitProcess): void {
  closeSocket(process);
  native().close(process.pidfd);
}

/** After a fork operation the first process ends, and its child is the container process. */
function takeChild(process: InitProcess, pid: number, pidfd: number): void {
  native().waitPidfd(process.pidfd, 1);
  native().close(process.pidfd);
  process.pid = pid;
  process.pidfd = pidfd;
}

/** Why init ended without a word: its wait status, and nothing if it is not our child. */
function lastWords(process: InitProcess): RuntError {
  const status = native().waitPidfd(process.pidfd, 1);
  const [state, value] = typeof status === "number" ? [0, 0] : status;
  const how =
    state === 2 ? `killed by signal ${value}` : state === 1 ? `exit status ${value}` : "cause unknown";
  return new RuntError("ERR_INIT", `init ended before it had finished: ${how}`);
}

/**
 * Follows init's reports until it has reached sync point `until`, or with `until` undefined until its socket
 * closes, which is its exec. The point itself is not answered.
 */
export function* followInit(process: InitProcess, events: InitEvents, until: number | undefined): Task<void> {
  for (;;) {
    const report = native().receiveReport(process.socket, 0);
    if (typeof report === "number") {
      if (report !== -EAGAIN) throw new KernelError(report, "recvmsg", "read init's report");
      yield* readable(process.socket);
      continue;
    }
    const [kind = 0, , , value = 0, fd = -1] = report;
    if (kind === REPORT.end) {
      if (until === undefined) return;
      throw lastWords(process);
    }
    if (kind === REPORT.error) throw failureOf(process, report);
    if (kind === REPORT.forked) takeChild(process, value, fd);
    else if (kind === REPORT.handed) events.handed(value, fd);
    else if (kind === REPORT.log) events.warn(native().lastText());
    else if (kind === REPORT.times) process.times?.(process.pid);
    else if (value === until) return;
    else {
      yield* events.sync(value);
      go(process, value);
    }
  }
}

/** Lets init go on from a sync point. */
export function go(process: InitProcess, point: number): void {
  const sent = native().sendGo(process.socket, point);
  if (sent >= 0) return;
  const report = native().receiveReport(process.socket, 0);
  if (typeof report !== "number" && report[0] === REPORT.error) throw failureOf(process, report);
  throw new RuntError("ERR_INIT", `init ended at sync point ${point}: ${errnoText(-sent)}`);
}

function failureOf(process: InitProcess, report: number[]): RuntError {
  const [, index = 0, opcode = 0, errno = 0] = report;
  return process.explain({ index, opcode, errno, text: native().lastText() });
}

/** Of 100 ms each. */
const KILL_WAITS = 100;

/**
 * SIGKILL, and for a frozen cgroup a thaw, until the process is dead. What is left of it is its parent's to take.
 *
 * @param paths of the process's own cgroups
 * @returns false if it lives on
 */
export function* killAndLeave(pidfd: number, paths: Readonly<Record<string, string>>): Task<boolean> {
  native().pidfdSignal(pidfd, SIGKILL);
  // Again and again: whoever may write to the cgroup may freeze it once more.
  for (let left = KILL_WAITS; left > 0; left--) {
    if (isFrozen(paths)) thawCgroup(paths);
    if (yield* readable(pidfd, 100)) return true;
  }
  return false;
}

/** Kills a process of the caller's own, and reaps it. */
export function* killAndWait(pidfd: number, paths: Readonly<Record<string, string>> = {}): Task<void> {
  yield* killAndLeave(pidfd, paths);
  native().waitPidfd(pidfd, 0);
}
