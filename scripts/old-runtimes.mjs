// SPDX-License-Identifier: Apache-2.0
/**
 * node scripts/old-runtimes.mjs RESULTS: writes docs/old-runtimes.md from what scripts/old-runtimes.sh has found. A
 * test that fails on a runtime counts as caught only where its message tells the attack's effect; else the runtime
 * differs in another way, as in a message or an option that it does not have. Fails if a version that has a flaw does
 * not show it, and FLAWS has no reason.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FLAWS } from "./old-runtimes-ids.mjs";
import { idsOf } from "./test-ids.mjs";

/** After a test: the end of what is said of it, the next one, or the number of all. */
const END = /^ *(\.\.\.$|(not )?ok |1\.\.)/;

/** Titles of tests, what became of them, and the messages of those that failed. */
function resultsOf(text) {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const found = /^ +(not )?ok \d+ - (.*?)( # SKIP.*)?$/.exec(line);
    if (found === null) return [];
    const [, failed, title, skipped] = found;
    const end = lines.findIndex((later, at) => at > index && END.test(later));
    const [message = ""] = failed === undefined ? [] : lines.slice(index, end).join("\n").split("stack:");
    return [{ title, failed: failed !== undefined, skipped: skipped !== undefined, message }];
  });
}

/** "runc 1.0.0~rc93+ds1" as numbers that compare; a version without a candidate's number comes after those with one. */
function versionOf(text) {
  const [main = "", candidate] = text.replace(/\+.*/, "").split("~rc");
  const [major = 0, minor = 0, patch = 0] = main.split(".").map(Number);
  return [major, minor, patch, candidate === undefined ? Infinity : Number(candidate)];
}

function before(one, other) {
  const [left, right] = [versionOf(one), versionOf(other)];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at !== -1 && left[at] < right[at];
}

/** Whether an advisory or a release note says that the version has the flaw. */
function isFlawed({ fixed = {} }, { program, version }) {
  const bounds = [fixed[program] ?? []].flat();
  if (bounds.length === 0) return false;
  const [first, last] = bounds.length === 1 ? ["0", bounds[0]] : bounds;
  return !before(version, first) && before(version, last);
}

const CAUGHT = "caught";

function verdictOf(id, runtime) {
  const { effect } = FLAWS[id];
  const tests = runtime.tests.filter(({ title, skipped }) => !skipped && idsOf(title).includes(id));
  if (tests.length === 0 || effect === undefined) return "–";
  const failed = tests.filter((test) => test.failed);
  const caught = failed.filter(({ message }) => effect.test(message));
  if (caught.length > 0) return `**${CAUGHT}** ${caught.length}/${tests.length}`;
  if (isFlawed(FLAWS[id], runtime) && isMended(id, runtime)) return "mended";
  return failed.length > 0 ? "other words" : "passes";
}

/** Debian's changelog of the package names one of the flaw's numbers. */
function isMended(id, { mended }) {
  const numbers = subjects.get(id)?.match(/CVE-\d+-\d+|(?<=[ ,]-)\d{4,}(?=[,)])/g) ?? [];
  return numbers.some((number) => mended.some((one) => one.endsWith(number)));
}

/** The id's attack in words, by security-tests.md. */
function readSubjects() {
  const rows = readFileSync("docs/security-tests.md", "utf8").matchAll(/^\| ([A-Z]\d\d) \| (.*?) \|/gm);
  return new Map([...rows].map(([, id, what]) => [id, what]));
}

/** "runc 1.1.5+ds1=exec" is a report, "runc 1.1.5+ds1=mended" has the numbers that Debian's changelog names. */
function readRuntimes(directory) {
  const found = new Map();
  for (const file of readdirSync(directory).sort()) {
    const [name = "", part = ""] = file.split("=");
    const [program, version] = name.split(" ");
    if (!found.has(name)) found.set(name, { name, program, version, tests: [], mended: [] });
    const text = readFileSync(join(directory, file), "utf8");
    if (part === "mended") found.get(name).mended = text.trim().split("\n");
    else found.get(name).tests.push(...resultsOf(text));
  }
  const order = (one, other) =>
    one.program === other.program
      ? Number(before(other.version, one.version)) * 2 - 1
      : one.program < other.program
        ? -1
        : 1;
  return [...found.values()].sort(order);
}

/** Runtimes by the reason why they do not show what they have; why nothing shows it, if none should. */
function reasonsOf(id, verdicts) {
  const { why } = FLAWS[id];
  const silent = runtimes.filter(
    (runtime, index) => isFlawed(FLAWS[id], runtime) && !/caught|mended/.test(verdicts[index]),
  );
  if (silent.length === 0)
    return verdicts.some((verdict) => verdict.includes(CAUGHT)) ? [] : [["", whyNothing(why, verdicts)]];
  const found = new Map();
  for (const { name } of silent) {
    const start = typeof why === "object" ? Object.keys(why).find((one) => name.startsWith(one)) : undefined;
    const reason = typeof why === "object" ? why[start] : why;
    found.set(reason, [...(found.get(reason) ?? []), name]);
  }
  return [...found].map(([reason, names]) => [names.join(", "), reason]);
}

function whyNothing(why, verdicts) {
  if (typeof why === "string") return why;
  return verdicts.includes("mended") ? "Debian has mended every version at hand that had it" : why?.runc;
}

const subjects = readSubjects();
const runtimes = readRuntimes(process.argv[2] ?? "");
const rows = [];
const reasons = [];
for (const [id, flaw] of Object.entries(FLAWS)) {
  const verdicts = runtimes.map((runtime) => verdictOf(id, runtime));
  const versions = Object.entries(flaw.fixed ?? {}).map(([program, bounds]) =>
    Array.isArray(bounds) ? `${program} ${bounds[0]} to ${bounds[1]}` : `${program} < ${bounds}`,
  );
  rows.push(`| ${id} | ${versions.join(", ")} | ${verdicts.join(" | ")} | ${flaw.shows ?? ""} |`);
  for (const [names, why] of reasonsOf(id, verdicts)) {
    reasons.push(`| ${id} | ${names || "all"} | ${why ?? "open"} |`);
    if (why !== undefined) continue;
    console.error(`old-runtimes: ${id} has no reason for ${names || "showing nothing"}`);
    process.exitCode = 1;
  }
}
for (const id of [...subjects.keys()].filter((one) => one.startsWith("S") && !(one in FLAWS))) {
  console.error(`old-runtimes: ${id} is not in scripts/old-runtimes-ids.mjs`);
  process.exitCode = 1;
}
const day = new Date().toISOString().slice(0, 10);
const head = ["id", "flaw in", ...runtimes.map(({ name }) => name), "how it shows"];
writeFileSync(
  "docs/old-runtimes.md",
  `# The attacks on older runtimes

Written by \`bash scripts/old-runtimes.sh\`, last on ${day}: the tests that name an id, on runc and crun of Debian's releases from bullseye to sid. A test that can't fail proves nothing; here these do, on programs that have the flaw. The ids are those of [security-tests.md](security-tests.md), where runt passes all; of the faults those are here that other runtimes are known for. Releases before bullseye are on the mirrors no more, and so no runc before 1.0.0~rc93 and no crun before 0.17 is reachable.

- **${CAUGHT}** 3/7: of the id's seven tests three failed because the attack worked, as the last column says.
- other words: tests failed, but not in that way: another message, another status, an option that it lacks.
- mended: the version has the flaw, the attack does not work, and Debian's changelog of the package names the flaw.
- passes: it is not known to have the flaw, or the list below says why it does not show.
- –: no test of the id can run on it here.

| ${head.join(" | ")} |
|${head.map(() => "---|").join("")}
${rows.join("\n")}

## Where nothing shows

| id | runtimes | why |
|---|---|---|
${reasons.join("\n")}
`,
);
console.log(`docs/old-runtimes.md: ${runtimes.length} runtimes, ${rows.length} ids`);
