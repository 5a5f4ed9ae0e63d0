// SPDX-License-Identifier: Apache-2.0
import {
  applyWrites,
  attachDevices,
  type CompiledResources,
  directoryFor,
  closeCgroup,
  compileResources,
  freezeCgroup,
  isFrozen,
  neededControllers,
  type OpenCgroup,
  openCgroup,
  type ResourceOptions,
  readLimit,
  supportOf,
  thawCgroup,
  Undo,
} from "../cgroup/cgroup.ts";
import { enableMore } from "../cgroup/controllers.ts";
import { deviceWrites } from "../cgroup/device-files.ts";
import { parseDeviceRules } from "../cgroup/device-rules.ts";
import { mergeUpdate } from "../cgroup/merge.ts";
import type { LinuxDeviceCgroup, LinuxResources } from "../config/types.ts";
import { ConfigError, StateError } from "../errors/errors.ts";
import type { CgroupLayout, HostFacts } from "../host/facts.ts";
import { probeHost } from "../host/probe.ts";
import { changeSchemata } from "../resctrl/change.ts";
import { closeDirectory, type Directory, lockDirectory } from "../state/directory.ts";
import { readState, type SavedState } from "../state/saved.ts";
import { systemdSegment } from "./make-cgroup.ts";
import type { Runtime } from "./requests.ts";
import { savedResources, saveResources } from "./saved-resources.ts";
import { deriveStatus } from "./status.ts";
import type { Task } from "./task.ts";

/**
 * Changes the limits of a container: all of them, or after a failure none.
 *
 * @param request as linux.resources; what it does not name stays as it is
 * @param schemata lines for the container's resctrl group
 * @throws {StateError} ERR_STATE for a stopped container; {ConfigError}, {HostError}, {KernelError} with a
 * pointer below "" into `request`
 */
export function* updateContainer(
  runtime: Runtime,
  id: string,
  request: LinuxResources,
  schemata: readonly string[] = [],
): Task<void> {
  const directory = yield* lockDirectory(runtime.root, id);
  try {
    const state = readState(runtime.root, directory);
    if (deriveStatus(directory, state) === "stopped")
      throw new StateError("ERR_STATE", `container not running: "${id}"`);
    yield* updateLocked(runtime, directory, state, { request, schemata });
  } finally {
    closeDirectory(directory);
  }
}

/** The compilers speak of config.json. */
function compileRequest(
  changes: LinuxResources,
  { cgroup, initialUserNamespace }: HostFacts,
  devices: Pick<ResourceOptions, "devices" | "devicesBefore">,
): CompiledResources {
  try {
    const options = { ...devices, userNamespace: !initialUserNamespace };
    return compileResources(changes, supportOf(cgroup, false), "", options);
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(error.issues, "resources") : error;
  }
}

function* updateLocked(
  runtime: Runtime,
  directory: Directory,
  state: SavedState,
  { request, schemata }: { request: LinuxResources; schemata: readonly string[] },
): Task<void> {
  const stored = savedResources(directory);
  const { changes, devices, result } = mergeUpdate(stored, request);
  const host = probeHost();
  const compiled = compileRequest(changes, host, { devices, devicesBefore: stored.devices ?? [] });
  for (const warning of compiled.warnings) runtime.warn(warning);
  const cgroup = openCgroup(state.cgroup_paths, state.cgroupInodes);
  const undo = new Undo();
  try {
    enableMore(cgroup, host.cgroup.v2?.mountPoint ?? "", neededControllers(compiled.writes));
    if (state.systemd !== undefined)
      compiled.writes = systemdSegment().adjustUpdate(compiled.writes, (...place) =>
        readLimit(cgroup, ...place),
      );
    yield* apply(runtime, state, { cgroup, compiled, undo });
    changeSchemata(state.intel_rdt_path, schemata, undo);
    saveResources(directory, result, undo);
    // Last, as all of it or nothing is changed: what the kernel refuses must not get into the unit.
    yield* changeUnit(runtime, state, {
      cgroup,
      compiled,
      devices: devices ? (result.devices ?? []) : undefined,
      mode: host.cgroup.mode,
    });
  } catch (error) {
    undo.run(error);
    throw error;
  } finally {
    closeCgroup(cgroup);
  }
}

interface Change {
  cgroup: OpenCgroup;
  compiled: CompiledResources;
  undo: Undo;
}

/** Nothing of the container runs while devices are allowed, or denied, that are so neither before nor after. */
function* whileFrozen({ cgroup_paths }: SavedState, gap: boolean, act: () => Task<void>): Task<void> {
  const freezes = gap && !isFrozen(cgroup_paths);
  if (freezes) yield* freezeCgroup(cgroup_paths);
  try {
    yield* act();
  } finally {
    if (freezes) thawCgroup(cgroup_paths);
  }
}

function* apply(runtime: Runtime, state: SavedState, { cgroup, compiled, undo }: Change): Task<void> {
  // biome-ignore lint/correctness/useYield: a task that never waits
  yield* whileFrozen(state, compiled.gap, function* () {
    try {
      applyWrites(cgroup, compiled.writes, undo);
      if (compiled.devices === undefined) return;
      const warning = attachDevices(cgroup, compiled.devices, undo);
      if (warning !== undefined) runtime.warn(warning);
    } catch (error) {
      undo.run(error);
      throw error;
    }
  });
}

interface UnitChange extends Omit<Change, "undo"> {
  /** All rules of devices, where they change. */
  devices: readonly LinuxDeviceCgroup[] | undefined;
  mode: CgroupLayout["mode"];
}

/**
 * systemd takes rules of v1 by denying everything first, and has no exact value for some of what it writes: rules
 * with exceptions, a period without a quota, weights of BFQ.
 */
function* changeUnit(
  runtime: Runtime,
  { systemd, ...state }: SavedState,
  { cgroup, compiled: { writes }, devices, mode }: UnitChange,
): Task<void> {
  if (systemd === undefined) return;
  const onV1 = devices !== undefined && directoryFor(cgroup, "devices") !== undefined;
  yield* whileFrozen(state, onV1, function* () {
    yield* systemdSegment().updateUnit(systemd, runtime.environment, { writes, devices, mode });
    const again = writes.filter(({ controller }) => controller !== "devices");
    if (onV1)
      again.push(...deviceWrites(parseDeviceRules(devices, "/devices"), undefined, "/devices", []).writes);
    applyWrites(cgroup, again);
  });
}
