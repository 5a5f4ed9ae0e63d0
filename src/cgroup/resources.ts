// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources into writes of control files, and a device program on v2. Pure. */
import type { LinuxResources } from "../config/types.ts";
import { EPERM } from "../errors/errno.ts";
import { HostError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { compileBlockIo } from "./block-io.ts";
import { compileCpu, cpuWarnings } from "./cpu.ts";
import { emitDeviceProgram } from "./device-program.ts";
import { allowsAll, deviceWrites, parseDeviceRules } from "./device-rules.ts";
import { compileHugepageLimits } from "./hugetlb.ts";
import { compileMemory, memoryWarnings } from "./memory.ts";
import { compileNetwork } from "./network.ts";
import { compilePids } from "./pids.ts";
import { compileRdma } from "./rdma.ts";
import { compileUnified } from "./unified.ts";
import type { CgroupSupport, CgroupWrite } from "./write.ts";

export interface DeviceProgram {
  program: Uint8Array;
  /** A failure to load it is a warning. */
  optional: boolean;
}

export interface CompiledResources {
  /** In the order in which they are made. */
  writes: CgroupWrite[];
  /** v2 only; see attachDevices(). */
  devices?: DeviceProgram;
  /** One line each. */
  warnings: string[];
}

export interface ResourceOptions {
  /** Compile device rules too: for create; an update leaves them alone. */
  devices: boolean;
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
  const compiled: CompiledResources = { writes: [], warnings: [] };
  if (resources !== undefined) compileLimits(resources, support, at, compiled);
  if (options.devices)
    compileDevices(resources, support, at, { compiled, userNamespace: options.userNamespace });
  if (resources?.unified !== undefined) {
    compiled.writes.push(...compileUnified(resources.unified, pointerTo(at, "unified"), support));
  }
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
    warnings.push(...memoryWarnings(memory, support));
  }
  if (pids !== undefined) writes.push(...compilePids(pids, pointerTo(at, "pids"), support));
  if (blockIO !== undefined) writes.push(...compileBlockIo(blockIO, pointerTo(at, "blockIO"), support));
  if (hugepageLimits !== undefined)
    writes.push(...compileHugepageLimits(hugepageLimits, pointerTo(at, "hugepageLimits"), support));
  if (network !== undefined) writes.push(...compileNetwork(network, pointerTo(at, "network"), support));
  if (rdma !== undefined) writes.push(...compileRdma(rdma, pointerTo(at, "rdma"), support));
}

interface DeviceTarget {
  compiled: CompiledResources;
  userNamespace: boolean;
}

function compileDevices(
  resources: LinuxResources | undefined,
  support: CgroupSupport,
  at: JsonPointer,
  { compiled, userNamespace }: DeviceTarget,
): void {
  const pointer = pointerTo(at, "devices");
  const rules = parseDeviceRules(resources?.devices, pointer);
  if (support.v1.includes("devices")) {
    compiled.writes.push(...deviceWrites(rules, pointer, userNamespace ? [EPERM] : []));
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
