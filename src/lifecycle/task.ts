// SPDX-License-Identifier: Apache-2.0
/**
 * Lifecycle steps are generators that yield what they wait for. The command line blocks in poll(2); the
 * library waits from its event loop. Nothing else in lifecycle/ blocks.
 */
import { KernelError } from "../errors/errors.ts";
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

/** Runs a task to its end, blocking. */
export function runTask<Result>(task: Task<Result>): Result {
  let step = task.next([]);
  while (step.done !== true) {
    if (step.value === TURN) {
      step = task.next([]);
      continue;
    }
    const { pairs, timeoutMs } = step.value;
    const revents = native().poll(pairs, timeoutMs);
    if (typeof revents !== "number") step = task.next(revents);
    else if (revents !== -EINTR)
      step = task.throw(new KernelError(revents, "poll", "wait for the container"));
  }
  return step.value;
}
