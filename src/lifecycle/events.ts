// SPDX-License-Identifier: Apache-2.0
import { closeCgroup, type ContainerStats, openCgroup, ownPaths } from "../cgroup/cgroup.ts";
import { isCgroupGone, OomWatch } from "../cgroup/oom-watch.ts";
import { readStats } from "../cgroup/stats.ts";
import { StateError } from "../errors/errors.ts";
import { closeDirectory, type Directory, openDirectory } from "../state/directory.ts";
import { openLastKills, readLastKills } from "../state/oom-kills.ts";
import { openProcess } from "../state/process.ts";
import { native } from "../native/native.ts";
import type { SavedState } from "../state/saved.ts";
import { readCreated } from "./creating.ts";
import type { Runtime } from "./requests.ts";
import type { Task } from "./task.ts";

export type ContainerEvent =
  | { type: "stats"; id: string; data: ContainerStats }
  | { type: "oom"; id: string };

export interface EventsRequest {
  id: string;
  intervalMs: number;
  /** One sample of statistics only. */
  once: boolean;
}

/** How soon the end of the cgroup is noticed, and an OOM kill where the kernel does not tell of it. */
const POLL_MS = 100;

/** Reports statistics at each interval and OOM kills as they come, until the cgroup is removed. */
export function* containerEvents(
  runtime: Runtime,
  request: EventsRequest,
  report: (event: ContainerEvent) => void,
): Task<void> {
  const { id } = request;
  const directory = openDirectory(runtime.root, id);
  try {
    const state = readCreated(runtime.root, directory);
    const pidfd = openProcess(state.init_process_pid, state.init_process_start);
    if (pidfd === undefined) throw new StateError("ERR_STATE", `container with id ${id} is not running`);
    native().close(pidfd);
    if (request.once) report(sample(state));
    else yield* follow({ directory, state }, request, report);
  } finally {
    closeDirectory(directory);
  }
}

function sample(state: SavedState): ContainerEvent {
  const cgroup = openCgroup(state.cgroup_paths, state.cgroupInodes);
  try {
    return { type: "stats", id: state.id, data: readStats(cgroup) };
  } finally {
    closeCgroup(cgroup);
  }
}

/** The cgroup was removed; one of the same name that somebody made since is another. */
function hasEnded({ cgroup_paths, cgroupInodes }: SavedState): boolean {
  const own = ownPaths(cgroup_paths, cgroupInodes);
  return Object.keys(own).length < Object.keys(cgroup_paths).length || isCgroupGone(own);
}

function* follow(
  { directory, state }: { directory: Directory; state: SavedState },
  { intervalMs }: EventsRequest,
  report: (event: ContainerEvent) => void,
): Task<void> {
  const lastKills = openLastKills(directory);
  const watch = new OomWatch(state.cgroup_paths, () => readLastKills(lastKills));
  let next = native().monotonicMs() + intervalMs;
  try {
    for (;;) {
      const left = Math.max(0, next - native().monotonicMs());
      yield { pairs: watch.pairs, timeoutMs: Math.min(left, POLL_MS) };
      // Ended is asked first: what it finds removed has its last kills counted by then.
      const ended = hasEnded(state);
      for (let kills = watch.take(); kills > 0; kills--) report({ type: "oom", id: state.id });
      if (ended) return;
      if (native().monotonicMs() < next) continue;
      next += intervalMs;
      report(sample(state));
    }
  } finally {
    watch.close();
    if (lastKills >= 0) native().close(lastKills);
  }
}
