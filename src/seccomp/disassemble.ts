// SPDX-License-Identifier: Apache-2.0
/** Prints a filter one line an instruction. Pure. */
import { actionName, decodeInstructions, type Instruction, LENGTH_OF_DATA } from "./instructions.ts";

const ARITHMETIC = ["+=", "-=", "*=", "/=", "|=", "&=", "<<=", ">>=", "= -", "%=", "^="];
const JUMPS: Readonly<Record<number, string>> = { 0x10: "==", 0x20: ">", 0x30: ">=", 0x40: "&" };

/** Name of a word of struct seccomp_data. */
function field(offset: number): string {
  if (offset === 0) return "syscall";
  if (offset === 4) return "architecture";
  if (offset < 16) return `instruction pointer ${offset === 8 ? "low" : "high"}`;
  if (offset >= LENGTH_OF_DATA) return `data[${offset}]`;
  return `argument ${(offset - 16) >> 3} ${offset % 8 === 0 ? "low" : "high"}`;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

function jump({ code, yes, no, value }: Instruction, index: number): string {
  if ((code & 0xf0) === 0) return `goto ${index + 1 + value}`;
  const operand = (code & 0x08) === 0 ? hex(value) : "X";
  return `if (A ${JUMPS[code & 0xf0] ?? "?"} ${operand}) goto ${index + 1 + yes} else goto ${index + 1 + no}`;
}

function loadText({ code, value }: Instruction, register: string): string {
  const mode = code & 0xe0;
  if (mode === 0x00) return `${register} = ${hex(value)}`;
  if (mode === 0x20) return `${register} = ${field(value)}`;
  if (mode === 0x60) return `${register} = M[${value}]`;
  return mode === 0x80 ? `${register} = ${LENGTH_OF_DATA}` : `unknown ${hex(code)}`;
}

function text(instruction: Instruction, index: number): string {
  const { code, value } = instruction;
  switch (code & 0x07) {
    case 0x00:
      return loadText(instruction, "A");
    case 0x01:
      return loadText(instruction, "X");
    case 0x02:
      return `M[${value}] = A`;
    case 0x03:
      return `M[${value}] = X`;
    case 0x04:
      return (code & 0xf0) === 0x80
        ? "A = -A"
        : `A ${ARITHMETIC[code >> 4] ?? "?"} ${(code & 0x08) === 0 ? hex(value) : "X"}`;
    case 0x05:
      return jump(instruction, index);
    case 0x06:
      return (code & 0x18) === 0x10 ? "return A" : `return ${actionName(value)}`;
    default:
      return (code & 0xf8) === 0x80 ? "A = X" : "X = A";
  }
}

/** @param program array of struct sock_filter */
export function disassemble(program: Uint8Array): string[] {
  const instructions = decodeInstructions(program);
  const width = String(instructions.length).length;
  return instructions.map(
    (instruction, index) => `${String(index).padStart(width)}: ${text(instruction, index)}`,
  );
}
