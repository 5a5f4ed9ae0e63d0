// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxDeviceCgroup, LinuxResources } from "../config/types.ts";
import { mergeUpdate } from "./merge.ts";

const STORED: LinuxResources = { memory: { limit: 100, swap: 300 } };

suite("mergeUpdate", () => {
  const MEMORY: readonly (readonly [string, LinuxResources["memory"], LinuxResources["memory"]])[] = [
    ["swap alone", { swap: 400 }, { limit: 100, swap: 400 }],
    ["a limit alone", { limit: 200 }, { limit: 200, swap: 300 }],
    ["both", { limit: 400, swap: 500 }, { limit: 400, swap: 500 }],
    ["no limit", { limit: -1 }, { limit: -1, swap: -1 }],
    ["a limit of 0, which is none given", { limit: 0, swap: 500 }, { limit: 100, swap: 500 }],
    ["a reservation", { reservation: 5 }, { reservation: 5 }],
    ["a large number", { swap: 2n ** 62n }, { limit: 100, swap: 2n ** 62n }],
  ];
  for (const [name, memory, changes] of MEMORY) {
    test(`completes ${name}`, () => {
      assert.deepEqual(mergeUpdate(STORED, { memory: { ...memory } }).changes, { memory: changes });
    });
  }

  test("refuses a limit above the stored one of memory and swap, naming /memory/limit (ERR_CONFIG_RULE)", () => {
    assert.throws(() => mergeUpdate(STORED, { memory: { limit: 301 } }), {
      code: "ERR_CONFIG_RULE",
      pointer: "/memory/limit",
      message: /is 301, above the limit of memory and swap together, which is 300/,
    });
  });

  test("keeps the container's wish for a check before the limit", () => {
    const { changes } = mergeUpdate({ memory: { checkBeforeUpdate: true } }, { memory: { limit: 1 } });
    assert.equal(changes.memory?.checkBeforeUpdate, true);
  });

  test("completes quota and period with each other, and nothing else with them", () => {
    const stored: LinuxResources = { cpu: { quota: -1, period: 200 } };
    assert.deepEqual(mergeUpdate(stored, { cpu: { quota: 5 } }).changes, { cpu: { quota: 5, period: 200 } });
    assert.deepEqual(mergeUpdate(stored, { cpu: { shares: 5 } }).changes, { cpu: { shares: 5 } });
    assert.deepEqual(mergeUpdate({}, { cpu: { period: 5 } }).changes, { cpu: { period: 5 } });
  });

  test("gives a group that was idle its shares again", () => {
    const stored: LinuxResources = { cpu: { shares: 512, idle: 1 } };
    assert.deepEqual(mergeUpdate(stored, { cpu: { idle: 0 } }).changes, { cpu: { idle: 0, shares: 512 } });
    assert.deepEqual(mergeUpdate(stored, { cpu: { idle: 1 } }).changes, { cpu: { idle: 1 } });
  });

  test("leaves what the request does not name out of the changes and in the result", () => {
    const stored: LinuxResources = { pids: { limit: 5 }, cpu: { quota: 1, period: 2, idle: 1 } };
    const { changes, result } = mergeUpdate(stored, { cpu: { period: 3, quota: 0, idle: 0 } });
    assert.deepEqual(changes, { cpu: { period: 3, quota: 1, idle: 0 } });
    assert.deepEqual(result, { pids: { limit: 5 }, cpu: { quota: 1, period: 3, idle: 0 } });
  });

  test("merges lists by device and page size", () => {
    const device = (minor: number, rate: number) => ({ major: 8, minor, rate });
    const stored: LinuxResources = {
      blockIO: { weight: 10, throttleReadBpsDevice: [device(0, 1), device(1, 2)] },
      hugepageLimits: [{ pageSize: "2MB", limit: 1 }],
      unified: { "memory.high": "1" },
    };
    const { result } = mergeUpdate(stored, {
      blockIO: { throttleReadBpsDevice: [device(1, 3)] },
      hugepageLimits: [
        { pageSize: "1GB", limit: 2 },
        { pageSize: "2MB", limit: 3 },
      ],
      unified: { "memory.low": "2" },
    });
    assert.deepEqual(result, {
      blockIO: { weight: 10, throttleReadBpsDevice: [device(0, 1), device(1, 3)] },
      hugepageLimits: [
        { pageSize: "2MB", limit: 3 },
        { pageSize: "1GB", limit: 2 },
      ],
      unified: { "memory.high": "1", "memory.low": "2" },
    });
  });

  test("leaves devices alone unless the request has other rules than the container", () => {
    const rule: LinuxDeviceCgroup = { allow: true, type: "c", major: 10, minor: 229, access: "rw" };
    const stored = { devices: [{ allow: false, access: "rwm" }, rule] };
    assert.equal(mergeUpdate(stored, { pids: { limit: 1 } }).devices, false);
    assert.equal(mergeUpdate(stored, structuredClone(stored)).devices, false);
    assert.equal(mergeUpdate(stored, { devices: [rule] }).devices, true);
    assert.deepEqual(mergeUpdate(stored, { devices: [] }).result.devices, []);
  });
});
