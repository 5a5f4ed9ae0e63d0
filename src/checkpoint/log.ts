// SPDX-License-Identifier: Apache-2.0
/** The lines of criu's log that say what went wrong. */
import { O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";

const LOG_LIMIT = 64 * 1024 * 1024;
const MOST_LINES = 10;
/** criu can't raise its own limit on files without CAP_SYS_RESOURCE, and goes on. */
const HARMLESS = /Can't setup RLIMIT_NOFILE for self/;

/** @returns the last lines at level Error, and if there are none, those at level Warn; [] without a log */
export function criuErrors(workFd: number, logFile: string): string[] {
  const text = native().readText(workFd, logFile, O_NOFOLLOW, LOG_LIMIT);
  if (typeof text === "number") return [];
  const lines = text.split("\n");
  for (const level of ["Error (", "Warn  ("]) {
    const found = lines.filter((line) => line.includes(level) && !HARMLESS.test(line));
    // In front of the level stands the time.
    if (found.length === 0) continue;
    // Each criu process says the same of its own child.
    const texts = new Set(found.map((line) => line.slice(line.indexOf(level)).trim()));
    return [...texts].slice(-MOST_LINES);
  }
  return [];
}
