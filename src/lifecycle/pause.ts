// SPDX-License-Identifier: Apache-2.0
import { freezeCgroup, requireOwn, thawCgroup } from "../cgroup/cgroup.ts";
import { StateError } from "../errors/errors.ts";
import { closeDirectory, lockDirectory } from "../state/directory.ts";
import { readState, type SavedState } from "../state/saved.ts";
import type { Runtime, Status } from "./requests.ts";
import { deriveStatus } from "./status.ts";
import type { Task } from "./task.ts";

function* withStatus(
  runtime: Runtime,
  id: string,
  act: (state: SavedState, status: Status) => Task<void>,
): Task<void> {
  const directory = yield* lockDirectory(runtime.root, id);
  try {
    const state = readState(runtime.root, directory);
    requireOwn(state.cgroup_paths, state.cgroupInodes);
    yield* act(state, deriveStatus(directory, state));
  } finally {
    closeDirectory(directory);
  }
}

/** Freezes the container's cgroup. @throws {StateError} ERR_STATE unless created or running */
export function* pauseContainer(runtime: Runtime, id: string): Task<void> {
  yield* withStatus(runtime, id, function* (state, status) {
    if (status !== "created" && status !== "running") {
      throw new StateError("ERR_STATE", `container not running: "${id}" is ${status}`);
    }
    yield* freezeCgroup(state.cgroup_paths);
  });
}

/** Thaws it. @throws {StateError} ERR_STATE unless paused */
export function* resumeContainer(runtime: Runtime, id: string): Task<void> {
  yield* withStatus(runtime, id, function* (state, status) {
    if (status !== "paused") throw new StateError("ERR_STATE", `container not paused: "${id}" is ${status}`);
    thawCgroup(state.cgroup_paths);
  });
}
