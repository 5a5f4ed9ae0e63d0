// SPDX-License-Identifier: Apache-2.0
import type { Operation } from "./operation.ts";
import { OPERATIONS, type OperandKind } from "./table.ts";

const U32_LIMIT = 0x1_0000_0000;
const U64_LIMIT = 1n << 64n;
/** No plan needs more fds than the kernel's hard limit of them allows by default. */
const SLOT_LIMIT = 1 << 20;

function isInteger(value: unknown, limit: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < limit;
}

function isWide(value: unknown): boolean {
  if (typeof value === "bigint") return value >= 0n && value < U64_LIMIT;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** A NUL would end the string early for init. */
function isText(value: unknown): boolean {
  return typeof value === "string" && !value.includes("\0");
}

const CHECKS: Readonly<Record<OperandKind, (value: unknown) => boolean>> = {
  slot: (value) => isInteger(value, SLOT_LIMIT),
  out: (value) => isInteger(value, SLOT_LIMIT),
  u32: (value) => isInteger(value, U32_LIMIT),
  u64: isWide,
  str: isText,
  strv: (value) => Array.isArray(value) && value.every(isText),
  u32v: (value) => Array.isArray(value) && value.every((each) => isInteger(each, U32_LIMIT)),
  bytes: (value) => value instanceof Uint8Array,
};

/** @returns what is wrong with the operation itself, or undefined */
export function checkOperands(operation: Operation): string | undefined {
  if (!Object.hasOwn(OPERATIONS, operation.op)) return `operation ${JSON.stringify(operation.op)} is unknown`;
  const operands: Readonly<Record<string, OperandKind>> = OPERATIONS[operation.op].operands;
  const values = operation as unknown as Readonly<Record<string, unknown>>;
  for (const [name, kind] of Object.entries(operands)) {
    if (!Object.hasOwn(values, name)) return `${operation.op} lacks ${name}`;
    if (!CHECKS[kind](values[name])) return `${operation.op}: ${name} is not a valid ${kind}`;
  }
  const known = new Set(["op", "pointer", "step", ...Object.keys(operands)]);
  const unknown = Object.keys(values).find((name) => !known.has(name));
  return unknown === undefined ? undefined : `${operation.op} has an unknown operand ${unknown}`;
}
