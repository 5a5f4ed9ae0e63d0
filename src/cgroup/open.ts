// SPDX-License-Identifier: Apache-2.0
/** A container's cgroup held open: one fd a directory, so later accesses can't be led elsewhere. */
import { ENOENT } from "../errors/errno.ts";
import { HostError, KernelError } from "../errors/errors.ts";
import { AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW, O_DIRECTORY, O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { CGROUP_MAGIC, CGROUP2_MAGIC } from "./layout.ts";

export const RESOLVE_NO_XDEV = 0x01;
export const RESOLVE_NO_MAGICLINKS = 0x02;
export const RESOLVE_NO_SYMLINKS = 0x04;
export const RESOLVE_BENEATH = 0x08;
const FILE_LIMIT = 1024 * 1024;

export interface OpenDirectory {
  readonly version: 1 | 2;
  /** Controller names; [""] for v2. */
  readonly controllers: readonly string[];
  readonly path: string;
  readonly fd: number;
  readonly inode: number;
}

/** Inode of each controller's directory, by which one that was removed and made again is told from the container's. */
export type CgroupInodes = Readonly<Record<string, number>>;

export interface OpenCgroup {
  readonly directories: readonly OpenDirectory[];
}

/** Directories of saved paths, each once, with the controllers that share it. */
export function directoriesOf(
  paths: Readonly<Record<string, string>>,
): Omit<OpenDirectory, "fd" | "inode">[] {
  const byPath = new Map<string, { version: 1 | 2; controllers: string[]; path: string }>();
  for (const controller in paths) {
    const path = paths[controller] as string;
    const known = byPath.get(path);
    if (known === undefined)
      byPath.set(path, { version: controller === "" ? 2 : 1, controllers: [controller], path });
    else known.controllers.push(controller);
  }
  return [...byPath.values()];
}

/** Refuses an fd that is not on a cgroup filesystem of this version. */
export function expectCgroup(fd: number, version: 1 | 2, path: string): void {
  const magic = native().fstatfs(fd);
  if (magic === (version === 1 ? CGROUP_MAGIC : CGROUP2_MAGIC)) return;
  native().close(fd);
  if (magic < 0) throw new KernelError(magic, "fstatfs", `look at cgroup ${path}`, { path });
  throw new HostError(
    "ERR_CGROUP",
    undefined,
    `${path} is not on a cgroup${version === 1 ? "" : "2"} filesystem`,
  );
}

/** Opens a directory by its absolute path, in which no component may be a symbolic link. -errno on failure. */
export function openDirectory(path: string): number {
  return native().openat2(AT_FDCWD, path, O_DIRECTORY, 0, RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
}

/** Inode of an open directory, which is closed on failure. @throws {KernelError} without it it would be taken for another's */
export function inodeOf(fd: number, path: string): number {
  const status = native().fstatat(fd, "", AT_EMPTY_PATH);
  if (typeof status !== "number") return status[6] as number;
  native().close(fd);
  throw new KernelError(status, "fstatat", `look at cgroup ${path}`, { path });
}

export function inodesOf({ directories }: OpenCgroup): Record<string, number> {
  const inodes: Record<string, number> = {};
  for (const { controllers, inode } of directories) {
    for (const controller of controllers) inodes[controller] = inode;
  }
  return inodes;
}

/**
 * The paths that still lead to the container's own directories: others may have made new ones in their place.
 *
 * @param inodes undefined where none were recorded: then nothing is left out
 */
export function ownPaths(
  paths: Readonly<Record<string, string>>,
  inodes: CgroupInodes | undefined,
): Record<string, string> {
  const own: Record<string, string> = {};
  for (const controller in paths) {
    const path = paths[controller] as string;
    const inode = inodes?.[controller];
    const status = inode === undefined ? -ENOENT : native().fstatat(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
    if (typeof status === "number" || status[6] === inode) own[controller] = path;
  }
  return own;
}

function foreignError(path: string): HostError {
  const message = `cgroup ${path} is not the container's: it was removed, and made again by somebody else`;
  return new HostError("ERR_CGROUP", undefined, message);
}

/** @throws {HostError} ERR_CGROUP: a directory was removed and made again */
export function requireOwn(paths: Readonly<Record<string, string>>, inodes: CgroupInodes | undefined): void {
  const own = ownPaths(paths, inodes);
  for (const controller in paths) {
    if (own[controller] === undefined) throw foreignError(paths[controller] as string);
  }
}

/**
 * Opens the cgroup of a container by its saved paths. A directory that is gone is left out.
 *
 * @param inodes as they were recorded when the cgroup was made
 * @throws {KernelError} a directory can't be opened
 * @throws {HostError} ERR_CGROUP: a directory was removed and made again
 */
export function openCgroup(paths: Readonly<Record<string, string>>, inodes?: CgroupInodes): OpenCgroup {
  const directories: OpenDirectory[] = [];
  try {
    for (const directory of directoriesOf(paths)) {
      const fd = openDirectory(directory.path);
      if (fd === -ENOENT) continue;
      if (fd < 0)
        throw new KernelError(fd, "openat2", `open cgroup ${directory.path}`, { path: directory.path });
      expectCgroup(fd, directory.version, directory.path);
      const inode = inodeOf(fd, directory.path);
      directories.push({ ...directory, fd, inode });
      if ((inodes?.[directory.controllers[0] as string] ?? inode) !== inode)
        throw foreignError(directory.path);
    }
  } catch (error) {
    closeCgroup({ directories });
    throw error;
  }
  return { directories };
}

export function closeCgroup(cgroup: OpenCgroup): void {
  for (const { fd } of cgroup.directories) native().close(fd);
}

/** The directory with this v1 controller, or the v2 one for "". */
export function directoryFor(cgroup: OpenCgroup, controller: string): OpenDirectory | undefined {
  return cgroup.directories.find(({ controllers }) => controllers.includes(controller));
}

/** Content of a control file; undefined where it can't be read. */
export function readControl(fd: number, file: string): string | undefined {
  const text = native().readText(fd, file, O_NOFOLLOW, FILE_LIMIT);
  return typeof text === "string" ? text : undefined;
}

/** As readControl(), of the directory with this v1 controller, or the v2 one for "". */
export function readLimit(cgroup: OpenCgroup, controller: string, file: string): string | undefined {
  const directory = directoryFor(cgroup, controller);
  return directory === undefined ? undefined : readControl(directory.fd, file);
}

/** The v2 directory's fd for CLONE_INTO_CGROUP, or -1. */
export function v2Fd(cgroup: OpenCgroup): number {
  return directoryFor(cgroup, "")?.fd ?? -1;
}
