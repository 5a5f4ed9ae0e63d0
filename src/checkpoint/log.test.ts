// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { installNative, type Native } from "../native/native.ts";
import { criuErrors } from "./log.ts";

function withLog(text: string | number): void {
  installNative({ readText: () => text } as unknown as Native);
}

suite("criuErrors()", () => {
  test("gives the lines at level Error without their times, but not the one that criu always has", () => {
    withLog(`(00.000001) Error (criu/util.c:1): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted
(00.1) Warn  (criu/x.c:1): odd
(00.2)      1: Error (criu/files-reg.c:9): Can't open file
`);
    assert.deepEqual(criuErrors(3, "dump.log"), ["Error (criu/files-reg.c:9): Can't open file"]);
  });

  test("gives a line that is repeated once", () => {
    withLog("(00.1) Error (a.c:1): exited\n(00.2) Error (a.c:1): exited\n(00.3) Error (b.c:2): no\n");
    assert.deepEqual(criuErrors(3, "dump.log"), ["Error (a.c:1): exited", "Error (b.c:2): no"]);
  });

  test("falls back to warnings", () => {
    withLog("(00.1) Warn  (criu/x.c:1): odd\n(00.2) fine\n");
    assert.deepEqual(criuErrors(3, "dump.log"), ["Warn  (criu/x.c:1): odd"]);
  });

  test("has nothing to say without a log", () => {
    withLog(-2);
    assert.deepEqual(criuErrors(3, "dump.log"), []);
  });
});
