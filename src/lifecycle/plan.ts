// SPDX-License-Identifier: Apache-2.0
import { type CgroupWrite, pathsOf } from "../cgroup/cgroup.ts";
import type { Property } from "../cgroup/systemd/property.ts";
import type { UnitDriver } from "../cgroup/systemd/systemd.ts";
import type { Plan } from "../plan/plan.ts";
import { systemdSegment } from "./make-cgroup.ts";
import { prepare, type PrepareOptions } from "./prepare.ts";
import type { CreateRequest } from "./requests.ts";

/** The unit that systemd would be asked for, with the container's init. */
export interface PlannedUnit {
  name: string;
  /** Of the user's manager. */
  user: boolean;
  properties: Property[];
}

export interface BundlePlan {
  plan: Plan;
  /** With the systemd driver. */
  unit?: PlannedUnit;
  /** Directories of the container's cgroup, by controller. */
  cgroupPaths: Record<string, string>;
  writes: CgroupWrite[];
  warnings: string[];
}

export interface PlanOptions extends Pick<PrepareOptions, "detached" | "rootless" | "notifyDirectory"> {
  systemdCgroup?: boolean;
}

/** What create would do with a bundle. Reads the bundle and the host, needs no root, changes nothing. */
export function planBundle(request: CreateRequest, options: PlanOptions): BundlePlan {
  const { systemdCgroup, ...rest } = options;
  let driver: UnitDriver | undefined;
  const { plan, placement, resources, warnings } = prepare(request, {
    gate: true,
    ...rest,
    cacheDirectory: undefined,
    environment: [],
    forRoot: true,
    ...(systemdCgroup === true
      ? { driverFor: (host) => (driver = systemdSegment().UnitDriver.planned(host)) }
      : {}),
  });
  const unit = driver === undefined ? undefined : plannedUnit(driver, request.id, resources.writes, warnings);
  return {
    plan,
    ...(unit === undefined ? {} : { unit }),
    cgroupPaths: pathsOf(placement.directories),
    writes: resources.writes,
    warnings,
  };
}

function plannedUnit(
  driver: UnitDriver,
  id: string,
  writes: readonly CgroupWrite[],
  warnings: string[],
): PlannedUnit {
  const properties = driver.properties({ id, pid: 0 }, writes, (warning) => void warnings.push(warning));
  // Of the process nothing is known yet.
  return { ...driver.saved, properties: properties.filter(({ name }) => name !== "PIDs") };
}
