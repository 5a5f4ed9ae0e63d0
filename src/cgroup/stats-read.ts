// SPDX-License-Identifier: Apache-2.0
/** Reading the forms of cgroup statistics files. */
import { O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";

/** A uint64: a bigint where a double can't hold it. */
export type Amount = number | bigint;

export const UNLIMITED: Amount = 2n ** 64n - 1n;

/** undefined for anything but decimal digits ("max" too). */
export function parseAmount(text: string): Amount | undefined {
  if (!/^[0-9]+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

export function times(value: Amount, factor: number): Amount {
  const product = Number(value) * factor;
  return Number.isSafeInteger(product) ? product : BigInt(value) * BigInt(factor);
}

export function plus(one: Amount, other: Amount): Amount {
  const sum = Number(one) + Number(other);
  return Number.isSafeInteger(sum) ? sum : BigInt(one) + BigInt(other);
}

export function readLines(fd: number, file: string): string[] {
  const text = native().readText(fd, file, O_NOFOLLOW, 1024 * 1024);
  return typeof text === "string" ? text.split("\n").filter((line) => line !== "") : [];
}

export function readAmount(fd: number, file: string): Amount | undefined {
  const [line] = readLines(fd, file);
  return line === undefined ? undefined : parseAmount(line.trim());
}

/** "name value" lines. */
export function readTable(fd: number, file: string): Record<string, Amount> {
  const table: Record<string, Amount> = {};
  for (const line of readLines(fd, file)) {
    const space = line.indexOf(" ");
    const value = parseAmount(line.slice(space + 1));
    if (space > 0 && value !== undefined) table[line.slice(0, space)] = value;
  }
  return table;
}

/** Leaves a zero out, as the format asks for most members. */
export function nonZero<Name extends string>(
  name: Name,
  value: Amount | undefined,
): { [Key in Name]?: Amount } {
  return value === undefined || value === 0 ? {} : ({ [name]: value } as { [Key in Name]?: Amount });
}

export interface PressureLine {
  avg10: number;
  avg60: number;
  avg300: number;
  total: Amount;
}

export interface Pressure {
  some: PressureLine;
  full: PressureLine;
}

function parsePressureLine(line: string): PressureLine {
  const parsed: PressureLine = { avg10: 0, avg60: 0, avg300: 0, total: 0 };
  for (const field of line.split(" ")) {
    const [name, value = ""] = field.split("=");
    if (name === "total") parsed.total = parseAmount(value) ?? 0;
    else if (name === "avg10" || name === "avg60" || name === "avg300") parsed[name] = Number(value);
  }
  return parsed;
}

/** Pressure stall information of v2; {} where the kernel has none. */
export function readPressure(fd: number, file: string): { psi?: Pressure } {
  const lines = readLines(fd, file);
  const some = lines.find((line) => line.startsWith("some "));
  if (some === undefined) return {};
  const full = lines.find((line) => line.startsWith("full ")) ?? "";
  return { psi: { some: parsePressureLine(some), full: parsePressureLine(full) } };
}
