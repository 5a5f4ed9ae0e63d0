// SPDX-License-Identifier: Apache-2.0
/** Statistics of memory and hugetlb. Bytes. */
import { native } from "../native/native.ts";
import type { OpenDirectory } from "./open.ts";
import {
  type Amount,
  type Pressure,
  UNLIMITED,
  nonZero,
  plus,
  readAmount,
  readPressure,
  readTable,
} from "./stats-read.ts";

export interface MemoryEntry {
  limit: Amount;
  usage?: Amount;
  max?: Amount;
  failcnt: Amount;
}

export interface MemoryStats {
  cache?: Amount;
  usage?: MemoryEntry;
  /** Memory and swap together. */
  swap?: MemoryEntry;
  kernel?: MemoryEntry;
  kernelTCP?: MemoryEntry;
  raw?: Record<string, Amount>;
  psi?: Pressure;
}

export interface HugetlbStats {
  usage?: Amount;
  max?: Amount;
  failcnt: Amount;
}

function entry(
  limit: Amount | undefined,
  usage: Amount,
  max: Amount | undefined,
  failcnt: Amount | undefined,
): MemoryEntry {
  return { limit: limit ?? 0, ...nonZero("usage", usage), ...nonZero("max", max), failcnt: failcnt ?? 0 };
}

function entryV1(fd: number, prefix: string): MemoryEntry | undefined {
  const usage = readAmount(fd, `${prefix}.usage_in_bytes`);
  if (usage === undefined) return undefined;
  const read = (name: string): Amount | undefined => readAmount(fd, `${prefix}.${name}`);
  const [limit, max, failcnt] = [read("limit_in_bytes"), read("max_usage_in_bytes"), read("failcnt")];
  // Nothing is counted and nothing limited: the format has no entry then.
  if ([limit, usage, max, failcnt].every((value) => value === undefined || value === 0)) return undefined;
  return entry(limit, usage, max, failcnt);
}

function entriesV1(fd: number): MemoryStats {
  const stats: MemoryStats = {};
  for (const [member, prefix] of [
    ["usage", "memory"],
    ["swap", "memory.memsw"],
    ["kernel", "memory.kmem"],
    ["kernelTCP", "memory.kmem.tcp"],
  ] as const) {
    const found = entryV1(fd, prefix);
    if (found !== undefined) stats[member] = found;
  }
  return stats;
}

/** v1 counts memory and swap together, and so does this format. */
function entriesV2(fd: number): MemoryStats {
  const current = readAmount(fd, "memory.current");
  if (current === undefined) return {};
  const limit = readAmount(fd, "memory.max") ?? UNLIMITED;
  const failures = readTable(fd, "memory.events")["max"];
  const stats: MemoryStats = { usage: entry(limit, current, readAmount(fd, "memory.peak"), failures) };
  const swap = readAmount(fd, "memory.swap.current");
  if (swap === undefined) return stats;
  const swapLimit = readAmount(fd, "memory.swap.max");
  const both = swapLimit === undefined || limit === UNLIMITED ? UNLIMITED : plus(swapLimit, limit);
  stats.swap = entry(both, plus(swap, current), undefined, readTable(fd, "memory.swap.events")["fail"]);
  return stats;
}

export function readMemory(directory: OpenDirectory | undefined): MemoryStats {
  if (directory === undefined) return {};
  const { fd, version } = directory;
  const raw = readTable(fd, "memory.stat");
  return {
    ...nonZero("cache", version === 1 ? raw["cache"] : raw["file"]),
    ...(version === 1 ? entriesV1(fd) : entriesV2(fd)),
    ...(Object.keys(raw).length === 0 ? {} : { raw }),
    ...(version === 1 ? {} : readPressure(fd, "memory.pressure")),
  };
}

function hugetlbEntry(fd: number, prefix: string, version: 1 | 2): HugetlbStats {
  if (version === 1) {
    return {
      ...nonZero("usage", readAmount(fd, `${prefix}.usage_in_bytes`)),
      ...nonZero("max", readAmount(fd, `${prefix}.max_usage_in_bytes`)),
      failcnt: readAmount(fd, `${prefix}.failcnt`) ?? 0,
    };
  }
  const failcnt = readTable(fd, `${prefix}.events`)["max"] ?? 0;
  return { ...nonZero("usage", readAmount(fd, `${prefix}.current`)), failcnt };
}

export function readHugetlb(directory: OpenDirectory | undefined): Record<string, HugetlbStats> {
  const stats: Record<string, HugetlbStats> = {};
  if (directory === undefined) return stats;
  const { fd, version } = directory;
  const names = native().listDirectory(fd);
  if (typeof names === "number") return stats;
  const last = version === 1 ? ".usage_in_bytes" : ".current";
  for (const name of names.split("/").toSorted()) {
    if (!name.startsWith("hugetlb.") || !name.endsWith(last) || name.includes(".rsvd.")) continue;
    const size = name.slice("hugetlb.".length, -last.length);
    stats[size] = hugetlbEntry(fd, `hugetlb.${size}`, version);
  }
  return stats;
}
