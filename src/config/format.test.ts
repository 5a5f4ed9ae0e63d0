// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatJson } from "./format.ts";

suite("formatJson()", () => {
  test("keeps every digit and leaves out what is undefined", () => {
    assert.equal(
      formatJson({ a: 18446744073709551615n, b: [1, "x"], c: undefined, d: null }),
      '{"a":18446744073709551615,"b":[1,"x"],"d":null}',
    );
  });

  test("gives null for what is undefined in a list, as JSON.stringify does", () => {
    assert.equal(formatJson([undefined, 1]), "[null,1]");
  });
});
