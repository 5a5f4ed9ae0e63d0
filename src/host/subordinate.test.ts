// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { blocksOf, coversAll, firstFree, nameOf } from "./subordinate.ts";

suite("blocksOf()", () => {
  test("takes the lines of a user by name and by number, and no broken ones", () => {
    const text = "me:100000:65536\n1000:1:2\nyou:5:5\nme:x:1\nme:1:2:3\nme:7\n";
    assert.deepEqual(blocksOf(text, "me", 1000), [
      { first: 100_000, count: 65_536 },
      { first: 1, count: 2 },
    ]);
  });

  test("takes a user without a name by number only", () => {
    assert.deepEqual(blocksOf("undefined:1:1\n7:3:4\n", undefined, 7), [{ first: 3, count: 4 }]);
  });
});

suite("firstFree()", () => {
  test("is above every block, and at least where useradd begins", () => {
    assert.equal(firstFree(""), 100_000);
    assert.equal(firstFree("a:1:2\nb:100000:65536\nbroken\nc:x:y\n"), 165_536);
    assert.equal(firstFree("a:200000:10\nb:100000:65536\n"), 200_010);
  });
});

suite("coversAll()", () => {
  const blocks = [
    { first: 110, count: 10 },
    { first: 100, count: 10 },
  ];
  const cases: [first: number, count: number, covered: boolean][] = [
    [100, 20, true],
    [105, 10, true],
    [100, 21, false],
    [99, 2, false],
  ];
  for (const [first, count, covered] of cases)
    test(`is ${covered} for ${count} from ${first}`, () =>
      assert.equal(coversAll(blocks, first, count), covered));
});

suite("nameOf()", () => {
  test("finds the first entry of a uid", () => {
    assert.equal(nameOf("root:x:0:0::/:\na:x:10:1::/:\nb:x:10:1::/:\n", 10), "a");
    assert.equal(nameOf("root:x:0:0::/:\n", 1), undefined);
  });
});
