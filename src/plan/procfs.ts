// SPDX-License-Identifier: Apache-2.0
/**
 * A procfs of our own, never attached: what lies on /proc of the container or of the host can't stand in for
 * it. One with process files only holds `attr`; one with everything is opened only where sysctls are set.
 */
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import { type CreateBuild, mayMount, type ProcessBuild } from "./build.ts";

/** A caller that may not mount has only its own /proc; what is mounted over its files is refused when they are opened. */
function openProcfs({ plan, host }: ProcessBuild, subset: "pid" | "all"): Slot {
  if (!mayMount(host)) {
    const slot = plan.open("/proc", kernel.O_PATH | kernel.O_DIRECTORY);
    plan.add({ op: "expectFilesystem", slot, magic: kernel.PROC_SUPER_MAGIC });
    return slot;
  }
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
  build.attributes = openProcfs(build, "pid");
}

export function openSysctls(build: CreateBuild): void {
  if (Object.keys(build.config.linux?.sysctl ?? {}).length === 0) return;
  build.plan.at("/linux/sysctl", "open a private procfs");
  build.sysctls = openProcfs(build, "all");
}
