// SPDX-License-Identifier: Apache-2.0
/** Which processes are in a cgroup. */
import { ENODEV, ENOENT, EOPNOTSUPP } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import { AT_EMPTY_PATH, AT_FDCWD, O_DIRECTORY, O_NOFOLLOW, O_RDONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";

const PIDS_LIMIT = 64 * 1024 * 1024;
/** Preference among v1 hierarchies, which all hold the same processes of a container. */
const V1_CHOICE = ["freezer", "devices", "pids", "memory", "cpu", "name=systemd"];

/** The one directory whose processes count: v2, else the best v1 hierarchy. */
export function mainPath(paths: Readonly<Record<string, string>>): string | undefined {
  for (const controller of V1_CHOICE) {
    if (paths[controller] !== undefined) return paths[controller];
  }
  for (const controller in paths) {
    if (controller !== "") return paths[controller];
  }
  return paths[""];
}

/** Names of the child cgroups of an open directory: kernfs counts them as links, so the usual leaf is not read. */
export function childNames(fd: number): string[] {
  const status = native().fstatat(fd, "", AT_EMPTY_PATH);
  if (typeof status === "number")
    throw new KernelError(status, "fstatat", "look at the cgroups below a cgroup");
  if ((status[3] as number) <= 2) return [];
  const text = native().listDirectory(fd);
  if (typeof text === "number") {
    if (text === -ENOENT) return [];
    throw new KernelError(text, "getdents64", "list the cgroups below a cgroup");
  }
  if (text === "") return [];
  return text.split("/").filter((name) => {
    const child = native().openat(fd, name, O_DIRECTORY | O_NOFOLLOW | O_RDONLY, 0);
    if (child < 0) return false;
    native().close(child);
    return true;
  });
}

function collect(dirfd: number, path: string, recursive: boolean, pids: number[]): void {
  const fd = native().openat(dirfd, path, O_DIRECTORY | O_NOFOLLOW, 0);
  if (fd === -ENOENT) return;
  if (fd < 0) throw new KernelError(fd, "openat", `open cgroup ${path}`, { path });
  try {
    const text = native().readText(fd, "cgroup.procs", O_NOFOLLOW, PIDS_LIMIT);
    if (typeof text === "string") {
      pids.push(
        ...text
          .split("\n")
          .filter((line) => line !== "")
          .map(Number),
      );
    } else if (text !== -ENODEV && text !== -ENOENT && text !== -EOPNOTSUPP) {
      // A threaded cgroup has no list of processes (EOPNOTSUPP): they count in its domain. ENODEV: just removed.
      throw new KernelError(text, "read", `list the processes of cgroup ${path}`, {
        path: `${path}/cgroup.procs`,
      });
    }
    if (recursive) for (const name of childNames(fd)) collect(fd, name, true, pids);
  } finally {
    native().close(fd);
  }
}

/** pids in one directory, in the caller's pid namespace; [] if it does not exist. */
export function pidsIn(path: string, recursive: boolean): number[] {
  const pids: number[] = [];
  collect(AT_FDCWD, path, recursive, pids);
  return pids;
}

/** pids of a container's cgroup, in kernel order. */
export function listPids(paths: Readonly<Record<string, string>>, recursive: boolean): number[] {
  const path = mainPath(paths);
  return path === undefined ? [] : pidsIn(path, recursive);
}

/** Somebody is in the cgroup, also who has no pid in the caller's pid namespace; false where no file tells. */
export function isInhabited(paths: Readonly<Record<string, string>>): boolean {
  const { "": unified, pids } = paths;
  const read = (file: string): string => {
    const text = native().readText(AT_FDCWD, file, 0, 4096);
    return typeof text === "number" ? "" : text;
  };
  const events = unified === undefined ? "" : read(`${unified}/cgroup.events`);
  // What v1 counts are zombies too.
  if (events !== "") return /^populated 1$/m.test(events);
  return pids !== undefined && Number(read(`${pids}/pids.current`)) > 0;
}
