// SPDX-License-Identifier: Apache-2.0
import type { JsonPointer } from "../errors/pointer.ts";
import { ruleError } from "./refuse.ts";

/** More CPUs or NUMA nodes than any kernel is built for. */
const LIMIT = 65_536;

/**
 * Reads a list such as "0-3,7" of CPUs or NUMA nodes (cpuset(7), "List format").
 *
 * @returns little-endian bit mask, as long as the largest number needs; empty for an empty list
 * @throws {ConfigError} ERR_CONFIG_RULE
 */
export function parseNumberList(text: string, pointer: JsonPointer): Uint8Array {
  const ranges: [number, number][] = [];
  let largest = -1;
  for (const part of text.split(",")) {
    const item = part.trim();
    if (item === "") continue;
    const match = /^(\d{1,6})(?:\s*-\s*(\d{1,6}))?$/.exec(item);
    const first = Number(match?.[1] ?? Number.NaN);
    const last = Number(match?.[2] ?? first);
    if (!(first <= last && last < LIMIT))
      throw ruleError(pointer, `${JSON.stringify(text)} is not a list of numbers and ranges such as "0-3,7"`);
    ranges.push([first, last]);
    if (last > largest) largest = last;
  }
  const mask = new Uint8Array((largest + 8) >> 3);
  for (const [first, last] of ranges) {
    for (let number = first; number <= last; number++)
      mask[number >> 3] = (mask[number >> 3] as number) | (1 << (number & 7));
  }
  return mask;
}
