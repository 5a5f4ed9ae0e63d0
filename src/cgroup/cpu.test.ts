// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxCpu } from "../config/types.ts";
import { compileCpu, cpuWarnings, weightOfShares } from "./cpu.ts";
import type { CgroupSupport } from "./write.ts";

const V1: CgroupSupport = { v1: ["cpu", "cpuset"], v2: [], mountedV2: false, fresh: true };
const V2: CgroupSupport = { v1: [], v2: ["cpu", "cpuset"], mountedV2: true, fresh: true };

function lines(cpu: LinuxCpu, support: CgroupSupport): string[] {
  return compileCpu(cpu, "/c", support).map(({ file, value }) => `${file}=${value}`);
}

suite("weightOfShares", () => {
  for (const [shares, weight] of [
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 2],
    [512, 59],
    [1024, 100],
    [2048, 174],
    [262_143, 10_000],
    [262_144, 10_000],
    [2n ** 63n, 10_000],
  ] as const) {
    test(`gives ${weight} for ${shares}`, () => {
      assert.equal(weightOfShares(shares), weight);
    });
  }
});

suite("compileCpu", () => {
  const CASES: readonly (readonly [string, LinuxCpu, v1: string[], v2: string[]])[] = [
    ["shares", { shares: 1024 }, ["cpu.shares=1024"], ["cpu.weight=100"]],
    ["unset shares", { shares: 0 }, [], []],
    ["quota", { quota: 50_000 }, ["cpu.cfs_quota_us=50000"], ["cpu.max=50000 100000"]],
    ["no quota", { quota: -1 }, ["cpu.cfs_quota_us=-1"], ["cpu.max=max 100000"]],
    ["period", { period: 5000 }, ["cpu.cfs_period_us=5000"], ["cpu.max=max 5000"]],
    [
      "quota and period",
      { quota: 1, period: 2 },
      ["cpu.cfs_period_us=2", "cpu.cfs_quota_us=1"],
      ["cpu.max=1 2"],
    ],
    [
      "burst",
      { quota: 5, burst: 3 },
      ["cpu.cfs_quota_us=5", "cpu.cfs_burst_us=3"],
      ["cpu.max=5 100000", "cpu.max.burst=3"],
    ],
    ["idle", { idle: 1, shares: 5 }, ["cpu.idle=1"], ["cpu.idle=1"]],
    [
      "CPUs and nodes",
      { cpus: "0-1", mems: "0" },
      ["cpuset.cpus=0-1", "cpuset.mems=0"],
      ["cpuset.cpus=0-1", "cpuset.mems=0"],
    ],
    ["empty lists as unset", { cpus: "", mems: "" }, [], []],
  ];
  for (const [name, cpu, v1, v2] of CASES) {
    test(`compiles ${name}`, () => {
      assert.deepEqual(lines(cpu, V1), v1);
      assert.deepEqual(lines(cpu, V2), v2);
    });
  }

  test("sets the real-time period before the run time, on v1", () => {
    assert.deepEqual(lines({ realtimeRuntime: 1, realtimePeriod: 2 }, V1), [
      "cpu.rt_period_us=2",
      "cpu.rt_runtime_us=1",
    ]);
  });

  for (const member of ["realtimeRuntime", "realtimePeriod"] as const) {
    test(`refuses ${member} on v2`, () => {
      assert.throws(() => compileCpu({ [member]: 1 }, "/c", V2), {
        code: "ERR_HOST",
        pointer: `/c/${member}`,
      });
    });
  }

  test("repeats what bounds the quota when values change", () => {
    const cpu = { quota: 3, period: 4, burst: 2 };
    assert.deepEqual(lines(cpu, { ...V1, fresh: false }), [
      "cpu.cfs_burst_us=2",
      "cpu.cfs_period_us=4",
      "cpu.cfs_quota_us=3",
      "cpu.cfs_period_us=4",
      "cpu.cfs_burst_us=2",
    ]);
    assert.deepEqual(lines(cpu, { ...V2, fresh: false }), [
      "cpu.max.burst=2",
      "cpu.max=3 4",
      "cpu.max.burst=2",
    ]);
  });

  test("warns of shares beside idle", () => {
    assert.equal(cpuWarnings({ idle: 1, shares: 5 }).length, 1);
    assert.equal(cpuWarnings({ idle: 0, shares: 5 }).length, 0);
  });
});
