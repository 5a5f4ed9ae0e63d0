// SPDX-License-Identifier: Apache-2.0
/** The suite's command line; run.mjs builds and starts it. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CHAPTERS } from "../cases/index.ts";
import { removeCgroups } from "../harness/cgroups.ts";
import type { Chapter } from "./case.ts";
import { type Clause, readClauses, readNotes, readUntestable } from "./clauses.ts";
import { describeHost, probeHost } from "./host.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { html, markdown, type Report } from "./report.ts";
import { type CaseResult, coverage, judgeClauses, type RunResult, totalLines } from "./results.ts";
import { runCases } from "./runner.ts";
import { probeRuntime } from "./runtime.ts";
import { driveRuntimeTools } from "./runtime-tools.ts";
import { tap } from "./tap.ts";

/** Chapters with the cases that some filter matches. */
function selected(filters: readonly string[]): Chapter[] {
  if (filters.length === 0) return [...CHAPTERS];
  const wanted = (chapter: Chapter, texts: readonly string[]): boolean =>
    filters.some((filter) => filter === chapter.name || texts.some((text) => text.includes(filter)));
  return CHAPTERS.map((chapter) => ({
    name: chapter.name,
    cases: chapter.cases.filter((one) => wanted(chapter, [one.name, ...one.clauses])),
  }));
}

/** Clauses with a case, whatever the filters. */
function clausesWithCase(): Set<string> {
  return new Set(CHAPTERS.flatMap((chapter) => chapter.cases.flatMap((one) => one.clauses)));
}

async function runAll(path: string, options: Options, clauses: readonly Clause[]): Promise<RunResult> {
  const begin = Date.now();
  const runtime = await probeRuntime(path, options.strict);
  const host = probeHost();
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "conformance.")));
  // Users of a user namespace must get through.
  chmodSync(directory, 0o755);
  const cgroupParent = `/${basename(directory).replace(".", "-")}`;
  const cases = await runCases({
    chapters: selected(options.filters),
    runtime,
    host,
    directory,
    cgroupParent,
    jobs: options.jobs,
    done: (result) => showProgress(result, options),
  });
  removeCgroups(cgroupParent);
  rmSync(directory, { recursive: true, force: true });
  return {
    suite: "oci-runtime-conformance",
    specification: "1.3",
    runtime: { name: runtime.name, kind: runtime.kind, version: runtime.version },
    host: describeHost(host),
    seconds: (Date.now() - begin) / 1000,
    cases,
    clauses: judgeClauses(clauses, cases, readUntestable(), clausesWithCase()),
  };
}

function showProgress(result: CaseResult, options: Options): void {
  if (options.format !== undefined || result.outcome === "pass") return;
  console.log(`${result.outcome}  ${result.name}\n      ${result.reason ?? ""}`);
}

function readResult(file: string): RunResult {
  const result = JSON.parse(readFileSync(file, "utf8")) as RunResult;
  if (result.suite !== "oci-runtime-conformance") throw new Error(`${file} is no result of this suite`);
  return result;
}

function printed(options: Options, report: Report): string {
  const run = report.runs[0];
  switch (options.format) {
    case "tap":
      return tap(run?.cases ?? []);
    case "json":
      return `${JSON.stringify(run, null, 1)}\n`;
    case "markdown":
      return markdown(report);
    case "html":
      return html(report);
    default:
      return summary(report);
  }
}

function summary(report: Report): string {
  const lines = report.runs.flatMap((run) => [
    "",
    `${run.runtime.name}: ${run.cases.length} cases in ${run.seconds.toFixed(0)} s on ${run.host}`,
    ...totalLines(run.clauses),
  ]);
  return `${[...lines, report.coverage].join("\n")}\n`;
}

function writeFiles(directory: string, report: Report): void {
  mkdirSync(directory, { recursive: true });
  const [run] = report.runs;
  writeFileSync(join(directory, "result.json"), `${JSON.stringify(run, null, 1)}\n`);
  writeFileSync(join(directory, "result.tap"), tap(run?.cases ?? []));
  writeFileSync(join(directory, "report.md"), markdown(report));
  writeFileSync(join(directory, "report.html"), html(report));
}

function list(): void {
  for (const chapter of CHAPTERS)
    for (const one of chapter.cases)
      console.log(`${chapter.name}: ${one.name}\n    ${one.clauses.join("\n    ")}`);
  const withCase = clausesWithCase();
  const untestable = readUntestable();
  for (const { id, subject } of readClauses())
    if (subject === "runtime" && !withCase.has(id) && !untestable.has(id)) console.log(`no case: ${id}`);
  console.log(coverage(readClauses(), withCase));
}

async function main(options: Options): Promise<number> {
  if (options.help) console.log(HELP);
  else if (options.list) list();
  else return await report(options);
  return 0;
}

async function report(options: Options): Promise<number> {
  if (options.runtime === undefined && options.compare.length === 0)
    throw new Error("--runtime PATH is needed");
  const clauses = readClauses();
  const runs = options.runtime === undefined ? [] : [await runAll(options.runtime, options, clauses)];
  runs.push(...options.compare.map(readResult));
  const whole: Report = {
    clauses,
    runs,
    coverage: coverage(clauses, clausesWithCase()),
    notes: readNotes(),
  };
  process.stdout.write(printed(options, whole));
  if (options.out !== undefined) writeFiles(options.out, whole);
  const tools = process.env["RUNTIME_TOOLS"] ?? "";
  if (tools !== "" && options.runtime !== undefined) await driveRuntimeTools(tools, options.runtime);
  return runs[0]?.clauses.some((one) => one.level === "MUST" && one.verdict === "fail") ? 1 : 0;
}

try {
  process.exitCode = await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  console.error(`conformance: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
