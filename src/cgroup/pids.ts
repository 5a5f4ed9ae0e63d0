// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources.pids. */
import type { LinuxPids } from "../config/types.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { type CgroupSupport, type CgroupWrite, countOrMax, versionOf } from "./write.ts";

/**
 * A limit of 0 becomes 1: both let the container's one process make no other, but with 0 that process could
 * not even be made inside the cgroup.
 */
export function compilePids(pids: LinuxPids, at: JsonPointer, support: CgroupSupport): CgroupWrite[] {
  const { limit } = pids;
  if (limit === undefined) return [];
  const pointer = pointerTo(at, "limit");
  // A container without a limit needs no controller.
  if (limit < 0 && support.fresh && !support.v1.includes("pids") && !support.v2.includes("pids")) return [];
  const version = versionOf(support, "pids");
  const value = limit < 1 && limit >= 0 ? "1" : countOrMax(limit);
  return [{ controller: version === 1 ? "pids" : "", file: "pids.max", value, pointer }];
}
