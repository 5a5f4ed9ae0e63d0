// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { passedLines } from "./notify.ts";

suite("passedLines()", () => {
  test("keeps the state of the service, in order", () => {
    const message = "RELOADING=1\nMONOTONIC_USEC=5\nSTATUS=a=b\n";
    assert.deepEqual(passedLines(message), ["RELOADING=1", "MONOTONIC_USEC=5", "STATUS=a=b"]);
  });

  for (const line of [
    "MAINPID=1",
    "NOTIFYACCESS=all",
    "FDSTORE=1",
    "BARRIER=1",
    "READY",
    "XREADY=1",
    " READY=1",
    "",
  ]) {
    test(`drops "${line}"`, () => assert.deepEqual(passedLines(line), []));
  }
});
