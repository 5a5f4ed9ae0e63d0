// SPDX-License-Identifier: Apache-2.0
/**
 * Drives a built checkout of opencontainers/runtime-tools (make runtimetest validation-executables), sums up its
 * TAP, and says of each program that fails if that suite is known to be wrong: runtime-tools.tsv.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { execute, type Result } from "../harness/execute.ts";
import { readTable } from "./clauses.ts";

export interface ProgramResult {
  program: string;
  passed: number;
  failed: string[];
  skipped: number;
  /** It ended badly without a `not ok` line. */
  broken: string | undefined;
}

interface Defect {
  program: string;
  check: RegExp;
  reason: string;
}

const LIMIT_MS = 60_000;

/** @throws {Error} if the checkout is not built */
export async function driveRuntimeTools(folder: string, runtime: string): Promise<void> {
  const programs = programsOf(folder);
  const defects = readTable("runtime-tools.tsv").map(
    ([program = "", check = "", reason = ""]): Defect => ({ program, check: new RegExp(check), reason }),
  );
  const results: ProgramResult[] = [];
  // One at a time: its programs share names of containers and cgroups.
  for (const program of programs) {
    const path = join("validation", program, `${program}.t`);
    const env = { PATH: process.env["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin", RUNTIME: runtime };
    results.push(
      sumUp(program, await execute([join(folder, path)], { cwd: folder, env, timeoutMs: LIMIT_MS })),
    );
  }
  printSummary(results, defects);
}

function programsOf(folder: string): string[] {
  const validation = join(folder, "validation");
  if (!existsSync(join(folder, "runtimetest")) || !existsSync(validation))
    throw new Error(`RUNTIME_TOOLS=${folder}: run "make runtimetest validation-executables" there first`);
  const names = readdirSync(validation).filter((name) => existsSync(join(validation, name, `${name}.t`)));
  if (names.length === 0) throw new Error(`RUNTIME_TOOLS=${folder}: no program in validation/ is built`);
  return names.sort();
}

export function sumUp(
  program: string,
  result: Pick<Result, "stdout" | "stderr" | "status" | "timedOut">,
): ProgramResult {
  const lines = result.stdout.split("\n").map((line) => line.trim());
  const failed = lines.filter((line) => line.startsWith("not ok"));
  const good = lines.filter((line) => line.startsWith("ok"));
  const skipped = good.filter((line) => /# skip/i.test(line)).length;
  const ended = result.timedOut
    ? "no end within a minute"
    : `status ${result.status}: ${lastLine(result.stderr)}`;
  const isBroken = failed.length === 0 && (result.timedOut || result.status !== 0);
  return { program, passed: good.length - skipped, failed, skipped, broken: isBroken ? ended : undefined };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

/** What that suite gets wrong about this program or check, if it is known. */
function defectOf(defects: readonly Defect[], program: string, line: string): string | undefined {
  return defects.find((defect) => defect.program === program && defect.check.test(line))?.reason;
}

function printSummary(results: readonly ProgramResult[], defects: readonly Defect[]): void {
  const sum = (count: (result: ProgramResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  let unexplained = 0;
  console.log("\nruntime-tools");
  for (const { program, failed, broken } of results) {
    for (const line of broken === undefined ? failed : [broken]) {
      const reason = defectOf(defects, program, line);
      if (reason === undefined) unexplained += 1;
      console.log(`${program}: ${line}\n    ${reason ?? "NOT EXPLAINED"}`);
    }
  }
  console.log(
    `${results.length} programs: ${sum((one) => one.passed)} ok, ${sum((one) => one.failed.length)} not ok, ` +
      `${sum((one) => one.skipped)} skipped, ${results.filter((one) => one.broken !== undefined).length} ended badly; ` +
      `${unexplained} not explained`,
  );
}
