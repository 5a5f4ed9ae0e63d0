// SPDX-License-Identifier: Apache-2.0
/** Rules of `process.scheduler` and `process.ioPriority`: those of sched_setattr(2) and ioprio_set(2). */
import type { IoPriority, Scheduler } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { IssueList } from "./issues.ts";

const LEAST_RUNTIME_NS = 1024;

export function checkScheduler(scheduler: Scheduler | undefined, at: JsonPointer, list: IssueList): void {
  if (scheduler === undefined) return;
  const { policy, nice = 0, priority = 0 } = scheduler;
  if (policy === "SCHED_ISO") {
    const problem = 'is "SCHED_ISO", which Linux has reserved but not implemented';
    list.unsupported(`${at}/policy`, "config/process/scheduler/policy-applied", problem);
  }
  if (nice < -20 || nice > 19) {
    list.rule(
      `${at}/nice`,
      "config/process/scheduler/nice-default",
      `is ${nice}; a number from -20 to 19 is needed`,
    );
  }
  const realtime = policy === "SCHED_FIFO" || policy === "SCHED_RR";
  if (realtime && (priority < 1 || priority > 99)) {
    const problem = `is ${priority}; ${policy} needs a number from 1 to 99`;
    list.rule(`${at}/priority`, "config/process/scheduler/priority-default", problem);
  } else if (!realtime && priority !== 0) {
    const problem = `is ${priority}; only SCHED_FIFO and SCHED_RR have a priority`;
    list.rule(`${at}/priority`, "config/process/scheduler/priority-default", problem);
  }
  if (policy === "SCHED_DEADLINE") checkDeadline(scheduler, at, list);
  else checkNoDeadline(scheduler, at, list);
}

function checkDeadline(
  { runtime = 0, deadline = 0, period = 0 }: Scheduler,
  at: JsonPointer,
  list: IssueList,
): void {
  if (runtime < LEAST_RUNTIME_NS) {
    const problem = `is ${runtime}; SCHED_DEADLINE needs at least ${LEAST_RUNTIME_NS} nanoseconds`;
    list.rule(`${at}/runtime`, "config/process/scheduler/runtime-default", problem);
  }
  if (deadline < runtime) {
    const problem = `is ${deadline}, below the runtime of ${runtime}`;
    list.rule(`${at}/deadline`, "config/process/scheduler/deadline-default", problem);
  }
  if (period !== 0 && period < deadline) {
    const problem = `is ${period}, below the deadline of ${deadline}`;
    list.rule(`${at}/period`, "config/process/scheduler/period-default", problem);
  }
}

function checkNoDeadline(scheduler: Scheduler, at: JsonPointer, list: IssueList): void {
  for (const name of ["runtime", "deadline", "period"] as const) {
    const value = scheduler[name];
    if (value === undefined || value === 0) continue;
    list.rule(
      `${at}/${name}`,
      `config/process/scheduler/${name}-default`,
      `is ${value}; only SCHED_DEADLINE has it`,
    );
  }
}

export function checkIoPriority(ioPriority: IoPriority | undefined, at: JsonPointer, list: IssueList): void {
  if (ioPriority === undefined) return;
  const { priority } = ioPriority;
  if (priority === undefined) {
    list.rule(
      `${at}/priority`,
      "config/process/io-priority/priority-required",
      "is missing; a number from 0 to 7 is needed",
    );
  } else if (priority < 0 || priority > 7) {
    list.rule(
      `${at}/priority`,
      "config/process/io-priority/range",
      `is ${priority}; a number from 0 to 7 is needed`,
    );
  }
}
