// SPDX-License-Identifier: Apache-2.0
import { EINTR } from "../../errors/errno.ts";
import { KernelError, RuntError } from "../../errors/errors.ts";
import { native } from "../../native/native.ts";

const READ_SIZE = 65536;

/** Reads a pipe or terminal until its end. @throws {RuntError} above `max` bytes */
export function readToEnd(fd: number, what: string, max: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const part = native().read(fd, READ_SIZE);
    if (part === -EINTR) continue;
    if (typeof part === "number") throw new KernelError(part, "read", what);
    if (part.length === 0) return concatenated(parts, length);
    parts.push(part);
    length += part.length;
    if (length > max) throw new RuntError("ERR_JSON_SIZE", `${what}: longer than ${max} bytes`);
  }
}

function concatenated(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
