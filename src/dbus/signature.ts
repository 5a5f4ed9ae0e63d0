// SPDX-License-Identifier: Apache-2.0
/** D-Bus signatures ("a(sv)") as trees of types. Pure. D-Bus specification 0.43, "Type System". */
import { DBusFormatError } from "./format-error.ts";

const LENGTH_LIMIT = 255;
/** Arrays and structs may each be nested 32 deep. */
const DEPTH_LIMIT = 32;

/** Codes of types that hold no others. */
export type BasicCode = "y" | "b" | "n" | "q" | "i" | "u" | "x" | "t" | "d" | "s" | "o" | "g" | "h";

export type Type =
  | { readonly code: BasicCode }
  | { readonly code: "v" }
  | { readonly code: "a"; readonly element: Type }
  /** "{" is an entry of a dictionary: a struct of two that stands only in arrays. */
  | { readonly code: "(" | "{"; readonly fields: readonly Type[] };

const BASIC = "ybnqiuxtdsogh";

interface Parser {
  readonly text: string;
  at: number;
}

function fail(text: string, why: string): DBusFormatError {
  return new DBusFormatError(`signature ${JSON.stringify(text)}: ${why}`);
}

function isBasic(code: string): code is BasicCode {
  return code !== "" && BASIC.includes(code);
}

function parseFields(parser: Parser, close: string, arrays: number, structs: number): Type[] {
  const fields: Type[] = [];
  while (parser.text[parser.at] !== close) {
    if (parser.at >= parser.text.length) throw fail(parser.text, `"${close}" is missing`);
    fields.push(parseOne(parser, arrays, structs));
  }
  parser.at += 1;
  return fields;
}

function parseEntry(parser: Parser, arrays: number, structs: number): Type {
  parser.at += 1;
  const fields = parseFields(parser, "}", arrays, structs + 1);
  const [key] = fields;
  if (fields.length !== 2 || key === undefined || !isBasic(key.code))
    throw fail(parser.text, "a dictionary's entry is a basic type and one more");
  return { code: "{", fields };
}

function parseOne(parser: Parser, arrays: number, structs: number): Type {
  if (arrays > DEPTH_LIMIT || structs > DEPTH_LIMIT) throw fail(parser.text, "nested too deep");
  const code = parser.text[parser.at] ?? "";
  parser.at += 1;
  if (isBasic(code)) return { code };
  if (code === "v") return { code };
  if (code === "a") {
    const entry = parser.text[parser.at] === "{";
    const element = entry ? parseEntry(parser, arrays + 1, structs) : parseOne(parser, arrays + 1, structs);
    return { code, element };
  }
  if (code !== "(") throw fail(parser.text, code === "" ? "a type is missing" : `unknown type "${code}"`);
  const fields = parseFields(parser, ")", arrays, structs + 1);
  if (fields.length === 0) throw fail(parser.text, "a struct is empty");
  return { code, fields };
}

/** @throws {DBusFormatError} */
export function parseSignature(text: string): Type[] {
  if (text.length > LENGTH_LIMIT) throw new DBusFormatError(`a signature has ${text.length} characters`);
  const parser = { text, at: 0 };
  const types: Type[] = [];
  while (parser.at < text.length) types.push(parseOne(parser, 0, 0));
  return types;
}

/** One complete type, as a variant needs it. @throws {DBusFormatError} */
export function parseSingle(text: string): Type {
  const types = parseSignature(text);
  if (types.length !== 1) throw fail(text, "one complete type is needed");
  return types[0] as Type;
}

/** Multiple of which a value's first byte stands. */
export function alignmentOf({ code }: Type): 1 | 2 | 4 | 8 {
  if ("ygv".includes(code)) return 1;
  if ("nq".includes(code)) return 2;
  return "xtd({".includes(code) ? 8 : 4;
}
