// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parseNumberList } from "./number-list.ts";

suite("parseNumberList()", () => {
  const cases: [list: string, bytes: number[]][] = [
    ["", []],
    ["0", [1]],
    ["7", [128]],
    ["8", [0, 1]],
    ["0-3,7", [0x8f]],
    [" 1 , 2 - 3 ", [0x0e]],
    ["9,0", [1, 2]],
  ];
  for (const [list, bytes] of cases)
    test(`reads "${list}"`, () => assert.deepEqual([...parseNumberList(list, "")], bytes));

  for (const list of ["a", "3-1", "-1", "1-", "65536", "0x3", "1;2"]) {
    test(`refuses "${list}"`, () => {
      const pointer = "/process/execCPUAffinity/final";
      assert.throws(() => parseNumberList(list, pointer), { code: "ERR_CONFIG_RULE", pointer });
    });
  }
});
