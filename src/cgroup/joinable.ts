// SPDX-License-Identifier: Apache-2.0
/**
 * cgroup v2: once a container has given controllers to sub-cgroups, as systemd inside does, its own cgroup takes
 * no processes any more. What exec adds goes to the container process then.
 */
import { AT_FDCWD, O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { parseOwnCgroups, probeCgroupLayout } from "./layout.ts";

const LIMIT = 65_536;

function takesProcesses(path: string): boolean {
  const control = native().readText(AT_FDCWD, `${path}/cgroup.subtree_control`, O_NOFOLLOW, LIMIT);
  if (typeof control === "string" && control.trim() !== "") return false;
  const type = native().readText(AT_FDCWD, `${path}/cgroup.type`, O_NOFOLLOW, LIMIT);
  return typeof type !== "string" || !/^(domain invalid|threaded)/.test(type);
}

/** The v2 cgroup of a process as the caller can name it; undefined where that fails. */
function cgroupOf(pid: number): string | undefined {
  const text = native().readText(AT_FDCWD, `/proc/${pid}/cgroup`, 0, LIMIT);
  const own = typeof text === "string" ? parseOwnCgroups(text) : [];
  const path = own.find(({ controllers }) => controllers.length === 0)?.path;
  const mountPoint = probeCgroupLayout().v2?.mountPoint;
  return path === undefined || mountPoint === undefined ? undefined : mountPoint + path;
}

/**
 * @param paths the container's cgroup
 * @param pid the container process
 * @returns the cgroup that one more process joins: a sub-cgroup on v2 where the own one takes none
 */
export function joinablePaths(paths: Readonly<Record<string, string>>, pid: number): Record<string, string> {
  const path = paths[""];
  if (path === undefined || takesProcesses(path)) return paths;
  const current = cgroupOf(pid);
  // Outside of the container's own cgroup nothing is joined: the error of the own one tells more.
  return current?.startsWith(`${path}/`) === true ? { ...paths, "": current } : paths;
}
