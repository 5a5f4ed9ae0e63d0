// SPDX-License-Identifier: Apache-2.0
// Runs operations given as JSON with a freshly built init: for trying things out as root.
// Usage: node addon/test/run-plan.mjs OPERATIONS.json [CLONE_FLAGS [PATH...]]
// The file holds an array of operations, as `runt plan --format json` prints them, or an object with them in `ops`.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { planFile } from "../../scripts/plan-file.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const output = `${root}.cache/c`;
const [file, flags = "0", ...paths] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node addon/test/run-plan.mjs OPERATIONS.json [CLONE_FLAGS [PATH...]]");
  process.exit(2);
}
const parsed = JSON.parse(readFileSync(file, "utf8"));
mkdirSync(output, { recursive: true });
const plan = `${output}/plan.bin`;
const inherited = paths.map((_, index) => `userns:${index}`);
writeFileSync(plan, await planFile(parsed.ops ?? parsed, inherited));
const shell = `set -e
cd '${root}'
musl-gcc -std=gnu11 -Os -static -idirafter /usr/include -idirafter /usr/include/$(uname -m)-linux-gnu -Iaddon -o .cache/c/init addon/init/*.c
clang -std=gnu11 -D_GNU_SOURCE -g -Iaddon -o .cache/c/run_plan addon/test/run_plan.c addon/test/init_process.c \\
  addon/test/plan_builder.c addon/init/[!m]*.c`;
execFileSync("bash", ["-c", shell], { stdio: "inherit" });
const { status } = spawnSync(`${output}/run_plan`, [plan, flags, ...paths], {
  stdio: "inherit",
  env: { ...process.env, RUNT_INIT: `${output}/init` },
});
process.exit(status ?? 1);
