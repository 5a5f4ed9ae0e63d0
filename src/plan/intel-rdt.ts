// SPDX-License-Identifier: Apache-2.0
/** linux.intelRdt: which group of resctrl the process joins. config-linux.md "IntelRdt"; Documentation/filesystems/resctrl.rst. */
import type { OciConfig } from "../config/types.ts";
import { HostError } from "../errors/errors.ts";
import type { HostFacts } from "../host/facts.ts";
import { O_WRONLY } from "../ops/kernel.ts";
import type { PlanWriter } from "./writer.ts";

const POINTER = "/linux/intelRdt";

/** What is to be there before the process is. */
export interface RdtGroup {
  /** Where resctrl is mounted. */
  readonly root: string;
  /** Directory of the control group. */
  readonly control: string;
  /** Directory of the monitoring group. */
  readonly monitor: string | undefined;
  /** Lines of the schemata file, in the order in which they are written; none leaves the group as it is. */
  readonly lines: readonly string[];
  /** The group is the container's own: nobody has given it a name. */
  readonly own: boolean;
}

/**
 * @returns undefined without linux.intelRdt
 * @throws {HostError} ERR_HOST where resctrl is not mounted
 */
export function rdtGroup(config: OciConfig, id: string, host: HostFacts): RdtGroup | undefined {
  const rdt = config.linux?.intelRdt;
  if (rdt === undefined) return undefined;
  const root = host.resctrl;
  if (root === undefined) {
    const hint = "mount -t resctrl resctrl /sys/fs/resctrl, on a processor that has Intel RDT or AMD QoS";
    throw new HostError(
      "ERR_HOST",
      POINTER,
      "cannot apply linux.intelRdt: resctrl is not mounted on this host",
      hint,
    );
  }
  const { closID, l3CacheSchema = "", memBwSchema = "", schemata = [], enableMonitoring } = rdt;
  const control = closID === "/" ? root : `${root}/${closID ?? id}`;
  return {
    root,
    control,
    monitor: enableMonitoring === true ? `${control}/mon_groups/${id}` : undefined,
    lines: [l3CacheSchema, memBwSchema, ...schemata].filter((line) => line !== ""),
    own: closID === undefined,
  };
}

/** "0" is the writing process, and its children stay in its group. The control group comes first: the other is below it. */
export function joinRdt(plan: PlanWriter, groups: readonly string[]): void {
  plan.at(POINTER, "join the resctrl group");
  for (const group of groups) plan.writeHostFile(`${group}/tasks`, O_WRONLY, "0");
}

/** Directories whose tasks file takes the process. */
export function rdtDirectories({ control, monitor }: RdtGroup): string[] {
  return monitor === undefined ? [control] : [control, monitor];
}
