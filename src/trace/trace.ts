// SPDX-License-Identifier: Apache-2.0
/**
 * Where the time goes: a span for each phase of a command and for each operation of init. Without a tracer
 * nothing is measured.
 */
import type { Task } from "../lifecycle/task.ts";
import { native } from "../native/native.ts";

export type SpanKind = "phase" | "operation" | "hook";

export interface Span {
  name: string;
  kind: SpanKind;
  /** CLOCK_MONOTONIC in microseconds. */
  begin: number;
  /** Microseconds, with fractions for operations. */
  duration: number;
  /** Whose work it is: the runtime (0), or the process with this pid. */
  pid: number;
  /** Pointer into config.json, where the operation has one. */
  pointer?: string;
  /** The operation as `runt plan` prints it. */
  operation?: string;
  /** The span ended with this error. */
  error?: string;
}

/** Takes finished spans, in the order in which they end. */
export type Tracer = (span: Span) => void;

type Work = Pick<Span, "name" | "kind" | "begin">;

function finish(tracer: Tracer, work: Work): void {
  tracer({ ...work, duration: native().monotonicUs() - work.begin, pid: 0 });
}

function fail(tracer: Tracer, work: Work, thrown: unknown): void {
  const error = thrown instanceof Error ? thrown.message : String(thrown);
  tracer({ ...work, duration: native().monotonicUs() - work.begin, pid: 0, error });
}

/** Does `work`, and tells the tracer how long it took. */
export function traced<Result>(tracer: Tracer | undefined, name: string, work: () => Result): Result {
  if (tracer === undefined) return work();
  const span: Work = { name, kind: "phase", begin: native().monotonicUs() };
  try {
    const result = work();
    finish(tracer, span);
    return result;
  } catch (error) {
    fail(tracer, span, error);
    throw error;
  }
}

/** As traced(), for a task: its waits count. */
export function tracedTask<Result>(
  tracer: Tracer | undefined,
  name: string,
  task: Task<Result>,
  kind: SpanKind = "phase",
): Task<Result> {
  return tracer === undefined ? task : followTask(tracer, name, task, kind);
}

function* followTask<Result>(tracer: Tracer, name: string, task: Task<Result>, kind: SpanKind): Task<Result> {
  const span: Work = { name, kind, begin: native().monotonicUs() };
  try {
    const result = yield* task;
    finish(tracer, span);
    return result;
  } catch (error) {
    fail(tracer, span, error);
    throw error;
  }
}
