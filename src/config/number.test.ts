// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { exactNumber } from "./number.ts";

suite("exactNumber()", () => {
  const cases: [literal: string, value: number | bigint | undefined][] = [
    ["0", 0],
    ["-0", 0],
    ["-0.0e5", 0],
    ["0e999999999", 0],
    ["42", 42],
    ["-42", -42],
    ["1e3", 1000],
    ["1E+3", 1000],
    ["1200e-2", 12],
    ["1.50e1", 15],
    ["1.0", 1],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["9007199254740993", 9007199254740993n],
    ["9007199254740993.0", 9007199254740993n],
    ["-9007199254740993", -9007199254740993n],
    ["1e19", 10000000000000000000n],
    ["18446744073709551615", 18446744073709551615n],
    ["18446744073709551616", undefined],
    ["-9223372036854775808", -9223372036854775808n],
    ["-9223372036854775809", undefined],
    ["1e20", undefined],
    ["1e400", undefined],
    ["-1e400", undefined],
    ["0.5", 0.5],
    ["1.5e-7", 1.5e-7],
    ["0.1", 0.1],
    ["1e-400", undefined],
    ["3.00000000000000000001", undefined],
    ["9007199254740993.5", undefined],
    [`${"9".repeat(100_000)}`, undefined],
    [`1${"0".repeat(100_000)}e-100000`, 1],
  ];
  for (const [literal, value] of cases) {
    test(`reads ${literal.length > 30 ? `${literal.length} characters` : literal}`, () => {
      assert.equal(exactNumber(literal), value);
    });
  }
});
