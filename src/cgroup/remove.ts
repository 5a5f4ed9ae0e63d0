// SPDX-License-Identifier: Apache-2.0
/** Removes a container's cgroup with the sub-cgroups that it made, and the parents that create made. */
import { EBUSY, ENOENT, ENOTEMPTY, EROFS } from "../errors/errno.ts";
import { HostError, KernelError } from "../errors/errors.ts";
import { type Task, pause } from "../lifecycle/task.ts";
import { AT_FDCWD, AT_REMOVEDIR, AT_SYMLINK_NOFOLLOW, O_DIRECTORY, O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { childNames, pidsIn } from "./processes.ts";

const REMOVE_TIMEOUT_MS = 10_000;

/** rmdir(2); where all is read-only the kernel says so before it looks whether the directory exists. */
function removeDirectory(dirfd: number, name: string): number {
  const result = native().unlinkat(dirfd, name, AT_REMOVEDIR);
  if (result !== -EROFS) return result;
  return native().fstatat(dirfd, name, AT_SYMLINK_NOFOLLOW) === -ENOENT ? -ENOENT : result;
}

/** Removes everything below and then the directory itself. @returns the directory that is busy, or undefined */
function removeTree(dirfd: number, name: string): string | undefined {
  const result = removeDirectory(dirfd, name);
  if (result >= 0 || result === -ENOENT) return undefined;
  if (result !== -EBUSY && result !== -ENOTEMPTY)
    throw new KernelError(result, "unlinkat", `remove cgroup ${name}`, { path: name });
  const fd = native().openat(dirfd, name, O_DIRECTORY | O_NOFOLLOW, 0);
  if (fd < 0) return fd === -ENOENT ? undefined : name;
  try {
    const children = childNames(fd);
    if (children.length === 0) return name;
    for (const child of children) {
      const busy = removeTree(fd, child);
      if (busy !== undefined) return `${name}/${busy}`;
    }
  } finally {
    native().close(fd);
  }
  const again = native().unlinkat(dirfd, name, AT_REMOVEDIR);
  return again >= 0 || again === -ENOENT ? undefined : name;
}

/** @param path the container's directory @param busy the one at or below it that is in use */
function busyError(path: string, busy: string): HostError {
  const pids = pidsIn(path, true);
  const named =
    pids.length === 0 ? "" : `: ${pids.slice(0, 10).join(", ")}${pids.length > 10 ? ", ..." : ""}`;
  const message = `cannot remove cgroup ${busy}: device or resource busy, ${pids.length} process(es) in it${named}`;
  return new HostError("ERR_CGROUP", undefined, message, "run `runt delete` again once they are gone");
}

function* removeLeaf(path: string, deadline: number): Task<void> {
  for (let wait = 1; ; wait = Math.min(wait * 2, 100)) {
    const busy = removeTree(AT_FDCWD, path);
    if (busy === undefined) return;
    if (native().monotonicMs() > deadline) {
      throw busyError(path, busy);
    }
    // The last processes leave a cgroup a moment after they are dead.
    yield* pause(wait);
  }
}

/**
 * Removes the leaves that create made, then its other directories where nobody else uses them by now.
 * What had existed before create stays.
 *
 * @param made what create made, outermost first
 * @param leaves the container's directories
 * @throws {HostError} ERR_CGROUP: still busy after `timeoutMs`; can be repeated
 */
export function* removeCgroup(
  made: readonly string[],
  leaves: readonly string[],
  timeoutMs = REMOVE_TIMEOUT_MS,
): Task<void> {
  const deadline = native().monotonicMs() + timeoutMs;
  const own = new Set(leaves);
  for (const path of made) {
    if (own.has(path)) yield* removeLeaf(path, deadline);
  }
  for (const path of made.toReversed()) {
    if (own.has(path)) continue;
    const result = removeDirectory(AT_FDCWD, path);
    if (result >= 0 || [ENOENT, EBUSY, ENOTEMPTY].includes(-result)) continue;
    throw new KernelError(result, "unlinkat", `remove cgroup ${path}`, { path });
  }
}
