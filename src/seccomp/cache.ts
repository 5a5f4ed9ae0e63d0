// SPDX-License-Identifier: Apache-2.0
/** Compiled filters on disk. A damaged or missing file is as good as none: the filter is compiled again. */
import { AT_FDCWD, O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";

/** "RSC2", length of the program (32 bits, little-endian), its SHA-256 in hex, the program. */
const MAGIC = 0x32435352;
const HASH_LENGTH = 64;
const HEADER_LENGTH = 8 + HASH_LENGTH;
/** The kernel takes 4096 instructions of 8 bytes. */
const PROGRAM_MAX = 4096 * 8;

/** Gives the program of a cache file's bytes, or undefined. */
export function unpack(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < HEADER_LENGTH) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(4, true);
  if (view.getUint32(0, true) !== MAGIC || length !== bytes.length - HEADER_LENGTH) return undefined;
  if (length === 0 || length % 8 !== 0 || length > PROGRAM_MAX) return undefined;
  const program = bytes.slice(HEADER_LENGTH);
  const hash = native().decodeText(bytes.slice(8, HEADER_LENGTH));
  return native().sha256(program) === hash ? program : undefined;
}

export function pack(program: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_LENGTH + program.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, program.length, true);
  bytes.set(native().encodeText(native().sha256(program)), 8);
  bytes.set(program, HEADER_LENGTH);
  return bytes;
}

/** What a program depends on besides the profile: libseccomp knows system calls, and asks the kernel for actions. */
export function cacheKey(words: readonly number[], strings: string): string {
  const uname = native().uname();
  const host = typeof uname === "string" ? uname.split("\n") : [];
  const text = `${words.join(" ")}\n${strings}\n${host[2] ?? ""}\n${host[4] ?? ""}\n${native().seccompVersion()}`;
  return native().sha256(native().encodeText(text));
}

export function readCached(directory: string, key: string): Uint8Array | undefined {
  const bytes = native().readFile(
    AT_FDCWD,
    `${directory}/seccomp-${key}`,
    O_NOFOLLOW,
    HEADER_LENGTH + PROGRAM_MAX,
  );
  return typeof bytes === "number" ? undefined : unpack(bytes);
}

/** Writes atomically. A cache that can't be written costs time and nothing else, so failures are not reported. */
export function writeCached(directory: string, key: string, program: Uint8Array): void {
  const path = `${directory}/seccomp-${key}`;
  const [pid] = native().ids();
  const temporary = `${path}.${pid}`;
  native().unlinkat(AT_FDCWD, temporary, 0);
  const fd = native().openat(AT_FDCWD, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  if (fd < 0) return;
  const bytes = pack(program);
  const written = native().write(fd, bytes);
  native().close(fd);
  const complete = written === bytes.length && native().renameat(AT_FDCWD, temporary, AT_FDCWD, path) >= 0;
  if (!complete) native().unlinkat(AT_FDCWD, temporary, 0);
}
