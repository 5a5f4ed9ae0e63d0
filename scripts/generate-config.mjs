// SPDX-License-Identifier: Apache-2.0
/**
 * Makes src/config/generated/ from schemas/: types, the fast predicate, and the ajv validators that explain.
 * With --check it writes nothing, names the files that are out of date, and exits with 1 if there are any.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv, { _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { compile } from "json-schema-to-typescript";
import { acceptSource, withEngineForms } from "./accept-source.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const schemaFolder = join(project, "schemas");
const outputFolder = join(project, "src/config/generated");

const BANNER =
  "// SPDX-License-Identifier: Apache-2.0\n// Made by scripts/generate-config.mjs from schemas/. Do not edit.\n";

/** What the predicate and the explainer can judge by itself. */
const ROOTS = {
  Config: "config-schema.json",
  Process: "config-schema.json#/definitions/Process",
  Resources: "config-linux.json#/definitions/LinuxResources",
};

async function readSchemas() {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith(".json")).sort();
  const pairs = names.map(async (name) => [
    name,
    JSON.parse(await readFile(join(schemaFolder, name), "utf8")),
  ]);
  return Object.fromEntries(await Promise.all(pairs));
}

async function makeTypes(schemas, file) {
  const folder = await mkdtemp(join(tmpdir(), "runt-schemas-"));
  try {
    for (const [name, schema] of Object.entries(schemas))
      await writeFile(join(folder, name), JSON.stringify(schema));
    const text = await compile(structuredClone(schemas[file]), file, {
      cwd: `${folder}/`,
      additionalProperties: false,
      bannerComment: "",
      unreachableDefinitions: false,
      format: true,
      style: { printWidth: 110 },
    });
    return BANNER + text;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const UNUSED = new Set(["title", "description"]);

/** Numbers of 64 bits arrive as bigint when a double can't hold them, which ajv's `integer` does not know. */
const INTEGER_64 = {
  keyword: "integer64",
  schemaType: "array",
  code(context) {
    context.fail((context.schema[0] === "0" ? notUnsigned : notSigned)(context.data));
  },
};

function notUnsigned(data) {
  const big = _`${data} < 0n || ${data} > 18446744073709551615n`;
  const small = _`typeof ${data} != "number" || ${data} % 1 !== 0 || ${data} < 0 || ${data} > 18446744073709551615`;
  return _`(typeof ${data} == "bigint" ? ${big} : ${small})`;
}

function notSigned(data) {
  const big = _`${data} < -9223372036854775808n || ${data} > 9223372036854775807n`;
  const small = _`typeof ${data} != "number" || ${data} % 1 !== 0 || ${data} < -9223372036854775808 || ${data} > 9223372036854775807`;
  return _`(typeof ${data} == "bigint" ? ${big} : ${small})`;
}

const SIGNED = ["-9223372036854775808", "9223372036854775807"];
const UNSIGNED = ["0", "18446744073709551615"];

/** The 64-bit forms rewritten for ajv (JSON.parse has rounded their bounds), and all but what messages use left out. */
function forAjv(schema) {
  if (Array.isArray(schema)) return schema.map(forAjv);
  if (typeof schema !== "object" || schema === null) return schema;
  if (schema.type === "integer" && schema.tsType !== undefined)
    return { integer64: schema.minimum < 0 ? SIGNED : UNSIGNED };
  const kept = Object.entries(schema).filter(([key, value]) => typeof value !== "string" || !UNUSED.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, forAjv(value)]));
}

async function makeExplainer(schemas) {
  const ajv = new Ajv.default({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: true,
    code: { source: true, esm: true, lines: false },
  });
  for (const word of ["tsType", "x-also", "x-foreign", "x-form", "x-maximum"]) ajv.addKeyword(word);
  ajv.addKeyword(INTEGER_64);
  for (const schema of Object.values(forAjv(schemas))) ajv.addSchema(schema);
  const exports = Object.fromEntries(
    Object.entries(ROOTS).map(([name, reference]) => [`explain${name}`, reference]),
  );
  const { outputFiles } = await build({
    stdin: { contents: standaloneCode.default(ajv, exports), resolveDir: project },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2023",
    minify: true,
    lineLimit: 160,
  });
  return BANNER + outputFiles[0].text;
}

function explainerTypes() {
  const lines = Object.keys(ROOTS).map((name) => `export declare const explain${name}: Validator;\n`);
  return `${BANNER}/** One complaint of ajv, with \`verbose\`. */
export interface SchemaError {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
  parentSchema: Record<string, unknown>;
  data: unknown;
}

export interface Validator {
  (value: unknown): boolean;
  errors?: SchemaError[] | null;
}

${lines.join("")}`;
}

async function makeAll() {
  const schemas = Object.fromEntries(
    Object.entries(await readSchemas()).map(([name, schema]) => [name, withEngineForms(schema)]),
  );
  const entries = Object.fromEntries(
    Object.entries(ROOTS).map(([name, reference]) => [`accepts${name}`, reference]),
  );
  return {
    "config.ts": await makeTypes(schemas, "config-schema.json"),
    "state.ts": await makeTypes(schemas, "state-schema.json"),
    "features.ts": await makeTypes(schemas, "features-schema.json"),
    "accept.ts": BANNER + acceptSource(schemas, entries),
    "explain.js": await makeExplainer(schemas),
    "explain.d.ts": explainerTypes(),
  };
}

async function writeAll(files) {
  await mkdir(outputFolder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(outputFolder, name), text);
}

async function checkAll(files) {
  let stale = 0;
  for (const [name, text] of Object.entries(files)) {
    const present = await readFile(join(outputFolder, name), "utf8").catch(() => undefined);
    if (present === text) continue;
    stale++;
    console.error(`src/config/generated/${name} is out of date: run node scripts/generate-config.mjs`);
  }
  return stale;
}

const files = await makeAll();
if (process.argv.includes("--check")) process.exitCode = (await checkAll(files)) > 0 ? 1 : 0;
else await writeAll(files);
