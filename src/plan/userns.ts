// SPDX-License-Identifier: Apache-2.0
import { CLONE_NEWUSER } from "../ops/kernel.ts";
import { SYNC } from "../ops/table.ts";
import type { Plan } from "./plan.ts";
import { PlanWriter } from "./writer.ts";

/**
 * A process in a user namespace of its own that only waits: the runtime writes the mappings, opens the
 * namespace as the `userns:N` of another plan, and kills it. It is never let go.
 */
export function compileUsernsPlan(): Plan {
  const plan = new PlanWriter();
  plan.at("/mounts", "make a user namespace for idmapped mounts");
  plan.add({ op: "sync", point: SYNC.mapped });
  return plan.finish(CLONE_NEWUSER, 0);
}
