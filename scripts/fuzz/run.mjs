// SPDX-License-Identifier: Apache-2.0
/**
 * node scripts/fuzz/run.mjs NAME SECONDS [SEED]: builds the target test/fuzz/NAME.ts, fuzzes it in a process of its
 * own, and tells the input that ends it badly or hangs. Figures of all runs are summed in .cache/fuzz/NAME/figures.
 */
import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildTarget } from "./build.mjs";

/** Of no progress: the process may be one that the machine has little time for. */
const HANG_MS = 180_000;
const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [name = "", secondsText = "60", seed = String(Date.now() % 0x7fffffff)] = process.argv.slice(2);
const work = join(project, ".cache/fuzz", name);
const found = join(work, "found");
const corpora = [join(project, "test/fuzz/corpus", name)];
// The golden configurations have everything that a plan can hold.
if (name === "config") corpora.push(join(project, "test/golden"));

/** Names of properties and words of enumerations of a schema, in quotes. */
function wordsOf(value, words) {
  if (Array.isArray(value)) for (const item of value) wordsOf(item, words);
  else if (typeof value === "object" && value !== null) {
    for (const property of Object.keys(value.properties ?? {})) words.add(`"${property}"`);
    for (const word of value.enum ?? []) if (typeof word === "string") words.add(`"${word}"`);
    for (const item of Object.values(value)) wordsOf(item, words);
  }
}

/** The target's own words, or those of the schemas. */
function writeDictionary() {
  const own = join(project, "test/fuzz", `${name}.words`);
  const words = new Set();
  if (existsSync(own)) for (const word of readFileSync(own, "utf8").split("\n")) words.add(word);
  else
    for (const file of readdirSync(join(project, "schemas")))
      wordsOf(JSON.parse(readFileSync(join(project, "schemas", file), "utf8")), words);
  writeFileSync(join(work, "dictionary"), [...words].join("\n"));
}

function addFigures(line) {
  const figures = JSON.parse(line);
  const file = join(work, "figures");
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { executions: 0, cpuSeconds: 0 };
  const total = {
    executions: before.executions + figures.executions,
    cpuSeconds: before.cpuSeconds + figures.cpuSeconds,
  };
  writeFileSync(file, JSON.stringify(total));
  const { executions, cpuSeconds, covered, edges, inputs } = figures;
  console.log(
    `${name}: ${executions} executions in ${cpuSeconds} s of CPU time, ${covered} of ${edges} branches, ${inputs} inputs; ` +
      `in all ${total.executions} executions, ${total.cpuSeconds} s`,
  );
}

function fail(why) {
  const culprit = join(work, "crash");
  copyFileSync(join(work, "current"), culprit);
  console.error(`${name}: ${why}; the input is ${culprit}, the seed ${seed}`);
  process.exitCode = 1;
}

mkdirSync(found, { recursive: true });
// That of an earlier run would look like one that hangs.
rmSync(join(work, "current"), { force: true });
writeDictionary();
const target = join(work, "target.cjs");
const edges = await buildTarget(join(project, "test/fuzz", `${name}.ts`), target);
const worker = join(dirname(fileURLToPath(import.meta.url)), "worker.mjs");
const child = spawn(process.execPath, [worker, target, String(edges), secondsText, seed, found, ...corpora], {
  stdio: ["ignore", "pipe", "inherit"],
  env: { ...process.env, RUNT_PROJECT: project },
});
let output = "";
let hangs = false;
child.stdout.on("data", (text) => (output += text));
const watch = setInterval(() => {
  const current = join(work, "current");
  if (!existsSync(current) || Date.now() - statSync(current).mtimeMs < HANG_MS) return;
  hangs = true;
  child.kill("SIGKILL");
}, 1000);
child.on("exit", (status, signal) => {
  clearInterval(watch);
  if (hangs) fail(`an input takes more than ${HANG_MS / 1000} s`);
  else if (status !== 0) fail(signal === null ? `status ${status}` : `killed by ${signal}`);
  else addFigures(output.trim().split("\n").at(-1));
});
