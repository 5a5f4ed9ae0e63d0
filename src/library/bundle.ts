// SPDX-License-Identifier: Apache-2.0
import { absolutePath } from "../cli/path.ts";
import { KernelError } from "../errors/errors.ts";
import { AT_FDCWD, O_DIRECTORY, O_PATH } from "../native/flags.ts";
import { native } from "../native/native.ts";

/** Absolute path of the bundle without symbolic links. @throws {KernelError} where it is no directory */
export function resolveBundle(bundle = "."): string {
  const path = absolutePath(bundle);
  const fd = native().openat(AT_FDCWD, path, O_PATH | O_DIRECTORY, 0);
  if (fd < 0) throw new KernelError(fd, "open", `bundle ${JSON.stringify(path)}`, { path });
  const resolved = native().readlinkat(AT_FDCWD, `/proc/self/fd/${fd}`);
  native().close(fd);
  if (typeof resolved === "number") throw new KernelError(resolved, "readlink", `bundle ${path}`, { path });
  return resolved;
}
