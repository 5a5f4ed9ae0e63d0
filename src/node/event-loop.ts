// SPDX-License-Identifier: Apache-2.0
/** Runs lifecycle tasks on the event loop of Node or Bun: many at once, none of them blocks. */
import { EINTR, EPERM } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import type { Task, Wait } from "../lifecycle/task.ts";
import { native } from "../native/native.ts";
import type { Watch } from "./addon.ts";
import { Job, type TaskOptions } from "./job.ts";

/** Steps of tasks are run for so long before the loop gets its turn. */
const TURN_MS = 4;

export class EventLoop {
  readonly #watch: Watch;
  /** What to do when a token's fds are ready. */
  readonly #waiting = new Map<number, () => void>();
  readonly #queue: Job[] = [];
  #started = false;
  #scheduled = false;
  #token = 0;
  #holds = 0;

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  /** Runs a task to its end. The first step is taken when the caller's own code has returned. */
  async run<Result>(task: Task<Result>, options: TaskOptions = {}): Promise<Result> {
    options.signal?.throwIfAborted();
    const job = new Job(task, options, (aborted) => {
      if (aborted.wait !== undefined) this.#wake(aborted as Job);
    });
    this.#enqueue(job as Job);
    return job.promise;
  }

  /**
   * Calls `ready` once, when the fd has one of the events of poll(2). An fd is watched by one at a time.
   *
   * @param hold keeps the process from ending meanwhile
   * @returns a function that ends the watch
   */
  watch(fd: number, events: number, hold: boolean, ready: () => void): () => void {
    this.#start();
    const token = ++this.#token;
    const end = (): void => {
      if (!this.#waiting.delete(token)) return;
      this.#watch.unwatchFd(fd);
      if (hold) this.#hold(-1);
    };
    this.#waiting.set(token, () => {
      end();
      ready();
    });
    if (hold) this.#hold(1);
    const result = this.#watch.watchFd(fd, events, token);
    if (result >= 0) return end;
    end();
    if (result !== -EPERM) throw new KernelError(result, "epoll_ctl", `watch fd ${fd}`);
    // A regular file is always ready.
    const soon = setImmediate(ready);
    return () => clearImmediate(soon);
  }

  /** Keeps the process from ending until the returned function is called. */
  hold(): () => void {
    this.#hold(1);
    let held = true;
    return () => {
      if (held) this.#hold(-1);
      held = false;
    };
  }

  #enqueue(job: Job): void {
    this.#queue.push(job);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#turn());
  }

  /** Runs what is ready, for as long as a turn may be; the rest comes after the loop's own work. */
  #turn(): void {
    const end = performance.now() + TURN_MS;
    do {
      const job = this.#queue.shift();
      if (job === undefined) break;
      const wait = job.advance();
      if (wait !== undefined) this.#suspend(job, wait);
    } while (performance.now() < end);
    this.#scheduled = this.#queue.length > 0;
    if (this.#scheduled) setImmediate(() => this.#turn());
  }

  #suspend(job: Job, wait: Wait): void {
    const { pairs, timeoutMs } = wait;
    job.revents = poll(pairs);
    if (timeoutMs === 0 || job.failure !== undefined || job.revents.some((events) => events !== 0)) {
      this.#enqueue(job);
      return;
    }
    job.wait = wait;
    job.token = ++this.#token;
    this.#waiting.set(job.token, () => this.#wake(job));
    if (job.hold) this.#hold(1);
    if (timeoutMs > 0) job.timer = setTimeout(() => this.#wake(job), timeoutMs);
    if (!job.hold) job.timer?.unref();
    this.#watchAll(job, pairs);
  }

  #watchAll(job: Job, pairs: readonly number[]): void {
    this.#start();
    for (let at = 0; at < pairs.length; at += 2) {
      const fd = pairs[at] ?? -1;
      if (fd < 0) continue;
      const result = this.#watch.watchFd(fd, pairs[at + 1] ?? 0, job.token);
      if (result >= 0) continue;
      // A regular file is always ready.
      if (result !== -EPERM) job.failure = { error: new KernelError(result, "epoll_ctl", `watch fd ${fd}`) };
      this.#wake(job);
      return;
    }
  }

  /** The watcher's thread exists from the first wait on. */
  #start(): void {
    if (this.#started) return;
    const started = this.#watch.watchStart((tokens) => this.#onReady(tokens));
    if (started < 0) throw new KernelError(started, "epoll_create", "watch file descriptors");
    this.#started = true;
  }

  /** A token whose job has gone on since is an event that came late. */
  #onReady(tokens: readonly number[]): void {
    const idle = !this.#scheduled;
    // Not scheduled by the jobs themselves: the turn begins here.
    this.#scheduled = true;
    for (const token of tokens) this.#waiting.get(token)?.();
    if (idle) this.#turn();
  }

  /** The job goes on with what is ready by now. */
  #wake(job: Job): void {
    const { pairs } = job.wait ?? { pairs: [] };
    for (let at = 0; at < pairs.length; at += 2) {
      const fd = pairs[at] ?? -1;
      if (fd >= 0) this.#watch.unwatchFd(fd);
    }
    clearTimeout(job.timer);
    job.timer = undefined;
    job.wait = undefined;
    job.revents = poll(pairs);
    this.#waiting.delete(job.token);
    if (job.hold) this.#hold(-1);
    this.#enqueue(job);
  }

  #hold(change: 1 | -1): void {
    this.#start();
    const before = this.#holds;
    this.#holds += change;
    if (before === 0) this.#watch.watchHold(true);
    else if (this.#holds === 0) this.#watch.watchHold(false);
  }
}

/** The events that are there already. */
function poll(pairs: number[]): number[] {
  const revents = pairs.length === 0 ? [] : native().poll(pairs, 0);
  // The host's own signals, a profiler's for example.
  if (revents === -EINTR) return poll(pairs);
  if (typeof revents === "number") throw new KernelError(revents, "poll", "wait for the container");
  return revents;
}
