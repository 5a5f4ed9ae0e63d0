// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to a value, strictly. JSON.parse does the work; one native pass over the bytes finds what it would
 * let through or lose. Numbers of 64 bits that a double can't hold become bigint.
 */
import { InternalError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import { exactNumber } from "./number.ts";

/** Kinds of the records of `scanJson`: addon/core/json_scan.h. */
export const RECORD = {
  syntax: 1,
  depth: 2,
  byteOrderMark: 3,
  utf8: 4,
  surrogate: 5,
  nul: 6,
  control: 7,
  duplicate: 8,
  number: 9,
  limit: 10,
} as const;

export const DEEPEST = 128;

export interface Parsed {
  /** undefined (which no JSON text gives) where the text is broken. */
  readonly value: unknown;
  /** Records [kind, offset, length] of what is wrong, flat; almost always empty. */
  readonly problems: readonly number[];
}

const FINE: readonly number[] = [];
const BYTE_ORDER_MARK_LENGTH = 3;

/** Never throws for what the bytes hold: `problems` tells all of it. */
export function scanJson(bytes: Uint8Array): Parsed {
  const records = native().scanJson(bytes, DEEPEST);
  if (typeof records === "number") throw new InternalError(`scanJson: errno ${-records}`);
  if (records.length === 0) return { value: JSON.parse(native().decodeText(bytes)), problems: FINE };
  return parseUnusual(bytes, records);
}

/** The text around the numbers that need care, with those of more than 53 bits as marked strings. */
class Rewriter {
  readonly big: bigint[] = [];
  #rewritten = "";
  #from = 0;
  readonly #bytes: Uint8Array;
  /** The whole text, where offsets in it are those in the bytes: all is ASCII. */
  readonly #text: string | undefined;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const text = native().decodeText(bytes);
    this.#text = text.length === bytes.length ? text : undefined;
  }

  /** @returns false if the number can't be kept exactly */
  number(offset: number, length: number): boolean {
    const exact = exactNumber(this.#slice(offset, offset + length));
    if (exact === undefined) return false;
    if (typeof exact === "bigint") this.#replace(offset, length, this.#mark(exact));
    else if (exact === 0) this.#replace(offset, length, "0");
    return true;
  }

  skip(length: number): void {
    this.#from = length;
  }

  finish(): string {
    return this.#rewritten + this.#slice(this.#from, this.#bytes.length);
  }

  /** A string that holds NUL can't come from a right document. */
  #mark(value: bigint): string {
    this.big.push(value);
    return `"\\u0000${this.big.length - 1}"`;
  }

  #replace(offset: number, length: number, by: string): void {
    this.#rewritten += this.#slice(this.#from, offset) + by;
    this.#from = offset + length;
  }

  /** Cuts lie beside numbers, so never within a character. */
  #slice(from: number, to: number): string {
    return this.#text?.slice(from, to) ?? native().decodeText(this.#bytes.subarray(from, to));
  }
}

function parseUnusual(bytes: Uint8Array, records: readonly number[]): Parsed {
  const rewriter = new Rewriter(bytes);
  const problems: number[] = [];
  let broken = false;
  for (let at = 0; at < records.length; at += 3) {
    const kind = records[at] ?? 0;
    const offset = records[at + 1] ?? 0;
    const length = records[at + 2] ?? 0;
    if (kind === RECORD.number && rewriter.number(offset, length)) continue;
    if (kind === RECORD.byteOrderMark) rewriter.skip(BYTE_ORDER_MARK_LENGTH);
    broken ||=
      kind === RECORD.syntax || kind === RECORD.depth || kind === RECORD.control || kind === RECORD.limit;
    problems.push(kind, offset, length);
  }
  if (broken) return { value: undefined, problems };
  const value: unknown = JSON.parse(rewriter.finish());
  return {
    value: rewriter.big.length === 0 ? value : withBigNumbers(value, rewriter.big, problems.length > 0),
    problems,
  };
}

type Container = Record<string | number, unknown>;

/**
 * Puts the numbers back for their marks, and looks no further than the last one.
 *
 * @param wrong the document is refused in any case, and may hold strings that look like marks
 */
function withBigNumbers(value: unknown, big: readonly bigint[], wrong: boolean): unknown {
  let left = wrong ? Number.POSITIVE_INFINITY : big.length;
  const numberOf = (text: string): unknown => {
    if (text.charCodeAt(0) !== 0) return text;
    left--;
    return big[Number(text.slice(1))] ?? text;
  };
  // Nesting is bounded by the scan.
  const restore = (container: Container): void => {
    if (Array.isArray(container))
      for (let index = 0; index < container.length && left > 0; index++) restoreMember(container, index);
    else for (const name of Object.keys(container)) if (left > 0) restoreMember(container, name);
  };
  const restoreMember = (container: Container, name: string | number): void => {
    const member = container[name];
    if (typeof member === "object" && member !== null) restore(member as Container);
    if (typeof member !== "string") return;
    const restored = numberOf(member);
    if (restored !== member) put(container, name, restored);
  };
  if (typeof value === "string") return numberOf(value);
  if (typeof value === "object" && value !== null) restore(value as Container);
  return value;
}

function put(container: Container, name: string | number, value: unknown): void {
  if (name !== "__proto__") container[name] = value;
  // Assigning would not make a member.
  else
    Object.defineProperty(container, name, { value, writable: true, enumerable: true, configurable: true });
}
