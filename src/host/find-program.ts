// SPDX-License-Identifier: Apache-2.0
import { AT_FDCWD, S_IFMT, S_IFREG } from "../native/flags.ts";
import { native } from "../native/native.ts";

/** Where distributions put programs with privileges. Not PATH: a caller's may lead anywhere. */
const DIRECTORIES = [
  "/usr/bin",
  "/bin",
  "/usr/local/bin",
  "/usr/sbin",
  "/sbin",
  "/usr/local/sbin",
  "/run/wrappers/bin",
];
const X_OK = 1;

/** Absolute path of a program of the system that the caller may execute. */
export function findProgram(name: string): string | undefined {
  for (const directory of DIRECTORIES) {
    const path = `${directory}/${name}`;
    const stat = native().fstatat(AT_FDCWD, path, 0);
    if (typeof stat === "number" || ((stat[0] ?? 0) & S_IFMT) !== S_IFREG) continue;
    if (native().faccessat(AT_FDCWD, path, X_OK) === 0) return path;
  }
  return undefined;
}
