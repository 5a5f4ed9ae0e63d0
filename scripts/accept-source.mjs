// SPDX-License-Identifier: Apache-2.0
/**
 * Makes the source of a fast predicate from JSON Schemas: one function for each object form, without any
 * work at load time. It only says yes or no; the ajv validators explain a no.
 *
 * Knows just the keywords that schemas/ uses and refuses any other, so that a new one can't be overlooked.
 */

const ANNOTATIONS = new Set([
  "$schema",
  "$id",
  "title",
  "description",
  "definitions",
  "tsType",
  "x-also",
  "x-foreign",
  "x-form",
  "x-maximum",
]);
const KEYWORDS = {
  string: ["enum", "pattern"],
  boolean: [],
  integer: ["minimum", "maximum"],
  array: ["items", "minItems"],
  object: ["properties", "required", "additionalProperties", "patternProperties"],
};

const PRELUDE = `
type Json = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isString(value: unknown): boolean {
  return typeof value === "string";
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}

function isInteger(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value % 1 === 0 && value >= least && value <= most;
}

function isUint32(value: unknown): boolean {
  return typeof value === "number" && value % 1 === 0 && value >= 0 && value <= 4294967295;
}

function isUint64(value: unknown): boolean {
  if (typeof value === "bigint") return value >= 0n && value <= 18446744073709551615n;
  return isInteger(value, 0, 18446744073709551615);
}

function isInt64(value: unknown): boolean {
  if (typeof value === "bigint") return value >= -9223372036854775808n && value <= 9223372036854775807n;
  return isInteger(value, -9223372036854775808, 9223372036854775807);
}

function isList(value: unknown, test: Test, least = 0): boolean {
  if (!Array.isArray(value) || value.length < least) return false;
  for (let index = 0; index < value.length; index++) if (!test(value[index])) return false;
  return true;
}

function isMap(value: unknown, test: Test): boolean {
  if (!isObject(value)) return false;
  for (const name of Object.keys(value)) if (!test(value[name])) return false;
  return true;
}

function isStringMap(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const name of Object.keys(value)) if (typeof value[name] !== "string" && /./.test(name)) return false;
  return true;
}
`;

/**
 * A copy in which what engines write beyond the specification (x-also, x-maximum) is valid, and sections of other
 * platforms (x-foreign) are unknown members like any other: config.md "Platform-specific configuration".
 */
export function withEngineForms(schema) {
  if (Array.isArray(schema)) return schema.map(withEngineForms);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema)
      .filter(([, value]) => value?.["x-foreign"] !== true)
      .map(([key, value]) => [key, withEngineForms(value)]),
  );
  if (schema["x-also"] !== undefined) copy.enum = [...schema.enum, ...schema["x-also"]];
  if (schema["x-maximum"] !== undefined) copy.maximum = schema["x-maximum"];
  return copy;
}

/**
 * @param {Record<string, object>} schemas by file name
 * @param {Record<string, string>} entries exported function name to reference
 * @returns {string} TypeScript source
 */
export function acceptSource(schemas, entries) {
  const maker = new Maker(schemas);
  const exported = Object.entries(entries).map(([name, reference]) => {
    const test = maker.reference(reference, "");
    return `\nexport function ${name}(value: unknown): boolean {\n  return ${test("value")};\n}\n`;
  });
  return PRELUDE + exported.join("") + maker.functions.join("");
}

class Maker {
  functions = [];
  #names = new Map();
  #schemas;

  constructor(schemas) {
    this.#schemas = schemas;
  }

  /** A maker of the test expression of the schema that a reference names. */
  reference(reference, file) {
    const [name, fragment = ""] = reference.split("#");
    const target = name === "" ? file : name;
    let schema = this.#schemas[target];
    for (const token of fragment.split("/").slice(1)) schema = schema?.[token];
    if (schema === undefined) throw new Error(`${file}: ${reference} leads nowhere`);
    return this.test(schema, target, fragment === "" ? target : fragment.split("/").at(-1));
  }

  test(schema, file, hint) {
    if (schema.$ref !== undefined) return this.reference(schema.$ref, file);
    const allowed = KEYWORDS[schema.type];
    if (allowed === undefined) throw new Error(`${file}: ${hint}: no known type`);
    for (const keyword of Object.keys(schema)) {
      if (keyword === "type" || allowed.includes(keyword) || ANNOTATIONS.has(keyword)) continue;
      throw new Error(`${file}: ${hint}: keyword ${keyword} is not known here`);
    }
    return this[schema.type](schema, file, schema.title ?? hint);
  }

  string(schema, _file, hint) {
    if (schema.pattern !== undefined) {
      const pattern = `/${schema.pattern.replaceAll("/", "\\/")}/`;
      return (value) => `typeof ${value} === "string" && ${pattern}.test(${value})`;
    }
    if (schema.enum === undefined) return (value) => `isString(${value})`;
    const name = this.#once(schema, hint, () => {
      const cases = schema.enum.map((item) => `    case ${JSON.stringify(item)}:\n`).join("");
      return `  switch (value) {\n${cases}      return true;\n    default:\n      return false;\n  }\n`;
    });
    return (value) => `${name}(${value})`;
  }

  boolean() {
    return (value) => `isBoolean(${value})`;
  }

  integer({ minimum = -Infinity, maximum = Infinity }) {
    if (minimum === 0 && maximum === 4294967295) return (value) => `isUint32(${value})`;
    if (maximum === 18446744073709551615) return (value) => `isUint64(${value})`;
    if (maximum === 9223372036854775807) return (value) => `isInt64(${value})`;
    return (value) => `isInteger(${value}, ${minimum}, ${maximum})`;
  }

  array(schema, file, hint) {
    const item = this.#asFunction(this.test(schema.items, file, `${hint}Item`));
    const least = schema.minItems === undefined ? "" : `, ${schema.minItems}`;
    return (value) => `isList(${value}, ${item}${least})`;
  }

  object(schema, file, hint) {
    if (schema.patternProperties !== undefined) {
      if (JSON.stringify(schema.patternProperties) !== '{".":{"type":"string"}}')
        throw new Error(`${file}: ${hint}: patternProperties`);
      return (value) => `isStringMap(${value})`;
    }
    if (schema.additionalProperties !== undefined) {
      const member = this.#asFunction(this.test(schema.additionalProperties, file, `${hint}Member`));
      return (value) => `isMap(${value}, ${member})`;
    }
    if (schema.properties === undefined) return (value) => `isObject(${value})`;
    const name = this.#once(schema, hint, () => this.#members(schema, file));
    return (value) => `${name}(${value})`;
  }

  #members(schema, file) {
    const required = new Set(schema.required);
    const lines = Object.entries(schema.properties).map(([key, member]) => {
      const test = this.test(member, file, key)(`value.${key}`);
      return required.has(key)
        ? test
        : `(value.${key} === undefined || ${test.includes("&&") ? `(${test})` : test})`;
    });
    return `  return (\n    isObject(value) &&\n    ${lines.join(" &&\n    ")}\n  );\n`;
  }

  /** Emits one function for a schema object, however often it is referred to. */
  #once(schema, hint, body) {
    const known = this.#names.get(schema);
    if (known !== undefined) return known;
    const base = `is${hint.replace(/\.json$/, "").replace(/(^|[^A-Za-z0-9]+)(.)/g, (_all, _gap, letter) => letter.toUpperCase())}`;
    const taken = new Set(this.#names.values());
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
    this.#names.set(schema, name);
    const text = body();
    this.functions.push(`\nfunction ${name}(value: unknown): boolean {\n${text}}\n`);
    return name;
  }

  #asFunction(test) {
    const text = test("value");
    return text.match(/^(\w+)\(value\)$/)?.[1] ?? `(value) => ${text}`;
  }
}
