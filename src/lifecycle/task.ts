// SPDX-License-Identifier: Apache-2.0
/**
 * Lifecycle steps are generators that yield what they wait for. The command line blocks in poll(2); the
 * library waits from its event loop. Nothing else in lifecycle/ blocks.
 */
import { KernelError, RuntError } from "../errors/errors.ts";
import { EINTR } from "../errors/errno.ts";
import { native } from "../native/native.ts";

export const POLLIN = 1;
export const POLLOUT = 4;
export const POLLERR = 8;
export const POLLHUP = 16;

export interface Wait {
  /** fd, events pairs, flat. */
  pairs: number[];
  /** -1 waits for ever. */
  timeoutMs: number;
}

/** Gives revents, one for each pair; all 0 after the timeout. */
export type Task<Result> = Generator<Wait, Result, number[]>;

/** Waits for one fd to become readable (or to hang up). @returns false after the timeout */
export function* readable(fd: number, timeoutMs = -1): Task<boolean> {
  const revents = yield { pairs: [fd, POLLIN], timeoutMs };
  return revents[0] !== 0;
}

/**
 * Yielded between two pieces of work: nothing is waited for, but an event loop gets its turn. A task must be able
 * to undo what it has done here too.
 */
export const TURN: Wait = { pairs: [], timeoutMs: 0 };

/** Lets time pass. */
export function* pause(milliseconds: number): Task<void> {
  yield { pairs: [], timeoutMs: milliseconds };
}

/**
 * Runs a task to its end, blocking. A signal at `signals` (from native().signalFd; -1 for none) interrupts it
 * once: it is thrown at the point where the task waits, so that the task undoes what it has done.
 */
export function runTask<Result>(task: Task<Result>, signals = -1): Result {
  let watched = signals;
  let step = task.next([]);
  while (step.done !== true) {
    if (step.value === TURN) {
      step = task.next([]);
      continue;
    }
    const { pairs, timeoutMs } = step.value;
    const revents = native().poll(watched < 0 ? pairs : [...pairs, watched, POLLIN], timeoutMs);
    if (typeof revents === "number") {
      if (revents !== -EINTR) step = task.throw(new KernelError(revents, "poll", "wait for the container"));
    } else if (watched >= 0 && (revents.pop() ?? 0) !== 0) {
      const signal = native().readSignal(watched);
      watched = -1;
      const name = typeof signal === "number" ? "a signal" : `signal ${signal[0]}`;
      step = task.throw(new RuntError("ERR_INTERRUPTED", `interrupted by ${name}; everything was undone`));
    } else step = task.next(revents);
  }
  return step.value;
}
