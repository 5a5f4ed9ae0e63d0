// SPDX-License-Identifier: Apache-2.0
/** Results as lines for the terminal, and as docs/benchmarks.md with its chart. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chart } from "./chart.mjs";

export function number(value) {
  return value >= 1000 ? value.toFixed(0) : value >= 100 ? value.toFixed(1) : value.toFixed(2);
}

export function printRow({ title, unit, summary }) {
  const cells = summary.map(({ name, median, p5, p95, ratio }, index) => {
    const spread = p5 === p95 ? "" : ` (${number(p5)}-${number(p95)})`;
    return `${name} ${number(median)}${spread}${index === 0 ? "" : `, runt/${name} ${ratio.toFixed(2)}`}`;
  });
  console.log(`${`${title} [${unit}]`.padEnd(44)} ${cells.join(" | ")}`);
}

export function printHeld({ name, count, values }) {
  if (values === undefined)
    console.log(`${count} ${name} containers held: not measured, they take too much memory`);
  for (const [title, value] of Object.entries(values ?? {}))
    console.log(`${`${count} held, ${title}`.padEnd(56)} ${name} ${number(value)}`);
}

function tableLine(cells) {
  return `| ${cells.join(" | ")} |`;
}

function rowTable(rows) {
  const names = [...new Set(rows.flatMap(({ summary }) => summary.map(({ name }) => name)))];
  const others = names.slice(1);
  const head = ["", ...names, ...others.map((name) => `runt/${name}`)];
  const lines = rows.map(({ title, unit, summary }) => {
    const of = (name) => summary.find((one) => one.name === name);
    const values = names.map((name) => {
      const one = of(name);
      if (one === undefined) return "";
      const spread = one.p5 === one.p95 ? "" : ` (${number(one.p5)}–${number(one.p95)})`;
      return `${number(one.median)}${spread}`;
    });
    return [`${title}, ${unit}`, ...values, ...others.map((name) => of(name)?.ratio.toFixed(2) ?? "")];
  });
  return [head, head.map(() => "---"), ...lines].map(tableLine).join("\n");
}

function heldTable(held) {
  const measured = held.filter(({ values }) => values !== undefined);
  const left = held.filter(({ values }) => values === undefined).map(({ name }) => name);
  if (measured.length === 0) return "";
  const head = ["", ...measured.map(({ name }) => name)];
  const lines = Object.keys(measured[0].values).map((title) => [
    title,
    ...measured.map(({ values }) => number(values[title])),
  ]);
  const table = [head, head.map(() => "---"), ...lines].map(tableLine).join("\n");
  const note =
    left.length === 0 ? "" : `\n\nNot measured, as so many would not fit into memory: ${left.join(", ")}.`;
  return `## ${measured[0].count} containers held\n\nMilliseconds, where no other unit is named; each the median of ten around that one.\n\n${table}${note}\n`;
}

/** Text between the markers is written anew, the rest of the page is kept. */
function replaceBetween(text, begin, end, replacement) {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md lacks ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n${replacement}\n${text.slice(to)}`;
}

export function writeDocuments(project, result) {
  const { about, rows, held } = result;
  const page = join(project, "docs/benchmarks.md");
  const head = `${about.versions.join(", ")}. ${about.cpus} CPUs (${about.model}), Linux ${about.kernel}, cgroup ${about.cgroups}, load ${about.load} at the start. ${about.rounds} rounds; medians, with the 5th and 95th percentile.`;
  const body = `\n${head}\n\n${rowTable(rows)}\n\n${heldTable(held)}`;
  const text = replaceBetween(
    readFileSync(page, "utf8"),
    "<!-- results -->",
    "<!-- end of results -->",
    body,
  );
  writeFileSync(page, text);
  writeFileSync(join(project, "docs/benchmarks.json"), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(project, "docs/benchmarks.svg"), chart(rows));
}
