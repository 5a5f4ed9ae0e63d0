// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { merged, parseMap } from "./joined-mappings.ts";

suite("parseMap()", () => {
  test("reads the kernel's columns", () => {
    assert.deepEqual(parseMap("         0     100000      65536\n     65536          5          1\n"), [
      { containerID: 0, hostID: 100_000, size: 65_536 },
      { containerID: 65_536, hostID: 5, size: 1 },
    ]);
  });

  test("finds nothing in a map that was never written", () => assert.deepEqual(parseMap(""), []));
});

suite("merged()", () => {
  test("gives ranges in order, and those that go on as one", () => {
    const ranges = [
      { containerID: 10, hostID: 110, size: 5 },
      { containerID: 0, hostID: 100, size: 10 },
      { containerID: 15, hostID: 300, size: 1 },
    ];
    assert.deepEqual(merged(ranges), [
      { containerID: 0, hostID: 100, size: 15 },
      { containerID: 15, hostID: 300, size: 1 },
    ]);
    assert.equal(ranges[1]?.size, 10);
  });
});
