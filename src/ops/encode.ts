// SPDX-License-Identifier: Apache-2.0
/**
 * Turns a plan into the three sections that init reads; docs/operations.md, "Wire format".
 *
 * words    operation count, slot count, then per operation its opcode (position in OPERATIONS, from 1) and its
 *          operands in table order
 * strings  every string once, each followed by NUL; the words hold indexes
 * blobs    bytes; the words hold offset and length
 */
import type { Plan } from "../plan/plan.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS, type OperandKind, type OperationName } from "./table.ts";

export interface EncodedPlan {
  words: number[];
  strings: string;
  blobs: Uint8Array;
}

type Value = number | bigint | string | Uint8Array | readonly string[] | readonly number[];

/** How an operand travels: 0 a word, 1 a slot, 2 a string, 3 any other kind. */
type Way = 0 | 1 | 2 | 3;

/** Arrays beside each other: an interpreter reads them faster than objects. */
interface Row {
  readonly opcode: number;
  readonly names: string[];
  readonly ways: Way[];
  readonly kinds: OperandKind[];
}

const WAYS: Readonly<Partial<Record<OperandKind, Way>>> = { u32: 0, slot: 1, out: 1, str: 2 };

let rows: Map<string, Row> | undefined;

function rowsByName(): Map<string, Row> {
  if (rows !== undefined) return rows;
  rows = new Map();
  let opcode = 0;
  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    const kinds: Readonly<Record<string, OperandKind>> = OPERATIONS[name].operands;
    const row: Row = { opcode: ++opcode, names: [], ways: [], kinds: [] };
    for (const operand in kinds) {
      const kind = kinds[operand] as OperandKind;
      row.names.push(operand);
      row.ways.push(WAYS[kind] ?? 3);
      row.kinds.push(kind);
    }
    rows.set(name, row);
  }
  return rows;
}

class Encoder {
  readonly words: number[] = [0, 0];
  readonly strings: string[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #blobs: Uint8Array[] = [];
  #blobLength = 0;
  slots = 0;

  string(text: string): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    const index = this.strings.push(text) - 1;
    this.#indexes.set(text, index);
    return index;
  }

  bytes(data: Uint8Array): void {
    this.words.push(this.#blobLength, data.length);
    this.#blobs.push(data);
    this.#blobLength += data.length;
  }

  wide(value: number | bigint): void {
    if (typeof value === "number") this.words.push(value % 0x1_0000_0000, Math.floor(value / 0x1_0000_0000));
    else this.words.push(Number(value & 0xffffffffn), Number(value >> 32n));
  }

  rare(kind: OperandKind, value: Value): void {
    if (kind === "u64") this.wide(value as number | bigint);
    else if (kind === "bytes") this.bytes(value as Uint8Array);
    else if (kind === "strv") {
      this.words.push((value as readonly string[]).length);
      for (const text of value as readonly string[]) this.words.push(this.string(text));
    } else {
      this.words.push((value as readonly number[]).length);
      for (const number of value as readonly number[]) this.words.push(number);
    }
  }

  /** Runs in an interpreter for every operand of every plan: few calls, no iterators. */
  operation(operation: Operation, row: Row): void {
    const values = operation as unknown as Readonly<Record<string, Value>>;
    const words = this.words;
    const names = row.names;
    const ways = row.ways;
    const count = names.length;
    words.push(row.opcode);
    for (let index = 0; index < count; index++) {
      const value = values[names[index] as string] as Value;
      const way = ways[index];
      if (way === 0) words.push(value as number);
      else if (way === 1) {
        words.push(value as number);
        if ((value as number) >= this.slots) this.slots = (value as number) + 1;
      } else if (way === 2) words.push(this.string(value as string));
      else this.rare(row.kinds[index] as OperandKind, value);
    }
  }

  blobs(): Uint8Array {
    const joined = new Uint8Array(this.#blobLength);
    let offset = 0;
    for (const blob of this.#blobs) {
      joined.set(blob, offset);
      offset += blob.length;
    }
    return joined;
  }
}

/** @param plan one that `checkPlan` has no fault with: operands are not checked again */
export function encodePlan(plan: Pick<Plan, "ops" | "inherited">): EncodedPlan {
  const table = rowsByName();
  const encoder = new Encoder();
  encoder.slots = plan.inherited.length;
  for (const operation of plan.ops) encoder.operation(operation, table.get(operation.op) as Row);
  encoder.words[0] = plan.ops.length;
  encoder.words[1] = encoder.slots;
  const strings = encoder.strings.length === 0 ? "" : `${encoder.strings.join("\0")}\0`;
  return { words: encoder.words, strings, blobs: encoder.blobs() };
}
