// SPDX-License-Identifier: Apache-2.0
import { listPids, ownPaths } from "../cgroup/cgroup.ts";
import { HostError } from "../errors/errors.ts";
import { closeDirectory, openDirectory } from "../state/directory.ts";
import type { SavedState } from "../state/saved.ts";
import { readCreated } from "./creating.ts";
import { pidsOfNamespace } from "./namespace-pids.ts";
import type { Runtime } from "./requests.ts";
import { deriveStatus } from "./status.ts";

/** Host pids of all processes in the container's cgroup and below it; without a cgroup, of its pid namespace. */
export function containerPids(runtime: Runtime, id: string): number[] {
  const directory = openDirectory(runtime.root, id);
  try {
    const state = readCreated(runtime.root, directory);
    const { cgroup_paths, cgroupInodes } = state;
    if (Object.keys(cgroup_paths).length > 0) return listPids(ownPaths(cgroup_paths, cgroupInodes), true);
    return deriveStatus(directory, state) === "stopped" ? [] : pidsWithoutCgroup(state);
  } finally {
    closeDirectory(directory);
  }
}

function pidsWithoutCgroup(state: SavedState): number[] {
  if (state.ownPidNamespace) return pidsOfNamespace(state.init_process_pid);
  throw new HostError(
    "ERR_CGROUP",
    undefined,
    `cannot tell the processes of container "${state.id}": it has no cgroup and shares its pid namespace`,
  );
}
