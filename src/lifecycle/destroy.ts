// SPDX-License-Identifier: Apache-2.0
/** Undoes create: what is left of the processes, the cgroups that were made, the state directory, then poststop. */
import { readOomKills } from "../cgroup/oom.ts";
import { killCgroup, ownPaths, removeCgroup } from "../cgroup/cgroup.ts";
import { native } from "../native/native.ts";
import { AT_FDCWD, O_DIRECTORY, O_PATH } from "../native/flags.ts";
import { runHooksToEnd, spawnInRuntime } from "../hooks/run.ts";
import type { Hook, OciConfig } from "../config/types.ts";
import type { Directory } from "../state/directory.ts";
import { removeDirectory } from "../state/directory.ts";
import { leaveLastKills } from "../state/oom-kills.ts";
import type { SavedState } from "../state/saved.ts";
import { stopUnit } from "./make-cgroup.ts";
import { type Caught, interruptible } from "./interrupt.ts";
import { removeRdtGroups } from "./intel-rdt.ts";
import { readSavedConfig } from "./saved-config.ts";
import type { Runtime } from "./requests.ts";
import { hookState } from "./status.ts";
import type { Task } from "./task.ts";
import { tracedTask } from "../trace/trace.ts";

export interface Remains
  extends Pick<
    SavedState,
    "id" | "systemd" | "intelRdtMade" | "cgroup_paths" | "cgroupInodes" | "cgroupMade"
  > {
  /** All processes died with the pid namespace's init. */
  ownPidNamespace: boolean;
}

/** Removes cgroups, with the processes that are left in them. The container process is dead already. */
export function* removeCgroups(remains: Remains, runtime?: Runtime): Task<void> {
  const paths = ownPaths(remains.cgroup_paths, remains.cgroupInodes);
  // systemd would end what is left in a unit with SIGTERM, and wait.
  if (!remains.ownPidNamespace || remains.systemd !== undefined) yield* killCgroup(paths);
  if (runtime !== undefined) yield* stopUnit(remains, runtime);
  const own = Object.values(paths);
  const others = Object.values(remains.cgroup_paths).filter((path) => !own.includes(path));
  const made =
    others.length === 0 ? remains.cgroupMade : remains.cgroupMade.filter((path) => !others.includes(path));
  yield* removeCgroup(made, own);
}

/** Removes cgroups and state. */
export function* removeRemains(runtime: Runtime, directory: Directory, remains: Remains): Task<void> {
  leaveLastKills(directory, () => readOomKills(remains.cgroup_paths));
  yield* removeCgroups(remains, runtime);
  removeRdtGroups(remains.intelRdtMade, runtime.warn);
  removeDirectory(directory);
}

/**
 * destroy for a container whose state is known: with its poststop hooks, whose failures are warnings.
 *
 * @param caught signals that end the hooks, where they would else be kept for a program
 */
export function* destroyContainer(
  runtime: Runtime,
  directory: Directory,
  state: SavedState,
  caught?: Caught,
): Task<void> {
  const hooks = state.hooks.includes("poststop") ? savedHooks(runtime, directory) : [];
  yield* tracedTask(runtime.trace, "remove cgroups and state", removeRemains(runtime, directory, state));
  if (hooks.length === 0) return;
  const poststop = runPoststop(runtime, state, hooks);
  yield* caught === undefined ? poststop : interruptible(caught, poststop, "the container is deleted");
}

function savedHooks(runtime: Runtime, directory: Directory): readonly Hook[] {
  try {
    return readSavedConfig(directory).hooks?.poststop ?? [];
  } catch (error) {
    runtime.warn(
      `poststop hooks of "${directory.id}" can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    return [];
  }
}

/** config.md "Poststop": in the runtime namespace, after the container is deleted. */
export function* runPoststop(runtime: Runtime, state: SavedState, hooks: readonly Hook[]): Task<void> {
  const bundleFd = native().openat(AT_FDCWD, state.bundle, O_PATH | O_DIRECTORY, 0);
  const spawn = spawnInRuntime(bundleFd < 0 ? -1 : bundleFd, runtime.environment);
  yield* runHooksToEnd(
    { kind: "poststop", hooks, state: hookState(state, "stopped", 0), spawn, trace: runtime.trace },
    runtime.warn,
  );
  if (bundleFd >= 0) native().close(bundleFd);
}

/** Kinds of hooks of a config that later commands must know of. */
export function laterHooks(config: OciConfig): string[] {
  const { hooks } = config;
  if (hooks === undefined) return [];
  const kinds = ["startContainer", "poststart", "poststop"] as const;
  return kinds.filter((kind) => (hooks[kind]?.length ?? 0) > 0);
}
