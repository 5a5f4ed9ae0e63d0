// SPDX-License-Identifier: Apache-2.0
/**
 * One process of fuzzing: node worker.mjs TARGET EDGES SECONDS SEED FOUND CORPUS... Each input is in FOUND/../current
 * before it runs, so that one which ends the process, or never ends, is known.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { mutate, Random } from "./mutate.mjs";

const [target, edgesText, secondsText, seedText, found, ...corpora] = process.argv.slice(2);
const edges = Number(edgesText);
const MAX_LENGTH = 64 * 1024;
const RSS_LIMIT = 2 * 1024 ** 3;

globalThis.__edges = new Uint8Array(edges);
const { fuzz } = createRequire(import.meta.url)(target);
const current = openSync(join(dirname(found), "current"), "w");
const random = new Random(Number(seedText));
/** Bits of the counts that were ever seen at each counter: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, more. */
const seen = new Uint8Array(edges);
const BUCKETS = Uint8Array.from({ length: 256 }, (_, count) => {
  if (count < 4) return count === 0 ? 0 : 1 << (count - 1);
  return count < 8 ? 8 : count < 16 ? 16 : count < 32 ? 32 : count < 128 ? 64 : 128;
});
const inputs = [];
let executions = 0;

function isNew() {
  let fresh = false;
  const hits = globalThis.__edges;
  for (let edge = 0; edge < edges; edge++) {
    const bucket = hits[edge] === 0 ? 0 : BUCKETS[hits[edge]];
    if ((bucket & ~seen[edge]) !== 0) {
      seen[edge] |= bucket;
      fresh = true;
    }
  }
  return fresh;
}

function execute(data) {
  writeSync(current, data, 0, data.length, 0);
  ftruncateSync(current, data.length);
  globalThis.__edges.fill(0);
  executions++;
  try {
    fuzz(data);
  } catch (error) {
    console.error(`an input of ${data.length} bytes ends badly: ${error?.stack ?? error}`);
    process.exit(1);
  }
  return isNew();
}

function keep(data) {
  const name = createHash("sha256").update(data).digest("hex").slice(0, 16);
  const path = join(found, name);
  if (!existsSync(path)) writeFileSync(path, data);
}

function filesOf(directory) {
  return existsSync(directory)
    ? readdirSync(directory).map((name) => readFileSync(join(directory, name)).subarray(0, MAX_LENGTH))
    : [];
}

for (const data of [...corpora.flatMap(filesOf), ...filesOf(found)]) if (execute(data)) inputs.push(data);
if (inputs.length === 0) inputs.push(Buffer.from("{}"));
const words = readFileSync(join(dirname(found), "dictionary"), "utf8")
  .split("\n")
  .filter((word) => word !== "")
  .map((word) => Buffer.from(word));
const context = { words, others: inputs };
const end = Date.now() + Number(secondsText) * 1000;
while (executions % 64 !== 0 || Date.now() < end) {
  // Half of the time one of the latest, which are the least explored.
  const late = Math.min(inputs.length, 32);
  const parent = random.below(2) === 0 ? inputs[inputs.length - 1 - random.below(late)] : random.pick(inputs);
  const data = mutate(parent, random, context, MAX_LENGTH);
  if (execute(data)) {
    inputs.push(data);
    keep(data);
  }
  if (executions % 4096 === 0 && process.memoryUsage.rss() > RSS_LIMIT) {
    console.error(`${process.memoryUsage.rss()} bytes of memory are in use`);
    process.exit(1);
  }
}
const { userCPUTime, systemCPUTime } = process.resourceUsage();
const cpuSeconds = Math.round((userCPUTime + systemCPUTime) / 1e6);
const covered = seen.reduce((sum, bits) => sum + (bits === 0 ? 0 : 1), 0);
console.log(JSON.stringify({ executions, inputs: inputs.length, covered, edges, cpuSeconds }));
