// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { schemataMismatch } from "./schemata.ts";

const FILE = "    MB:0=100;1= 50\n    L3:0=00ff;1=ff0\n";

suite("schemataMismatch()", () => {
  const same: string[][] = [[], ["L3:0=ff"], ["L3:1=FF0;0=0ff", "MB:0=100;1=50"], ["MB:1=050"]];
  for (const wanted of same)
    test(`finds none for ${JSON.stringify(wanted)}`, () =>
      assert.equal(schemataMismatch(FILE, wanted), undefined));

  const different: [line: string, there: string | undefined][] = [
    ["L3:0=f", "L3:0=00ff;1=ff0"],
    ["L3:2=ff", "L3:0=00ff;1=ff0"],
    ["MB:0=10", "MB:0=100;1= 50"],
    ["L2:0=ff", undefined],
  ];
  for (const [line, there] of different)
    test(`tells ${line} and what is there`, () =>
      assert.deepEqual(schemataMismatch(FILE, ["MB:0=100", line]), { line, there }));
});
