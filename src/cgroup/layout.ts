// SPDX-License-Identifier: Apache-2.0
/**
 * Where the host has its cgroup hierarchies. The usual mount points are guessed and checked by filesystem
 * type, which needs few system calls; mountinfo is read only when a guess fails.
 */
import { EACCES, ELOOP, ENOENT, ENOTDIR } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import type { CgroupLayout, V1Hierarchy } from "../host/facts.ts";
import { AT_FDCWD, O_DIRECTORY, O_NOFOLLOW, O_PATH } from "../native/flags.ts";
import { native } from "../native/native.ts";

export const CGROUP_MAGIC = 0x27e0eb;
export const CGROUP2_MAGIC = 0x63677270;

const ROOT = "/sys/fs/cgroup";
const PROC_LIMIT = 4 * 1024 * 1024;

interface OwnCgroup {
  /** Empty for cgroup2. */
  controllers: readonly string[];
  path: string;
}

/** Parses /proc/self/cgroup. Pure. */
export function parseOwnCgroups(text: string): OwnCgroup[] {
  const own: OwnCgroup[] = [];
  for (const line of text.split("\n")) {
    const first = line.indexOf(":");
    const second = line.indexOf(":", first + 1);
    if (first < 0 || second < 0) continue;
    const names = line.slice(first + 1, second);
    own.push({
      controllers: names === "" ? [] : names.split(","),
      path: cleanOwnPath(line.slice(second + 1)),
    });
  }
  return own;
}

/** A process outside of its cgroup namespace's root has a path that starts with "/..". */
function cleanOwnPath(path: string): string {
  return path.startsWith("/..") ? "/" : path;
}

export interface CgroupMount {
  type: "cgroup" | "cgroup2";
  /** The directory of the hierarchy that is mounted. */
  root: string;
  mountPoint: string;
  /** Options of the superblock: controller names among them. */
  options: readonly string[];
}

/** Finds the cgroup mounts in the text of /proc/self/mountinfo. Pure. */
export function parseCgroupMounts(text: string): CgroupMount[] {
  const mounts: CgroupMount[] = [];
  for (const line of text.split("\n")) {
    const dash = line.indexOf(" - cgroup");
    if (dash < 0) continue;
    const [type, , options] = line.slice(dash + 3).split(" ");
    const fields = line.slice(0, dash).split(" ");
    const root = fields[3];
    const mountPoint = fields[4];
    if ((type !== "cgroup" && type !== "cgroup2") || root === undefined || mountPoint === undefined) continue;
    mounts.push({
      type,
      root: unescape(root),
      mountPoint: unescape(mountPoint),
      options: (options ?? "").split(","),
    });
  }
  return mounts;
}

function unescape(field: string): string {
  if (!field.includes("\\")) return field;
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Own path as it is seen below a mount whose root is not the hierarchy's (a container without cgroup namespace). */
export function belowRoot(path: string, root: string): string {
  if (root === "/") return path;
  if (path === root) return "/";
  return path.startsWith(`${root}/`) ? path.slice(root.length) : "/";
}

/** What is no directory that the caller may enter is no hierarchy. */
const NONE: readonly number[] = [ENOENT, ENOTDIR, ELOOP, EACCES];

/** @throws {KernelError} a hierarchy that is left out is one without the container's limits */
function failed(errno: number, call: string, path: string): void {
  if (!NONE.includes(-errno)) throw new KernelError(errno, call, `look at ${path}`, { path });
}

/** Filesystem magic of a directory, or -errno where it is none. @throws {KernelError} */
function magicOf(path: string): number {
  const fd = native().openat(AT_FDCWD, path, O_PATH | O_DIRECTORY | O_NOFOLLOW, 0);
  if (fd < 0) {
    failed(fd, "openat", path);
    return fd;
  }
  const magic = native().fstatfs(fd);
  native().close(fd);
  if (magic < 0) failed(magic, "fstatfs", path);
  return magic;
}

/** "" where it is not there. @throws {KernelError} */
function readProc(path: string): string {
  const text = native().readText(AT_FDCWD, path, 0, PROC_LIMIT);
  if (typeof text === "string") return text;
  failed(text, "read", path);
  return "";
}

function at(mountPoint: string, ownPath: string): string {
  return ownPath === "/" ? mountPoint : mountPoint + ownPath;
}

/** Reads mountinfo at most once. */
function mountReader(): () => CgroupMount[] {
  let mounts: CgroupMount[] | undefined;
  return () => {
    if (mounts !== undefined) return mounts;
    mounts = parseCgroupMounts(readProc("/proc/self/mountinfo"));
    return mounts;
  };
}

function findHierarchy(own: OwnCgroup, mounts: () => CgroupMount[]): V1Hierarchy | undefined {
  const { controllers, path } = own;
  const name = controllers.join(",");
  const guess = `${ROOT}/${name.startsWith("name=") ? name.slice(5) : name}`;
  if (magicOf(at(guess, path)) === CGROUP_MAGIC) return { controllers, mountPoint: guess, ownPath: path };
  const mount = mounts().find(
    ({ type, options }) => type === "cgroup" && controllers.every((each) => options.includes(each)),
  );
  if (mount === undefined) return undefined;
  return { controllers, mountPoint: mount.mountPoint, ownPath: belowRoot(path, mount.root) };
}

type V2Place = NonNullable<CgroupLayout["v2"]>;

function v2Place(mountPoint: string, path: string, mounts: () => CgroupMount[]): V2Place {
  const controllers = readProc(`${mountPoint}/cgroup.controllers`)
    .trim()
    .split(" ")
    .filter((each) => each !== "");
  if (magicOf(at(mountPoint, path)) === CGROUP2_MAGIC) return { mountPoint, ownPath: path, controllers };
  const mount = mounts().find((each) => each.mountPoint === mountPoint);
  return { mountPoint, ownPath: mount === undefined ? "/" : belowRoot(path, mount.root), controllers };
}

/** Probes the hierarchies that the caller sees. Reads only. @throws {KernelError} */
export function probeCgroupLayout(): CgroupLayout {
  const own = parseOwnCgroups(readProc("/proc/self/cgroup"));
  const mounts = mountReader();
  const v2Path = own.find(({ controllers }) => controllers.length === 0)?.path;
  if (magicOf(ROOT) === CGROUP2_MAGIC)
    return { mode: "v2", hierarchies: [], v2: v2Place(ROOT, v2Path ?? "/", mounts) };

  const hierarchies: V1Hierarchy[] = [];
  for (const each of own) {
    if (each.controllers.length === 0) continue;
    const found = findHierarchy(each, mounts);
    if (found !== undefined) hierarchies.push(found);
  }
  const unified = `${ROOT}/unified`;
  if (v2Path === undefined || magicOf(unified) !== CGROUP2_MAGIC) {
    return { mode: hierarchies.length === 0 ? "none" : "v1", hierarchies };
  }
  return {
    mode: hierarchies.length === 0 ? "v2" : "hybrid",
    hierarchies,
    v2: v2Place(unified, v2Path, mounts),
  };
}
