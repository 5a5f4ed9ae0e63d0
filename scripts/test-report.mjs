// SPDX-License-Identifier: Apache-2.0
/**
 * Reporter for node --test: one line a failure and a skip, a line a finished file, and a closing line
 * "N passed, N failed, N skipped". With RUNT_TEST_COUNTS=FILE the counts are appended there as JSON.
 */
import { appendFileSync } from "node:fs";
import { idsOf } from "./test-ids.mjs";

const SLOW_MS = 10_000;

function reasonOf(skip) {
  return typeof skip === "string" && skip !== "" ? skip : "no reason given";
}

function causeOf(error) {
  const cause = error?.cause ?? error;
  const text = cause?.stack ?? cause?.message ?? String(cause);
  return text
    .split("\n")
    .filter((line) => !line.includes("node:internal"))
    .slice(0, 40)
    .map((line) => `      ${line}`)
    .join("\n");
}

/** Names of the open suites by nesting, to print a test's whole name. */
class Titles {
  #open = [];

  start({ nesting, name }) {
    this.#open.length = nesting;
    this.#open[nesting] = name;
  }

  of({ nesting, name }) {
    return [...this.#open.slice(0, nesting), name].filter((part) => part !== undefined).join(" > ");
  }
}

/** Adds to [passed, failed, skipped] of every id that the title names; scripts/generate-security.mjs sums them. */
function countIds(ids, title, outcome) {
  for (const id of idsOf(title)) {
    ids[id] ??= [0, 0, 0];
    ids[id][outcome] += 1;
  }
}

/** A built test file by the name of its source. */
function sourceOf(file) {
  return file.replace(/^.*\/\.cache\/[^/]+\//, "").replace(/\.mjs$/, ".ts");
}

/** Tests are counted, suites are not; a file that can't be loaded is a failed test. */
function isTest(data) {
  return data.details?.type !== "suite";
}

export default async function* report(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const skips = [];
  const ids = {};
  const cases = {};
  const count = (file, name, outcome) => {
    countIds(ids, name, outcome);
    const title = `${sourceOf(file)}: ${name}`;
    cases[title] ??= [0, 0, 0];
    cases[title][outcome] += 1;
  };
  const titles = new Map();
  for await (const { type, data } of source) {
    if (type === "test:stderr") yield data.message;
    if (!["test:start", "test:pass", "test:fail"].includes(type)) continue;
    const file = data.file ?? "";
    if (!titles.has(file)) titles.set(file, new Titles());
    const title = titles.get(file);
    if (type === "test:start") {
      title.start(data);
      continue;
    }
    const name = title.of(data);
    if (type === "test:fail") {
      const onlyBelow = data.details.error?.failureType === "subtestsFailed";
      if (onlyBelow) continue;
      counts.failed += 1;
      count(file, name, 1);
      yield `FAIL  ${name}\n${causeOf(data.details.error)}\n`;
    } else if (data.skip !== undefined) {
      counts.skipped += 1;
      skips.push({ name, reason: reasonOf(data.skip) });
      count(file, name, 2);
    } else if (isTest(data)) {
      counts.passed += 1;
      count(file, name, 0);
      if (data.details.duration_ms > SLOW_MS)
        yield `slow  ${name}: ${(data.details.duration_ms / 1000).toFixed(1)} s\n`;
    }
  }
  for (const { name, reason } of skips) yield `skip  ${name}: ${reason}\n`;
  yield `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`;
  const counter = process.env["RUNT_TEST_COUNTS"];
  if (counter !== undefined) appendFileSync(counter, `${JSON.stringify({ ...counts, skips, ids, cases })}\n`);
}
