// SPDX-License-Identifier: Apache-2.0
/** The container's cgroup with all its limits: made beforehand, or that of a unit into which systemd puts init. */
import {
  applyWrites,
  attachDevices,
  type CreatedCgroup,
  closeCgroup,
  createCgroup,
  delegateCgroup,
  delegateUid,
  inodesOf,
  neededControllers,
} from "../cgroup/cgroup.ts";
import type * as SystemdSegment from "../cgroup/systemd/systemd.ts";
import type { UnitDriver } from "../cgroup/systemd/systemd.ts";
import { HostError } from "../errors/errors.ts";
import { probeHost } from "../host/probe.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { loadSegment } from "../native/segments.ts";
import { CAP_CHOWN, hasCapability } from "../ops/capabilities.ts";
import type { SavedState } from "../state/saved.ts";
import type { Prepared } from "./prepare.ts";
import type { Runtime } from "./requests.ts";
import type { Task } from "./task.ts";

export function systemdSegment(): typeof SystemdSegment {
  return loadSegment<typeof SystemdSegment>("systemd");
}

export function openUnitDriver(runtime: Runtime): Task<UnitDriver> {
  return systemdSegment().UnitDriver.open(runtime.environment, probeHost());
}

/** Limits are set before the first process is in. */
export function makeCgroup(prepared: Prepared, state: SavedState, runtime: Runtime): CreatedCgroup {
  // On hybrid hosts v1 has what v2 would be enabled for; on others engines expect every controller.
  const { placement, host, resources } = prepared;
  const enable =
    placement.mode === "v2" ? (host.cgroup.v2?.controllers ?? []) : neededControllers(resources.writes);
  const cgroup = createCgroup(placement, state.cgroupMade, { enable });
  try {
    state.cgroupInodes = inodesOf(cgroup);
    limitCgroup(cgroup, prepared, runtime);
  } catch (error) {
    closeCgroup(cgroup);
    throw error;
  }
  return cgroup;
}

function limitCgroup(cgroup: CreatedCgroup, prepared: Prepared, runtime: Runtime): void {
  const { host, resources, placement } = prepared;
  applyWrites(cgroup, resources.writes);
  const owner = placement.mode === "v2" ? delegateUid(prepared.config) : undefined;
  const gives = owner !== undefined && owner !== host.euid && hasCapability(host.capabilities, CAP_CHOWN);
  if (gives) delegateCgroup(cgroup, owner);
  if (resources.devices === undefined) return;
  const warning = attachDevices(cgroup, resources.devices);
  if (warning !== undefined) runtime.warn(warning);
}

function isMissing(path: string): boolean {
  return typeof native().fstatat(AT_FDCWD, path, 0) === "number";
}

/**
 * Starts the unit with init, which waits and has done nothing yet; makes the cgroups that systemd does not, and
 * sets every limit in the files too.
 *
 * @param state is given the unit, for its removal
 */
export function* enterUnit(
  driver: UnitDriver,
  prepared: Prepared,
  state: SavedState,
  runtime: Runtime,
): Task<void> {
  const { placement, resources } = prepared;
  yield* driver.start({ id: state.id, pid: state.init_process_pid }, resources.writes, runtime.warn);
  state.systemd = driver.saved;
  const missing = placement.directories.flatMap(({ mountPoint, below }) => {
    const parts = below.split("/");
    return parts.map((_, index) => `${mountPoint}/${parts.slice(0, index + 1).join("/")}`).filter(isMissing);
  });
  // systemd has enabled the controllers that it knows.
  const enable = neededControllers(resources.writes);
  const cgroup = createCgroup(placement, missing, { enable });
  state.cgroupInodes = inodesOf(cgroup);
  try {
    limitCgroup(cgroup, prepared, runtime);
  } finally {
    closeCgroup(cgroup);
  }
}

/** Has systemd put a process of exec into the container's unit. @param subgroup below the unit's cgroup */
export function* joinUnit(state: SavedState, pid: number, runtime: Runtime, subgroup: string): Task<void> {
  if (state.systemd === undefined) return;
  yield* systemdSegment().attachToUnit(state.systemd, runtime.environment, { pid, subgroup });
}

/** Stops a container's unit. What it leaves of the cgroup is removed as any other. */
export function* stopUnit({ systemd, id }: Pick<SavedState, "systemd" | "id">, runtime: Runtime): Task<void> {
  if (systemd === undefined) return;
  try {
    yield* systemdSegment().stopUnit(systemd, runtime.environment);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    // An empty scope ends by itself; a cgroup that is still in use fails the removal.
    runtime.warn(`unit of "${id}": ${error.message}`);
  }
}
