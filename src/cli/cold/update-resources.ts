// SPDX-License-Identifier: Apache-2.0
/** update's flags as a linux.resources section. */
import type { LinuxResources } from "../../config/types.ts";
import { UsageError } from "../../errors/errors.ts";
import type { CommandOptions } from "../commands.ts";
import { sizeBytes } from "./sizes.ts";

type Options = CommandOptions<"update">;
type Cpu = NonNullable<LinuxResources["cpu"]>;
type Memory = NonNullable<LinuxResources["memory"]>;

/** Pure. Holds only what a flag names. @throws {UsageError} */
export function resourcesFromFlags(options: Options): LinuxResources {
  const resources: LinuxResources = {};
  const cpu = cpuFrom(options);
  const memory = memoryFrom(options);
  if (Object.keys(cpu).length > 0) resources.cpu = cpu;
  if (Object.keys(memory).length > 0) resources.memory = memory;
  const { "blkio-weight": weight, "pids-limit": pids } = options;
  if (weight !== undefined) resources.blockIO = { weight };
  if (pids !== undefined) resources.pids = { limit: pids };
  return resources;
}

const CPU_NUMBERS = [
  ["cpu-period", "period", 0],
  ["cpu-quota", "quota", -1],
  ["cpu-burst", "burst", 0],
  ["cpu-share", "shares", 0],
  ["cpu-rt-period", "realtimePeriod", 0],
  ["cpu-rt-runtime", "realtimeRuntime", -1],
  ["cpu-idle", "idle", 0],
] as const;

function cpuFrom(options: Options): Cpu {
  const cpu: Cpu = {};
  for (const [option, member, least] of CPU_NUMBERS) {
    const text = options[option];
    if (text !== undefined && text !== "") cpu[member] = wholeNumber(option, text, least);
  }
  const { "cpuset-cpus": cpus, "cpuset-mems": mems } = options;
  if (cpus !== undefined && cpus !== "") cpu.cpus = cpus;
  if (mems !== undefined && mems !== "") cpu.mems = mems;
  return cpu;
}

const MEMORY_SIZES = [
  ["memory", "limit"],
  ["memory-reservation", "reservation"],
  ["memory-swap", "swap"],
] as const;

function memoryFrom(options: Options): Memory {
  const memory: Memory = {};
  for (const [option, member] of MEMORY_SIZES) {
    const text = options[option];
    if (text !== undefined && text !== "") memory[member] = sizeBytes(option, text);
  }
  return memory;
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = /^-?[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(
    `invalid value ${JSON.stringify(text)} for flag -${option}: a whole number of at least ${least} is needed`,
  );
}
