// SPDX-License-Identifier: Apache-2.0
import { listPids, ownPaths } from "../cgroup/cgroup.ts";
import { closeDirectory, openDirectory } from "../state/directory.ts";
import { readState } from "../state/saved.ts";
import type { Runtime } from "./requests.ts";

/** Host pids of all processes in the container's cgroup and below it. */
export function containerPids(runtime: Runtime, id: string): number[] {
  const directory = openDirectory(runtime.root, id);
  try {
    const { cgroup_paths, cgroupInodes } = readState(runtime.root, directory);
    return listPids(ownPaths(cgroup_paths, cgroupInodes), true);
  } finally {
    closeDirectory(directory);
  }
}
