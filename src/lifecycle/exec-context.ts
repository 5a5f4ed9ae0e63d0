// SPDX-License-Identifier: Apache-2.0
/** What a plan needs to know to put one more process into a container. */
import { joinablePaths } from "../cgroup/joinable.ts";
import { directoriesOf } from "../cgroup/open.ts";
import { joinFiles } from "../cgroup/place.ts";
import { CLONE_NEWNS } from "../native/flags.ts";
import type { ExecContext } from "../plan/exec.ts";
import type { SavedState } from "../state/saved.ts";

export function execContext(state: SavedState): ExecContext {
  return {
    id: state.id,
    namespaces: state.namespaces,
    ...((state.namespaces & CLONE_NEWNS) === 0 ? { rootfs: state.rootfs } : {}),
    cgroupJoin: joinFiles(directoriesOf(joinablePaths(state.cgroup_paths, state.init_process_pid))),
    rdtJoin: [state.intel_rdt_path, state.intel_rdt_mon_path].filter((path) => path !== undefined),
    terminal: "none",
    preserveFds: 0,
    listenFds: 0,
    pidfdSocket: false,
    noNewKeyring: state.noNewKeyring,
  };
}
