// SPDX-License-Identifier: Apache-2.0
/**
 * Reads values in D-Bus's wire format, of either byte order. The bytes are somebody else's: every length is
 * checked against what is left, and nothing is taken that a message may not hold.
 */
import { native } from "../native/native.ts";
import { DBusFormatError } from "./format-error.ts";
import { alignmentOf, parseSignature, parseSingle, type Type } from "./signature.ts";
import type { Value } from "./value.ts";

/** Containers, variants among them, may be nested 64 deep in all. */
const DEPTH_LIMIT = 64;
/** Values in one message; bytes of an "ay" don't count. */
const COUNT_LIMIT = 65_536;

export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #little: boolean;
  #at: number;
  #end: number;
  #count = 0;

  constructor(bytes: Uint8Array, little: boolean, begin = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = little;
    this.#at = begin;
    this.#end = Math.min(end, bytes.length);
  }

  get at(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at >= this.#end;
  }

  #take(size: number): number {
    const begin = this.#at;
    if (size > this.#end - begin)
      throw new DBusFormatError(
        `${size} bytes are needed at ${begin}, of which ${this.#end - begin} are there`,
      );
    this.#at = begin + size;
    return begin;
  }

  /** Padding must be zero. */
  align(multiple: number): void {
    const size = (multiple - (this.#at % multiple)) % multiple;
    const begin = this.#take(size);
    for (let index = 0; index < size; index++) {
      if (this.#bytes[begin + index] !== 0)
        throw new DBusFormatError(`padding at ${begin + index} is not zero`);
    }
  }

  byte(): number {
    return this.#bytes[this.#take(1)] as number;
  }

  uint32(): number {
    this.align(4);
    return this.#view.getUint32(this.#take(4), this.#little);
  }

  #text(length: number): string {
    const begin = this.#take(length);
    if (this.#bytes[this.#take(1)] !== 0) throw new DBusFormatError(`the string at ${begin} has no end`);
    const data = this.#bytes.subarray(begin, begin + length);
    if (data.includes(0)) throw new DBusFormatError(`the string at ${begin} holds a NUL character`);
    return native().decodeText(data);
  }

  signature(): string {
    const text = this.#text(this.byte());
    parseSignature(text);
    return text;
  }

  #array(element: Type, depth: number): Value {
    const length = this.uint32();
    this.align(alignmentOf(element));
    const begin = this.#take(length);
    if (element.code === "y") return this.#bytes.slice(begin, begin + length);
    this.#at = begin;
    const outer = this.#end;
    this.#end = begin + length;
    const values: Value[] = [];
    while (!this.atEnd) values.push(this.value(element, depth + 1));
    this.#end = outer;
    return values;
  }

  #boolean(): boolean {
    const value = this.uint32();
    if (value > 1) throw new DBusFormatError(`${value} is no boolean`);
    return value === 1;
  }

  #integer(code: string): Value {
    const size = code === "n" || code === "q" ? 2 : code === "x" || code === "t" || code === "d" ? 8 : 4;
    this.align(size);
    const at = this.#take(size);
    switch (code) {
      case "n":
        return this.#view.getInt16(at, this.#little);
      case "q":
        return this.#view.getUint16(at, this.#little);
      case "i":
        return this.#view.getInt32(at, this.#little);
      case "x":
        return this.#view.getBigInt64(at, this.#little);
      case "t":
        return this.#view.getBigUint64(at, this.#little);
      case "d":
        return this.#view.getFloat64(at, this.#little);
      default:
        return this.#view.getUint32(at, this.#little);
    }
  }

  value(type: Type, depth = 0): Value {
    if (depth > DEPTH_LIMIT) throw new DBusFormatError("values are nested too deep");
    this.#count += 1;
    if (this.#count > COUNT_LIMIT) throw new DBusFormatError("the message holds too many values");
    switch (type.code) {
      case "y":
        return this.byte();
      case "b":
        return this.#boolean();
      case "s":
      case "o":
        return this.#text(this.uint32());
      case "g":
        return this.signature();
      case "a":
        return this.#array(type.element, depth);
      case "(":
      case "{":
        this.align(8);
        return type.fields.map((field) => this.value(field, depth + 1));
      case "v": {
        const signature = this.signature();
        return { signature, value: this.value(parseSingle(signature), depth + 1) };
      }
      default:
        return this.#integer(type.code);
    }
  }

  /** Values one after the other, to the end. */
  values(signature: string): Value[] {
    const values = parseSignature(signature).map((type) => this.value(type));
    if (!this.atEnd) throw new DBusFormatError(`${this.#end - this.#at} bytes are left after the last value`);
    return values;
  }
}
