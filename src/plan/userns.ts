// SPDX-License-Identifier: Apache-2.0
import type { JsonPointer } from "../errors/pointer.ts";
import { CLONE_NEWUSER, O_NONBLOCK } from "../ops/kernel.ts";
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

/** A process that joins a user namespace and waits, so that the runtime can read which mappings it has. */
export function compileLookPlan(path: string, pointer: JsonPointer): Plan {
  const plan = new PlanWriter();
  plan.at(pointer, `look into the user namespace ${path}`);
  const slot = plan.open(path, O_NONBLOCK);
  plan.add({ op: "setns", slot, type: CLONE_NEWUSER });
  plan.close(slot);
  plan.add({ op: "sync", point: SYNC.mapped });
  return plan.finish(0, 0);
}
