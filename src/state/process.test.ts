// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { installNative, type Native } from "../native/native.ts";
import { isAlive, openProcess, readProcess } from "./process.ts";

const STAT =
  "42 (a) b (c)) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 98765 1000 2 18446744073709551615";

function fake(stat: string | number, calls: string[] = []): void {
  const native: Partial<Native> = {
    readText: () => stat,
    pidfdOpen: (pid) => {
      calls.push(`pidfdOpen ${pid}`);
      return 9;
    },
    close: (fd) => {
      calls.push(`close ${fd}`);
      return 0;
    },
  };
  installNative(native as Native);
}

suite("readProcess()", () => {
  test("takes the name up to the last parenthesis", () => {
    fake(STAT);
    assert.deepEqual(readProcess(42), { comm: "a) b (c)", state: "S", start: "98765" });
  });

  test("gives undefined for a process that is gone", () => {
    fake(-2);
    assert.equal(readProcess(42), undefined);
  });
});

suite("isAlive()", () => {
  const table: [state: string, start: string, alive: boolean][] = [
    ["S", "98765", true],
    ["R", "98765", true],
    ["Z", "98765", false],
    ["X", "98765", false],
    ["S", "98766", false],
  ];
  for (const [state, start, alive] of table) {
    test(`says ${alive} for state ${state} and start time ${start}`, () => {
      assert.equal(isAlive({ comm: "x", state, start: "98765" }, start), alive);
    });
  }
});

suite("openProcess()", () => {
  test("closes the pidfd of a process that has taken the pid since", () => {
    const calls: string[] = [];
    fake(STAT, calls);
    assert.equal(openProcess(42, "1"), undefined);
    assert.deepEqual(calls, ["pidfdOpen 42", "close 9"]);
  });
});
