// SPDX-License-Identifier: Apache-2.0
/** Processes that this thread has made: reaped as they end, however many there are. */
import { ESRCH } from "../errors/errno.ts";
import { KernelError, StateError } from "../errors/errors.ts";
import { POLLIN } from "../lifecycle/task.ts";
import { native } from "../native/native.ts";
import type { EventLoop } from "../node/event-loop.ts";
import { signalName, signalNumber } from "../cli/signals.ts";

/** How a process ended: one of the two is null. Both are where it can't be known. */
export interface ExitStatus {
  readonly exitCode: number | null;
  /** As `"SIGKILL"`. */
  readonly signal: string | null;
}

export const UNKNOWN_EXIT: ExitStatus = { exitCode: null, signal: null };

/** `how` as of native().waitPidfd(). */
function exitStatusOf(how: number, value: number): ExitStatus {
  if (how === 1) return { exitCode: value, signal: null };
  return how === 2 ? { exitCode: null, signal: signalName(value) ?? `SIG${value}` } : UNKNOWN_EXIT;
}

/** @param wait as of native().waitPidfd(): 0 reaps the dead child, 2 leaves it */
export function takeStatus(pidfd: number, wait: 0 | 2): ExitStatus {
  const waited = native().waitPidfd(pidfd, wait);
  // No child, or reaped by someone else: since Linux 6.15 the kernel tells it all the same.
  const status = typeof waited === "number" ? native().pidfdExit(pidfd) : waited;
  return typeof status === "number" ? UNKNOWN_EXIT : exitStatusOf(status[0] ?? 0, status[1] ?? 0);
}

/** A signal by its name or number, 0 to 64. @throws {RuntError} ERR_SIGNAL */
export function signalOf(signal: string | number): number {
  return signalNumber(String(signal));
}

const children = new Map<number, Child>();

export class Child {
  readonly pid: number;
  readonly exited: Promise<ExitStatus>;
  readonly #loop: EventLoop;
  #pidfd: number;
  #resolve!: (status: ExitStatus) => void;

  /** @param pidfd is owned from now on */
  constructor(loop: EventLoop, pid: number, pidfd: number) {
    this.#loop = loop;
    this.pid = pid;
    this.#pidfd = pidfd;
    this.exited = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    children.set(pid, this);
    // A process that runs is no reason for the caller's own not to end: only a wait for it is.
    loop.watch(pidfd, POLLIN, false, () => this.#reap());
  }

  /** The living child with this pid. A pid is not given again before its zombie is reaped. */
  static of(pid: number): Child | undefined {
    return children.get(pid);
  }

  get ended(): boolean {
    return this.#pidfd < 0;
  }

  #reap(): void {
    const status = takeStatus(this.#pidfd, 0);
    native().close(this.#pidfd);
    this.#pidfd = -1;
    children.delete(this.pid);
    this.#resolve(status);
  }

  /** @throws the signal's reason when it is aborted; the process goes on */
  async wait(signal?: AbortSignal): Promise<ExitStatus> {
    const release = this.#loop.hold();
    try {
      return await unlessAborted(this.exited, signal);
    } finally {
      release();
    }
  }

  /** @throws {StateError} ERR_STATE once the process has ended */
  kill(signal: number): void {
    const sent = this.#pidfd < 0 ? -ESRCH : native().pidfdSignal(this.#pidfd, signal);
    if (sent === -ESRCH) throw new StateError("ERR_STATE", `process ${this.pid} has ended`);
    if (sent < 0)
      throw new KernelError(sent, "pidfd_send_signal", `send signal ${signal} to process ${this.pid}`);
  }
}

/** The promise's own outcome, or the signal's reason if that is aborted first. */
async function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return promise;
  signal.throwIfAborted();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
