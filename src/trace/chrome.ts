// SPDX-License-Identifier: Apache-2.0
/** Spans in the Trace Event Format, which chrome://tracing, Perfetto and speedscope read. */
import type { Span } from "./trace.ts";

/** A complete event ("ph": "X"); times in microseconds. */
interface TraceEvent {
  name: string;
  cat: string;
  ph: "X";
  ts: number;
  dur: number;
  pid: number;
  tid: number;
  args: Record<string, string>;
}

interface NameEvent {
  name: "process_name";
  ph: "M";
  pid: number;
  args: { name: string };
}

function event({ name, kind, begin, duration, pid, pointer, operation, error }: Span): TraceEvent {
  const args: Record<string, string> = {};
  if (operation !== undefined) args.operation = operation;
  if (pointer !== undefined) args.pointer = pointer;
  if (error !== undefined) args.error = error;
  return { name, cat: kind, ph: "X", ts: begin, dur: duration, pid, tid: pid, args };
}

function nameOf(pid: number, title: string): NameEvent {
  return { name: "process_name", ph: "M", pid, args: { name: title } };
}

/**
 * Spans as the text of a trace file.
 *
 * @param title what the runtime's own row is called: the command
 *
 * @example
 * ```ts
 * const spans: Span[] = [];
 * const runtime = new Runtime({ onSpan: (span) => spans.push(span) });
 * await runtime.run({ bundle: "/srv/bundle" });
 * writeFileSync("trace.json", chromeTrace(spans, "my program"));
 * ```
 */
export function chromeTrace(spans: readonly Span[], title: string): string {
  const others = new Set(spans.map(({ pid }) => pid).filter((pid) => pid !== 0));
  const names = [nameOf(0, title), ...[...others].map((pid) => nameOf(pid, `init ${pid}`))];
  const traceEvents = [...names, ...spans.map(event)];
  return `${JSON.stringify({ displayTimeUnit: "ms", traceEvents })}\n`;
}
