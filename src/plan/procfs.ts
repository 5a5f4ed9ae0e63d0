// SPDX-License-Identifier: Apache-2.0
/**
 * A procfs of our own, never attached: what lies on /proc of the container or of the host can't stand in for
 * it. One with process files only holds `attr`; one with everything is opened only where sysctls are set.
 */
import type { Slot } from "../ops/operation.ts";
import type { CreateBuild, ProcessBuild } from "./build.ts";
import type { PlanWriter } from "./writer.ts";

function openProcfs(plan: PlanWriter, subset: "pid" | "all"): Slot {
  const context = plan.fsopen("proc");
  if (subset === "pid") plan.add({ op: "fsconfigString", slot: context, key: "subset", value: "pid" });
  return plan.fsmount(context, 0);
}

function hasLabel({ process }: ProcessBuild): boolean {
  return (process.apparmorProfile ?? "") !== "" || (process.selinuxLabel ?? "") !== "";
}

export function openAttributes(build: ProcessBuild): void {
  if (!hasLabel(build)) return;
  build.plan.at("/process", "open a private procfs");
  build.attributes = openProcfs(build.plan, "pid");
}

export function openSysctls(build: CreateBuild): void {
  if (Object.keys(build.config.linux?.sysctl ?? {}).length === 0) return;
  build.plan.at("/linux/sysctl", "open a private procfs");
  build.sysctls = openProcfs(build.plan, "all");
}
