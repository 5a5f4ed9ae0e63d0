// SPDX-License-Identifier: Apache-2.0
import { quoted } from "./issues.ts";

const MOST = 65535;

/** What is wrong with a list of CPUs or memory nodes such as "0-3,7", in words after the property's name. */
export function cpuListProblem(text: string): string | undefined {
  const wanted = "a list of numbers and ranges such as 0-3,7 is needed";
  for (const part of text.split(",")) {
    const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part);
    if (match === null) return `is ${quoted(text)}; ${wanted}`;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (last < first) return `is ${quoted(text)}, where a range ends before it starts; ${wanted}`;
    if (last > MOST) return `is ${quoted(text)}; numbers up to ${MOST} are possible`;
  }
  return undefined;
}
