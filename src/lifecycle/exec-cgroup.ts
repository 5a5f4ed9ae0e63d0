// SPDX-License-Identifier: Apache-2.0
/** How one more process comes into a container's cgroup. */
import { joinablePaths } from "../cgroup/joinable.ts";
import { directoriesOf, openDirectory } from "../cgroup/open.ts";
import { joinFiles } from "../cgroup/place.ts";
import { subgroupPaths } from "../cgroup/subgroup.ts";
import { KernelError } from "../errors/errors.ts";
import type { ExecContext } from "../plan/exec.ts";
import type { SavedState } from "../state/saved.ts";
import type { ExecRequest } from "./requests.ts";

export interface CgroupUse {
  context: Pick<ExecContext, "cgroupJoin" | "isPlaced">;
  /**
   * The v2 cgroup into which clone3(2) puts the process: a running process that writes itself into it waits for
   * an RCU grace period.
   */
  birthplace?: string;
  /** Below the unit's cgroup: where a user's manager puts the process. */
  subgroup?: string;
}

/** @param usual the files of all hierarchies, by writing into which the container's cgroup is joined */
export function cgroupUse(request: ExecRequest, state: SavedState, usual: readonly string[]): CgroupUse {
  const { cgroup_paths, cgroupMade, systemd } = state;
  const chosen = request.cgroup === undefined ? undefined : subgroupPaths(cgroup_paths, request.cgroup);
  // A user may not write into the cgroup of a unit from outside of his manager's; his manager may.
  if (systemd?.user === true) {
    const joined = chosen ?? joinablePaths(cgroup_paths, state.init_process_pid);
    const subgroup = (joined[""] ?? "").slice((cgroup_paths[""] ?? "").length);
    return { context: { cgroupJoin: [], isPlaced: true }, subgroup };
  }
  if (chosen !== undefined) return { context: { cgroupJoin: joinFiles(directoriesOf(chosen)) } };
  const path = cgroup_paths[""];
  const [file = ""] = path === undefined ? [] : joinFiles([{ version: 2, path }]);
  // Where cgroup.kill of others was used, or the cgroup is frozen, the clone would end or hold up the runtime.
  const fit = path !== undefined && cgroupMade.includes(path) && request.ignorePaused !== true;
  if (!fit || !usual.includes(file)) return { context: { cgroupJoin: [...usual] } };
  return { context: { cgroupJoin: usual.filter((one) => one !== file) }, birthplace: path };
}

/** @returns an fd for clone3(2), -1 without a birthplace. @throws {KernelError} */
export function openBirthplace(path: string | undefined): number {
  if (path === undefined) return -1;
  const fd = openDirectory(path);
  if (fd < 0) throw new KernelError(fd, "openat2", `open cgroup ${path}`, { path });
  return fd;
}
