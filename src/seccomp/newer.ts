// SPDX-License-Identifier: Apache-2.0
/**
 * System calls that are newer than a profile. Programs try a new call first and fall back on ENOSYS; from EPERM
 * they conclude that they may not do it at all. So where a profile answers EPERM to what it does not list, calls
 * with numbers above all that it names get ENOSYS. Pure.
 */
import { ACTIONS, ARCHITECTURES } from "./constants.ts";

const ENOSYS = 38;
const X32_BIT = 0x4000_0000;
/** ARM's private calls, which are not in the order of their age. */
const ARM_PRIVATE = 0x000f_0000;

const LOAD = 0x20;
const JUMP = 0x05;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER = 0x25;
const JUMP_NOT_BELOW = 0x35;
const RETURN = 0x06;
const OFFSET_OF_NUMBER = 0;
const OFFSET_OF_ARCHITECTURE = 4;

/** What a profile knows of one architecture, under libseccomp's token. */
export interface KnownCalls {
  readonly token: number;
  /** Numbers of the system calls that the profile names; negative for those that the architecture lacks. */
  readonly numbers: readonly number[];
}

interface Range {
  readonly last: number;
  /** First number that is of another kind. */
  readonly end: number;
}

type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

function rangeOf({ token, numbers }: KnownCalls): Range | undefined {
  const end =
    token === ARCHITECTURES.SCMP_ARCH_ARM
      ? ARM_PRIVATE
      : token === ARCHITECTURES.SCMP_ARCH_X32
        ? 2 * X32_BIT
        : X32_BIT;
  let last = -1;
  for (const number of numbers) if (number > last && number < end) last = number;
  return last < 0 ? undefined : { last, end };
}

/** x32 differs from x86-64 only in a bit of the number. */
function auditArchitecture(token: number): number {
  return token === ARCHITECTURES.SCMP_ARCH_X32 ? ARCHITECTURES.SCMP_ARCH_X86_64 : token;
}

function group(architecture: number, ranges: readonly Range[], behind: number): Instruction[] {
  const tests: Instruction[] = ranges.flatMap(({ last, end }): Instruction[] => [
    [JUMP_NOT_BELOW, 2, 0, end],
    [JUMP_GREATER, 0, 1, last],
    [RETURN, 0, 0, ACTIONS.SCMP_ACT_ERRNO + ENOSYS],
  ]);
  return [
    [JUMP_EQUAL, 0, tests.length + 2, architecture],
    [LOAD, 0, 0, OFFSET_OF_NUMBER],
    ...tests,
    [JUMP, 0, 0, behind],
  ];
}

/** Instructions that go before the filter; none where no architecture has a call that the profile names. */
export function newerCalls(known: readonly KnownCalls[]): Instruction[] {
  const ranges = new Map<number, Range[]>();
  for (const calls of known) {
    const range = rangeOf(calls);
    if (range === undefined) continue;
    const architecture = auditArchitecture(calls.token);
    ranges.set(architecture, [...(ranges.get(architecture) ?? []), range]);
  }
  const program: Instruction[] = [];
  // From the end, since each group jumps over those behind it.
  for (const [architecture, list] of [...ranges].reverse())
    program.unshift(...group(architecture, list, program.length));
  if (program.length > 0) program.unshift([LOAD, 0, 0, OFFSET_OF_ARCHITECTURE]);
  return program;
}

/** struct sock_filter of each instruction, and the filter behind them. */
export function withNewerCalls(known: readonly KnownCalls[], filter: Uint8Array): Uint8Array {
  const head = newerCalls(known);
  const bytes = new Uint8Array(8 * head.length + filter.length);
  const view = new DataView(bytes.buffer);
  head.forEach(([code, jumpTrue, jumpFalse, value], index) => {
    view.setUint16(8 * index, code, true);
    view.setUint8(8 * index + 2, jumpTrue);
    view.setUint8(8 * index + 3, jumpFalse);
    view.setUint32(8 * index + 4, value, true);
  });
  bytes.set(filter, 8 * head.length);
  return bytes;
}
