// SPDX-License-Identifier: Apache-2.0
// What the lists said. `counts FILE`: as JSON for scripts/test-totals.mjs. `table DIRECTORY DOCUMENT`: all results
// of the directory, and of DIRECTORY-guest, as tables between two lines of the document. `skip REASON`: counts for a
// part that can't run.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { idsOf } from "../../scripts/test-ids.mjs";

const [mode, path, document] = process.argv.slice(2);
const LINE = /^(ok|not ok) \d+ - \w+: (.*?)(?: # SKIP (.*))?$/;

function readResults(file) {
  const cases = [];
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [, verdict, name, reason] = LINE.exec(line) ?? [];
    if (verdict === undefined) {
      if (line.startsWith("not ok")) cases.push({ name: line, verdict: "failed" });
      continue;
    }
    cases.push({
      name,
      verdict: reason === undefined ? ({ ok: "ok" }[verdict] ?? "failed") : "skipped",
      reason,
    });
  }
  return cases;
}

const countOf = (cases, wanted) => cases.filter(({ verdict }) => verdict === wanted).length;

function counts() {
  const cases = readResults(path);
  const count = (wanted) => countOf(cases, wanted);
  const skips = cases
    .filter(({ verdict }) => verdict === "skipped")
    .map(({ name, reason }) => ({ name: `${basename(path, ".tap")}: ${name}`, reason }));
  const totals = { passed: count("ok"), failed: count("failed"), skipped: skips.length, skips };
  console.log(JSON.stringify({ ...totals, ids: idCounts(cases) }));
}

/** [passed, failed, skipped] of every id of test/security/ids.ts that a case names. */
function idCounts(cases) {
  const ids = {};
  for (const { name, verdict } of cases)
    for (const id of idsOf(name)) {
      ids[id] ??= [0, 0, 0];
      ids[id][["ok", "failed", "skipped"].indexOf(verdict)] += 1;
    }
  return ids;
}

function markdown(rows) {
  const [head, ...others] = rows;
  return [head, head.map(() => "---"), ...others].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function table(engine, columns) {
  const names = [...new Set(columns.flatMap(({ cases }) => cases.map(({ name }) => name)))];
  const rows = names.map((name) => [
    name,
    ...columns.map(({ cases }) => cases.find((one) => one.name === name)?.verdict ?? "–"),
  ]);
  return markdown([[engine, ...columns.map(({ title }) => title)], ...rows]);
}

/** One line a list: how many of its cases were well. */
function summary(engines) {
  const titles = ["runc", "runt", "runc, guest", "runt, guest"];
  const cell = (cases) => {
    if (cases === undefined) return "–";
    const [ok, failed, skipped] = ["ok", "failed", "skipped"].map((verdict) => countOf(cases, verdict));
    return [`${ok} ok`, failed > 0 ? `${failed} failed` : "", skipped > 0 ? `${skipped} skipped` : ""]
      .filter((part) => part !== "")
      .join(", ");
  };
  const rows = engines.map(({ engine, columns }) => [
    engine,
    ...titles.map((title) => cell(columns.find((column) => column.title === title)?.cases)),
  ]);
  return markdown([["list", ...titles], ...rows]);
}

function columnsOf(engine, directory, place) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.startsWith(`${engine}-`) && file.endsWith(".tap"))
    .map((file) => ({
      title: `${basename(file, ".tap").slice(engine.length + 1)}${place}`,
      cases: readResults(`${directory}/${file}`),
    }));
}

function writeTable() {
  const engines = ["package", "criu", "podman", "containerd", "cri", "docker"].map((engine) => ({
    engine,
    columns: [...columnsOf(engine, path, ""), ...columnsOf(engine, `${path}-guest`, ", guest")],
  }));
  const tables = [summary(engines), ...engines.map(({ engine, columns }) => table(engine, columns))];
  const text = readFileSync(document, "utf8");
  const marked = /(<!-- results -->\n)[^]*?(<!-- end of results -->)/;
  if (!marked.test(text)) throw new Error(`${document} has no lines "results" and "end of results"`);
  writeFileSync(
    document,
    text.replace(marked, (_all, begin, end) => `${begin}\n${tables.join("\n\n")}\n\n${end}`),
  );
}

if (mode === "counts") counts();
else if (mode === "skip")
  console.log(
    JSON.stringify({ passed: 0, failed: 0, skipped: 1, skips: [{ name: "engines", reason: path }] }),
  );
else writeTable();
