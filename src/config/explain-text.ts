// SPDX-License-Identifier: Apache-2.0
/** Words for what the strict scan found in the text. */
import type { ErrorCode } from "../errors/codes.ts";
import { dottedName, type JsonPointer } from "../errors/pointer.ts";
import { type Decode, pointersAt } from "./locate.ts";
import { DEEPEST, type Parsed, RECORD } from "./scan.ts";
import { quoted } from "./wording.ts";

export interface Source {
  bytes: Uint8Array;
  parsed: Parsed;
  decode: Decode;
}

/** An issue before its line and column are known. */
export interface Finding {
  code: ErrorCode;
  pointer: JsonPointer;
  message: string;
  offset?: number;
  clause?: string;
  hint?: string;
}

interface Problem {
  kind: number;
  offset: number;
  length: number;
}

/** What is needed where syntax is broken: numbers of enum json_wanted in addon/core/json_scan.h. */
const WANTED: readonly string[] = [
  "",
  "a value",
  "a member name in double quotes",
  "a colon",
  'a comma or "}"',
  'a comma or "]"',
  "the end of the text",
  "a number in the form of RFC 8259",
  'one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
  "a closing double quote",
];
const WANTED_VALUE = 1;
const WANTED_NAME = 2;

export function textFindings(source: Source): Finding[] {
  const problems = sortedProblems(source.parsed.problems);
  const offsets = problems.map(({ offset }) => offset);
  const pointers = pointersAt(source.bytes, source.decode, offsets);
  return problems.map((problem, index) => finding(source, problem, pointers[index] ?? ""));
}

function sortedProblems(records: readonly number[]): Problem[] {
  const problems: Problem[] = [];
  for (let at = 0; at < records.length; at += 3)
    problems.push({ kind: records[at] ?? 0, offset: records[at + 1] ?? 0, length: records[at + 2] ?? 0 });
  return problems.sort((a, b) => a.offset - b.offset);
}

type Told = Omit<Finding, "pointer" | "offset">;

/** Three tokens say where it nests too deep; a hundred more would hide it. */
function beginning(pointer: JsonPointer): JsonPointer {
  return pointer.split("/").slice(0, 4).join("/") as JsonPointer;
}

function finding(source: Source, problem: Problem, pointer: JsonPointer): Finding {
  const shown = problem.kind === RECORD.depth ? beginning(pointer) : pointer;
  return { pointer: shown, offset: problem.offset, ...told(source, problem, dottedName(shown)) };
}

function told(source: Source, problem: Problem, name: string): Told {
  switch (problem.kind) {
    case RECORD.syntax:
      return { code: "ERR_JSON_SYNTAX", ...syntax(source, problem) };
    case RECORD.depth:
      return { code: "ERR_JSON_DEPTH", message: `${name} is nested deeper than ${DEEPEST} levels` };
    case RECORD.byteOrderMark: {
      const hint = "save the file as UTF-8 without a byte order mark";
      return { code: "ERR_JSON_SYNTAX", message: "the text starts with a byte order mark", hint };
    }
    case RECORD.duplicate: {
      const message = `${name} is there twice; a member name can be used once in an object`;
      return { code: "ERR_JSON_DUPLICATE", message, clause: "glossary/json/no-duplicate-names" };
    }
    case RECORD.number: {
      const message = `${name} is ${shortened(literal(source, problem))}, which has no exact value of 64 bits`;
      return { code: "ERR_JSON_NUMBER", message };
    }
    case RECORD.limit:
      return { code: "ERR_JSON_SIZE", message: "the text holds too many unusual numbers or errors" };
    default:
      return toldOfString(source, problem, name);
  }
}

/** Problems within a string. */
function toldOfString(source: Source, problem: Problem, name: string): Told {
  switch (problem.kind) {
    case RECORD.utf8: {
      const message = `${name} holds bytes that are not UTF-8: ${hex(source.bytes, problem)}`;
      return { code: "ERR_JSON_UTF8", message, clause: "glossary/json/utf8" };
    }
    case RECORD.surrogate: {
      const message = `${name} holds half of a surrogate pair: ${literal(source, problem)}`;
      return { code: "ERR_JSON_UTF8", message, clause: "glossary/json/utf8" };
    }
    case RECORD.control: {
      const message = `${name} holds a raw control character: ${hex(source.bytes, problem)}`;
      return { code: "ERR_JSON_SYNTAX", message, hint: "write it as an escape, such as \\n or \\t" };
    }
    default:
      return { code: "ERR_JSON_NUL", message: `${name} holds a NUL character, which nothing can carry` };
  }
}

function literal({ bytes, decode }: Source, { offset, length }: Problem): string {
  return decode(bytes.subarray(offset, offset + length));
}

function syntax(source: Source, problem: Problem): { message: string; hint?: string } {
  const wanted = WANTED[problem.length] ?? "";
  const { bytes } = source;
  if (problem.offset >= bytes.length) {
    const empty = bytes.every((byte) => byte <= 0x20);
    return {
      message: empty
        ? "the text is empty; a JSON object is needed"
        : `the text ends where ${wanted} is needed`,
    };
  }
  const found = firstCharacter(source, problem.offset);
  const hint = syntaxHint(found, problem.length, lastTokenBefore(bytes, problem.offset));
  return {
    message: `${quoted(found)} stands where ${wanted} is needed`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function syntaxHint(found: string, wanted: number, before: string): string | undefined {
  if (before === "," && (found === "}" || found === "]")) return "remove the comma before it";
  if (found === "/" || found === "#") return "JSON has no comments";
  if (found === "'") return "JSON strings have double quotes";
  if (wanted === WANTED_NAME && /[A-Za-z_]/.test(found)) return "put the name in double quotes";
  if (wanted === WANTED_VALUE && /[A-Za-z_]/.test(found))
    return "the only words are true, false and null, in lower case";
  return undefined;
}

function firstCharacter({ bytes, decode }: Source, offset: number): string {
  return [...decode(bytes.subarray(offset, offset + 4))][0] ?? "";
}

function lastTokenBefore(bytes: Uint8Array, offset: number): string {
  let at = offset - 1;
  while (at >= 0 && (bytes[at] ?? 0) <= 0x20) at--;
  return at < 0 ? "" : String.fromCharCode(bytes[at] ?? 0);
}

function hex(bytes: Uint8Array, { offset, length }: Problem): string {
  const shown = Array.from(bytes.subarray(offset, offset + Math.min(length, 8)));
  return shown.map((byte) => `0x${byte.toString(16).padStart(2, "0")}`).join(" ");
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
