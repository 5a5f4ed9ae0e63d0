// SPDX-License-Identifier: Apache-2.0
/** Configurations as callers give them, to the bytes that are read strictly. */
import { UsageError } from "../errors/errors.ts";
import { formatJson } from "../config/format.ts";
import { native } from "../native/native.ts";

/**
 * A JSON document: its text, its bytes, or the value itself. In a value, integers beyond 2^53 are bigint. Whatever its
 * form, it is checked like a file: unknown words, wrong types and contradictions are refused with their places.
 */
export type Json<Value> = Value | string | Uint8Array;

export function documentBytes(document: Json<object>, what: string): Uint8Array {
  if (document instanceof Uint8Array) return document;
  if (typeof document === "string") return native().encodeText(document);
  if (typeof document !== "object" || document === null)
    throw new UsageError(
      `${what} is ${String(document)}: an object, its JSON text or the text's bytes are needed`,
    );
  return native().encodeText(formatJson(document));
}
