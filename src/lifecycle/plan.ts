// SPDX-License-Identifier: Apache-2.0
import { type CgroupWrite, pathsOf } from "../cgroup/cgroup.ts";
import type { Plan } from "../plan/plan.ts";
import { prepare, type PrepareOptions } from "./prepare.ts";
import type { CreateRequest } from "./requests.ts";

export interface BundlePlan {
  plan: Plan;
  /** Directories of the container's cgroup, by controller. */
  cgroupPaths: Record<string, string>;
  writes: CgroupWrite[];
  warnings: string[];
}

/** What create would do with a bundle. Reads the bundle and the host, needs no root, changes nothing. */
export function planBundle(
  request: CreateRequest,
  options: Pick<PrepareOptions, "detached" | "rootless" | "notifyDirectory">,
): BundlePlan {
  const { plan, placement, resources, warnings } = prepare(request, {
    gate: true,
    ...options,
    cacheDirectory: undefined,
    environment: [],
    forRoot: true,
  });
  return { plan, cgroupPaths: pathsOf(placement.directories), writes: resources.writes, warnings };
}
