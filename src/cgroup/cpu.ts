// SPDX-License-Identifier: Apache-2.0
/**
 * Compiles linux.resources.cpu: the controllers cpu and cpuset.
 * Source: runtime-spec config-linux.md "CPU"; kernel sched-bwc.rst, cgroup-v2.rst.
 */
import type { LinuxCpu } from "../config/types.ts";
import { EINVAL } from "../errors/errno.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import {
  type CgroupSupport,
  type CgroupWrite,
  type Count,
  WriteList,
  isSet,
  notOnV2,
  versionOf,
} from "./write.ts";

const DEFAULT_PERIOD_US = 100_000;

/**
 * cpu.weight (1 to 10000) for cpu.shares (2 to 262144): a curve through (2, 1), (1024, 100), (262144, 10000),
 * so both defaults stand for each other.
 */
export function weightOfShares(shares: Count): number {
  if (shares <= 2) return 1;
  if (shares >= 262_144) return 10_000;
  const log = Math.log2(Number(shares));
  return Math.ceil(10 ** ((log * log + 125 * log) / 612 - 7 / 34));
}

/** The kernel refuses shares for an idle group. */
function wantedShares(cpu: LinuxCpu): Count | undefined {
  return isSet(cpu.shares) && cpu.idle !== 1 && cpu.idle !== 1n ? cpu.shares : undefined;
}

/**
 * Quota, period and burst bound each other, and only the kernel knows the present values: when they are
 * changed (and not set for the first time), what is refused before the quota succeeds after it.
 */
function bandwidthV1(cpu: LinuxCpu, writes: WriteList, fresh: boolean): void {
  const { quota, period, burst } = cpu;
  const setPeriod = (more: Partial<CgroupWrite> = {}): void => {
    if (isSet(period)) writes.add("period", "cpu.cfs_period_us", String(period), more);
  };
  const setBurst = (more: Partial<CgroupWrite> = {}): void => {
    if (burst !== undefined) writes.add("burst", "cpu.cfs_burst_us", String(burst), more);
  };
  if (!isSet(quota)) {
    setPeriod();
    setBurst();
    return;
  }
  if (!fresh) setBurst({ tolerate: [EINVAL] });
  setPeriod(fresh ? {} : { tolerate: [EINVAL] });
  writes.add("quota", "cpu.cfs_quota_us", String(quota));
  if (!fresh) setPeriod();
  setBurst();
}

/** A period below the present run time is refused before the run time is lowered. */
function realtimeV1(cpu: LinuxCpu, writes: WriteList, fresh: boolean): void {
  const { realtimePeriod: period, realtimeRuntime: runtime } = cpu;
  const again = isSet(period) && isSet(runtime) && !fresh;
  const setPeriod = (more: Partial<CgroupWrite>): void => {
    if (isSet(period)) writes.add("realtimePeriod", "cpu.rt_period_us", String(period), more);
  };
  setPeriod(again ? { tolerate: [EINVAL] } : {});
  if (isSet(runtime)) writes.add("realtimeRuntime", "cpu.rt_runtime_us", String(runtime));
  if (again) setPeriod({});
}

function compileV1(cpu: LinuxCpu, at: JsonPointer, fresh: boolean): CgroupWrite[] {
  const writes = new WriteList("cpu", at);
  const shares = wantedShares(cpu);
  realtimeV1(cpu, writes, fresh);
  if (cpu.idle !== undefined) writes.add("idle", "cpu.idle", String(cpu.idle), { resets: "cpu.shares" });
  if (shares !== undefined) writes.add("shares", "cpu.shares", String(shares));
  bandwidthV1(cpu, writes, fresh);
  return writes.list;
}

/** One file holds quota and period; the one that is not given stays what it is. */
function addCpuMax({ quota, period }: LinuxCpu, writes: WriteList, fresh: boolean): void {
  const first = isSet(quota) && quota > 0 ? String(quota) : "max";
  if (!isSet(quota)) {
    writes.add("period", "cpu.max", `${first} ${period}`, fresh ? {} : { keepFirstWord: true });
  } else if (isSet(period) || fresh) {
    writes.add("quota", "cpu.max", `${first} ${isSet(period) ? period : DEFAULT_PERIOD_US}`);
  } else writes.add("quota", "cpu.max", first);
}

function compileV2(cpu: LinuxCpu, at: JsonPointer, fresh: boolean): CgroupWrite[] {
  const { realtimePeriod, realtimeRuntime } = cpu;
  if (isSet(realtimePeriod)) throw notOnV2(at, "realtimePeriod", `cpu.rt_period_us to "${realtimePeriod}"`);
  if (isSet(realtimeRuntime))
    throw notOnV2(at, "realtimeRuntime", `cpu.rt_runtime_us to "${realtimeRuntime}"`);
  const writes = new WriteList("", at);
  const { quota, period, burst } = cpu;
  const shares = wantedShares(cpu);
  if (cpu.idle !== undefined) writes.add("idle", "cpu.idle", String(cpu.idle), { resets: "cpu.weight" });
  if (shares !== undefined) writes.add("shares", "cpu.weight", String(weightOfShares(shares)));
  const changesQuota = isSet(quota) || isSet(period);
  // As on v1: a burst above the present quota is refused before the quota is raised.
  if (burst !== undefined && changesQuota && !fresh) {
    writes.add("burst", "cpu.max.burst", String(burst), { tolerate: [EINVAL] });
  }
  if (changesQuota) addCpuMax(cpu, writes, fresh);
  if (burst !== undefined) writes.add("burst", "cpu.max.burst", String(burst));
  return writes.list;
}

function compileCpuset(cpu: LinuxCpu, at: JsonPointer, support: CgroupSupport): CgroupWrite[] {
  const { cpus, mems } = cpu;
  if ((cpus ?? "") === "" && (mems ?? "") === "") return [];
  const version = versionOf(support, "cpuset");
  const writes = new WriteList(version === 1 ? "cpuset" : "", at);
  if (cpus !== undefined && cpus !== "") writes.add("cpus", "cpuset.cpus", cpus);
  if (mems !== undefined && mems !== "") writes.add("mems", "cpuset.mems", mems);
  return writes.list;
}

function usesCpuController(cpu: LinuxCpu): boolean {
  const counts = [cpu.shares, cpu.quota, cpu.period, cpu.realtimePeriod, cpu.realtimeRuntime];
  return counts.some(isSet) || cpu.burst !== undefined || cpu.idle !== undefined;
}

/** @throws {HostError} ERR_HOST: a v1 setting on v2 */
export function compileCpu(cpu: LinuxCpu, at: JsonPointer, support: CgroupSupport): CgroupWrite[] {
  const cpuset = compileCpuset(cpu, at, support);
  if (!usesCpuController(cpu)) return cpuset;
  const version = versionOf(support, "cpu");
  return [
    ...cpuset,
    ...(version === 1 ? compileV1(cpu, at, support.fresh) : compileV2(cpu, at, support.fresh)),
  ];
}

export function cpuWarnings(cpu: LinuxCpu): string[] {
  const ignored = isSet(cpu.shares) && wantedShares(cpu) === undefined;
  return ignored ? ["cpu.shares is ignored: cpu.idle is 1, and an idle group has no shares"] : [];
}
