// SPDX-License-Identifier: Apache-2.0
/**
 * Compiles `process.rlimits` into one `setRlimit` an entry, in order.
 *
 * Units are the kernel's, unscaled; 2 ** 64 - 1 lifts a limit. config.md "rlimits"; getrlimit(2).
 */
import type { Rlimit } from "../config/types.ts";
import { HostError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { HostFacts } from "../host/facts.ts";
import { CAP_SYS_RESOURCE, hasCapability } from "../ops/capabilities.ts";
import { RLIMITS } from "../ops/kernel.ts";
import { ruleError } from "./refuse.ts";
import type { ProcessBuild } from "./build.ts";

const SECTION: JsonPointer = "/process/rlimits";

function resourceNumber(type: string, pointer: JsonPointer): number {
  const resource = (RLIMITS as readonly string[]).indexOf(type);
  if (resource < 0)
    throw ruleError(`${pointer}/type`, `${JSON.stringify(type)} is no resource limit of Linux`);
  return resource;
}

function exceeds({ type, hard }: Rlimit, host: HostFacts): boolean {
  const ceiling = host.hardLimits[type];
  return ceiling !== undefined && hard > ceiling;
}

/** @throws {HostError} ERR_RLIMIT_RAISE: above the caller's hard limit, and the right to raise it is missing */
export function checkCeiling(rlimit: Rlimit, pointer: JsonPointer, host: HostFacts): void {
  if (!exceeds(rlimit, host)) return;
  if (host.initialUserNamespace && hasCapability(host.capabilities, CAP_SYS_RESOURCE)) return;
  const { type, hard } = rlimit;
  const reason = `the caller's hard limit is ${host.hardLimits[type]} and CAP_SYS_RESOURCE is missing`;
  throw new HostError("ERR_RLIMIT_RAISE", pointer, `cannot raise ${type} to ${hard}: ${reason}`);
}

/** The right to raise a hard limit ends where a user namespace begins, so there it is done before. */
export function raiseRlimits({ plan, process, host, userNamespace }: ProcessBuild): void {
  if (!userNamespace) return;
  for (const [index, rlimit] of (process.rlimits ?? []).entries()) {
    const pointer: JsonPointer = `${SECTION}/${index}`;
    checkCeiling(rlimit, pointer, host);
    if (!exceeds(rlimit, host)) continue;
    plan.at(pointer, `raise ${rlimit.type}`);
    plan.add({ op: "raiseRlimit", resource: resourceNumber(rlimit.type, pointer), hard: rlimit.hard });
  }
}

export function compileRlimits({ plan, process, host }: ProcessBuild): void {
  for (const [index, rlimit] of (process.rlimits ?? []).entries()) {
    const pointer: JsonPointer = `${SECTION}/${index}`;
    const { type, soft, hard } = rlimit;
    const resource = resourceNumber(type, pointer);
    checkCeiling(rlimit, pointer, host);
    plan.at(pointer, `set ${type}`);
    plan.add({ op: "setRlimit", resource, soft, hard });
  }
}
