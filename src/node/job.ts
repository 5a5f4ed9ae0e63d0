// SPDX-License-Identifier: Apache-2.0
/** One lifecycle task on its way through the event loop. */
import type { Task, Wait } from "../lifecycle/task.ts";

export interface TaskOptions {
  /** Interrupts the task once; it undoes what it has done, and then the promise is rejected with the reason. */
  signal?: AbortSignal | undefined;
  /** The process does not end while the task waits; default true. */
  hold?: boolean;
}

export class Job<Result = unknown> {
  readonly promise: Promise<Result>;
  readonly hold: boolean;
  /** What it waits for; undefined while it is in the queue. */
  wait: Wait | undefined;
  token = 0;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** What the wait has found. */
  revents: number[] = [];
  /** To be thrown into the task at its next step. */
  failure: { error: unknown } | undefined;
  readonly #task: Task<Result>;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort: () => void;
  #interrupted = false;
  #resolve!: (value: Result) => void;
  #reject!: (reason: unknown) => void;

  /** @param wake is called when the task must go on because of an abort */
  constructor(task: Task<Result>, { signal, hold = true }: TaskOptions, wake: (job: Job<Result>) => void) {
    this.#task = task;
    this.#signal = signal;
    this.hold = hold;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#onAbort = () => {
      this.#interrupted = true;
      this.failure = { error: signal?.reason };
      wake(this);
    };
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Goes on to the next wait. @returns what it waits for, or undefined at its end */
  advance(): Wait | undefined {
    const { failure } = this;
    this.failure = undefined;
    try {
      const step = failure === undefined ? this.#task.next(this.revents) : this.#task.throw(failure.error);
      if (step.done !== true) return step.value;
      this.#signal?.removeEventListener("abort", this.#onAbort);
      this.#resolve(step.value);
    } catch (error) {
      this.#signal?.removeEventListener("abort", this.#onAbort);
      // What the task made of the interruption tells less than its reason.
      this.#reject(this.#interrupted ? this.#signal?.reason : error);
    }
    return undefined;
  }
}
