// SPDX-License-Identifier: Apache-2.0
/** Rules of `linux.memoryPolicy` and `linux.personality`: those of set_mempolicy(2) and personality(2). */
import type { MemoryPolicy, Personality } from "../config/types.ts";
import { cpuListProblem } from "./cpu-list.ts";
import type { IssueList } from "./issues.ts";

const NEED_NODES: readonly string[] = [
  "MPOL_BIND",
  "MPOL_INTERLEAVE",
  "MPOL_WEIGHTED_INTERLEAVE",
  "MPOL_PREFERRED_MANY",
];
const TAKE_NO_NODES: readonly string[] = ["MPOL_DEFAULT", "MPOL_LOCAL"];

export function checkMemoryPolicy(policy: MemoryPolicy | undefined, list: IssueList): void {
  if (policy === undefined) return;
  const { mode, nodes = "", flags = [] } = policy;
  if (mode === undefined) {
    list.rule(
      "/linux/memoryPolicy/mode",
      "linux/mempolicy/mode-required",
      "is missing; a mode such as MPOL_BIND is needed",
    );
    return;
  }
  const problem = nodes === "" ? undefined : cpuListProblem(nodes);
  if (problem !== undefined) list.rule("/linux/memoryPolicy/nodes", "linux/mempolicy/nodes-form", problem);
  if (nodes === "" && NEED_NODES.includes(mode)) {
    list.rule(
      "/linux/memoryPolicy/nodes",
      "linux/mempolicy/nodes-needed",
      `is empty; ${mode} needs at least one node`,
    );
  }
  if (nodes !== "" && TAKE_NO_NODES.includes(mode)) {
    list.rule(
      "/linux/memoryPolicy/nodes",
      "linux/mempolicy/nodes-empty",
      `is "${nodes}"; ${mode} takes no nodes`,
    );
  }
  checkFlags(mode, flags, list);
}

function checkFlags(mode: string, flags: readonly string[], list: IssueList): void {
  const at = "/linux/memoryPolicy/flags";
  if (flags.includes("MPOL_F_RELATIVE_NODES") && flags.includes("MPOL_F_STATIC_NODES")) {
    list.rule(
      at,
      "linux/mempolicy/flags",
      "holds MPOL_F_RELATIVE_NODES and MPOL_F_STATIC_NODES, which exclude each other",
    );
  }
  if (flags.length > 0 && TAKE_NO_NODES.includes(mode))
    list.rule(at, "linux/mempolicy/flags", `is set; ${mode} takes no flags`);
}

export function checkPersonality(personality: Personality | undefined, list: IssueList): void {
  if (personality === undefined) return;
  if (personality.domain === undefined) {
    list.rule(
      "/linux/personality/domain",
      "linux/personality/domain-required",
      "is missing; LINUX or LINUX32 is needed",
    );
  }
  if ((personality.flags?.length ?? 0) > 0) {
    list.rule("/linux/personality/flags", "linux/personality/flags", "is set; no flag is defined");
  }
}
