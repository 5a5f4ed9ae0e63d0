// SPDX-License-Identifier: Apache-2.0
/**
 * node scripts/old-runtimes.mjs RESULTS: writes docs/old-runtimes.md from what scripts/old-runtimes.sh has found. A
 * test that fails on a runtime counts as "caught" only where its message tells the attack's effect; else the runtime
 * differs in another way, as in a message or an option that it does not have.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { idsOf } from "./test-ids.mjs";

/** What an attack that worked looks like in the message of the failing assertion. */
const EFFECTS = {
  S01: [/create must be refused/, "what covers /proc was mounted"],
  S06: [/create must be refused|was changed/, "the mount followed the link"],
  S07: [/was changed|ptmx/, "the host's directory was reached"],
  S11: [/\+ +0$/m, "cgroups of others were writable"],
  S12: [/debian_version|\(unreachable\)/, "the host's root was reached"],
  S13: [/was changed/, "the host's directory was changed"],
  S14: [/!== ''|actual - expected|was changed/, "a masked path could be read"],
  S15: [/"major":(?!136)/, "the link stayed, and the terminal lay elsewhere"],
  S17: [/was changed/, "the host's directory was changed"],
  S20: [/was changed/, "the host's directory was changed"],
  S26: [/30/, "the root could be written to"],
  S28: [/create must be refused|was changed/, "the read-only source was written to"],
};

/** Titles of tests that fail, and their messages; titles of those that pass. */
function resultsOf(text) {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const found = /^ +(not )?ok \d+ - (.*?)( # SKIP.*)?$/.exec(line);
    if (found === null) return [];
    const [, failed, title, skipped] = found;
    const end = lines.findIndex((later, at) => at > index && /^ *\.\.\.$/.test(later));
    const message = failed === undefined ? "" : lines.slice(index, end).join("\n").split("stack:")[0];
    return [{ title, failed: failed !== undefined, skipped: skipped !== undefined, message }];
  });
}

function verdictOf(id, tests) {
  const [effect, words] = EFFECTS[id];
  if (tests.every(({ skipped }) => skipped)) return "not applicable";
  const failed = tests.filter((test) => test.failed);
  if (failed.length === 0) return "not affected";
  const caught = failed.filter(({ message }) => effect.test(message));
  if (caught.length === 0) return "differs otherwise";
  return `**caught** (${caught.length} of ${tests.length}): ${words}`;
}

const [directory = ""] = process.argv.slice(2);
const runtimes = new Map();
for (const file of readdirSync(directory).sort()) {
  const name = file.slice(0, file.lastIndexOf("."));
  const before = runtimes.get(name) ?? [];
  runtimes.set(name, [...before, ...resultsOf(readFileSync(join(directory, file), "utf8"))]);
}
const names = [...runtimes.keys()];
const rows = Object.keys(EFFECTS).map((id) => {
  const cells = names.map((name) => {
    const tests = runtimes.get(name).filter(({ title }) => idsOf(title).includes(id));
    return tests.length === 0 ? "not run" : verdictOf(id, tests);
  });
  return `| ${id} | ${cells.join(" | ")} |`;
});
const day = new Date().toISOString().slice(0, 10);
writeFileSync(
  "docs/old-runtimes.md",
  `# The attacks on older runtimes

Written by \`bash scripts/old-runtimes.sh\`, last on ${day}: the tests of test/security on runc and crun of older Debian releases. A test that can't fail proves nothing; here these do, on programs that have the flaw. *Caught* is a test that fails because the attack worked, with the share of the id's tests that did; *differs otherwise* is one that fails for another reason. Debian may have mended a flaw without changing the version. The ids are those of [security-tests.md](security-tests.md), where runt passes all.

| id | ${names.join(" | ")} |
|---|${names.map(() => "---|").join("")}
${rows.join("\n")}
`,
);
console.log(`docs/old-runtimes.md: ${names.length} runtimes, ${rows.length} ids`);
