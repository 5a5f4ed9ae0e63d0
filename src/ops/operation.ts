// SPDX-License-Identifier: Apache-2.0
/** Types of operations, derived from the table. */
import type { JsonPointer } from "../errors/pointer.ts";
import type { OPERATIONS, OperationName } from "./table.ts";

/** A file descriptor's place in init; named in the plan, numbered on the wire. */
export type Slot = number;

interface OperandTypes {
  slot: Slot;
  out: Slot;
  u32: number;
  /** Numbers up to 2 ** 53 - 1 or a bigint. */
  u64: number | bigint;
  str: string;
  strv: readonly string[];
  u32v: readonly number[];
  bytes: Uint8Array;
}

type Operands<Name extends OperationName> = {
  -readonly [Key in keyof (typeof OPERATIONS)[Name]["operands"]]: (typeof OPERATIONS)[Name]["operands"][Key] extends infer Kind extends
    keyof OperandTypes
    ? OperandTypes[Kind]
    : never;
};

export type OperationOf<Name extends OperationName> = { op: Name } & Operands<Name> & {
    /** Where in config.json it comes from; "" for what every container gets. */
    pointer: JsonPointer;
    /** What the user asked for, in words that follow "cannot create container": `mount tmpfs on /data`. */
    step: string;
  };

export type Operation = { [Name in OperationName]: OperationOf<Name> }[OperationName];
