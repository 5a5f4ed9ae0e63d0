// SPDX-License-Identifier: Apache-2.0
import { closeCgroup, type ContainerStats, oomKills, openCgroup, readStats } from "../cgroup/cgroup.ts";
import { RuntError, StateError } from "../errors/errors.ts";
import { closeDirectory, openDirectory } from "../state/directory.ts";
import { openProcess } from "../state/process.ts";
import { native } from "../native/native.ts";
import { readState, type SavedState } from "../state/saved.ts";
import type { Runtime } from "./requests.ts";
import { readable, type Task } from "./task.ts";

export type ContainerEvent =
  | { type: "stats"; id: string; data: ContainerStats }
  | { type: "oom"; id: string };

export interface EventsRequest {
  id: string;
  intervalMs: number;
  /** One sample of statistics only. */
  once: boolean;
}

/** Longest time in which an OOM kill goes unreported. */
const OOM_POLL_MS = 200;

/** Reports statistics at each interval and OOM kills as they come, until the container has ended. */
export function* containerEvents(
  runtime: Runtime,
  request: EventsRequest,
  report: (event: ContainerEvent) => void,
): Task<void> {
  const { id } = request;
  const directory = openDirectory(runtime.root, id);
  const state = readState(runtime.root, directory);
  closeDirectory(directory);
  const pidfd = openProcess(state.init_process_pid, state.init_process_start);
  if (pidfd === undefined) throw new StateError("ERR_STATE", `container with id ${id} is not running`);
  try {
    if (request.once) report(sample(state));
    else yield* follow(state, pidfd, request, report);
  } finally {
    native().close(pidfd);
  }
}

function sample(state: SavedState): ContainerEvent {
  const cgroup = openCgroup(state.cgroup_paths);
  try {
    return { type: "stats", id: state.id, data: readStats(cgroup) };
  } finally {
    closeCgroup(cgroup);
  }
}

function* follow(
  state: SavedState,
  pidfd: number,
  request: EventsRequest,
  report: (event: ContainerEvent) => void,
): Task<void> {
  let kills = oomKills(state.cgroup_paths);
  let next = native().monotonicMs() + request.intervalMs;
  for (;;) {
    const left = Math.max(0, next - native().monotonicMs());
    const ended = yield* readable(pidfd, Math.min(left, OOM_POLL_MS));
    for (const now = oomKills(state.cgroup_paths); kills < now; kills++)
      report({ type: "oom", id: state.id });
    if (ended) return;
    if (native().monotonicMs() < next) continue;
    next += request.intervalMs;
    try {
      report(sample(state));
    } catch (error) {
      // The cgroup went away with its last process.
      if (error instanceof RuntError) return;
      throw error;
    }
  }
}
