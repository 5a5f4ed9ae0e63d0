// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { durationMs } from "./duration.ts";
import { sizeBytes } from "./sizes.ts";
import { formatTable } from "./table.ts";
import { resourcesFromFlags } from "./update-resources.ts";

suite("durationMs()", () => {
  const cases: readonly [text: string, milliseconds: number][] = [
    ["5s", 5000],
    ["100ms", 100],
    ["1m30s", 90_000],
    ["1.5h", 5_400_000],
    [".5s", 500],
    ["1us", 1],
  ];
  for (const [text, milliseconds] of cases) {
    test(`reads ${text}`, () => assert.equal(durationMs("interval", text), milliseconds));
  }
  for (const text of ["", "5", "s", "0s", "-1s", "5x", "5s x", "1..5s"]) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => durationMs("interval", text), { code: "ERR_USAGE" });
    });
  }
});

suite("sizeBytes()", () => {
  const cases: readonly [text: string, bytes: number][] = [
    ["-1", -1],
    ["0", 0],
    ["64m", 64 * 1024 ** 2],
    ["64M", 64 * 1024 ** 2],
    ["64MB", 64 * 1024 ** 2],
    ["64MiB", 64 * 1024 ** 2],
    ["1.5k", 1536],
    ["10b", 10],
    ["2g", 2 * 1024 ** 3],
    ["1p", 1024 ** 5],
  ];
  for (const [text, bytes] of cases)
    test(`reads ${text}`, () => assert.equal(sizeBytes("memory", text), bytes));
  for (const text of ["", "m", "-2", "1x", "1mm", "9p9", "9000p"]) {
    test(`refuses ${JSON.stringify(text)}`, () =>
      assert.throws(() => sizeBytes("memory", text), { code: "ERR_USAGE" }));
  }
});

suite("resourcesFromFlags()", () => {
  test("is empty without flags", () => assert.deepEqual(resourcesFromFlags({}), {}));

  test("places every flag", () => {
    const resources = resourcesFromFlags({
      "blkio-weight": 500,
      "cpu-period": "100000",
      "cpu-quota": "-1",
      "cpu-burst": "5",
      "cpu-share": "512",
      "cpu-rt-period": "1",
      "cpu-rt-runtime": "2",
      "cpu-idle": "1",
      "cpuset-cpus": "0-1",
      "cpuset-mems": "0",
      memory: "64m",
      "memory-reservation": "32m",
      "memory-swap": "-1",
      "pids-limit": -1,
    });
    assert.deepEqual(resources, {
      cpu: {
        period: 100000,
        quota: -1,
        burst: 5,
        shares: 512,
        realtimePeriod: 1,
        realtimeRuntime: 2,
        idle: 1,
        cpus: "0-1",
        mems: "0",
      },
      memory: { limit: 67108864, reservation: 33554432, swap: -1 },
      blockIO: { weight: 500 },
      pids: { limit: -1 },
    });
  });

  test("refuses a share below 0 and a number that is none", () => {
    assert.throws(() => resourcesFromFlags({ "cpu-share": "-1" }), { code: "ERR_USAGE" });
    assert.throws(() => resourcesFromFlags({ "cpu-quota": "5s" }), { code: "ERR_USAGE" });
  });
});

suite("formatTable()", () => {
  test("sets columns at least 12 wide with three spaces between", () => {
    const rows = [
      ["ID", "PID", "OWNER"],
      ["a-long-container-id", "1", "root"],
    ];
    assert.equal(
      formatTable(rows),
      "ID                    PID         OWNER\na-long-container-id   1           root\n",
    );
  });
});
