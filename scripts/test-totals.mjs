// SPDX-License-Identifier: Apache-2.0
// node scripts/test-totals.mjs NAME FILE: sums the counts that scripts/test-report.mjs appended to FILE.
import { readFileSync } from "node:fs";

const [name, file] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const reasons = new Map();
for (const line of readFileSync(file, "utf8").split("\n")) {
  if (line === "") continue;
  const counts = JSON.parse(line);
  for (const key of Object.keys(total)) total[key] += counts[key];
  for (const skip of counts.skips) reasons.set(skip.reason, (reasons.get(skip.reason) ?? 0) + 1);
}
for (const [reason, count] of reasons) console.log(`${name}: ${count} skipped: ${reason}`);
console.log(`${name}: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
