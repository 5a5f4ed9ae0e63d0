// SPDX-License-Identifier: Apache-2.0
/** Documents made from schemas, and what can be wrong with them; for tests. Always the same ones. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Schema = { [name: string]: Json };

/** A valid document that has every member the schema knows. */
export function fullDocument(schemas: Record<string, Schema>, file: string, schema: Schema): Json {
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

export interface Mutation {
  pointer: string;
  value: unknown;
}

/** Every member dropped, replaced by each of the replacements, and every object with a member more. */
export function* mutations(
  document: Json,
  replacements: readonly Json[] = REPLACEMENTS,
): Generator<Mutation> {
  for (const path of paths(document, [])) {
    for (const replacement of replacements)
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

export function* paths(value: Json, path: string[]): Generator<string[]> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* paths(member as Json, [...path, name]);
}

export function changed(
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
