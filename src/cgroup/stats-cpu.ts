// SPDX-License-Identifier: Apache-2.0
/** Statistics of cpu, cpuacct and cpuset. Times are nanoseconds. */
import type { OpenDirectory } from "./open.ts";
import {
  type Amount,
  type Pressure,
  nonZero,
  parseAmount,
  readAmount,
  readLines,
  readPressure,
  readTable,
  times,
} from "./stats-read.ts";

export interface CpuStats {
  usage: {
    total?: Amount;
    percpu?: Amount[];
    percpu_kernel?: Amount[];
    percpu_user?: Amount[];
    kernel: Amount;
    user: Amount;
  };
  throttling: { periods?: Amount; throttledPeriods?: Amount; throttledTime?: Amount };
  psi?: Pressure;
}

export interface CpusetStats {
  cpus?: number[];
  cpu_exclusive: Amount;
  mems?: number[];
  mem_hardwall: Amount;
  mem_exclusive: Amount;
  memory_migrate: Amount;
  memory_spread_page: Amount;
  memory_spread_slab: Amount;
  memory_pressure: Amount;
  sched_load_balance: Amount;
  sched_relax_domain_level: number;
}

/** cpuacct.stat counts in ticks of USER_HZ, which is 100 on every architecture of ours. */
const NS_PER_TICK = 10_000_000;

function list(
  name: "percpu" | "percpu_kernel" | "percpu_user",
  values: Amount[],
): Partial<CpuStats["usage"]> {
  return values.length === 0 ? {} : { [name]: values };
}

function usageV1({ fd }: OpenDirectory): CpuStats["usage"] {
  const perCpu = (readLines(fd, "cpuacct.usage_percpu")[0] ?? "").trim().split(" ");
  // "cpu user system", then one line a CPU
  const rows = readLines(fd, "cpuacct.usage_all")
    .slice(1)
    .map((line) => line.split(" "));
  const column = (index: number): Amount[] => rows.map((row) => parseAmount(row[index] ?? "") ?? 0);
  const ticks = readTable(fd, "cpuacct.stat");
  return {
    ...nonZero("total", readAmount(fd, "cpuacct.usage")),
    ...list(
      "percpu",
      perCpu.map(parseAmount).filter((value) => value !== undefined),
    ),
    ...list("percpu_kernel", column(2)),
    ...list("percpu_user", column(1)),
    kernel: times(ticks["system"] ?? 0, NS_PER_TICK),
    user: times(ticks["user"] ?? 0, NS_PER_TICK),
  };
}

function throttling(table: Record<string, Amount>, time: Amount): CpuStats["throttling"] {
  return {
    ...nonZero("periods", table["nr_periods"]),
    ...nonZero("throttledPeriods", table["nr_throttled"]),
    ...nonZero("throttledTime", time),
  };
}

function readCpuV2({ fd }: OpenDirectory): CpuStats {
  const table = readTable(fd, "cpu.stat");
  const ns = (name: string): Amount => times(table[name] ?? 0, 1000);
  return {
    usage: { ...nonZero("total", ns("usage_usec")), kernel: ns("system_usec"), user: ns("user_usec") },
    throttling: throttling(table, ns("throttled_usec")),
    ...readPressure(fd, "cpu.pressure"),
  };
}

export function readCpu(
  cpu: OpenDirectory | undefined,
  cpuacct: OpenDirectory | undefined,
  v2: OpenDirectory | undefined,
): CpuStats {
  if (cpu === undefined && cpuacct === undefined && v2 !== undefined) return readCpuV2(v2);
  const table = cpu === undefined ? {} : readTable(cpu.fd, "cpu.stat");
  return {
    usage: cpuacct === undefined ? { kernel: 0, user: 0 } : usageV1(cpuacct),
    throttling: throttling(table, table["throttled_time"] ?? 0),
  };
}

/** "0-2,7" as [0, 1, 2, 7]. */
export function parseList(text: string): number[] {
  const numbers: number[] = [];
  for (const part of text.split(",")) {
    const [first = "", last = first] = part.split("-");
    if (!/^[0-9]+$/.test(first) || !/^[0-9]+$/.test(last)) continue;
    for (let number = Number(first); number <= Number(last); number++) numbers.push(number);
  }
  return numbers;
}

export function readCpuset(directory: OpenDirectory | undefined): CpusetStats {
  const fd = directory?.fd;
  const count = (name: string): Amount => (fd === undefined ? 0 : (readAmount(fd, `cpuset.${name}`) ?? 0));
  const members = (name: "cpus" | "mems"): { cpus?: number[]; mems?: number[] } => {
    const numbers = fd === undefined ? [] : parseList((readLines(fd, `cpuset.${name}`)[0] ?? "").trim());
    return numbers.length === 0 ? {} : { [name]: numbers };
  };
  const level = fd === undefined ? 0 : Number(readLines(fd, "cpuset.sched_relax_domain_level")[0] ?? 0);
  return {
    ...members("cpus"),
    cpu_exclusive: count("cpu_exclusive"),
    ...members("mems"),
    mem_hardwall: count("mem_hardwall"),
    mem_exclusive: count("mem_exclusive"),
    memory_migrate: count("memory_migrate"),
    memory_spread_page: count("memory_spread_page"),
    memory_spread_slab: count("memory_spread_slab"),
    memory_pressure: count("memory_pressure"),
    sched_load_balance: count("sched_load_balance"),
    sched_relax_domain_level: level,
  };
}
