// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { hardLimit, mapsEveryId, parseCapabilities, resctrlMount } from "./probe.ts";

suite("mapsEveryId()", () => {
  const cases: [map: string, whole: boolean][] = [
    ["         0          0 4294967295\n", true],
    ["         0       1000          1\n", false],
    ["0 0 4294967295\n1 1 1\n", false],
    ["", false],
  ];
  for (const [map, whole] of cases)
    test(`is ${whole} for ${JSON.stringify(map)}`, () => assert.equal(mapsEveryId(map), whole));
});

suite("parseCapabilities()", () => {
  test("takes the effective and the bounding set", () => {
    assert.deepEqual(parseCapabilities("1ffffffffff 1 0 3f"), {
      capabilities: (1n << 41n) - 1n,
      bounding: 63n,
    });
  });
});

suite("resctrlMount()", () => {
  test("finds the mount point by its type", () => {
    const mounts = "resctrl /fake tmpfs rw 0 0\nnone /sys/fs/my\\040resctrl resctrl rw,relatime 0 0\n";
    assert.equal(resctrlMount(mounts), "/sys/fs/my resctrl");
  });

  test("finds none where there is none", () =>
    assert.equal(resctrlMount("proc /proc proc rw 0 0\n"), undefined));
});

suite("hardLimit()", () => {
  test("reads the second number", () => assert.equal(hardLimit("1024 18446744073709551615"), 2n ** 64n - 1n));
});
