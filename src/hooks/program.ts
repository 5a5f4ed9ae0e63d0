// SPDX-License-Identifier: Apache-2.0
/** Watches a running hook: feeds its stdin, keeps the start of its output, and ends it when its time is up. */
import { EAGAIN } from "../errors/errno.ts";
import { SIGKILL } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { OutputCopies } from "./copies.ts";
import { POLLERR, POLLHUP, POLLIN, POLLOUT, type Task } from "../lifecycle/task.ts";

/** Output beyond this is read and dropped, so that the hook does not block. */
const OUTPUT_LIMIT = 64 * 1024;
/** A write of at most PIPE_BUF bytes does not block when poll(2) says POLLOUT. */
const PIPE_BUF = 4096;

/** The runtime's ends of a hook's stdio. */
export interface HookPipes {
  stdin: number;
  stdout: number;
  stderr: number;
}

export interface HookProcess {
  pid: number;
  pidfd: number;
  pipes: HookPipes;
}

export interface HookWatch {
  /** What the hook reads. */
  state: string;
  /** In seconds. */
  timeout: number | undefined;
  copies?: OutputCopies;
}

export interface HookOutcome {
  /** 0 after a success; undefined after a timeout. */
  exitCode?: number;
  signal?: number;
  timedOut: boolean;
  stdout: string;
  stderr: string;
}

/** Three pipes: the runtime's ends, and the hook's ends for 0 to 2. */
export function makePipes(): { pipes: HookPipes; stdio: number[] } {
  const ends = [native().pipe(), native().pipe(), native().pipe()].map((pair) =>
    typeof pair === "number" ? [-1, -1] : pair,
  );
  const [input = [], output = [], errors = []] = ends;
  const pipes = { stdin: input[1] ?? -1, stdout: output[0] ?? -1, stderr: errors[0] ?? -1 };
  return { pipes, stdio: [input[0] ?? -1, output[1] ?? -1, errors[1] ?? -1] };
}

/** One of the hook's output pipes, until its end. */
class Output {
  text = "";
  fd: number;
  /** -1, or a file that gets all of it. */
  readonly #copy: number;
  #size = 0;

  constructor(fd: number, copy: number) {
    this.fd = fd;
    this.#copy = copy;
  }

  /** Reads once; closes at the end of the stream. */
  take(): void {
    const bytes = native().read(this.fd, 16_384);
    if (typeof bytes !== "number" && bytes.length > 0) {
      const room = OUTPUT_LIMIT - this.#size;
      if (room > 0) this.text += native().decodeText(bytes.subarray(0, room));
      this.#size += bytes.length;
      if (this.#copy >= 0) native().write(this.#copy, bytes);
    } else if (bytes !== -EAGAIN) this.close();
  }

  close(): void {
    if (this.fd >= 0) native().close(this.fd);
    this.fd = -1;
  }
}

/** The state document on its way into the hook; a hook that does not read it is no failure. */
class Input {
  #rest: Uint8Array;
  fd: number;

  constructor(fd: number, text: string) {
    this.fd = fd;
    this.#rest = native().encodeText(text);
  }

  give(revents: number): void {
    const written =
      (revents & POLLERR) !== 0 ? -1 : native().write(this.fd, this.#rest.subarray(0, PIPE_BUF));
    this.#rest = written < 0 ? new Uint8Array() : this.#rest.subarray(written);
    if (this.#rest.length === 0) this.close();
  }

  close(): void {
    if (this.fd >= 0) native().close(this.fd);
    this.fd = -1;
  }
}

/** A hook at work: its process, and the runtime's ends of its stdio. */
class RunningHook {
  readonly #hook: HookProcess;
  readonly #input: Input;
  readonly #stdout: Output;
  readonly #stderr: Output;

  constructor(hook: HookProcess, { state, copies }: HookWatch) {
    this.#hook = hook;
    this.#input = new Input(hook.pipes.stdin, state);
    this.#stdout = new Output(hook.pipes.stdout, copies?.stdout ?? -1);
    this.#stderr = new Output(hook.pipes.stderr, copies?.stderr ?? -1);
  }

  /** @returns true once it has ended and its output is read; false when the time is up */
  *finish(deadline: number | undefined): Task<boolean> {
    for (;;) {
      const timeoutMs = deadline === undefined ? -1 : Math.max(0, deadline - native().monotonicMs());
      const { fd: inFd } = this.#input;
      const pairs = [
        this.#hook.pidfd,
        POLLIN,
        inFd,
        POLLOUT,
        this.#stdout.fd,
        POLLIN,
        this.#stderr.fd,
        POLLIN,
      ];
      const [ended = 0, write = 0, out = 0, err = 0] = yield { pairs, timeoutMs };
      if ((write & (POLLOUT | POLLERR)) !== 0) this.#input.give(write);
      if ((out & (POLLIN | POLLHUP)) !== 0) this.#stdout.take();
      if ((err & (POLLIN | POLLHUP)) !== 0) this.#stderr.take();
      if (ended !== 0 && ((out | err) & POLLIN) === 0) return true;
      if (deadline !== undefined && ended === 0 && native().monotonicMs() >= deadline) return false;
    }
  }

  /** The hook leads a session of its own, so its group holds what it started. */
  kill(): void {
    native().kill(-this.#hook.pid, SIGKILL);
    native().pidfdSignal(this.#hook.pidfd, SIGKILL);
  }

  /** Reaps it and closes everything. */
  close(timedOut: boolean): HookOutcome {
    const status = native().waitPidfd(this.#hook.pidfd, 1);
    for (const stream of [this.#input, this.#stdout, this.#stderr]) stream.close();
    native().close(this.#hook.pidfd);
    const [how = 0, value = 0] = typeof status === "number" ? [] : status;
    const ending = timedOut ? {} : how === 2 ? { signal: value } : { exitCode: value };
    return { ...ending, timedOut, stdout: this.#stdout.text, stderr: this.#stderr.text };
  }
}

/** Waits for the hook's end; kills its whole group when its time is over or the wait is interrupted. */
export function* watchHook(hook: HookProcess, watch: HookWatch): Task<HookOutcome> {
  const running = new RunningHook(hook, watch);
  const { timeout } = watch;
  const deadline = timeout === undefined ? undefined : native().monotonicMs() + timeout * 1000;
  let finished = false;
  try {
    finished = yield* running.finish(deadline);
  } catch (error) {
    running.kill();
    running.close(false);
    throw error;
  }
  if (!finished) running.kill();
  return running.close(!finished);
}

/** Runs a program of the host's, and gives what it printed. It gets a PATH of the system's directories alone. */
export function* runProgram(
  file: string,
  argv: readonly (string | number)[],
  timeoutSeconds: number,
): Task<HookOutcome> {
  const { pipes, stdio } = makePipes();
  const environment = native().encodeText("PATH=/usr/sbin:/usr/bin:/sbin:/bin");
  const spawned = native().spawnProgram(file, native().encodeText(argv.join("\0")), environment, -1, stdio);
  for (const fd of stdio) native().close(fd);
  if (typeof spawned === "number") {
    for (const fd of Object.values(pipes)) native().close(fd);
    return { exitCode: 127, timedOut: false, stdout: "", stderr: `errno ${-spawned}` };
  }
  const [pid = 0, pidfd = -1] = spawned;
  return yield* watchHook({ pid, pidfd, pipes }, { state: "", timeout: timeoutSeconds });
}
