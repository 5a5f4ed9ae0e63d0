// SPDX-License-Identifier: Apache-2.0
/**
 * The log of --log. Engines read it as a whole: one takes the last record of level error, another fails if
 * there is more than one record. So a failing command writes exactly one, and what it warned of before
 * travels in it.
 */
import { ENXIO, errnoText } from "../errors/errno.ts";
import { RuntError } from "../errors/errors.ts";
import {
  AT_FDCWD,
  O_APPEND,
  O_CREAT,
  O_NOCTTY,
  O_NONBLOCK,
  O_WRONLY,
  S_IFBLK,
  S_IFMT,
} from "../native/flags.ts";
import { native } from "../native/native.ts";
import { timestamp } from "../native/time.ts";
import { complain, printable } from "./output.ts";

export type LogFormat = "text" | "json";
export type LogLevel = "error" | "warning" | "debug";

/** Further members of a JSON record. */
export type LogFields = Readonly<Record<string, unknown>>;

const READER = "a program must read from it before: start the reader first, or name a regular file";

/**
 * Opens a file for what the command has to say, without blocking.
 *
 * @param what names it in errors
 * @throws {RuntError} ERR_LOG, also for a FIFO that nobody reads and for a block device
 */
export function openOutput(what: string, path: string, flags: number): number {
  const status = native().fstatat(AT_FDCWD, path, 0);
  if (typeof status !== "number" && ((status[0] ?? 0) & S_IFMT) === S_IFBLK)
    throw new RuntError("ERR_LOG", `${what}: is a block device, whose content it would destroy`, {
      hint: "name a regular file",
    });
  const fd = native().openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_NOCTTY | O_NONBLOCK | flags, 0o644);
  if (fd >= 0) return fd;
  const hint = fd === -ENXIO ? { hint: READER } : {};
  throw new RuntError("ERR_LOG", `${what}: open: ${errnoText(-fd)}`, hint);
}

export class Log {
  /** -1 without --log: standard error is the log. */
  #fd = -1;
  #format: LogFormat = "text";
  #level: LogLevel = "warning";
  readonly #warnings: string[] = [];

  /**
   * Makes the file even if nothing comes to be logged, as engines expect it to exist.
   *
   * @throws {RuntError} ERR_LOG
   */
  open(path: string): void {
    if (this.#fd !== -1) return;
    // It stays so: a reader that stopped reading loses records, and does not stop the command.
    this.#fd = openOutput(`log file ${JSON.stringify(path)}`, path, O_APPEND);
  }

  configure(format: LogFormat, level: LogLevel): void {
    this.#format = format;
    this.#level = level;
  }

  get hasFile(): boolean {
    return this.#fd !== -1;
  }

  get debugs(): boolean {
    return this.#level === "debug";
  }

  debug(message: string): void {
    if (this.#level === "debug") this.#write("debug", message, {});
  }

  warn(message: string): void {
    if (this.#level === "error") return;
    if (this.#fd !== -1 && this.#format === "json") this.#warnings.push(message);
    else this.#write("warning", message, {});
  }

  error(message: string, fields: LogFields): void {
    const warnings = this.#warnings.splice(0);
    this.#write("error", message, warnings.length === 0 ? fields : { ...fields, warnings });
  }

  /** Writes what a successful command warned of. */
  close(): void {
    for (const message of this.#warnings.splice(0)) this.#write("warning", message, {});
    if (this.#fd !== -1) native().close(this.#fd);
    this.#fd = -1;
  }

  #write(level: LogLevel, message: string, fields: LogFields): void {
    if (this.#fd === -1) {
      if (this.#format === "text") complain(`${level}: ${printable(message)}\n`);
      else complain(jsonRecord(level, message, fields));
      return;
    }
    const record = this.#format === "json" ? jsonRecord(level, message, fields) : textRecord(level, message);
    // A full disk must not hide the command's own outcome.
    native().writeText(this.#fd, record);
  }
}

function jsonRecord(level: LogLevel, message: string, fields: LogFields): string {
  // What JSON leaves as it is, a terminal may still obey.
  return `${printable(JSON.stringify({ level, msg: message, time: timestamp(), ...fields }))}\n`;
}

function textRecord(level: LogLevel, message: string): string {
  return `time="${timestamp()}" level=${level} msg=${printable(JSON.stringify(message))}\n`;
}
