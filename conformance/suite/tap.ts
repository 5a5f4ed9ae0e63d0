// SPDX-License-Identifier: Apache-2.0
/** TAP version 13: https://testanything.org */
import type { CaseResult } from "./results.ts";

export function tapLine(result: CaseResult, number: number): string {
  const name = `${number} - ${result.name.replaceAll("#", "\\#")}`;
  const clauses = `  ---\n  clauses: [${result.clauses.join(", ")}]\n`;
  if (result.outcome === "skip") return `ok ${name} # SKIP ${result.reason ?? ""}\n${clauses}  ...`;
  if (result.outcome === "pass") return `ok ${name}\n${clauses}  ...`;
  return `not ok ${name}\n${clauses}  message: ${JSON.stringify(result.reason ?? "")}\n  ...`;
}

export function tap(results: readonly CaseResult[]): string {
  const lines = results.map((result, index) => tapLine(result, index + 1));
  return `${["TAP version 13", `1..${results.length}`, ...lines].join("\n")}\n`;
}
