// SPDX-License-Identifier: Apache-2.0
// Writes addon/wire/ops.h and docs/operations.md from src/ops/table.ts; with --check only says whether they are current.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const root = new URL("..", import.meta.url);
const bundled = await build({
  entryPoints: [new URL("src/ops/table.ts", root).pathname],
  bundle: true,
  format: "esm",
  write: false,
});
const source = Buffer.from(bundled.outputFiles[0].contents).toString("base64");
const { OPERATIONS } = await import(`data:text/javascript;base64,${source}`);

/** One letter an operand, for init's decoder. */
const LETTER = { slot: "s", out: "o", u32: "n", u64: "q", str: "t", strv: "T", u32v: "N", bytes: "b" };
const rows = Object.entries(OPERATIONS);
const constant = (name) => `OP_${name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase()}`;
const cFunction = (name) => `op_${name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase()}`;
const letters = (row) =>
  Object.values(row.operands)
    .map((kind) => LETTER[kind])
    .join("");

const header = `/* SPDX-License-Identifier: Apache-2.0
 *
 * Generated from src/ops/table.ts by scripts/generate-ops.mjs. Do not edit.
 *
 * Letters of a signature: s slot that is read, o slot that is written, n u32, q u64, t string,
 * T list of strings, N list of u32, b bytes.
 */
#ifndef RUNT_OPS_H
#define RUNT_OPS_H

enum opcode {
${rows.map(([name], index) => `        ${constant(name)} = ${index + 1},`).join("\n")}
};

#define OP_COUNT ${rows.length}

/* X(opcode, function, signature), in the order of the opcodes. */
#define FOR_EACH_OP(X) \\
${rows.map(([name, row]) => `        X(${constant(name)}, ${cFunction(name)}, "${letters(row)}")`).join(" \\\n")}

#endif
`;

const cell = (text) => text.replaceAll("|", "\\|");
const document = `# Operations

Generated from src/ops/table.ts by \`npm run generate\`. An operation is one system call that can fail; the few exceptions say so. A slot holds a file descriptor: it is written once, and can be reused after \`close\`. An optional open leaves its slot absent; an operation that reads an absent slot does nothing and leaves its own \`out\` slot absent.

| # | operation | operands | system call | meaning |
|---|---|---|---|---|
${rows
  .map(([name, row], index) => {
    const operands = Object.entries(row.operands).map(([operand, kind]) => `${operand}: ${kind}`);
    return `| ${index + 1} | \`${name}\` | ${operands.join(", ")} | ${row.syscall} | ${cell(row.doc)} |`;
  })
  .join("\n")}

## Wire format

A plan is a sealed memfd: a header of eight little-endian 32-bit words (addon/wire/plan.h), the operations as 32-bit words, all strings with a NUL after each, and bytes. An operation is its number and its operands in the order of the table: \`slot\`, \`out\` and \`u32\` take one word, \`u64\` two (low, high), \`str\` one (index into the strings), \`strv\` and \`u32v\` one word for the count and one an element, \`bytes\` two (offset, length). init checks the whole plan before it runs the first operation; an unknown number is fatal.

Reports go over one SOCK_SEQPACKET socket, one record a message: addon/wire/report.h.
`;

let stale = false;
for (const [path, text] of [
  ["addon/wire/ops.h", header],
  ["docs/operations.md", document],
]) {
  const url = new URL(path, root);
  if (!process.argv.includes("--check")) writeFileSync(url, text);
  else if (readFileSync(url, "utf8") !== text) {
    console.error(`${path} is stale: run \`npm run generate\``);
    stale = true;
  }
}
if (stale) process.exit(1);
