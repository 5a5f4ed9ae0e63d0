// SPDX-License-Identifier: Apache-2.0
/**
 * Limits as properties of a unit, made from the same writes that set them in the cgroup's files: systemd writes
 * its own values there again, at a daemon-reload or when any property changes. Pure.
 */
import type { JsonPointer } from "../../errors/pointer.ts";
import { parseNumberList } from "../../plan/number-list.ts";
import type { CgroupWrite } from "../write.ts";
import { type Property, property } from "./property.ts";

const INFINITY = 2n ** 64n - 1n;
const SECOND_US = 1_000_000n;
/** systemd keeps a quota in hundredths of a CPU. */
const STEP_US = 10_000n;
const DEFAULT_PERIOD_US = 100_000n;
const V1_QUOTA = "cpu.cfs_quota_us";
const V1_PERIOD = "cpu.cfs_period_us";

/** Version of systemd that first knows a property. */
const SINCE: Readonly<Record<string, number>> = {
  CPUQuotaPeriodUSec: 242,
  AllowedCPUs: 244,
  AllowedMemoryNodes: 244,
  MemoryZSwapMax: 253,
  OOMPolicy: 253,
};
/** From here on a weight of 0 is "idle". */
const IDLE_SINCE = 252;

const SUFFIXES = "kmgtpe";

/** "max", "-1", and the kernel's "1G". undefined for what is no number. */
function count(text: string): bigint | undefined {
  const trimmed = text.trim();
  if (trimmed === "max" || trimmed === "-1") return INFINITY;
  const match = /^([0-9]{1,20})([kmgtpe])?$/i.exec(trimmed);
  if (match === null) return undefined;
  const shift = match[2] === undefined ? 0 : (SUFFIXES.indexOf(match[2].toLowerCase()) + 1) * 10;
  const value = BigInt(match[1] as string) << BigInt(shift);
  return value > INFINITY ? undefined : value;
}

function atLeast(least: bigint): (text: string) => bigint | undefined {
  return (text) => {
    const value = count(text);
    return value === undefined || value > least ? value : least;
  };
}

/** Files that hold one number, and what systemd calls it; it refuses 0 where a least is given. */
const COUNTS: Readonly<Record<string, readonly [name: string, read: (text: string) => bigint | undefined]>> =
  {
    "memory.max": ["MemoryMax", atLeast(1n)],
    "memory.high": ["MemoryHigh", atLeast(1n)],
    "memory.low": ["MemoryLow", count],
    "memory.min": ["MemoryMin", count],
    "memory.swap.max": ["MemorySwapMax", count],
    "memory.zswap.max": ["MemoryZSwapMax", count],
    "pids.max": ["TasksMax", atLeast(1n)],
    "cpu.weight": ["CPUWeight", count],
    "memory.limit_in_bytes": ["MemoryLimit", atLeast(1n)],
    "cpu.shares": ["CPUShares", count],
    "blkio.weight": ["BlockIOWeight", count],
  };

/**
 * Keys of io.max, and v1 files with "MAJOR:MINOR RATE" lines. Of BlockIOReadBandwidth= and BlockIOWriteBandwidth=,
 * v1's own, systemd takes the one for an end of the other when it reads a unit again.
 */
const RATES: Readonly<Record<string, string>> = {
  rbps: "IOReadBandwidthMax",
  wbps: "IOWriteBandwidthMax",
  riops: "IOReadIOPSMax",
  wiops: "IOWriteIOPSMax",
  "blkio.throttle.read_bps_device": "IOReadBandwidthMax",
  "blkio.throttle.write_bps_device": "IOWriteBandwidthMax",
  "blkio.weight_device": "BlockIODeviceWeight",
};

/** Needs no device node: systemd reads the numbers from the name. */
function blockDevice(numbers: string): string {
  return `/dev/block/${numbers}`;
}

interface Bandwidth {
  /** -1n for none. */
  quota?: bigint;
  period?: bigint;
  pointer: JsonPointer;
}

class Collector {
  readonly #found = new Map<string, Property>();
  readonly #version: number;
  #bandwidth: Bandwidth | undefined;

  constructor(version: number) {
    this.#version = version;
  }

  #set(name: string, signature: string, value: Property["value"]["value"], pointer: JsonPointer): void {
    if (this.#version < (SINCE[name] ?? 0)) return;
    this.#found.set(name, property(name, signature, value, pointer));
  }

  /** Per-device settings add up. */
  #setDevice(name: string, numbers: string, value: bigint, pointer: JsonPointer): void {
    const path = blockDevice(numbers);
    const known = (this.#found.get(name)?.value.value ?? []) as readonly (readonly [string, bigint])[];
    const others = known.filter(([each]) => each !== path);
    this.#set(name, "a(st)", [...others, [path, value]], pointer);
  }

  #io({ file, value, pointer }: CgroupWrite): void {
    const [first = "", ...words] = value.trim().split(/\s+/);
    if (file === "io.weight" || file === "io.bfq.weight") {
      const weight = count(words[0] ?? first);
      if (weight === undefined) return;
      if (words.length === 0 || first === "default") this.#set("IOWeight", "t", weight, pointer);
      else this.#setDevice("IODeviceWeight", first, weight, pointer);
      return;
    }
    for (const word of words) {
      const [key = "", text = ""] = word.split("=");
      const rate = count(text);
      const name = file === "io.latency" && key === "target" ? "IODeviceLatencyTargetUSec" : RATES[key];
      if (rate !== undefined && name !== undefined && (file === "io.max" || file === "io.latency"))
        this.#setDevice(name, first, rate, pointer);
    }
  }

  #v1Device(name: string, { value, pointer }: CgroupWrite): void {
    const [numbers = "", text = ""] = value.split(" ");
    const rate = count(text);
    if (rate !== undefined) this.#setDevice(name, numbers, rate === 0n ? INFINITY : rate, pointer);
  }

  #cpuMax({ value, pointer }: CgroupWrite): void {
    const [quota = "max", period = String(DEFAULT_PERIOD_US)] = value.trim().split(/\s+/);
    const limit = count(quota);
    if (limit === undefined) return;
    this.#bandwidth = { quota: limit === INFINITY ? -1n : limit, period: BigInt(period), pointer };
  }

  #other(write: CgroupWrite): void {
    const { file, value, pointer } = write;
    switch (file) {
      case "cpu.max":
        return this.#cpuMax(write);
      case V1_QUOTA:
        this.#bandwidth = { ...this.#bandwidth, quota: BigInt(value), pointer };
        return;
      case V1_PERIOD:
        this.#bandwidth = { ...this.#bandwidth, period: BigInt(value), pointer };
        return;
      case "cpu.idle":
        if (this.#version >= IDLE_SINCE) this.#set("CPUWeight", "t", value === "1" ? 0n : 100n, pointer);
        return;
      case "cpuset.cpus":
        return this.#set("AllowedCPUs", "ay", parseNumberList(value, pointer), pointer);
      case "cpuset.mems":
        return this.#set("AllowedMemoryNodes", "ay", parseNumberList(value, pointer), pointer);
      case "memory.oom.group":
        return this.#set("OOMPolicy", "s", value.trim() === "1" ? "kill" : "continue", pointer);
    }
  }

  add(write: CgroupWrite): void {
    const { file, value, pointer } = write;
    const row = COUNTS[file];
    if (row !== undefined) {
      const number = row[1](value);
      if (number !== undefined) this.#set(row[0], "t", number, pointer);
    } else if (RATES[file] !== undefined) this.#v1Device(RATES[file] as string, write);
    else if (file.startsWith("io.")) this.#io({ ...write, ...(write.fallback ?? {}) });
    else this.#other(write);
  }

  done(): Property[] {
    if (this.#bandwidth !== undefined) {
      const { quota, period, pointer } = this.#bandwidth;
      if (period !== undefined) this.#set("CPUQuotaPeriodUSec", "t", period, pointer);
      if (quota !== undefined) {
        const perSecond = quota <= 0n ? INFINITY : perSecondUs(quota, period ?? DEFAULT_PERIOD_US);
        this.#set("CPUQuotaPerSecUSec", "t", perSecond, pointer);
      }
    }
    return [...this.#found.values()];
  }
}

/** The share of a second, rounded up to whole hundredths. */
function perSecondUs(quota: bigint, period: bigint): bigint {
  const exact = (quota * SECOND_US + period - 1n) / period;
  return ((exact + STEP_US - 1n) / STEP_US) * STEP_US;
}

/**
 * @param writes in their order: a later one of a file counts
 * @param version systemd's; what an older one does not know is left to the files
 */
export function limitProperties(writes: readonly CgroupWrite[], version: number): Property[] {
  const collector = new Collector(version);
  for (const write of writes) collector.add(write);
  return collector.done();
}

/** Present content of a file of the container's cgroup; undefined where it can't be read. */
export type ReadLimit = (controller: string, file: string) => string | undefined;

/** A unit has quota and period only as a share: what an update does not name of the two is what it is now. */
export function completeBandwidth(writes: readonly CgroupWrite[], read: ReadLimit): CgroupWrite[] {
  const completed = writes.map((write) => (write.file === "cpu.max" ? completeCpuMax(write, read) : write));
  const named = (file: string): CgroupWrite | undefined => writes.find((write) => write.file === file);
  const quota = named(V1_QUOTA);
  const period = named(V1_PERIOD);
  if (quota !== undefined && period === undefined) completed.unshift(...present(quota, V1_PERIOD, read));
  if (period !== undefined && quota === undefined) completed.push(...present(period, V1_QUOTA, read));
  return completed;
}

function completeCpuMax({ keepFirstWord, ...write }: CgroupWrite, read: ReadLimit): CgroupWrite {
  const [nowQuota = "max", nowPeriod = String(DEFAULT_PERIOD_US)] =
    read(write.controller, write.file)?.trim().split(/\s+/) ?? [];
  const [quota = nowQuota, period = nowPeriod] = write.value.trim().split(/\s+/);
  return { ...write, value: `${keepFirstWord === true ? nowQuota : quota} ${period}` };
}

function present({ controller, pointer }: CgroupWrite, file: string, read: ReadLimit): CgroupWrite[] {
  const value = read(controller, file)?.trim();
  return value === undefined ? [] : [{ controller, file, value, pointer }];
}

function rounded(quota: string, period: bigint): string {
  if (!/^[0-9]+$/.test(quota) || quota === "0") return quota;
  return String((perSecondUs(BigInt(quota), period) * period) / SECOND_US);
}

/** The same writes with a CPU quota as systemd will have it, so that both agree. */
export function roundQuotas(writes: readonly CgroupWrite[]): CgroupWrite[] {
  const v1Period = writes.findLast(({ file }) => file === V1_PERIOD)?.value;
  return writes.map((write) => {
    if (write.file === V1_QUOTA)
      return { ...write, value: rounded(write.value, BigInt(v1Period ?? DEFAULT_PERIOD_US)) };
    if (write.file !== "cpu.max") return write;
    const [quota = "max", period = String(DEFAULT_PERIOD_US)] = write.value.trim().split(/\s+/);
    return { ...write, value: `${rounded(quota, BigInt(period))} ${period}` };
  });
}
