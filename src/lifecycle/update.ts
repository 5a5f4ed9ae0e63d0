// SPDX-License-Identifier: Apache-2.0
import {
  applyWrites,
  closeCgroup,
  compileResources,
  openCgroup,
  probeCgroupLayout,
  supportOf,
} from "../cgroup/cgroup.ts";
import type { LinuxResources } from "../config/types.ts";
import { StateError } from "../errors/errors.ts";
import { closeDirectory, lockDirectory } from "../state/directory.ts";
import { readState } from "../state/saved.ts";
import type { Runtime } from "./requests.ts";
import { deriveStatus } from "./status.ts";
import type { Task } from "./task.ts";

/**
 * Changes the limits of a container: all of them, or after a failure none.
 *
 * @param resources as linux.resources; device rules are left alone
 * @throws {StateError} ERR_STATE for a stopped container; {ConfigError}, {HostError}, {KernelError} with a
 * pointer below "" into `resources`
 */
export function* updateContainer(runtime: Runtime, id: string, resources: LinuxResources): Task<void> {
  const directory = yield* lockDirectory(runtime.root, id);
  try {
    const state = readState(runtime.root, directory);
    if (deriveStatus(directory, state) === "stopped")
      throw new StateError("ERR_STATE", `container not running: "${id}"`);
    const support = supportOf(probeCgroupLayout(), false);
    const { writes, warnings } = compileResources(resources, support, "", {
      devices: false,
      userNamespace: false,
    });
    for (const warning of warnings) runtime.warn(warning);
    const cgroup = openCgroup(state.cgroup_paths);
    try {
      applyWrites(cgroup, writes, true);
    } finally {
      closeCgroup(cgroup);
    }
  } finally {
    closeDirectory(directory);
  }
}
