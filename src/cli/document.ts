// SPDX-License-Identifier: Apache-2.0
import { documentError } from "../config/load.ts";
import { AT_FDCWD, S_IFIFO, S_IFMT } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { loadSegment } from "../native/segments.ts";
import type * as ColdSegment from "./cold.ts";

/** Reads a regular file or a pipe that the command line names. @throws {RuntError} */
export function readDocument(path: string, what: string, max: number): Uint8Array {
  const status = native().fstatat(AT_FDCWD, path, 0);
  if (typeof status !== "number" && ((status[0] ?? 0) & S_IFMT) === S_IFIFO)
    return loadSegment<typeof ColdSegment>("cold").readPipe(path, what, max);
  const bytes = native().readFile(AT_FDCWD, path, 0, max);
  if (typeof bytes === "number") throw documentError(bytes, what, path);
  return bytes;
}
