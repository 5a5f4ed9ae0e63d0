// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources into writes of control files, and a device program on v2. Pure. */
import type { LinuxDeviceCgroup, LinuxResources } from "../config/types.ts";
import { EPERM } from "../errors/errno.ts";
import { HostError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { compileBlockIo } from "./block-io.ts";
import { compileCpu, cpuWarnings } from "./cpu.ts";
import { emitDeviceProgram } from "./device-program.ts";
import { deviceWrites } from "./device-files.ts";
import type { DeviceProgram } from "./devices.ts";
import { allowsAll, parseDeviceRules } from "./device-rules.ts";
import { compileHugepageLimits } from "./hugetlb.ts";
import { compileMemory, memoryWarnings } from "./memory.ts";
import { compileNetwork } from "./network.ts";
import { compilePids } from "./pids.ts";
import { compileRdma } from "./rdma.ts";
import { compileUnified } from "./unified.ts";
import { type CgroupSupport, type CgroupWrite, requireControllers } from "./write.ts";

export interface CompiledResources {
  /** In the order in which they are made. */
  writes: CgroupWrite[];
  /** v2 only; see attachDevices(). */
  devices?: DeviceProgram;
  /** While the writes are made, running processes could use more or fewer devices than before and after. */
  gap: boolean;
  /** One line each. */
  warnings: string[];
}

export interface ResourceOptions {
  /** Compile device rules too. */
  devices: boolean;
  /** Device rules that are in force; absent for a new container. */
  devicesBefore?: readonly LinuxDeviceCgroup[];
  /** The runtime runs in a user namespace, where devices can't be restricted further. */
  userNamespace: boolean;
}

/** @throws {ConfigError | HostError} naming the pointer of what can't be done */
export function compileResources(
  resources: LinuxResources | undefined,
  support: CgroupSupport,
  at: JsonPointer,
  options: ResourceOptions,
): CompiledResources {
  const compiled: CompiledResources = { writes: [], gap: false, warnings: [] };
  if (resources !== undefined) compileLimits(resources, support, at, compiled);
  if (options.devices) compileDevices(resources, support, pointerTo(at, "devices"), { compiled, ...options });
  if (resources?.unified !== undefined) {
    compiled.writes.push(...compileUnified(resources.unified, pointerTo(at, "unified")));
  }
  requireControllers(compiled.writes, support);
  return compiled;
}

function compileLimits(
  resources: LinuxResources,
  support: CgroupSupport,
  at: JsonPointer,
  compiled: CompiledResources,
): void {
  const { writes, warnings } = compiled;
  const { cpu, memory, pids, blockIO, hugepageLimits, network, rdma } = resources;
  if (cpu !== undefined) {
    writes.push(...compileCpu(cpu, pointerTo(at, "cpu"), support));
    warnings.push(...cpuWarnings(cpu));
  }
  if (memory !== undefined) {
    writes.push(...compileMemory(memory, pointerTo(at, "memory"), support));
    warnings.push(...memoryWarnings(memory));
  }
  if (pids !== undefined) writes.push(...compilePids(pids, pointerTo(at, "pids"), support));
  if (blockIO !== undefined) writes.push(...compileBlockIo(blockIO, pointerTo(at, "blockIO"), support));
  if (hugepageLimits !== undefined)
    writes.push(...compileHugepageLimits(hugepageLimits, pointerTo(at, "hugepageLimits"), support));
  if (network !== undefined) writes.push(...compileNetwork(network, pointerTo(at, "network")));
  if (rdma !== undefined) writes.push(...compileRdma(rdma, pointerTo(at, "rdma"), support));
}

interface DeviceTarget extends ResourceOptions {
  compiled: CompiledResources;
}

function compileDevices(
  resources: LinuxResources | undefined,
  support: CgroupSupport,
  pointer: JsonPointer,
  { compiled, userNamespace, devicesBefore }: DeviceTarget,
): void {
  const rules = parseDeviceRules(resources?.devices, pointer);
  if (support.v1.includes("devices")) {
    const before = devicesBefore === undefined ? undefined : parseDeviceRules(devicesBefore, pointer);
    const { writes, gap } = deviceWrites(rules, before, pointer, userNamespace ? [EPERM] : []);
    compiled.writes.push(...writes);
    compiled.gap = gap;
  } else if (support.mountedV2) {
    compiled.devices = { program: emitDeviceProgram(rules), optional: userNamespace || allowsAll(rules) };
  } else if (!userNamespace && !allowsAll(rules)) {
    const hint = "mount the v1 hierarchy, or use cgroup v2";
    throw new HostError(
      "ERR_HOST",
      pointer,
      'cannot restrict devices: the host has no cgroup controller "devices"',
      hint,
    );
  }
}

/** v2 controllers that the writes need, to be enabled down the path. */
export function neededControllers(writes: readonly CgroupWrite[]): string[] {
  const names = new Set<string>();
  for (const { controller, file } of writes) {
    const name = file.slice(0, file.indexOf("."));
    if (controller === "" && name !== "cgroup") names.add(name);
  }
  return [...names];
}
