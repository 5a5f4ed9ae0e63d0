// SPDX-License-Identifier: Apache-2.0
import { killCgroup, ownPaths, signalCgroup, thawCgroup } from "../cgroup/cgroup.ts";
import { ESRCH } from "../errors/errno.ts";
import { KernelError, StateError } from "../errors/errors.ts";
import { SIGKILL } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { closeDirectory, openDirectory } from "../state/directory.ts";
import { isElsewhere, knowsPids, openProcess } from "../state/process.ts";
import type { SavedState } from "../state/saved.ts";
import { readCreated } from "./creating.ts";
import type { Runtime } from "./requests.ts";
import type { Task } from "./task.ts";

const ELSEWHERE = "it was created in another pid namespace, and can be used there alone";

function notRunning(id: string, hint?: string): StateError {
  return new StateError("ERR_STATE", `container not running: "${id}"`, hint);
}

/** Sends the signal to the container process by its pidfd. */
function signalInit(state: SavedState, signal: number): boolean {
  const pidfd = knowsPids(state) ? openProcess(state.init_process_pid, state.init_process_start) : undefined;
  if (pidfd === undefined) return false;
  const sent = native().pidfdSignal(pidfd, signal);
  native().close(pidfd);
  if (sent === -ESRCH) return false;
  if (sent < 0)
    throw new KernelError(sent, "pidfd_send_signal", `send signal ${signal} to container "${state.id}"`);
  return true;
}

/**
 * runtime.md "Kill". SIGKILL reaches a paused container too, and with a shared pid namespace all processes
 * of its cgroup. With `all` every process of the cgroup gets the signal, and a container that is gone already
 * is no error.
 *
 * @throws {StateError} ERR_STATE "container not running"
 */
export function* killContainer(runtime: Runtime, id: string, signal: number, all: boolean): Task<void> {
  const directory = openDirectory(runtime.root, id);
  try {
    const state = readCreated(runtime.root, directory);
    // Its cgroup could be killed from here, but nobody here knows what is in it.
    if (isElsewhere(state)) throw notRunning(id, ELSEWHERE);
    const alive = signalInit(state, signal);
    if (signal === SIGKILL) {
      const paths = ownPaths(state.cgroup_paths, state.cgroupInodes);
      if (!state.ownPidNamespace || all) yield* killCgroup(paths);
      else if (alive) thawCgroup(paths);
    } else if (all) {
      signalCgroup(ownPaths(state.cgroup_paths, state.cgroupInodes), signal, state.init_process_pid);
    }
    if (!alive && !all) throw notRunning(id);
  } finally {
    closeDirectory(directory);
  }
}
