// SPDX-License-Identifier: Apache-2.0
// What no linter at hand checks: banned C calls, SPDX lines, marks of unfinished work, file sizes in C.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const BANNED = {
  strcpy: "has no bound",
  strcat: "has no bound",
  sprintf: "has no bound: snprintf",
  vsprintf: "has no bound: vsnprintf",
  gets: "has no bound",
  system: "runs a shell",
  popen: "runs a shell",
  realpath: "its answer can be swapped before it is used: resolve once with openat2 (CVE-2021-30465)",
  mktemp: "its name can be taken before it is used",
  strtok: "keeps hidden state",
};

/** A TypeScript or C source file of ours, but not what a script wrote. */
const SOURCE = /\.(ts|mjs|c|cc|h|sh)$/;
const GENERATED = /(^|\/)generated\/|^addon\/wire\/|\.gen\./;
const MAX_C_LINES = 400;

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => SOURCE.test(file) && !GENERATED.test(file));

const problems = [];
for (const file of files) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    continue; // removed and not yet committed
  }
  const lines = text.split("\n");
  if (!lines.slice(0, 3).some((line) => line.includes("SPDX-License-Identifier: Apache-2.0")))
    problems.push(`${file}:1: no SPDX line`);
  if (/\.(c|cc|h)$/.test(file) && lines.length > MAX_C_LINES)
    problems.push(`${file}: ${lines.length} lines, at most ${MAX_C_LINES}`);
  if (file === "scripts/check-sources.mjs") continue;
  lines.forEach((line, index) => {
    if (/\b(TODO|FIXME|XXX)\b/.test(line))
      problems.push(`${file}:${index + 1}: unfinished: finish it, or write an issue`);
    if (!/\.(c|cc|h)$/.test(file)) return;
    const code = line.replace(/\/\*.*?(\*\/|$)|\/\/.*|"(\\.|[^"\\])*"/g, "").replace(/^\s*\*.*/, "");
    for (const [, name] of code.matchAll(/(?<![\w.>])(\w+)\s*\(/g)) {
      if (Object.hasOwn(BANNED, name) && !file.startsWith("conformance/probe/"))
        problems.push(`${file}:${index + 1}: ${name}: ${BANNED[name]}`);
    }
  });
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
