// SPDX-License-Identifier: Apache-2.0
import { ENOENT } from "../errors/errno.ts";
import { KernelError, RuntError } from "../errors/errors.ts";
import {
  AT_FDCWD,
  AT_SYMLINK_NOFOLLOW,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_RDONLY,
  O_WRONLY,
  S_IFMT,
  S_IFREG,
} from "../native/flags.ts";
import { native } from "../native/native.ts";

/**
 * Only a regular file is ever replaced: a rename as root would take away a device node or a link of the host.
 *
 * @throws {RuntError} ERR_FILE_EXISTS
 */
export function checkPidFile(path: string): void {
  const status = native().fstatat(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
  if (typeof status === "number" || ((status[0] ?? 0) & S_IFMT) === S_IFREG) return;
  throw new RuntError("ERR_FILE_EXISTS", `cannot write pid file ${path}: it is there and no regular file`, {
    hint: "name a new file, or a regular one that may be replaced",
  });
}

/** Writes the pid in decimal, without a newline: a new file, renamed over the old one. */
export function writePidFile(path: string, pid: number): void {
  checkPidFile(path);
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  const directory = native().openat(AT_FDCWD, path.slice(0, slash + 1), O_RDONLY | O_DIRECTORY, 0);
  if (directory < 0) throw failed(path, "open", directory);
  // A leftover of a killed runtime must not make every later try fail.
  const temporary = `.${name}.${native().ids()[0]}`;
  native().unlinkat(directory, temporary, 0);
  const written = native().writeFile(
    directory,
    temporary,
    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
    0o644,
    String(pid),
  );
  const done = written < 0 ? written : native().renameat(directory, temporary, directory, name);
  if (done < 0) native().unlinkat(directory, temporary, 0);
  native().close(directory);
  if (done < 0) throw failed(path, written < 0 ? "write" : "rename", done);
}

function failed(path: string, syscall: string, errno: number): KernelError {
  const hint = errno === -ENOENT ? { hint: "its directory must exist" } : {};
  return new KernelError(errno, syscall, `write pid file ${path}`, { path, ...hint });
}
