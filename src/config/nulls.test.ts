// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { dropNulls } from "./nulls.ts";

suite("dropNulls()", () => {
  test("takes null members out of objects at every depth", () => {
    const value = { a: null, b: [{ c: null, d: 1 }], e: { f: { g: null } } };
    assert.equal(dropNulls(value), true);
    assert.deepEqual(value, { b: [{ d: 1 }], e: { f: {} } });
  });

  test("keeps null elements of lists, which have no absent form", () => {
    const value = { args: ["sh", null] };
    assert.equal(dropNulls(value), false);
    assert.deepEqual(value, { args: ["sh", null] });
  });

  for (const value of [null, 1, "null", true, { a: 0, b: "" }])
    test(`finds nothing in ${JSON.stringify(value)}`, () => assert.equal(dropNulls(value), false));
});
