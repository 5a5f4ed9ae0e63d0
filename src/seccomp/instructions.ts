// SPDX-License-Identifier: Apache-2.0
/** Classic BPF as seccomp(2) takes it: decoding, and names of what a filter returns. Pure. */

export interface Instruction {
  code: number;
  /** Instructions to skip when a condition holds, and when not. */
  yes: number;
  no: number;
  value: number;
}

/** sizeof(struct seccomp_data) */
export const LENGTH_OF_DATA = 64;

/** @param program array of struct sock_filter, little-endian */
export function decodeInstructions(program: Uint8Array): Instruction[] {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const instructions: Instruction[] = [];
  for (let at = 0; at + 8 <= program.length; at += 8) {
    instructions.push({
      code: view.getUint16(at, true),
      yes: program[at + 2] as number,
      no: program[at + 3] as number,
      value: view.getUint32(at + 4, true),
    });
  }
  return instructions;
}

const ACTION_NAMES: Readonly<Record<number, string>> = {
  0x8000_0000: "KILL_PROCESS",
  0: "KILL_THREAD",
  0x0003_0000: "TRAP",
  0x0005_0000: "ERRNO",
  0x7fc0_0000: "NOTIFY",
  0x7ff0_0000: "TRACE",
  0x7ffc_0000: "LOG",
  0x7fff_0000: "ALLOW",
};

/** "ALLOW", "ERRNO(38)". */
export function actionName(value: number): string {
  const action = (value & 0xffff_0000) >>> 0;
  const name = ACTION_NAMES[action] ?? `0x${value.toString(16)}`;
  return name === "ERRNO" || name === "TRACE" ? `${name}(${value & 0xffff})` : name;
}
