// SPDX-License-Identifier: Apache-2.0
/** Signals of a command that has no program yet, or none any more, to give them to. */
import { RuntError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import { POLLIN, type Task, TURN, type Wait } from "./task.ts";

/** For interruptible(). */
export const UNDONE = "everything was undone";

const SIGHUP = 1;
const SIGINT = 2;
const SIGQUIT = 3;
const SIGTERM = 15;

/** Signals that were caught, as something to wait for. */
export interface Caught {
  /** Of native().signalFd(). */
  readonly fd: number;
  /** Those that came before there was a program, and did not end the command. */
  readonly early: number[];
}

/** What ends a command that will not stay. */
export function catchEnding(): Caught {
  return { fd: native().signalFd([SIGHUP, SIGINT, SIGTERM]), early: [] };
}

function isEnding(signal: number): boolean {
  return signal === SIGHUP || signal === SIGINT || signal === SIGQUIT || signal === SIGTERM;
}

function takeEnding({ fd, early }: Caught): number | undefined {
  for (;;) {
    const taken = native().readSignal(fd);
    if (typeof taken === "number") return undefined;
    const [signal = 0] = taken;
    if (isEnding(signal)) return signal;
    early.push(signal);
  }
}

/** Those that were meant for a program that has ended. */
export function forgetSignals(caught: Caught): void {
  while (takeEnding(caught) !== undefined);
}

/** @returns the signal that ends the command, or what the wait gives */
function* waitOrSignal(wait: Wait, caught: Caught): Task<number[] | number> {
  let { timeoutMs } = wait;
  const due = timeoutMs < 0 ? 0 : native().monotonicMs() + timeoutMs;
  for (;;) {
    const revents = yield { pairs: [...wait.pairs, caught.fd, POLLIN], timeoutMs };
    if (revents.pop() === 0) return revents;
    const signal = takeEnding(caught);
    if (signal !== undefined) return signal;
    if (revents.some((one) => one !== 0)) return revents;
    // Else it would look as if the time were over.
    if (timeoutMs >= 0) timeoutMs = Math.max(0, due - native().monotonicMs());
  }
}

/**
 * Does the task, and ends it early when a signal comes that ends programs: once it is thrown at the point where
 * the task waits, so that it undoes what it has done.
 *
 * @param outcome what the error says of the container
 * @throws {RuntError} ERR_INTERRUPTED
 */
export function* interruptible<Result>(caught: Caught, task: Task<Result>, outcome: string): Task<Result> {
  let watched = caught.fd >= 0;
  let step = task.next([]);
  while (step.done !== true) {
    const wait = step.value;
    const came = watched && wait !== TURN ? yield* waitOrSignal(wait, caught) : yield wait;
    if (typeof came === "number") {
      watched = false;
      step = task.throw(new RuntError("ERR_INTERRUPTED", `interrupted by signal ${came}; ${outcome}`));
    } else step = task.next(came);
  }
  return step.value;
}
