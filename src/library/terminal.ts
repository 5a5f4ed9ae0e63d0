// SPDX-License-Identifier: Apache-2.0
import { EBADF } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import { TerminalStream } from "../node/fd-streams.ts";

export interface TerminalSize {
  columns: number;
  rows: number;
}

/** What `Terminal.attach` needs of the caller's own terminal: `process.stdin` and `process.stdout` fit. */
export interface CallerTerminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  output: NodeJS.WritableStream & { isTTY?: boolean; columns?: number; rows?: number };
}

/**
 * The terminal of a container process: a duplex stream. It ends when the last process that has it open is gone.
 *
 * @example
 * ```ts
 * const container = await runtime.create({ id: "shell", bundle, terminal: { columns: 80, rows: 24 } });
 * const detach = container.terminal?.attach({ input: process.stdin, output: process.stdout });
 * await container.start();
 * await container.wait();
 * detach?.();
 * ```
 */
export class Terminal extends TerminalStream {
  /**
   * Tells the programs of the terminal its size; they get SIGWINCH.
   *
   * @throws {KernelError} once the terminal is closed
   */
  resize({ columns, rows }: TerminalSize): void {
    const result = this.fd < 0 ? -EBADF : native().setWindowSize(this.fd, rows, columns);
    if (result < 0) throw new KernelError(result, "ioctl", `resize the terminal to ${columns}x${rows}`);
  }

  /**
   * Connects the caller's terminal: raw mode, both directions, and its size as it changes.
   *
   * @returns a function that disconnects it and gives it its former mode
   */
  attach({ input, output }: CallerTerminal): () => void {
    const raw = input.isTTY === true && input.setRawMode !== undefined;
    const resize = (): void => {
      const { columns, rows } = output;
      if (columns !== undefined && rows !== undefined && this.fd >= 0) this.resize({ columns, rows });
    };
    if (raw) input.setRawMode?.(true);
    resize();
    output.on("resize", resize);
    input.pipe(this);
    this.pipe(output, { end: false });
    return () => {
      output.off("resize", resize);
      input.unpipe(this);
      this.unpipe(output);
      input.pause();
      if (raw) input.setRawMode?.(false);
    };
  }
}
