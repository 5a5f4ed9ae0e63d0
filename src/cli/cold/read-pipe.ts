// SPDX-License-Identifier: Apache-2.0
import { documentError } from "../../config/load.ts";
import { AT_FDCWD, O_NOCTTY, O_NONBLOCK, O_RDONLY } from "../../native/flags.ts";
import { native } from "../../native/native.ts";
import { readToEnd } from "./read-to-end.ts";

/**
 * Reads a pipe that has a writer, as a shell's <(...), until its end. One without a writer is empty: nothing waits
 * for somebody to open it. It is opened once, as its writer would not survive a second time.
 */
export function readPipe(path: string, what: string, max: number): Uint8Array {
  const fd = native().openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
  if (fd < 0) throw documentError(fd, what, path);
  try {
    native().setNonblock(fd, 0);
    return readToEnd(fd, `${what} ${JSON.stringify(path)}`, max);
  } finally {
    native().close(fd);
  }
}
