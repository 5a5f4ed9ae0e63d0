// SPDX-License-Identifier: Apache-2.0
/** Resource use of a container, in the form that `events` prints. */
import { type OpenCgroup, type OpenDirectory, directoryFor } from "./open.ts";
import { type BlockIoStats, readBlockIo } from "./stats-block-io.ts";
import { type CpuStats, type CpusetStats, readCpu, readCpuset } from "./stats-cpu.ts";
import { type HugetlbStats, type MemoryStats, readHugetlb, readMemory } from "./stats-memory.ts";
import { type Amount, nonZero, readAmount } from "./stats-read.ts";

export interface ContainerStats {
  cpu: CpuStats;
  cpuset: CpusetStats;
  memory: MemoryStats;
  pids: { current?: Amount; limit?: Amount };
  blkio: BlockIoStats;
  hugetlb: Record<string, HugetlbStats>;
  intel_rdt: Record<string, never>;
  network_interfaces: null;
}

function readPids(directory: OpenDirectory | undefined): ContainerStats["pids"] {
  if (directory === undefined) return {};
  const current = readAmount(directory.fd, "pids.current");
  const limit = readAmount(directory.fd, "pids.max");
  // No limit is shown as none.
  return { ...nonZero("current", current), ...nonZero("limit", limit) };
}

/** Reads what the cgroup's controllers tell; what a controller does not have is left out. */
export function readStats(cgroup: OpenCgroup): ContainerStats {
  const v2 = directoryFor(cgroup, "");
  const of = (controller: string): OpenDirectory | undefined => directoryFor(cgroup, controller) ?? v2;
  return {
    cpu: readCpu(directoryFor(cgroup, "cpu"), directoryFor(cgroup, "cpuacct"), v2),
    cpuset: readCpuset(directoryFor(cgroup, "cpuset")),
    memory: readMemory(of("memory")),
    pids: readPids(of("pids")),
    blkio: readBlockIo(of("blkio")),
    hugetlb: readHugetlb(of("hugetlb")),
    intel_rdt: {},
    network_interfaces: null,
  };
}
