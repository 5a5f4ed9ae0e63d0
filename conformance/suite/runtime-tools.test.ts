// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { sumUp } from "./runtime-tools.ts";

suite("sumUp()", () => {
  test("counts checks, failures and skips of a TAP stream", () => {
    const stdout = "TAP version 13\nok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no cgroup\n1..3\n";
    assert.deepEqual(sumUp("p", { stdout, stderr: "", status: 0, timedOut: false }), {
      program: "p",
      passed: 1,
      failed: ["not ok 2 - b"],
      skipped: 1,
      broken: undefined,
    });
  });

  test("tells a program that ended badly without a check that failed", () => {
    const { broken } = sumUp("p", { stdout: "", stderr: "panic: x\n", status: 2, timedOut: false });
    assert.equal(broken, "status 2: panic: x");
  });
});
