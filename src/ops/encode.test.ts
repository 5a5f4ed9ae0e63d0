// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { encodePlan } from "./encode.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS, type OperationName } from "./table.ts";

const origin = { pointer: "" as const, step: "" };
const opcode = (name: OperationName): number => Object.keys(OPERATIONS).indexOf(name) + 1;
const encode = (ops: Operation[]): ReturnType<typeof encodePlan> => encodePlan({ ops, inherited: [] });

suite("encodePlan()", () => {
  test("writes the counts, then each opcode and its operands in table order", () => {
    const { words, strings } = encode([
      { ...origin, op: "open", flags: 7, path: "/a", out: 2 },
      { ...origin, op: "close", slot: 2 },
    ]);
    assert.deepEqual(words, [2, 3, opcode("open"), 2, 0, 7, opcode("close"), 2]);
    assert.equal(strings, "/a\0");
  });

  test("counts inherited slots that no operation names", () => {
    assert.deepEqual(encodePlan({ ops: [], inherited: ["gate", "consoleSocket"] }).words, [0, 2]);
  });

  test("writes an equal string once", () => {
    const { words, strings } = encode([{ ...origin, op: "exec", args: ["a", "b", "a"], env: ["b"] }]);
    assert.deepEqual(words, [1, 0, opcode("exec"), 3, 0, 1, 0, 1, 1]);
    assert.equal(strings, "a\0b\0");
  });

  test("keeps an empty string", () => {
    assert.equal(encode([{ ...origin, op: "joinKeyring", name: "", permissions: 0 }]).strings, "\0");
  });

  const wide: [value: number | bigint, low: number, high: number][] = [
    [0, 0, 0],
    [0xffffffff, 0xffffffff, 0],
    [2 ** 32, 0, 1],
    [2 ** 53 - 1, 0xffffffff, 0x1fffff],
    [2n ** 64n - 1n, 0xffffffff, 0xffffffff],
    [1n, 1, 0],
  ];
  for (const [value, low, high] of wide) {
    test(`splits ${value} into ${low} and ${high}`, () => {
      assert.deepEqual(encode([{ ...origin, op: "dropBounding", keep: value }]).words.slice(3), [low, high]);
    });
  }

  test("writes lists of numbers with their count", () => {
    assert.deepEqual(
      encode([{ ...origin, op: "setGroups", gids: [5, 4294967295] }]).words.slice(3),
      [2, 5, 4294967295],
    );
  });

  test("lays blobs end to end", () => {
    const { words, blobs } = encode([
      { ...origin, op: "setAffinity", mask: Uint8Array.of(1, 2) },
      { ...origin, op: "setMemoryPolicy", mode: 3, nodes: Uint8Array.of(9) },
    ]);
    assert.deepEqual(words, [2, 0, opcode("setAffinity"), 0, 2, opcode("setMemoryPolicy"), 3, 2, 1]);
    assert.deepEqual([...blobs], [1, 2, 9]);
  });
});
