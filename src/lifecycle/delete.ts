// SPDX-License-Identifier: Apache-2.0
import { isInhabited } from "../cgroup/processes.ts";
import { RuntError, StateError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import {
  closeDirectory,
  type Directory,
  emptyDirectory,
  isAbsent,
  lockDirectory,
  removeDirectory,
} from "../state/directory.ts";
import { readJournal } from "../state/journal.ts";
import { isElsewhere, knowsPids, openProcess } from "../state/process.ts";
import { readState, type SavedState } from "../state/saved.ts";
import { lockEnder } from "./creating.ts";
import { destroyContainer, removeCgroups } from "./destroy.ts";
import { removeRdtGroups } from "./intel-rdt.ts";
import { killAndLeave, killAndWait } from "./init.ts";
import type { Runtime } from "./requests.ts";
import { deriveStatus } from "./status.ts";
import type { Task } from "./task.ts";
import { tracedTask } from "../trace/trace.ts";

/**
 * runtime.md "Delete". A created container is killed and deleted, as engines need it, unless
 * the runtime is strict. With `force` a running
 * one is killed, a missing one is no error, and a damaged state is cleaned up by the journal.
 *
 * @throws {StateError} ERR_NOT_FOUND, ERR_STATE
 */
export function* deleteContainer(runtime: Runtime, id: string, force: boolean): Task<void> {
  let directory: Directory;
  try {
    directory = yield* lockDirectory(runtime.root, id, lockEnder(force));
  } catch (error) {
    if (force && error instanceof StateError && error.code === "ERR_NOT_FOUND") return;
    throw error;
  }
  try {
    yield* deleteLocked(runtime, directory, force);
  } finally {
    closeDirectory(directory);
  }
}

function* deleteLocked(runtime: Runtime, directory: Directory, force: boolean): Task<void> {
  let state: SavedState;
  try {
    state = readState(runtime.root, directory);
  } catch (error) {
    const missing = error instanceof StateError && error.code === "ERR_NOT_FOUND";
    if (!force && !missing) throw error;
    // What a killed create left: nobody holds the lock, so nobody is at work on it.
    yield* clearLeftovers(directory, runtime);
    removeDirectory(directory);
    if (force) return;
    throw error;
  }
  if (isElsewhere(state)) {
    refuseInhabited(state.id, state.cgroup_paths);
    // Nothing is killed from here, so it fails where somebody is in the cgroup all the same.
    yield* destroyContainer(runtime, directory, { ...state, ownPidNamespace: true });
    return;
  }
  const status = deriveStatus(directory, state);
  if (status !== "stopped") {
    if (!force && (status !== "created" || runtime.strict === true)) {
      const hint = "stop it with `runt kill` first, or use --force";
      throw new StateError(
        "ERR_STATE",
        `cannot delete container ${state.id} that is not stopped: ${status}`,
        hint,
      );
    }
    yield* tracedTask(runtime.trace, "end processes", endProcesses(state));
  }
  try {
    yield* destroyContainer(runtime, directory, state);
  } catch (error) {
    if (!force || state.cgroupMade.length === 0) throw error;
    // What the state does not know of is the container's all the same: it is in its cgroup.
    yield* destroyContainer(runtime, directory, { ...state, ownPidNamespace: false });
  }
}

/** A container of another pid namespace, whose processes have no pids here. */
function refuseInhabited(id: string, paths: SavedState["cgroup_paths"]): void {
  if (!isInhabited(paths)) return;
  throw new StateError(
    "ERR_STATE",
    `cannot delete container ${id}: it was created in another pid namespace, and its cgroup has processes`,
    "delete it in the pid namespace that it was created in",
  );
}

function* endProcesses(state: SavedState): Task<void> {
  const pidfd = openProcess(state.init_process_pid, state.init_process_start);
  if (pidfd === undefined) return;
  const gone = yield* killAndLeave(pidfd, state.cgroup_paths);
  native().close(pidfd);
  if (!gone)
    throw new RuntError(
      "ERR_STATE",
      `container init still running: pid ${state.init_process_pid} of "${state.id}"`,
    );
}

/** Cleans up by the journal what was left without a usable state.json; the directory itself stays. */
export function* clearLeftovers(directory: Directory, runtime: Runtime): Task<void> {
  const journal = readJournal(directory);
  if (journal === undefined && !isAbsent(directory, "journal"))
    runtime.warn(
      `the journal of "${directory.id}" is damaged: its processes and cgroups, if there are any, are not known and stay`,
    );
  if (
    journal !== undefined &&
    knowsPids(journal) &&
    journal.pid !== undefined &&
    journal.start !== undefined
  ) {
    const pidfd = openProcess(journal.pid, journal.start);
    if (pidfd !== undefined) {
      yield* killAndWait(pidfd, journal.cgroupPaths);
      native().close(pidfd);
    }
  }
  const cgroup_paths = journal?.cgroupPaths ?? {};
  const cgroupMade = journal?.cgroupMade ?? [];
  const elsewhere = journal !== undefined && isElsewhere(journal);
  if (elsewhere) refuseInhabited(directory.id, cgroup_paths);
  // Cgroups that were there before create are not its own: nothing in them is killed.
  const ownPidNamespace = cgroupMade.length === 0 || elsewhere;
  const remains = { id: directory.id, cgroup_paths, cgroupMade, ownPidNamespace };
  const ownsUnit = cgroupMade.some((path) => Object.values(cgroup_paths).includes(path));
  const systemd = ownsUnit && !elsewhere ? journal?.systemd : undefined;
  yield* removeCgroups(systemd === undefined ? remains : { ...remains, systemd }, runtime);
  removeRdtGroups(journal?.intelRdtMade, runtime.warn);
  emptyDirectory(directory);
}
