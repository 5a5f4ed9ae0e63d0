// SPDX-License-Identifier: Apache-2.0
/** Which cgroup file a member of linux.resources is for: said where its value is refused before any file is known. */
import type { JsonPointer } from "../errors/pointer.ts";

const V1_ONLY = "";

/** Member of the resources object: file of cgroup v1, file of v2. */
const FILES: Readonly<Record<string, readonly [string, string]>> = {
  "memory/limit": ["memory.limit_in_bytes", "memory.max"],
  "memory/reservation": ["memory.soft_limit_in_bytes", "memory.low"],
  "memory/swap": ["memory.memsw.limit_in_bytes", "memory.swap.max"],
  "memory/kernelTCP": ["memory.kmem.tcp.limit_in_bytes", V1_ONLY],
  "memory/swappiness": ["memory.swappiness", V1_ONLY],
  "memory/disableOOMKiller": ["memory.oom_control", V1_ONLY],
  "memory/useHierarchy": ["memory.use_hierarchy", V1_ONLY],
  "cpu/shares": ["cpu.shares", "cpu.weight"],
  "cpu/quota": ["cpu.cfs_quota_us", "cpu.max"],
  "cpu/period": ["cpu.cfs_period_us", "cpu.max"],
  "cpu/burst": ["cpu.cfs_burst_us", "cpu.max.burst"],
  "cpu/realtimeRuntime": ["cpu.rt_runtime_us", V1_ONLY],
  "cpu/realtimePeriod": ["cpu.rt_period_us", V1_ONLY],
  "cpu/idle": ["cpu.idle", "cpu.idle"],
  "cpu/cpus": ["cpuset.cpus", "cpuset.cpus"],
  "cpu/mems": ["cpuset.mems", "cpuset.mems"],
  "pids/limit": ["pids.max", "pids.max"],
  "blockIO/weight": ["blkio.bfq.weight", "io.bfq.weight"],
  "blockIO/leafWeight": ["blkio.leaf_weight", V1_ONLY],
  "blockIO/weightDevice": ["blkio.bfq.weight_device", "io.bfq.weight"],
  "blockIO/throttleReadBpsDevice": ["blkio.throttle.read_bps_device", "io.max"],
  "blockIO/throttleWriteBpsDevice": ["blkio.throttle.write_bps_device", "io.max"],
  "blockIO/throttleReadIOPSDevice": ["blkio.throttle.read_iops_device", "io.max"],
  "blockIO/throttleWriteIOPSDevice": ["blkio.throttle.write_iops_device", "io.max"],
  "network/classID": ["net_cls.classid", V1_ONLY],
  "network/priorities": ["net_prio.ifpriomap", V1_ONLY],
  hugepageLimits: ["hugetlb.SIZE.limit_in_bytes", "hugetlb.SIZE.max"],
  rdma: ["rdma.max", "rdma.max"],
  devices: ["devices.allow and devices.deny", "an eBPF program"],
};
const MEMBER = /^(?:\/linux\/resources)?\/(?:(hugepageLimits|rdma|devices)|([A-Za-z]+\/[A-Za-z]+))(?:\/|$)/;

/** @param pointer into config.json, or into a resources object @returns undefined for all but limits */
export function limitFileHint(pointer: JsonPointer): string | undefined {
  const match = MEMBER.exec(pointer);
  const files = FILES[match?.[1] ?? match?.[2] ?? ""];
  if (files === undefined) return undefined;
  const [v1, v2] = files;
  if (v2 === V1_ONLY) return `it is for ${v1}, which only cgroup v1 has`;
  return v1 === v2 ? `it is for ${v1}` : `it is for ${v1}, on cgroup v2 ${v2}`;
}
