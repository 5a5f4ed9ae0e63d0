// SPDX-License-Identifier: Apache-2.0
/** The spans of init's operations. */
import { native } from "../native/native.ts";
import { formatOperation } from "../ops/print.ts";
import type { Plan } from "../plan/plan.ts";
import type { Span, Tracer } from "./trace.ts";

/**
 * Spans of the operations whose times init has just sent (native().lastTimes()).
 *
 * @param origin pid of the process, and how many operations it was given before those of `plan`
 */
export function traceOperations(tracer: Tracer, plan: Plan, origin: { from: number; added: number }): void {
  const times = native().lastTimes();
  for (let at = 0; at + 3 < times.length; at += 4) {
    const index = (times[at] as number) - origin.added;
    const operation = plan.ops[index];
    if (operation === undefined) continue;
    const { op, pointer } = operation;
    const span: Span = {
      name: op,
      kind: "operation",
      begin: times[at + 2] as number,
      duration: (times[at + 3] as number) / 1000,
      pid: origin.from,
      operation: formatOperation(operation, index),
    };
    if (pointer !== "") span.pointer = pointer;
    tracer(span);
  }
}
