// SPDX-License-Identifier: Apache-2.0
/** Relays a container's terminal to the caller's: raw mode, window size, both directions. */
import { EAGAIN, EINTR } from "../errors/errno.ts";
import { RuntError } from "../errors/errors.ts";
import { AT_FDCWD, O_NOCTTY, O_RDWR } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { POLLHUP, POLLIN, POLLOUT } from "../lifecycle/task.ts";

const CHUNK = 16_384;
/** With more than this unwritten the other side is not read. */
const BACKLOG = 65_536;
/** Writes of at most this many bytes do not block when poll(2) says POLLOUT. */
const PIECE = 1024;

/** One direction: what was read and is not yet written. */
class Direction {
  readonly from: number;
  readonly to: number;
  ended = false;
  #pending: Uint8Array[] = [];
  #size = 0;

  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
  }

  get wantsInput(): boolean {
    return !this.ended && this.#size < BACKLOG;
  }

  get hasOutput(): boolean {
    return this.#size > 0;
  }

  /** @returns false at the end of the stream */
  read(): boolean {
    const bytes = native().read(this.from, CHUNK);
    if (bytes === -EAGAIN || bytes === -EINTR) return true;
    if (typeof bytes === "number" || bytes.length === 0) {
      this.ended = true;
      return false;
    }
    this.#pending.push(bytes);
    this.#size += bytes.length;
    return true;
  }

  /** Writes one piece. */
  write(): void {
    const first = this.#pending[0];
    if (first === undefined) return;
    const written = native().write(this.to, first.subarray(0, PIECE));
    // A reader that is gone takes nothing more: what is left is dropped.
    const taken = written < 0 ? first.length : written;
    this.#size -= taken;
    if (taken === first.length) this.#pending.shift();
    else this.#pending[0] = first.subarray(taken);
  }
}

export interface Relay {
  /** fd, events pairs for poll. */
  pairs(): number[];
  /** Takes the revents of these pairs. @returns false once the container's side has closed */
  handle(revents: readonly number[]): boolean;
  resize(): void;
  /** Writes what is left and gives the caller's terminal its former mode. */
  close(): void;
}

/** The caller's terminal: the first of its stdio that is one, else /dev/tty. @throws {RuntError} ERR_CONSOLE */
function openTerminal(): { fd: number; opened: boolean } {
  for (const fd of [0, 1, 2]) if (native().isatty(fd) === 1) return { fd, opened: false };
  const fd = native().openat(AT_FDCWD, "/dev/tty", O_RDWR | O_NOCTTY, 0);
  if (fd >= 0) return { fd, opened: true };
  throw new RuntError("ERR_CONSOLE", "process.terminal is true, but the caller has no terminal to relay to", {
    pointer: "/process/terminal",
    hint: 'call runt on a terminal, use --detach with --console-socket, or set "terminal": false',
  });
}

function isReadable(fd: number): boolean {
  const revents = native().poll([fd, POLLIN], 0);
  return typeof revents !== "number" && ((revents[0] ?? 0) & POLLIN) !== 0;
}

/** @param master the pty's end that the container sent; closed by `close` */
export function openRelay(master: number): Relay {
  const terminal = openTerminal();
  const settings = native().ttyRaw(terminal.fd);
  const input = new Direction(native().isatty(0) === 1 || !terminal.opened ? 0 : terminal.fd, master);
  const output = new Direction(master, native().isatty(1) === 1 || !terminal.opened ? 1 : terminal.fd);
  const resize = (): void => {
    const size = native().getWindowSize(terminal.fd);
    if (typeof size !== "number") native().setWindowSize(master, size[0] ?? 0, size[1] ?? 0);
  };
  resize();
  return {
    pairs: () => [
      master,
      (output.wantsInput ? POLLIN : 0) | (input.hasOutput ? POLLOUT : 0),
      input.wantsInput ? input.from : -1,
      POLLIN,
      output.hasOutput ? output.to : -1,
      POLLOUT,
    ],
    handle(revents) {
      const [fromMaster = 0, fromInput = 0, toOutput = 0] = revents;
      if ((fromInput & (POLLIN | POLLHUP)) !== 0) input.read();
      if ((toOutput & POLLOUT) !== 0) output.write();
      if ((fromMaster & POLLOUT) !== 0) input.write();
      return (fromMaster & (POLLIN | POLLHUP)) === 0 || !output.wantsInput || output.read();
    },
    resize,
    close() {
      do while (output.hasOutput) output.write();
      while (isReadable(master) && output.read());
      if (typeof settings !== "number") native().ttyRestore(terminal.fd, settings);
      if (terminal.opened) native().close(terminal.fd);
      native().close(master);
    },
  };
}
