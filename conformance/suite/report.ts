// SPDX-License-Identifier: Apache-2.0
/** The matrix clause x runtime, as Markdown and as HTML, from one model. */
import { type Clause, type Level, LEVELS } from "./clauses.ts";
import { type ClauseResult, type RunResult, type Totals, totalsOf, type Verdict } from "./results.ts";

export interface Report {
  clauses: readonly Clause[];
  runs: readonly RunResult[];
  coverage: string;
  notes: ReadonlyMap<string, string>;
}

const VERDICTS: readonly Verdict[] = ["pass", "fail", "skip", "untestable", "no case", "not run"];

interface Table {
  title: string;
  heading: string[];
  rows: string[][];
}

/** Tables in the order of the report; cells are plain text. */
function tablesOf(report: Report): Table[] {
  const names = report.runs.map((run) => run.runtime.name);
  return [
    { title: "Runs", heading: ["runtime", "host", "cases", "seconds"], rows: report.runs.map(runRow) },
    ...totalTables(report),
    {
      title: "Failed",
      heading: ["clause", "level", "runtime", "what was seen"],
      rows: reasonsOf(report, "fail"),
    },
    {
      title: "Notes on cases that reference runtimes fail",
      heading: ["case", "note"],
      rows: noteRows(report),
    },
    { title: "Clauses", heading: ["clause", "level", "binds", ...names], rows: matrix(report) },
    { title: "Skipped", heading: ["clause", "level", "runtime", "reason"], rows: reasonsOf(report, "skip") },
    {
      title: "Untestable",
      heading: ["clause", "level", "reason"],
      rows: untestableRows(report),
    },
  ].filter((table) => table.rows.length > 0);
}

function runRow(run: RunResult): string[] {
  return [run.runtime.name, run.host, String(run.cases.length), run.seconds.toFixed(0)];
}

function totalTables(report: Report): Table[] {
  const table = (title: string, wanted: (result: ClauseResult) => boolean): Table => ({
    title,
    heading: ["level", "runtime", ...VERDICTS],
    rows: LEVELS.flatMap((level) =>
      report.runs.map((run) => totalRow(level, run, totalsOf(run.clauses.filter(wanted))[level])),
    ),
  });
  return [
    table("Totals of clauses that bind a runtime", (result) => result.subject === "runtime"),
    table("Totals of all clauses", () => true),
  ];
}

function totalRow(level: Level, run: RunResult, totals: Totals): string[] {
  return [level, run.runtime.name, ...VERDICTS.map((verdict) => String(totals[verdict]))];
}

function matrix(report: Report): string[][] {
  const columns = report.runs.map((run) => new Map(run.clauses.map((result) => [result.id, result.verdict])));
  return report.clauses.map(({ id, level, subject }) => [
    id,
    level,
    subject,
    ...columns.map((column) => column.get(id) ?? "not run"),
  ]);
}

function reasonsOf(report: Report, verdict: Verdict): string[][] {
  return report.runs.flatMap((run) =>
    run.clauses
      .filter((result) => result.verdict === verdict)
      .map((result) => [result.id, result.level, run.runtime.name, result.reason ?? ""]),
  );
}

function untestableRows(report: Report): string[][] {
  const rows = (report.runs[0]?.clauses ?? []).filter((result) => result.verdict === "untestable");
  return rows.map((result) => [result.id, result.level, result.reason ?? ""]);
}

function noteRows(report: Report): string[][] {
  const failed = new Set(
    report.runs.flatMap((run) => run.cases.filter((one) => one.outcome === "fail").map((one) => one.name)),
  );
  return [...report.notes].filter(([name]) => failed.has(name)).map(([name, note]) => [name, note]);
}

const TITLE = "Conformance to runtime-spec 1.3";

export function markdown(report: Report): string {
  const parts = tablesOf(report).map(({ title, heading, rows }) => {
    const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(" | ")} |`;
    return `## ${title}\n\n${[line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
  });
  return `# ${TITLE}\n\n${report.coverage}.\n\n${parts.join("\n")}`;
}

function markdownCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ").replaceAll("<", "&lt;");
}

const STYLE = `body{font:15px/1.4 system-ui,sans-serif;margin:2em;color:#222}
table{border-collapse:collapse;margin-bottom:2em}th,td{border:1px solid #ccc;padding:2px 8px;text-align:left}
th{background:#eee;position:sticky;top:0}.pass{background:#d6f5d6}.fail{background:#f9c6c6}
.skip{background:#fdf3c4}.untestable{background:#e4e4f4}`;

export function html(report: Report): string {
  const parts = tablesOf(report).map(({ title, heading, rows }) => {
    const head = heading.map((cell) => `<th>${escaped(cell)}</th>`).join("");
    const body = rows.map((row) => `<tr>${row.map(htmlCell).join("")}</tr>`).join("\n");
    return `<h2>${escaped(title)}</h2>\n<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
  });
  const top = `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${TITLE}</title>`;
  return `${top}<style>${STYLE}</style></head>\n<body><h1>${TITLE}</h1>\n<p>${escaped(report.coverage)}.</p>\n${parts.join("\n")}\n</body></html>\n`;
}

function htmlCell(text: string): string {
  const known = VERDICTS.includes(text as Verdict) ? ` class="${text.replace(" ", "-")}"` : "";
  return `<td${known}>${escaped(text)}</td>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
