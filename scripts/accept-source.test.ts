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
import { changed, fullDocument, type Json, mutations, paths, type Schema } from "./fake-documents.ts";

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

/** Sections that a runtime of Linux containers does not look at. */
const FOREIGN = ["freebsd", "solaris", "vm", "windows", "zos"];

function isOfOthers(value: unknown): boolean {
  return FOREIGN.some((section) => Object.hasOwn(value as object, section));
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
          if (kind === "config" && !isOfOthers(value))
            assert.equal(acceptsConfig(value), quality === "good", `${quality}/${name}`);
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

  test("differ from the runtime's predicate only in what engines write and in sections of other platforms", () => {
    const document = fullDocument(ours, "config-schema.json", ours["config-schema.json"] as Schema);
    const theirs = judge(published, "config-schema.json");
    const pointers = new Set<string>();
    for (const { pointer, value } of mutations(document)) {
      if (theirs(value) === acceptsConfig(value)) continue;
      const section = pointer.split("/", 1)[0] ?? "";
      pointers.add(FOREIGN.includes(section) ? section : pointer);
    }
    assert.deepEqual([...pointers].sort(), [
      "freebsd",
      "linux/devices/0/fileMode",
      "linux/devices/1/fileMode",
      "solaris",
      "vm",
      "windows",
      "zos",
    ]);
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
