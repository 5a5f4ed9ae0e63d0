// SPDX-License-Identifier: Apache-2.0
/** Finds out what the kernel lets the caller do, by doing it in a process that is killed at once. Cold. */
import { KernelError, RuntError } from "../errors/errors.ts";
import { SYNC } from "../ops/table.ts";
import type { Plan } from "../plan/plan.ts";
import { PlanWriter } from "../plan/writer.ts";
import { closeInit, followInit, killAndWait, passiveEvents, spawnPlan } from "../lifecycle/init.ts";
import type { Task } from "../lifecycle/task.ts";

function planOf(flags: number, mounts: boolean): Plan {
  const plan = new PlanWriter();
  plan.at("", "try what a container needs");
  // As create does it: an execve(2) in a user namespace without mappings would take its rights away.
  plan.add({ op: "fork", flags });
  if (mounts) plan.close(plan.fsmount(plan.fsopen("tmpfs"), 0));
  plan.add({ op: "sync", point: SYNC.ready });
  return plan.finish(0, 0);
}

/**
 * @param flags CLONE_NEW flags
 * @param mounts a detached mount is made too
 * @returns why it failed, or undefined
 */
export function* tryNamespaces(flags: number, mounts: boolean): Task<string | undefined> {
  const quiet = passiveEvents(() => undefined);
  try {
    const process = spawnPlan(planOf(flags, mounts), { cgroupFd: -1, inherited: [], stdio: [0, 1, 2] });
    try {
      yield* followInit(process, quiet, SYNC.ready);
    } finally {
      yield* killAndWait(process.pidfd);
      closeInit(process);
    }
    return undefined;
  } catch (error) {
    if (error instanceof KernelError) return error.message.slice(error.message.indexOf(": ") + 2);
    if (error instanceof RuntError) return error.message;
    throw error;
  }
}
