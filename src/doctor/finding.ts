// SPDX-License-Identifier: Apache-2.0
/** What `doctor` says of one thing. Cold. */
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";

/** access(2) */
const W_OK = 2;

export interface Finding {
  /** Stable name. */
  readonly id: string;
  readonly status: "ok" | "missing" | "info";
  /** What was found, in one line. */
  readonly detail: string;
  /** What to do about it: always with what is missing. */
  readonly hint?: string;
}

export function ok(id: string, detail: string): Finding {
  return { id, status: "ok", detail };
}

export function missing(id: string, detail: string, hint: string): Finding {
  return { id, status: "missing", detail, hint };
}

/** Of no account by itself; with a hint where somebody may want it. */
export function info(id: string, detail: string, hint?: string): Finding {
  return hint === undefined ? { id, status: "info", detail } : { id, status: "info", detail, hint };
}

export function readLine(path: string): string | undefined {
  const text = native().readText(AT_FDCWD, path, 0, 4096);
  return typeof text === "string" ? text.trim() : undefined;
}

/** For the effective user. */
export function mayWrite(path: string): boolean {
  return native().faccessat(AT_FDCWD, path, W_OK) === 0;
}

export function exists(path: string): boolean {
  return native().faccessat(AT_FDCWD, path, 0) === 0;
}
