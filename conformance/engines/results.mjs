// SPDX-License-Identifier: Apache-2.0
// What the lists said. `counts FILE`: as JSON for scripts/test-totals.mjs. `table DIRECTORY DOCUMENT`: all results
// of the directory as tables, between two lines of the document. `skip REASON`: counts for a part that can't run.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
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

function counts() {
  const cases = readResults(path);
  const count = (wanted) => cases.filter(({ verdict }) => verdict === wanted).length;
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

function table(engine, columns) {
  const names = [...new Set(columns.flatMap(({ cases }) => cases.map(({ name }) => name)))];
  const rows = names.map((name) => [
    name,
    ...columns.map(({ cases }) => cases.find((one) => one.name === name)?.verdict ?? "not run"),
  ]);
  const head = [engine, ...columns.map(({ runtime }) => runtime)];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function writeTable() {
  const files = readdirSync(path).filter((file) => file.endsWith(".tap"));
  const tables = ["package", "criu", "podman", "containerd", "cri", "docker"].map((engine) => {
    const columns = files
      .filter((file) => file.startsWith(`${engine}-`))
      .map((file) => ({
        runtime: basename(file, ".tap").slice(engine.length + 1),
        cases: readResults(`${path}/${file}`),
      }));
    return table(engine, columns);
  });
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
