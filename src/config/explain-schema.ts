// SPDX-License-Identifier: Apache-2.0
/** Words for what ajv complains of. */
import { dottedName, type JsonPointer, pointerTo } from "../errors/pointer.ts";
import type { Finding } from "./explain-text.ts";
import type { SchemaError } from "./generated/explain.js";
import { describeValue, describeWanted, nearest, shortValue } from "./wording.ts";

/** What the referenced forms are, for members that are missing. */
const FORMS: Readonly<Record<string, string>> = {
  uint16: "an integer from 0 to 65535",
  uint32: "an integer from 0 to 4294967295",
  uint64: "an integer from 0 to 18446744073709551615",
  int64: "an integer",
  version: "a version such as 1.3.0",
};

export function schemaFinding(error: SchemaError): Finding {
  const pointer = error.instancePath as JsonPointer;
  if (error.keyword === "required") return missing(error, pointer);
  const hint = hintFor(error);
  return {
    code: "ERR_SCHEMA",
    pointer,
    message: `${dottedName(pointer)} ${problem(error)}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function missing(error: SchemaError, parent: JsonPointer): Finding {
  const name = String(error.params.missingProperty);
  const pointer = pointerTo(parent, name);
  const wanted = wantedMember(error.parentSchema, name);
  return { code: "ERR_SCHEMA", pointer, message: `${dottedName(pointer)} is missing; ${wanted} is needed` };
}

function wantedMember(schema: Readonly<Record<string, unknown>>, name: string): string {
  const properties = schema.properties as
    | Readonly<Record<string, Readonly<Record<string, unknown>>>>
    | undefined;
  const member = properties?.[name];
  if (member === undefined) return "it";
  const reference = member.$ref;
  return typeof reference === "string"
    ? (FORMS[reference.split("/").at(-1) ?? ""] ?? "it")
    : describeWanted(member);
}

function problem(error: SchemaError): string {
  const { data, parentSchema } = error;
  const wanted = describeWanted(parentSchema);
  switch (error.keyword) {
    case "minItems":
      return `is empty; at least ${String(error.params.limit)} entry is needed`;
    case "type":
      return `is ${describeType(data, parentSchema)}; ${wanted} is needed`;
    case "enum":
    case "pattern":
      return `is ${typeof data === "string" ? shortValue(data) : describeValue(data)}; ${wanted} is needed`;
    default:
      return `is ${typeof data === "number" || typeof data === "bigint" ? shortValue(data) : describeValue(data)}; ${wanted} is needed`;
  }
}

/** A number where an integer is wanted needs no word about its type. */
function describeType(data: unknown, schema: Readonly<Record<string, unknown>>): string {
  const number = typeof data === "number" || typeof data === "bigint";
  return number && schema.type === "integer" ? shortValue(data) : describeValue(data);
}

function hintFor({ keyword, data, parentSchema }: SchemaError): string | undefined {
  if (keyword === "enum" && typeof data === "string") {
    const near = nearest(data, (parentSchema.enum as unknown[]).map(String));
    return near === undefined ? undefined : `write "${near}"`;
  }
  if (typeof data !== "string") return undefined;
  const wantsInteger = parentSchema.type === "integer" || parentSchema.integer64 !== undefined;
  if (wantsInteger && /^-?(0|[1-9]\d*)$/.test(data)) return `write ${data} without quotes`;
  if (wantsInteger && /^0[0-7]+$/.test(data))
    return `write ${Number.parseInt(data, 8)}: JSON has no octal numbers`;
  if (parentSchema.type === "boolean" && (data === "true" || data === "false"))
    return `write ${data} without quotes`;
  return undefined;
}
