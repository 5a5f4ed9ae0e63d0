// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxDeviceCgroup } from "../config/types.ts";
import { emitDeviceProgram } from "./device-program.ts";
import { MKNOD, parseDeviceRules, READ, WRITE } from "./device-rules.ts";

/** Runs a program over one access; every instruction that the emitter uses and no other. */
function run(program: Uint8Array, access: number, type: "b" | "c", major: number, minor: number): boolean {
  const view = new DataView(program.buffer);
  const context: Record<number, number> = { 0: (access << 16) | (type === "b" ? 1 : 2), 4: major, 8: minor };
  const registers = new Array<number>(11).fill(0);
  for (let at = 0; ; at++) {
    const code = view.getUint8(at * 8);
    const target = view.getUint8(at * 8 + 1) & 15;
    const source = view.getUint8(at * 8 + 1) >> 4;
    const offset = view.getInt16(at * 8 + 2, true);
    const immediate = view.getUint32(at * 8 + 4, true);
    const value = registers[target] as number;
    if (code === 0x61) registers[target] = context[offset] as number;
    else if (code === 0x54) registers[target] = (value & immediate) >>> 0;
    else if (code === 0x74) registers[target] = value >>> immediate;
    else if (code === 0xb4) registers[target] = immediate;
    else if (code === 0xbc) registers[target] = registers[source] as number;
    else if (code === 0x16) at += value === immediate ? offset : 0;
    else if (code === 0x56) at += value !== immediate ? offset : 0;
    else if (code === 0x95) return registers[0] === 1;
    else assert.fail(`instruction 0x${code.toString(16)} at ${at}`);
  }
}

const REGISTERS = ["result", "context", "access", "type", "major", "minor"];
const OPERATIONS: Readonly<
  Record<number, (target: string, source: string, value: number, to: number) => string>
> = {
  0x61: (target, source, _value, offset) => `${target} = ${source}[${offset}]`,
  0x54: (target, _source, value) => `${target} &= ${value}`,
  0x74: (target, _source, value) => `${target} >>= ${value}`,
  0xb4: (target, _source, value) => `${target} = ${value}`,
  0xbc: (target, source) => `${target} = ${source}`,
  0x16: (target, _source, value, to) => `if ${target} == ${value} goto +${to}`,
  0x56: (target, _source, value, to) => `if ${target} != ${value} goto +${to}`,
  0x95: () => "exit",
};

/** The program as text, one line an instruction. */
function decode(program: Uint8Array): string[] {
  const view = new DataView(program.buffer);
  return Array.from({ length: program.length / 8 }, (_, index) => {
    const at = index * 8;
    const operation = OPERATIONS[view.getUint8(at)];
    const names = view.getUint8(at + 1);
    assert.ok(operation, `instruction 0x${view.getUint8(at).toString(16)} at ${index}`);
    const [target = "", source = ""] = [REGISTERS[names & 15], REGISTERS[names >> 4]];
    return operation(target, source, view.getUint32(at + 4, true), view.getInt16(at + 2, true));
  });
}

/** No instruction may be unreachable, or the kernel refuses the program. */
function unreachable(program: Uint8Array): number[] {
  const view = new DataView(program.buffer);
  const seen = new Set<number>();
  const queue = [0];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const code = view.getUint8(at * 8);
    if (code === 0x95) continue;
    queue.push(at + 1);
    if (code === 0x16 || code === 0x56) queue.push(at + 1 + view.getInt16(at * 8 + 2, true));
  }
  return Array.from({ length: program.length / 8 }, (_, index) => index).filter((index) => !seen.has(index));
}

interface Access {
  access: number;
  device: readonly ["b" | "c", number, number];
  allowed: boolean;
}

const KVM = ["c", 10, 232] as const;
const NULL = ["c", 1, 3] as const;
const DISK = ["b", 8, 0] as const;

const CASES: readonly { name: string; rules: LinuxDeviceCgroup[]; accesses: Access[] }[] = [
  {
    name: "no rules",
    rules: [],
    accesses: [
      { access: READ | WRITE, device: NULL, allowed: true },
      { access: MKNOD, device: DISK, allowed: true },
      { access: READ, device: DISK, allowed: false },
      { access: READ | MKNOD, device: DISK, allowed: false },
      { access: WRITE, device: KVM, allowed: false },
      { access: READ, device: ["c", 136, 77], allowed: true },
      { access: READ, device: ["b", 1, 3], allowed: false },
    ],
  },
  {
    name: "an allow rule before a deny of everything",
    rules: [
      { allow: true, type: "c", major: 10, minor: 232, access: "rwm" },
      { allow: false, access: "rwm" },
    ],
    accesses: [{ access: READ, device: KVM, allowed: false }],
  },
  {
    name: "a hole in a wider rule",
    rules: [
      { allow: true, type: "c", major: 10, access: "rw" },
      { allow: false, type: "c", major: 10, minor: 232, access: "w" },
    ],
    accesses: [
      { access: READ, device: KVM, allowed: true },
      { access: WRITE, device: KVM, allowed: false },
      { access: READ | WRITE, device: KVM, allowed: false },
      { access: READ | WRITE, device: ["c", 10, 1], allowed: true },
    ],
  },
  {
    name: "bits allowed by two rules",
    rules: [
      { allow: true, type: "b", major: 8, access: "r" },
      { allow: true, minor: 0, access: "w" },
    ],
    accesses: [
      { access: READ | WRITE, device: DISK, allowed: true },
      { access: READ | WRITE, device: ["b", 8, 1], allowed: false },
      { access: WRITE, device: ["c", 99, 0], allowed: true },
    ],
  },
  {
    name: "everything but one device",
    rules: [
      { allow: true, access: "rwm" },
      { allow: false, type: "b", major: 8, minor: 0, access: "rwm" },
    ],
    accesses: [
      { access: READ | WRITE | MKNOD, device: KVM, allowed: true },
      { access: READ, device: DISK, allowed: false },
      { access: READ, device: ["b", 8, 1], allowed: true },
    ],
  },
  {
    name: "a major number of 32 bits",
    rules: [{ allow: true, type: "c", major: 4294967295, minor: 4294967295, access: "r" }],
    accesses: [
      { access: READ, device: ["c", 4294967295, 4294967295], allowed: true },
      { access: READ, device: ["c", 4294967295, 1], allowed: false },
    ],
  },
];

suite("emitDeviceProgram", () => {
  test("loads type, access and numbers, and goes from the last rule to the first", () => {
    const rules: LinuxDeviceCgroup[] = [
      { allow: true, type: "c", major: 10, minor: 232, access: "rw" },
      { allow: false, type: "b", major: 8, access: "w" },
    ];
    const parsed = parseDeviceRules(rules, "").slice(0, rules.length);
    assert.deepEqual(decode(emitDeviceProgram(parsed)), [
      "access = context[0]",
      "type = access",
      "type &= 65535",
      "access >>= 16",
      "major = context[4]",
      "minor = context[8]",
      "if type != 1 goto +6",
      "if major != 8 goto +5",
      "context = access",
      "context &= 4",
      "if context == 0 goto +2",
      "result = 0",
      "exit",
      "if type != 2 goto +6",
      "if major != 10 goto +5",
      "if minor != 232 goto +4",
      "access &= 1",
      "if access != 0 goto +2",
      "result = 1",
      "exit",
      "result = 0",
      "exit",
    ]);
  });

  for (const { name, rules, accesses } of CASES) {
    test(`decides as the rules say: ${name}`, () => {
      const program = emitDeviceProgram(parseDeviceRules(rules, ""));
      for (const { access, device, allowed } of accesses) {
        assert.equal(run(program, access, ...device), allowed, `${access} on ${device.join(" ")}`);
      }
    });

    test(`has no unreachable instruction: ${name}`, () => {
      assert.deepEqual(unreachable(emitDeviceProgram(parseDeviceRules(rules, ""))), []);
    });
  }
});
