// SPDX-License-Identifier: Apache-2.0
/** Streams over the runtime's ends of pipes and terminals; the same on Node and on Bun. They own their fd. */
import { Duplex, Readable, Writable } from "node:stream";
import { EAGAIN, EIO, EPIPE } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import { POLLIN, POLLOUT } from "../lifecycle/task.ts";
import { native } from "../native/native.ts";
import type { EventLoop } from "./event-loop.ts";

const CHUNK = 65_536;

type Done = (error?: Error | null) => void;

/** One fd that does not block, with at most one wait at a time. */
class StreamFd {
  readonly fd: number;
  readonly #loop: EventLoop;
  #endWait: (() => void) | undefined;
  #closed = false;

  constructor(loop: EventLoop, fd: number) {
    this.#loop = loop;
    this.fd = fd;
    native().setNonblock(fd, 1);
  }

  when(events: number, ready: () => void): void {
    if (this.#closed) return;
    this.#endWait = this.#loop.watch(this.fd, events, true, () => {
      this.#endWait = undefined;
      ready();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** @returns bytes, undefined at the end of the stream, or -errno */
  read(): Uint8Array | number | undefined {
    const bytes = native().read(this.fd, CHUNK);
    if (typeof bytes !== "number") return bytes.length === 0 ? undefined : bytes;
    // What the master of a pty gives once its other side is closed.
    return bytes === -EIO ? undefined : bytes;
  }

  write(data: Uint8Array, done: Done): void {
    if (this.#closed) return done();
    const written = native().writeSome(this.fd, data);
    if (written === -EAGAIN) return this.when(POLLOUT, () => this.write(data, done));
    if (written < 0) return done(failure(written, "write"));
    if (written === data.length) return done();
    this.write(data.subarray(written), done);
  }

  /** @returns whether there was a wait to end */
  endWait(): boolean {
    const waits = this.#endWait !== undefined;
    this.#endWait?.();
    this.#endWait = undefined;
    return waits;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.endWait();
    native().close(this.fd);
  }
}

function failure(errno: number, syscall: "read" | "write"): KernelError {
  const what = errno === -EPIPE ? "the container's end is closed" : "stream of the container";
  return new KernelError(errno, syscall, what);
}

/** Reads once it can be read: one chunk for each time around the event loop. */
function readNext(input: StreamFd, stream: Readable): void {
  input.when(POLLIN, () => {
    const bytes = input.read();
    if (bytes === -EAGAIN) readNext(input, stream);
    else if (typeof bytes === "number") stream.destroy(failure(bytes, "read"));
    else stream.push(bytes ?? null);
  });
}

/** Takes what is there into the stream's own memory, and closes the fd where no writer is left. */
function readRest(input: StreamFd, stream: Readable): void {
  const waited = input.endWait();
  while (!input.closed) {
    const bytes = input.read();
    if (typeof bytes === "number") {
      if (waited) readNext(input, stream);
      return;
    }
    if (bytes === undefined) input.close();
    stream.push(bytes ?? null);
  }
}

/** The reading end of the container's standard output or error. */
export class OutputStream extends Readable {
  readonly #input: StreamFd;

  constructor(loop: EventLoop, fd: number) {
    super();
    this.#input = new StreamFd(loop, fd);
  }

  /** @internal nobody writes any more: what is unread stays readable, without the fd */
  finish(): void {
    readRest(this.#input, this);
  }

  override _read(): void {
    readNext(this.#input, this);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#input.close();
    done(error);
  }
}

/** The writing end of the container's standard input. */
export class InputStream extends Writable {
  readonly #output: StreamFd;

  constructor(loop: EventLoop, fd: number) {
    super();
    this.#output = new StreamFd(loop, fd);
  }

  override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
    this.#output.write(chunk, done);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#output.close();
    done(error);
  }
}

/** Both directions of a pty's master. */
export class TerminalStream extends Duplex {
  readonly #input: StreamFd;
  readonly #output: StreamFd;

  constructor(loop: EventLoop, fd: number) {
    // Once nothing can be read, nobody is there to write to.
    super({ allowHalfOpen: false });
    this.#input = new StreamFd(loop, fd);
    this.#output = new StreamFd(loop, native().dupAbove(fd, 3));
  }

  /** @internal nobody writes any more: what is unread stays readable, without the fds */
  finish(): void {
    readRest(this.#input, this);
    this.#output.close();
  }

  /** -1 once it is closed. */
  protected get fd(): number {
    return this.#input.closed ? -1 : this.#input.fd;
  }

  override _read(): void {
    readNext(this.#input, this);
  }

  override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
    this.#output.write(chunk, done);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#input.close();
    this.#output.close();
    done(error);
  }
}
