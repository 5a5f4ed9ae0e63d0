// SPDX-License-Identifier: Apache-2.0
/**
 * Emits the eBPF program (BPF_PROG_TYPE_CGROUP_DEVICE) for a list of device rules. Pure.
 *
 * The program holds the access bits that are not yet decided in r2, and goes from the last rule to the first:
 * a rule that denies one of these bits denies the access, a rule that allows some removes them, and when none
 * is left the access is allowed. At the end it is denied.
 */
import { type DeviceRule, isTotal } from "./device-rules.ts";

// linux/bpf.h. Comparisons are of 32 bits: an immediate is signed, and a major number can have 32 bits.
const LOAD_WORD = 0x61;
const AND = 0x54;
const SHIFT_RIGHT = 0x74;
const MOVE = 0xb4;
const MOVE_REGISTER = 0xbc;
const JUMP_IF_EQUAL = 0x16;
const JUMP_IF_NOT_EQUAL = 0x56;
const EXIT = 0x95;

const TYPE_BLOCK = 1;
const TYPE_CHAR = 2;
const ALL = 7;

const RESULT = 0;
const CONTEXT = 1;
const ACCESS = 2;
const TYPE = 3;
const MAJOR = 4;
const MINOR = 5;

interface Instruction {
  code: number;
  target: number;
  source: number;
  offset: number;
  immediate: number;
}

function instruction(
  code: number,
  target: number,
  immediate: number,
  more: Partial<Instruction> = {},
): Instruction {
  return { code, target, immediate, source: 0, offset: 0, ...more };
}

function load(target: number, offset: number): Instruction {
  return instruction(LOAD_WORD, target, 0, { source: CONTEXT, offset });
}

function giveBack(allowed: boolean): Instruction[] {
  return [instruction(MOVE, RESULT, allowed ? 1 : 0), instruction(EXIT, 0, 0)];
}

/** struct bpf_cgroup_dev_ctx: access_type (access << 16 | type), major, minor. */
function prologue(): Instruction[] {
  return [
    load(ACCESS, 0),
    instruction(MOVE_REGISTER, TYPE, 0, { source: ACCESS }),
    instruction(AND, TYPE, 0xffff),
    instruction(SHIFT_RIGHT, ACCESS, 16),
    load(MAJOR, 4),
    load(MINOR, 8),
  ];
}

/** What happens when a rule matches; its last jumps lead past its end. */
function decision({ allow, access }: DeviceRule): Instruction[] {
  const end = giveBack(allow);
  if (access === ALL) return end;
  const skip = { offset: end.length };
  if (allow)
    return [instruction(AND, ACCESS, ~access & ALL), instruction(JUMP_IF_NOT_EQUAL, ACCESS, 0, skip), ...end];
  // The context is not needed any more, so its register holds the denied bits.
  return [
    instruction(MOVE_REGISTER, CONTEXT, 0, { source: ACCESS }),
    instruction(AND, CONTEXT, access),
    instruction(JUMP_IF_EQUAL, CONTEXT, 0, skip),
    ...end,
  ];
}

function ruleBlock(rule: DeviceRule): Instruction[] {
  const body = decision(rule);
  const tests: (readonly [number, number])[] = [];
  if (rule.type !== "a") tests.push([TYPE, rule.type === "b" ? TYPE_BLOCK : TYPE_CHAR]);
  if (rule.major >= 0) tests.push([MAJOR, rule.major]);
  if (rule.minor >= 0) tests.push([MINOR, rule.minor]);
  const jumps = tests.map(([register, value], index) =>
    instruction(JUMP_IF_NOT_EQUAL, register, value, { offset: tests.length - 1 - index + body.length }),
  );
  return [...jumps, ...body];
}

function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = new Uint8Array(program.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [index, { code, target, source, offset, immediate }] of program.entries()) {
    view.setUint8(index * 8, code);
    view.setUint8(index * 8 + 1, (source << 4) | target);
    view.setInt16(index * 8 + 2, offset, true);
    view.setUint32(index * 8 + 4, immediate >>> 0, true);
  }
  return bytes;
}

/** @param rules in the order of parseDeviceRules(): the last match decides, and before the first all is denied */
export function emitDeviceProgram(rules: readonly DeviceRule[]): Uint8Array {
  // What comes before a rule about everything never decides, and the kernel refuses unreachable code.
  const last = rules.findLastIndex(isTotal);
  const program = prologue();
  for (let index = rules.length - 1; index > last; index--)
    program.push(...ruleBlock(rules[index] as DeviceRule));
  program.push(...giveBack(last >= 0 && rules[last]?.allow === true));
  return encode(program);
}
