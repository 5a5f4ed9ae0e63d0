// SPDX-License-Identifier: Apache-2.0
/** As much of the Protocol Buffers wire format as CRIU's messages need: varints, and bytes with a length. */
import { RuntError } from "../errors/errors.ts";
import { native } from "../native/native.ts";

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** Writes the fields of one message. What is undefined is left out. */
export class MessageWriter {
  readonly #bytes: number[] = [];

  #varint(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    while (rest >= 128n) {
      this.#bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.#bytes.push(Number(rest));
  }

  #append(bytes: ArrayLike<number>): void {
    for (let index = 0; index < bytes.length; index++) this.#bytes.push(bytes[index] ?? 0);
  }

  #lengthDelimited(field: number, bytes: ArrayLike<number>): void {
    this.#varint(BigInt((field << 3) | BYTES));
    this.#varint(BigInt(bytes.length));
    this.#append(bytes);
  }

  number(field: number, value: number | undefined): this {
    if (value === undefined) return this;
    this.#varint(BigInt((field << 3) | VARINT));
    this.#varint(BigInt(value));
    return this;
  }

  flag(field: number, value: boolean | undefined): this {
    return this.number(field, value === undefined ? undefined : Number(value));
  }

  text(field: number, value: string | undefined): this {
    if (value !== undefined) this.#lengthDelimited(field, native().encodeText(value));
    return this;
  }

  message(field: number, value: MessageWriter | undefined): this {
    if (value !== undefined) this.#lengthDelimited(field, value.#bytes);
    return this;
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

function malformed(): RuntError {
  return new RuntError("ERR_CRIU", "criu sent a message that can't be read");
}

/** The fields of one message; of a field that comes twice, the last one counts. */
export class MessageReader {
  readonly #numbers = new Map<number, bigint>();
  readonly #parts = new Map<number, Uint8Array>();
  #bytes: Uint8Array;
  #at = 0;

  /** @throws {RuntError} ERR_CRIU */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    while (this.#at < bytes.length) this.#field();
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw malformed();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, value);
    }
    throw malformed();
  }

  #take(length: number): Uint8Array {
    const part = this.#bytes.subarray(this.#at, this.#at + length);
    if (part.length !== length) throw malformed();
    this.#at += length;
    return part;
  }

  #field(): void {
    const key = Number(this.#varint());
    const field = key >> 3;
    const type = key & 7;
    if (type === VARINT) this.#numbers.set(field, this.#varint());
    else if (type === BYTES) this.#parts.set(field, this.#take(Number(this.#varint())));
    else if (type === FIXED64) this.#take(8);
    else if (type === FIXED32) this.#take(4);
    else throw malformed();
  }

  number(field: number): number | undefined {
    const value = this.#numbers.get(field);
    return value === undefined ? undefined : Number(BigInt.asIntN(64, value));
  }

  flag(field: number): boolean | undefined {
    const value = this.#numbers.get(field);
    return value === undefined ? undefined : value !== 0n;
  }

  text(field: number): string | undefined {
    const part = this.#parts.get(field);
    return part === undefined ? undefined : native().decodeText(part);
  }

  message(field: number): MessageReader | undefined {
    const part = this.#parts.get(field);
    return part === undefined ? undefined : new MessageReader(part);
  }
}
