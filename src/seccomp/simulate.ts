// SPDX-License-Identifier: Apache-2.0
/** Runs a filter over one system call as the kernel would. Pure. */
import { actionName, decodeInstructions, type Instruction, LENGTH_OF_DATA } from "./instructions.ts";

export interface SystemCall {
  /** AUDIT_ARCH_ value. */
  arch: number;
  nr: number;
  args?: readonly (number | bigint)[];
}

interface Machine {
  data: DataView;
  a: number;
  x: number;
  memory: number[];
  at: number;
}

function systemCallData({ arch, nr, args }: SystemCall): DataView {
  const data = new DataView(new ArrayBuffer(LENGTH_OF_DATA));
  data.setUint32(0, nr, true);
  data.setUint32(4, arch, true);
  for (const [index, value] of (args ?? []).entries())
    data.setBigUint64(16 + 8 * index, BigInt.asUintN(64, BigInt(value)), true);
  return data;
}

function loaded(machine: Machine, { code, value }: Instruction): number {
  const mode = code & 0xe0;
  if (mode === 0x00) return value;
  if (mode === 0x20) return machine.data.getUint32(value, true);
  if (mode === 0x60) return machine.memory[value] ?? 0;
  if (mode === 0x80) return LENGTH_OF_DATA;
  throw new RangeError(`unknown load 0x${code.toString(16)}`);
}

function calculated(a: number, b: number, operation: number): number {
  switch (operation) {
    case 0x00:
      return (a + b) >>> 0;
    case 0x10:
      return (a - b) >>> 0;
    case 0x40:
      return (a | b) >>> 0;
    case 0x50:
      return (a & b) >>> 0;
    case 0x60:
      return b > 31 ? 0 : (a << b) >>> 0;
    case 0x70:
      return b > 31 ? 0 : a >>> b;
    case 0xa0:
      return (a ^ b) >>> 0;
    default:
      throw new RangeError(`unknown operation 0x${operation.toString(16)}`);
  }
}

function jumps(machine: Machine, { code, yes, no, value }: Instruction): number {
  const operand = (code & 0x08) === 0 ? value : machine.x;
  switch (code & 0xf0) {
    case 0x00:
      return value;
    case 0x10:
      return machine.a === operand ? yes : no;
    case 0x20:
      return machine.a > operand ? yes : no;
    case 0x30:
      return machine.a >= operand ? yes : no;
    case 0x40:
      return (machine.a & operand) !== 0 ? yes : no;
    default:
      throw new RangeError(`unknown jump 0x${code.toString(16)}`);
  }
}

/** One step; gives the return value at the end. */
function step(machine: Machine, instruction: Instruction): number | undefined {
  const { code, value } = instruction;
  machine.at++;
  switch (code & 0x07) {
    case 0x00:
      machine.a = loaded(machine, instruction);
      return undefined;
    case 0x01:
      machine.x = loaded(machine, instruction);
      return undefined;
    case 0x02:
      machine.memory[value] = machine.a;
      return undefined;
    case 0x03:
      machine.memory[value] = machine.x;
      return undefined;
    case 0x04:
      machine.a = calculated(machine.a, (code & 0x08) === 0 ? value : machine.x, code & 0xf0);
      return undefined;
    case 0x05:
      machine.at += jumps(machine, instruction);
      return undefined;
    case 0x06:
      return (code & 0x18) === 0x10 ? machine.a : value;
    default:
      if ((code & 0xf8) === 0x80) machine.a = machine.x;
      else machine.x = machine.a;
      return undefined;
  }
}

/**
 * @returns name of the action: "ALLOW", "ERRNO(1)"
 * @throws {RangeError} the program leaves its end or holds an unknown instruction
 */
export function simulate(program: Uint8Array, call: SystemCall): string {
  const instructions = decodeInstructions(program);
  const machine: Machine = { data: systemCallData(call), a: 0, x: 0, memory: [], at: 0 };
  for (;;) {
    const instruction = instructions[machine.at];
    if (instruction === undefined)
      throw new RangeError(`the program goes on at ${machine.at}, behind its end`);
    const result = step(machine, instruction);
    if (result !== undefined) return actionName(result);
  }
}
