// SPDX-License-Identifier: Apache-2.0
/** Scheduler, I/O priority, personality, NUMA policy and CPU affinity of the process. */
import * as kernel from "../ops/kernel.ts";
import type { ProcessBuild } from "./build.ts";
import { parseNumberList } from "./number-list.ts";
import { ruleError, unsupportedError } from "./refuse.ts";

/** config.md "scheduler"; sched_setattr(2). */
export function compileScheduler({ plan, process }: ProcessBuild): void {
  const scheduler = process.scheduler;
  if (scheduler === undefined) return;
  const policy = kernel.SCHEDULER_POLICIES.indexOf(scheduler.policy);
  if (policy < 0)
    throw ruleError(
      "/process/scheduler/policy",
      `${JSON.stringify(scheduler.policy)} is no scheduling policy`,
    );
  let flags = 0;
  for (const [index, name] of (scheduler.flags ?? []).entries()) {
    const bit = kernel.SCHEDULER_FLAGS.indexOf(name);
    if (bit < 0)
      throw ruleError(`/process/scheduler/flags/${index}`, `${JSON.stringify(name)} is no scheduler flag`);
    flags |= 1 << bit;
  }
  const { nice = 0, priority = 0, runtime = 0, deadline = 0, period = 0 } = scheduler;
  plan.at("/process/scheduler", `set the scheduling policy ${scheduler.policy}`);
  plan.add({
    op: "setScheduler",
    policy,
    flags,
    nice: nice >>> 0,
    priority: priority >>> 0,
    runtime,
    deadline,
    period,
  });
}

/** config.md "ioPriority"; ioprio_set(2). */
export function compileIoPriority({ plan, process }: ProcessBuild): void {
  const ioPriority = process.ioPriority;
  if (ioPriority === undefined) return;
  const { priority = 0 } = ioPriority;
  const ioClass = kernel.IO_CLASSES.indexOf(ioPriority.class);
  if (ioClass < 0)
    throw ruleError(
      "/process/ioPriority/class",
      `${JSON.stringify(ioPriority.class)} is no I/O priority class`,
    );
  if (priority < 0 || priority > 7)
    throw ruleError("/process/ioPriority/priority", `I/O priority ${priority} is not between 0 and 7`);
  plan.at("/process/ioPriority", "set the I/O priority");
  plan.add({ op: "setIoPriority", value: (ioClass << kernel.IO_CLASS_SHIFT) | priority });
}

/** config-linux.md "Personality". */
export function compilePersonality({ plan, config }: ProcessBuild): void {
  const personality = config.linux?.personality;
  if (personality?.domain === undefined) return;
  if ((personality.flags ?? []).length > 0) {
    throw unsupportedError(
      "/linux/personality/flags",
      "the runtime specification knows no personality flags",
    );
  }
  plan.at("/linux/personality", `set the personality ${personality.domain}`);
  plan.add({
    op: "setPersonality",
    persona: personality.domain === "LINUX32" ? kernel.PER_LINUX32 : kernel.PER_LINUX,
  });
}

/** config-linux.md "Memory Policy"; set_mempolicy(2). */
export function compileMemoryPolicy({ plan, config }: ProcessBuild): void {
  const policy = config.linux?.memoryPolicy;
  if (policy?.mode === undefined) return;
  let mode = kernel.MEMORY_MODES.indexOf(policy.mode);
  if (mode < 0)
    throw ruleError("/linux/memoryPolicy/mode", `${JSON.stringify(policy.mode)} is no memory policy`);
  for (const [index, name] of (policy.flags ?? []).entries()) {
    const flag = kernel.MEMORY_FLAGS[name];
    if (flag === undefined)
      throw ruleError(
        `/linux/memoryPolicy/flags/${index}`,
        `${JSON.stringify(name)} is no memory policy flag`,
      );
    mode |= flag;
  }
  plan.at("/linux/memoryPolicy", `set the memory policy ${policy.mode}`);
  plan.add({
    op: "setMemoryPolicy",
    mode,
    nodes: parseNumberList(policy.nodes ?? "", "/linux/memoryPolicy/nodes"),
  });
}

/** The cgroup's CPUs are all the process may use, whatever the caller was bound to. */
export function resetAffinity({ plan }: ProcessBuild): void {
  plan.at("", "allow all CPUs of the cgroup");
  plan.add({ op: "resetAffinity" });
}

/** config.md "execCPUAffinity": `initial` holds until the process is in the cgroup. */
export function compileInitialAffinity({ plan, process }: ProcessBuild): void {
  const initial = process.execCPUAffinity?.initial ?? "";
  if (initial === "") return;
  plan.at("/process/execCPUAffinity/initial", `run on the CPUs ${initial}`);
  plan.add({ op: "setAffinity", mask: parseNumberList(initial, "/process/execCPUAffinity/initial") });
}

export function compileFinalAffinity(build: ProcessBuild): void {
  const { plan, process } = build;
  if (process.execCPUAffinity === undefined) {
    resetAffinity(build);
    return;
  }
  const final = process.execCPUAffinity.final ?? "";
  if (final === "") return;
  plan.at("/process/execCPUAffinity/final", `run on the CPUs ${final}`);
  plan.add({ op: "setAffinity", mask: parseNumberList(final, "/process/execCPUAffinity/final") });
}
