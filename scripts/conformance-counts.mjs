// SPDX-License-Identifier: Apache-2.0
/** Counts of cases for the totals of test.sh: node scripts/conformance-counts.mjs RESULT.json OUT */
import { readFileSync, writeFileSync } from "node:fs";

const [, , from, to] = process.argv;
const { cases } = JSON.parse(readFileSync(from, "utf8"));
const count = (outcome) => cases.filter((one) => one.outcome === outcome).length;
const skips = cases
  .filter((one) => one.outcome === "skip")
  .map((one) => ({ name: one.name, reason: one.reason }));
const counts = { passed: count("pass"), failed: count("fail"), skipped: skips.length, skips };
writeFileSync(to, `${JSON.stringify(counts)}\n`);
