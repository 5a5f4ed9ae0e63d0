// SPDX-License-Identifier: Apache-2.0
/** From results of cases to verdicts on clauses and their totals. */
import type { Chapter } from "./case.ts";
import { type Clause, type Level, LEVELS } from "./clauses.ts";

export type Outcome = "pass" | "fail" | "skip";

export interface CaseResult {
  /** `chapter: sentence`. */
  name: string;
  clauses: readonly string[];
  outcome: Outcome;
  /** Of a skip or a failure. */
  reason?: string;
  milliseconds: number;
}

export type Verdict = Outcome | "untestable" | "no case" | "not run";

export interface ClauseResult {
  id: string;
  level: Level;
  subject: string;
  verdict: Verdict;
  reason?: string;
}

export interface RunResult {
  suite: "oci-runtime-conformance";
  specification: "1.3";
  runtime: { name: string; kind: string; version: string };
  host: string;
  seconds: number;
  cases: CaseResult[];
  clauses: ClauseResult[];
}

/** How many clauses of one level came to each verdict. */
export type Totals = Record<Verdict, number>;

/** Names of all cases; two of one name would share a note. */
export function caseNames(chapters: readonly Chapter[]): string[] {
  return chapters.flatMap((chapter) => chapter.cases.map((one) => `${chapter.name}: ${one.name}`));
}

/** A clause passes if a case of it passes and none fails. */
export function judgeClauses(
  clauses: readonly Clause[],
  results: readonly CaseResult[],
  untestable: ReadonlyMap<string, string>,
  withCase: ReadonlySet<string>,
): ClauseResult[] {
  const byClause = new Map<string, CaseResult[]>();
  for (const result of results)
    for (const id of result.clauses) byClause.set(id, [...(byClause.get(id) ?? []), result]);
  return clauses.map(({ id, level, subject }) => {
    const own = byClause.get(id) ?? [];
    const { verdict, reason } = judge(own);
    if (own.length > 0) return { id, level, subject, verdict, ...(reason === undefined ? {} : { reason }) };
    const why = untestable.get(id);
    if (why !== undefined) return { id, level, subject, verdict: "untestable", reason: why };
    return { id, level, subject, verdict: withCase.has(id) ? "not run" : "no case" };
  });
}

function judge(results: readonly CaseResult[]): { verdict: Outcome; reason: string | undefined } {
  const failed = results.filter((result) => result.outcome === "fail");
  if (failed.length > 0)
    return { verdict: "fail", reason: failed.map((one) => `${one.name}: ${one.reason}`).join("; ") };
  if (results.some((result) => result.outcome === "pass")) return { verdict: "pass", reason: undefined };
  return { verdict: "skip", reason: [...new Set(results.map((result) => result.reason))].join("; ") };
}

export function totalsOf(results: readonly ClauseResult[]): Record<Level, Totals> {
  const empty = (): Totals => ({ pass: 0, fail: 0, skip: 0, untestable: 0, "no case": 0, "not run": 0 });
  const totals: Record<Level, Totals> = { MUST: empty(), SHOULD: empty(), MAY: empty() };
  for (const { level, verdict } of results) totals[level][verdict] += 1;
  return totals;
}

/** How much of what binds a runtime has a case. */
export function coverage(clauses: readonly Clause[], withCase: ReadonlySet<string>): string {
  const ofRuntime = clauses.filter((clause) => clause.subject === "runtime");
  const covered = ofRuntime.filter((clause) => withCase.has(clause.id)).length;
  const all = clauses.filter((clause) => withCase.has(clause.id)).length;
  const percent = ((100 * covered) / ofRuntime.length).toFixed(1);
  return `${covered} of ${ofRuntime.length} runtime clauses have a case (${percent} %), ${all} of all ${clauses.length}`;
}

/** One line a level, for the runtime's clauses and for all. */
export function totalLines(results: readonly ClauseResult[]): string[] {
  const ofRuntime = totalsOf(results.filter((result) => result.subject === "runtime"));
  const all = totalsOf(results);
  return LEVELS.flatMap((level) => [
    `${level} (runtime): ${textOf(ofRuntime[level])}`,
    `${level} (all): ${textOf(all[level])}`,
  ]);
}

function textOf(totals: Totals): string {
  return Object.entries(totals)
    .filter(([name, count]) => count > 0 || name === "pass" || name === "fail")
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
}
