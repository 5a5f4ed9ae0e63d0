// SPDX-License-Identifier: Apache-2.0
/** Opens what a new process gets as its 0, 1 and 2. */
import { KernelError, UsageError } from "../errors/errors.ts";
import { AT_FDCWD, O_RDWR } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { EventLoop } from "../node/event-loop.ts";
import { InputStream, OutputStream } from "../node/fd-streams.ts";
import { Terminal } from "./terminal.ts";

/**
 * What a process gets for one of its standard streams:
 *
 * - `"pipe"`: the library's object has a stream for the other end
 * - `"ignore"`: /dev/null
 * - `"inherit"`: the caller's own
 * - a number, or an object with a member `fd`: that file descriptor of the caller
 */
export type Stdio = "pipe" | "ignore" | "inherit" | number | { readonly fd: number };

/** For all three streams, or one by one: stdin, stdout, stderr. */
export type StdioOptions = "pipe" | "ignore" | "inherit" | readonly [Stdio, Stdio, Stdio];

/** The caller's ends of a process's standard streams; null where it is not `"pipe"`. */
export interface StdioStreams {
  readonly stdin: InputStream | null;
  readonly stdout: OutputStream | null;
  readonly stderr: OutputStream | null;
  readonly terminal: Terminal | null;
}

export const NO_STREAMS: StdioStreams = { stdin: null, stdout: null, stderr: null, terminal: null };

/** The fds of a process that is about to be made. */
export class OpenStdio {
  /** For the process's 0, 1 and 2. */
  readonly fds: number[] = [];
  /** The caller's ends, or -1. */
  readonly #ends: number[] = [];
  readonly #opened: number[] = [];

  /** @throws {KernelError} with everything closed */
  constructor(options: StdioOptions) {
    const each = typeof options === "string" ? [options, options, options] : options;
    try {
      for (const [index, one] of each.entries()) this.#open(one, index);
    } catch (error) {
      this.close();
      for (const fd of this.#ends) if (fd >= 0) native().close(fd);
      throw error;
    }
    if (this.fds.length !== 3)
      throw new UsageError(`stdio has ${each.length} entries: stdin, stdout and stderr are needed`);
  }

  #open(stdio: Stdio, index: number): void {
    if (stdio === "pipe") return this.#pipe(index);
    this.#ends.push(-1);
    if (stdio === "ignore") {
      const fd = native().openat(AT_FDCWD, "/dev/null", O_RDWR, 0);
      if (fd < 0) throw new KernelError(fd, "open", "open /dev/null", { path: "/dev/null" });
      this.#opened.push(fd);
      this.fds.push(fd);
      return;
    }
    this.fds.push(borrowed(stdio === "inherit" ? index : stdio, index));
  }

  #pipe(index: number): void {
    const pipe = native().pipe();
    if (typeof pipe === "number") throw new KernelError(pipe, "pipe2", "make a pipe for the container");
    const [reading = -1, writing = -1] = pipe;
    const [own, ends] = index === 0 ? [writing, reading] : [reading, writing];
    this.#ends.push(own);
    this.#opened.push(ends);
    this.fds.push(ends);
  }

  /** Closes what only the new process has need of. */
  close(): void {
    for (const fd of this.#opened) native().close(fd);
    this.#opened.length = 0;
  }

  /** After a failure: the caller's ends too. */
  closeAll(): void {
    this.close();
    for (const fd of this.#ends) if (fd >= 0) native().close(fd);
  }

  /**
   * @param terminalFd the pty's master, or -1
   * @param taken another has the pty's master: the process has a terminal too
   */
  streams(loop: EventLoop, terminalFd: number, taken: boolean): StdioStreams {
    if (terminalFd >= 0 || taken) {
      for (const fd of this.#ends) if (fd >= 0) native().close(fd);
      return terminalFd < 0 ? NO_STREAMS : { ...NO_STREAMS, terminal: new Terminal(loop, terminalFd) };
    }
    const [stdin = -1, stdout = -1, stderr = -1] = this.#ends;
    return {
      stdin: stdin < 0 ? null : new InputStream(loop, stdin),
      stdout: stdout < 0 ? null : new OutputStream(loop, stdout),
      stderr: stderr < 0 ? null : new OutputStream(loop, stderr),
      terminal: null,
    };
  }
}

/** Node and Bun make their own standard streams non-blocking, which programs do not expect of theirs. */
function borrowed(given: number | { readonly fd: number }, index: number): number {
  const fd = typeof given === "number" ? given : given.fd;
  const flags = Number.isInteger(fd) && fd >= 0 ? native().setNonblock(fd, 0) : -1;
  if (flags >= 0) return fd;
  throw new UsageError(`stdio ${index} is ${String(fd)}: an open file descriptor is needed`);
}
