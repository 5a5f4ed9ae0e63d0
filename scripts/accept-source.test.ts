// SPDX-License-Identifier: Apache-2.0
/** Our schemas, the predicates made from them, and the published schemas give one verdict. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite, test } from "node:test";
import Ajv from "ajv";
import { transform } from "esbuild";
import { acceptsConfig, acceptsProcess, acceptsResources } from "../src/config/generated/accept.ts";
import { explainConfig, explainProcess, explainResources } from "../src/config/generated/explain.js";
import { acceptSource, withEngineForms } from "./accept-source.mjs";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Schema = { [name: string]: Json };
type Verdict = (value: unknown) => boolean;

const PUBLISHED = process.env.RUNTIME_SPEC_SCHEMA ?? resolve("../shared/runtime-spec/schema");
const skip = existsSync(join(PUBLISHED, "config-schema.json"))
  ? false
  : `no published schemas in ${PUBLISHED}`;
const KINDS = ["config", "state", "features"] as const;

function schemasIn(folder: string): Record<string, Schema> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    names.map((name) => [name, JSON.parse(readFileSync(join(folder, name), "utf8")) as Schema]),
  );
}

function withAjv(schemas: Record<string, Schema>): Ajv {
  const ajv = new Ajv({ strict: false });
  for (const [name, { $schema: _draft, $id: _id, ...schema }] of Object.entries(schemas))
    ajv.addSchema(schema, name);
  return ajv;
}

function judge(ajv: Ajv, name: string): Verdict {
  const validate = ajv.getSchema(name);
  if (validate === undefined) throw new TypeError(`${name} is missing`);
  return (value) => validate(value) === true;
}

async function predicates(schemas: Record<string, Schema>): Promise<Record<string, Verdict>> {
  const source = acceptSource(schemas, {
    config: "config-schema.json",
    state: "state-schema.json",
    features: "features-schema.json",
  });
  const { code } = await transform(source, { loader: "ts", format: "esm" });
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<string, Verdict>;
}

const ours = schemasIn("schemas");
const engine = Object.fromEntries(
  Object.entries(ours).map(([name, schema]) => [name, withEngineForms(schema) as Schema]),
);

/** A valid document that has every member the schema knows. */
function fullDocument(schemas: Record<string, Schema>, file: string, schema: Schema): Json {
  const reference = schema.$ref as string | undefined;
  if (reference !== undefined) {
    const [name = "", fragment = ""] = reference.split("#");
    const target = name === "" ? file : name;
    const tokens = fragment.split("/").slice(1);
    return fullDocument(
      schemas,
      target,
      tokens.reduce<Schema>((at, token) => at[token] as Schema, schemas[target] as Schema),
    );
  }
  if (schema.enum !== undefined) return (schema.enum as Json[])[0] as Json;
  switch (schema.type) {
    case "object":
      return fullObject(schemas, file, schema);
    case "array":
      return [0, 1].map(() => fullDocument(schemas, file, schema.items as Schema));
    case "integer":
      return (schema.minimum as number | undefined) === 1 ? 1 : 0;
    case "boolean":
      return true;
    default:
      return sampleText(schema.pattern as string | undefined);
  }
}

function fullObject(schemas: Record<string, Schema>, file: string, schema: Schema): Json {
  if (schema.patternProperties !== undefined) return { key: "value", "other/~key": "" };
  if (schema.additionalProperties !== undefined)
    return { key: fullDocument(schemas, file, schema.additionalProperties as Schema) };
  const members = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  return Object.fromEntries(members.map(([name, member]) => [name, fullDocument(schemas, file, member)]));
}

function sampleText(pattern: string | undefined): string {
  if (pattern === undefined) return "text";
  const samples = ["RLIMIT_CORE", "0-3", "2MB", "MB:0=1", "c", "CAP_KILL"];
  return samples.find((sample) => new RegExp(pattern).test(sample)) ?? "text";
}

const REPLACEMENTS: Json[] = [
  null,
  true,
  "",
  "x",
  "0",
  "RLIMIT_",
  "2kB",
  "MB:a\nb",
  "1,2-3",
  "cc",
  0,
  -1,
  -0,
  1,
  1.5,
  255,
  256,
  511,
  512,
  65535,
  65536,
  2147483647,
  2147483648,
  -2147483648,
  -2147483649,
  4294967295,
  4294967296,
  9007199254740991,
  9223372036854775808,
  -9223372036854775808,
  -9300000000000000000,
  18446744073709551615,
  18446744073709600000,
  1e300,
  [],
  [null],
  ["a"],
  [1],
  {},
  { a: 1 },
  { "": 1 },
  { a: "b" },
  { "\n": 1 },
];

interface Mutation {
  pointer: string;
  value: unknown;
}

/** Every member dropped, replaced by each of the replacements, and every object with a member more. */
function* mutations(document: Json): Generator<Mutation> {
  for (const path of paths(document, [])) {
    for (const replacement of REPLACEMENTS)
      yield { pointer: path.join("/"), value: changed(document, path, () => replacement) };
    yield { pointer: path.join("/"), value: changed(document, path, () => undefined) };
    yield {
      pointer: path.join("/"),
      value: changed(document, path, (old) =>
        typeof old === "object" && old !== null && !Array.isArray(old) ? { ...old, unknownMember: 1 } : old,
      ),
    };
  }
}

function* paths(value: Json, path: string[]): Generator<string[]> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* paths(member as Json, [...path, name]);
}

function changed(
  value: Json,
  [name, ...rest]: string[],
  change: (old: Json) => Json | undefined,
): Json | undefined {
  if (name === undefined) return change(value);
  const members = Object.entries(value as Record<string, Json>).map(
    ([key, member]) => [key, key === name ? changed(member, rest, change) : member] as const,
  );
  const kept = members.filter(([, member]) => member !== undefined);
  return (Array.isArray(value) ? kept.map(([, member]) => member) : Object.fromEntries(kept)) as Json;
}

suite("acceptSource()", () => {
  test("refuses keywords that it does not know", () => {
    const schemas = { "a.json": { type: "object", properties: { b: { type: "string", maxLength: 3 } } } };
    assert.throws(() => acceptSource(schemas, { accepts: "a.json" }), /keyword maxLength is not known here/);
  });

  test("refuses references that lead nowhere", () => {
    assert.throws(
      () => acceptSource({ "a.json": { $ref: "b.json#/c" } }, { accepts: "a.json" }),
      /leads nowhere/,
    );
  });
});

suite("published schemas", { skip }, async () => {
  const published = skip === false ? withAjv(schemasIn(PUBLISHED)) : new Ajv();
  const oursByAjv = withAjv(ours);
  const strict = await predicates(ours);

  for (const kind of KINDS) {
    test(`give our verdict on the samples of ${kind}`, () => {
      for (const quality of ["good", "bad"]) {
        const folder = join(PUBLISHED, "test", kind, quality);
        for (const name of readdirSync(folder).filter((file) => file !== "invalid-json.json")) {
          const value: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
          assert.equal(strict[kind]?.(value), quality === "good", `${quality}/${name}`);
          if (kind === "config") assert.equal(acceptsConfig(value), quality === "good", `${quality}/${name}`);
        }
      }
    });

    test(`give our verdict on mutations of a full ${kind}`, () => {
      const file = `${kind}-schema.json`;
      const document = fullDocument(ours, file, ours[file] as Schema);
      const [theirs, byAjv] = [judge(published, file), judge(oursByAjv, file)];
      assert.equal(theirs(document), true);
      const counts = { good: 0, bad: 0 };
      for (const { pointer, value } of mutations(document)) {
        const wanted = theirs(value);
        counts[wanted ? "good" : "bad"]++;
        if (byAjv(value) !== wanted || strict[kind]?.(value) !== wanted)
          assert.fail(`${pointer}: ${wanted} for ${JSON.stringify(value)}`);
      }
      assert.ok(counts.good > 50 && counts.bad > 100, JSON.stringify(counts));
    });
  }

  test("differ from the runtime's predicate only in what engines write", () => {
    const document = fullDocument(ours, "config-schema.json", ours["config-schema.json"] as Schema);
    const theirs = judge(published, "config-schema.json");
    const pointers = new Set<string>();
    for (const { pointer, value } of mutations(document))
      if (theirs(value) !== acceptsConfig(value)) pointers.add(pointer);
    assert.deepEqual([...pointers], ["linux/devices/0/fileMode", "linux/devices/1/fileMode"]);
  });
});

suite("generated predicates and explainers", () => {
  const roots: [name: string, accepts: Verdict, explains: Verdict, file: string, schema: Schema][] = [
    ["config", acceptsConfig, explainConfig, "config-schema.json", engine["config-schema.json"] as Schema],
    ["process", acceptsProcess, explainProcess, "config-schema.json", { $ref: "#/definitions/Process" }],
    [
      "resources",
      acceptsResources,
      explainResources,
      "config-linux.json",
      { $ref: "#/definitions/LinuxResources" },
    ],
  ];
  const big = [
    2n ** 53n,
    -(2n ** 53n),
    2n ** 63n - 1n,
    2n ** 63n,
    -(2n ** 63n),
    -(2n ** 63n) - 1n,
    2n ** 64n - 1n,
    2n ** 64n,
  ];
  for (const [name, accepts, explains, file, schema] of roots) {
    test(`agree on ${name}, bigint included`, () => {
      const document = fullDocument(engine, file, schema);
      assert.equal(accepts(document), true);
      for (const { pointer, value } of mutations(document)) {
        if (explains(value) !== accepts(value)) assert.fail(`${pointer}: ${JSON.stringify(value)}`);
      }
      for (const path of paths(document, [])) {
        for (const number of big) {
          const value = changed(document, path, () => number as unknown as Json);
          assert.equal(explains(value), accepts(value), `${path.join("/")}: ${number}`);
        }
      }
    });
  }

  test("know the recursive forms of propagation", () => {
    const config = (rootfsPropagation: string): unknown => ({
      ociVersion: "1.0.0",
      linux: { rootfsPropagation },
    });
    for (const form of ["private", "rprivate", "rshared", "rslave", "runbindable"])
      assert.equal(acceptsConfig(config(form)), true);
    assert.equal(acceptsConfig(config("rrslave")), false);
  });

  test("bound 64-bit numbers exactly", () => {
    const limit = (value: unknown): unknown => ({ memory: { limit: value } });
    assert.equal(acceptsResources(limit(2n ** 63n - 1n)), true);
    assert.equal(acceptsResources(limit(2n ** 63n)), false);
    assert.equal(acceptsResources(limit(-(2n ** 63n))), true);
    assert.equal(acceptsResources(limit(-(2n ** 63n) - 1n)), false);
  });
});
