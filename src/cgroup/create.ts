// SPDX-License-Identifier: Apache-2.0
/** Makes a container's cgroup in every hierarchy, and undoes it when that fails half-way. */
import { EACCES, EEXIST, ENOENT, ENOSPC, EPERM, EROFS } from "../errors/errno.ts";
import { KernelError, StateError } from "../errors/errors.ts";
import { AT_FDCWD, AT_REMOVEDIR, AT_SYMLINK_NOFOLLOW, O_DIRECTORY, O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { enableControllers } from "./controllers.ts";
import { seedCpuset } from "./cpuset.ts";
import { DELEGATION_HINT, DENIED_WORDS } from "./denied.ts";
import { isFrozenIn } from "./freeze.ts";
import {
  type OpenCgroup,
  type OpenDirectory,
  RESOLVE_BENEATH,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
  closeCgroup,
  expectCgroup,
  inodeOf,
  openDirectory,
} from "./open.ts";
import { pidsIn } from "./processes.ts";
import type { CgroupDirectory, CgroupPlacement } from "./place.ts";

const POINTER = "/linux/cgroupsPath";
const INSIDE = RESOLVE_BENEATH | RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;

export interface CreateOptions {
  /** v2 controllers to enable on the way; those that can't be are found out when their files are written. */
  enable: readonly string[];
}

export interface CreatedCgroup extends OpenCgroup {
  /** What was made, outermost first. */
  readonly made: readonly string[];
}

/** @param path the container's cgroup, or the nearest one above it that exists: what is made below is frozen too */
function refuseFrozen({ version, controllers }: CgroupDirectory, path: string): void {
  if (!isFrozenIn({ version, controllers, path })) return;
  throw new StateError(
    "ERR_CGROUP",
    "container's cgroup unexpectedly frozen",
    `thaw ${path} or use another cgroupsPath`,
  );
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** An existing cgroup is only taken if it is empty and runs. */
function refuseUnfit(directory: CgroupDirectory): void {
  refuseFrozen(directory, directory.path);
  const count = pidsIn(directory.path, true).length;
  if (count === 0) return;
  throw new StateError(
    "ERR_CGROUP",
    `container's cgroup is not empty: ${count} process(es) found`,
    `the cgroup is ${directory.path}`,
  );
}

/** Missing directories of one hierarchy, outermost first. */
function missingIn(directory: CgroupDirectory): string[] {
  const missing: string[] = [];
  for (let path = directory.path; path.length > directory.mountPoint.length; path = parentOf(path)) {
    const status = native().fstatat(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
    if (typeof status !== "number") break;
    if (status !== -ENOENT) throw new KernelError(status, "fstatat", `look up cgroup ${path}`, { path });
    missing.unshift(path);
  }
  return missing;
}

/**
 * Finds out which directories createCgroup() will make, for the journal. Changes nothing.
 *
 * @returns absolute paths, outermost first within each hierarchy
 * @throws {StateError} ERR_CGROUP: the cgroup exists and is populated or frozen, or one above it is frozen
 */
export function planCgroupCreation(placement: CgroupPlacement): string[] {
  const all: string[] = [];
  for (const directory of placement.directories) {
    const missing = missingIn(directory);
    const [first] = missing;
    if (first === undefined) refuseUnfit(directory);
    else refuseFrozen(directory, parentOf(first));
    all.push(...missing);
  }
  return all;
}

const NO_PERMISSION = `leave linux.cgroupsPath away, or ${DELEGATION_HINT}`;
const MKDIR_HINTS: Readonly<Record<number, string>> = {
  [ENOSPC]: "an ancestor's cgroup.max.descendants or cgroup.max.depth is reached",
  [EROFS]: "mount the cgroup filesystem read-write for the runtime",
  [EACCES]: NO_PERMISSION,
  [EPERM]: NO_PERMISSION,
};

function mkdirError(errno: number, path: string): KernelError {
  const hint = MKDIR_HINTS[-errno];
  const details = { pointer: POINTER, path, ...(hint === undefined ? {} : { hint }) } as const;
  const words = errno === -EACCES || errno === -EPERM ? `${DENIED_WORDS}: ` : "";
  return new KernelError(errno, "mkdirat", `${words}make cgroup ${path}`, details);
}

/** Makes what is missing of one path; adds to `made` only what this call made. */
function makeDirectories(
  mountFd: number,
  directory: CgroupDirectory,
  missing: readonly string[],
  made: string[],
): void {
  for (const path of missing) {
    if (!path.startsWith(`${directory.mountPoint}/`)) continue;
    let result = native().mkdirat(mountFd, path.slice(directory.mountPoint.length + 1), 0o755);
    if (result === -ENOENT) result = makeAgain(mountFd, directory.mountPoint, path, made);
    else if (result >= 0) made.push(path);
    if (result < 0 && result !== -EEXIST) throw mkdirError(result, path);
    if (result < 0 && path === directory.path) refuseUnfit(directory);
  }
}

/** The delete of another container removes parents that it leaves empty; all levels are made again. */
function makeAgain(mountFd: number, mountPoint: string, path: string, made: string[]): number {
  let result = -ENOENT;
  for (let attempt = 0; attempt < 20 && result === -ENOENT; attempt++) {
    for (let end = mountPoint.length; end < path.length; ) {
      const next = path.indexOf("/", end + 1);
      end = next < 0 ? path.length : next;
      result = native().mkdirat(mountFd, path.slice(mountPoint.length + 1, end), 0o755);
      if (result >= 0) made.push(path.slice(0, end));
      else if (result !== -EEXIST) break;
    }
  }
  return result;
}

function openLeaf(mountFd: number, directory: CgroupDirectory): OpenDirectory {
  const fd = native().openat2(mountFd, directory.below, O_DIRECTORY | O_NOFOLLOW, 0, INSIDE);
  if (fd < 0) throw new KernelError(fd, "openat2", `open cgroup ${directory.path}`, { path: directory.path });
  const { version, controllers, path } = directory;
  return { version, controllers, path, fd, inode: inodeOf(fd, path) };
}

function createOne(
  directory: CgroupDirectory,
  missing: readonly string[],
  enable: readonly string[],
  made: string[],
): OpenDirectory {
  const mountFd = openDirectory(directory.mountPoint);
  if (mountFd < 0)
    throw new KernelError(mountFd, "openat2", `open ${directory.mountPoint}`, { path: directory.mountPoint });
  expectCgroup(mountFd, directory.version, directory.mountPoint);
  try {
    makeDirectories(mountFd, directory, missing, made);
    if (directory.version === 2) enableControllers(mountFd, directory.below, enable);
    else if (directory.controllers.includes("cpuset")) seedCpuset(mountFd, directory.below);
    return openLeaf(mountFd, directory);
  } finally {
    native().close(mountFd);
  }
}

/**
 * Makes the cgroup in every hierarchy. On failure nothing is left.
 *
 * @param missing what planCgroupCreation() gave
 * @throws {KernelError} naming the directory or file
 * @throws {StateError} ERR_CGROUP: somebody else has populated it meanwhile
 */
export function createCgroup(
  placement: CgroupPlacement,
  missing: readonly string[],
  options: CreateOptions,
): CreatedCgroup {
  const made: string[] = [];
  const directories: OpenDirectory[] = [];
  try {
    for (const directory of placement.directories)
      directories.push(createOne(directory, missing, options.enable, made));
  } catch (error) {
    closeCgroup({ directories });
    undoCreation(made);
    throw error;
  }
  return { directories, made };
}

/** Removes directories that were just made and that no process has entered; what is busy stays. */
export function undoCreation(made: readonly string[]): void {
  for (let index = made.length - 1; index >= 0; index--) {
    native().unlinkat(AT_FDCWD, made[index] as string, AT_REMOVEDIR);
  }
}
