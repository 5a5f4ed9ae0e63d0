// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { membersOf } from "./namespace-pids.ts";

suite("membersOf()", () => {
  test("takes the namespace, and descendants in namespaces below it", () => {
    const processes = [
      { pid: 40, parent: 30, namespace: 9 },
      { pid: 30, parent: 20, namespace: undefined },
      { pid: 20, parent: 1, namespace: 7 },
      { pid: 21, parent: 1, namespace: 7 },
      { pid: 1, parent: 0, namespace: 1 },
      { pid: 50, parent: 1, namespace: 1 },
    ];
    assert.deepEqual(membersOf(processes, 7), [20, 21, 30, 40]);
  });
});
