// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parseBlkio, parseIoStat } from "./stats-block-io.ts";
import { parseList } from "./stats-cpu.ts";
import { parseAmount, times } from "./stats-read.ts";

suite("parseAmount", () => {
  for (const [text, amount] of [
    ["12", 12],
    ["9223372036854771712", 9223372036854771712n],
    ["max", undefined],
    ["", undefined],
  ] as const) {
    test(`reads ${JSON.stringify(text)}`, () => {
      assert.equal(parseAmount(text), amount);
    });
  }
});

suite("times", () => {
  test("gives a bigint where a double is not exact", () => {
    assert.equal(times(5, 1000), 5000);
    assert.equal(times(9007199254740991, 1000), 9007199254740991000n);
  });
});

suite("parseList", () => {
  test("reads ranges and single numbers", () => {
    assert.deepEqual(parseList("0-2,7"), [0, 1, 2, 7]);
    assert.deepEqual(parseList(""), []);
  });
});

suite("parseBlkio", () => {
  test("reads values with and without an operation and leaves out totals", () => {
    assert.deepEqual(parseBlkio(["8:0 Read 4096", "8:0 Total 4096", "8:16 12", "Total 4096"]), [
      { major: 8, op: "Read", value: 4096 },
      { major: 8, op: "Total", value: 4096 },
      { major: 8, minor: 16, value: 12 },
    ]);
  });
});

suite("parseIoStat", () => {
  test("sorts bytes and requests", () => {
    assert.deepEqual(parseIoStat(["8:1 rbytes=5 wbytes=0 rios=1 wios=0 dbytes=0 dios=0"]), {
      ioServiceBytesRecursive: [
        { major: 8, minor: 1, op: "Read", value: 5 },
        { major: 8, minor: 1, op: "Write" },
      ],
      ioServicedRecursive: [
        { major: 8, minor: 1, op: "Read", value: 1 },
        { major: 8, minor: 1, op: "Write" },
      ],
    });
  });
});
