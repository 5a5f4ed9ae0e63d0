// SPDX-License-Identifier: Apache-2.0
// Plans as files: what `runt plan --format json` prints, in the form that init reads (addon/wire/plan.h).
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const PLAN_MAGIC = 0x544e5552;
const PLAN_VERSION = 1;

async function loadEncoder() {
  const { outputFiles } = await build({
    entryPoints: [`${root}src/ops/encode.ts`],
    bundle: true,
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** JSON has no bytes: arrays of numbers stand for them. */
function revive(operation) {
  for (const name of ["mask", "nodes", "filter"]) {
    if (Array.isArray(operation[name])) operation[name] = Uint8Array.from(operation[name]);
  }
  return operation;
}

/** @returns the bytes of a plan file */
export async function planFile(operations, inherited = []) {
  const { encodePlan } = await loadEncoder();
  const { words, strings, blobs } = encodePlan({ ops: operations.map(revive), inherited });
  const [ops, slots, ...rest] = words;
  const text = Buffer.from(strings);
  const count = strings === "" ? 0 : strings.split("\0").length - 1;
  const header = [PLAN_MAGIC, PLAN_VERSION, rest.length, count, text.length, blobs.length, ops, slots];
  return Buffer.concat([Buffer.from(Uint32Array.from([...header, ...rest]).buffer), text, blobs]);
}
