// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatTime } from "./time.ts";

suite("formatTime()", () => {
  test("agrees with Date on every day from 1970 to 2110, and at odd seconds", () => {
    for (let day = 0; day < 51_135; day++) {
      const seconds = day * 86_400 + ((day * 7919) % 86_400);
      const wanted = new Date(seconds * 1000).toISOString().replace(".000Z", ".000000007Z");
      assert.equal(formatTime(seconds, 7), wanted);
    }
  });
});
