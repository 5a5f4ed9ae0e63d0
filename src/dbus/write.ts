// SPDX-License-Identifier: Apache-2.0
/** Writes values in D-Bus's wire format, little-endian. */
import { native } from "../native/native.ts";
import { DBusFormatError } from "./format-error.ts";
import { alignmentOf, parseSignature, parseSingle, type Type } from "./signature.ts";
import { isVariant, RANGES, type Value } from "./value.ts";

/** "Maximum length of an array": 64 MiB; ours hold properties of a unit. */
const SIZE_LIMIT = 1024 * 1024;

export class Writer {
  #bytes = new Uint8Array(512);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The bytes so far. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  align(multiple: number): void {
    this.#reserve((multiple - (this.#length % multiple)) % multiple);
  }

  /** Room for `size` zero bytes. @returns where it begins */
  #reserve(size: number): number {
    const begin = this.#length;
    const needed = begin + size;
    if (needed > SIZE_LIMIT) throw new DBusFormatError("the message is larger than 1 MiB");
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = needed;
    return begin;
  }

  byte(value: number): void {
    this.#bytes[this.#reserve(1)] = value;
  }

  uint32(value: number): void {
    this.align(4);
    const at = this.#reserve(4);
    this.#view.setUint32(at, value, true);
  }

  /** Puts a length where one was left out. */
  patchUint32(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  #append(data: Uint8Array): void {
    const at = this.#reserve(data.length);
    this.#bytes.set(data, at);
  }

  #text(value: string, wide: boolean): void {
    if (value.includes("\0")) throw new DBusFormatError("a string holds a NUL character");
    const data = native().encodeText(value);
    if (wide) this.uint32(data.length);
    else this.byte(data.length);
    this.#append(data);
    this.byte(0);
  }

  signature(text: string): void {
    parseSignature(text);
    this.#text(text, false);
  }

  #integer(code: string, value: Value): void {
    const [least, most] = RANGES[code] ?? [0n, 0n];
    const whole = typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
    if (typeof whole !== "bigint" || whole < least || whole > most)
      throw new DBusFormatError(`${String(value)} is no value of type "${code}"`);
    if (code === "y") return this.byte(Number(whole));
    const size = code === "n" || code === "q" ? 2 : code === "x" || code === "t" ? 8 : 4;
    this.align(size);
    const at = this.#reserve(size);
    if (size === 8) this.#view.setBigUint64(at, BigInt.asUintN(64, whole), true);
    else if (size === 4) this.#view.setUint32(at, Number(BigInt.asUintN(32, whole)), true);
    else this.#view.setUint16(at, Number(BigInt.asUintN(16, whole)), true);
  }

  #array(element: Type, value: Value): void {
    this.uint32(0);
    const length = this.#length - 4;
    this.align(alignmentOf(element));
    const begin = this.#length;
    if (value instanceof Uint8Array && element.code === "y") this.#append(value);
    else for (const each of listOf(value, "array")) this.value(element, each);
    this.patchUint32(length, this.#length - begin);
  }

  #struct(fields: readonly Type[], value: Value): void {
    const values = listOf(value, "struct");
    if (values.length !== fields.length)
      throw new DBusFormatError(`a struct of ${fields.length} fields has ${values.length} values`);
    this.align(8);
    for (let index = 0; index < fields.length; index++)
      this.value(fields[index] as Type, values[index] as Value);
  }

  value(type: Type, value: Value): void {
    switch (type.code) {
      case "a":
        return this.#array(type.element, value);
      case "(":
      case "{":
        return this.#struct(type.fields, value);
      case "v":
        if (!isVariant(value)) throw new DBusFormatError("a variant is needed");
        this.signature(value.signature);
        return this.value(parseSingle(value.signature), value.value);
      case "b":
        if (typeof value !== "boolean") throw new DBusFormatError(`${String(value)} is no boolean`);
        return this.uint32(value ? 1 : 0);
      case "d": {
        if (typeof value !== "number") throw new DBusFormatError(`${String(value)} is no double`);
        this.align(8);
        const at = this.#reserve(8);
        return this.#view.setFloat64(at, value, true);
      }
      case "s":
      case "o":
      case "g":
        if (typeof value !== "string") throw new DBusFormatError(`${String(value)} is no string`);
        return type.code === "g" ? this.signature(value) : this.#text(value, true);
      default:
        return this.#integer(type.code, value);
    }
  }

  /** Values one after the other, as a message's body has them. */
  values(signature: string, values: readonly Value[]): void {
    const types = parseSignature(signature);
    if (types.length !== values.length)
      throw new DBusFormatError(`signature "${signature}" with ${values.length} values`);
    for (let index = 0; index < types.length; index++)
      this.value(types[index] as Type, values[index] as Value);
  }
}

function listOf(value: Value, what: string): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  throw new DBusFormatError(`${String(value)} is no ${what}`);
}
