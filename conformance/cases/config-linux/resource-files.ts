// SPDX-License-Identifier: Apache-2.0
/** linux.resources: each row is compared with files of the container's cgroup. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "../../suite/case.ts";
import { cgroupOf, generation, readCgroup } from "../../suite/cgroup-file.ts";
import type { Json } from "../../suite/config.ts";
import { block, cpu, DEVICE, memory, MIB, RESOURCES as AT } from "../../suite/resource-sections.ts";
import type { Trial } from "../../suite/trial.ts";

/** File to its text; "refused" where the generation has nothing of the kind. */
type Files = Readonly<Record<string, string>> | "refused";

interface Row {
  name: string;
  clauses: string[];
  controller: string;
  resources: Json;
  v1: Files;
  v2: Files;
}

function applied(row: Row): Case {
  return {
    name: row.name,
    clauses: row.clauses,
    run: async (t) => {
      const wanted = row[generation(t, row.controller)];
      if (wanted === "refused") {
        await t.refused({ [AT]: row.resources });
        return;
      }
      await filesPresent(t, row, wanted);
      const container = await t.created({ [AT]: row.resources });
      for (const [file, text] of Object.entries(wanted))
        assert.equal(readCgroup(t, cgroupOf(t, row.controller, container), file), text, file);
    },
  };
}

/** Skips where the kernel lacks a file that the row is about. */
async function filesPresent(t: Trial, row: Row, wanted: Readonly<Record<string, string>>): Promise<void> {
  const { bundle } = await t.created();
  const directory = cgroupOf(t, row.controller, { id: "", pid: 0, bundle });
  for (const file of Object.keys(wanted))
    if (!existsSync(join(directory, file))) t.skip(`the kernel has no ${file}`);
}

const ROWS: readonly Row[] = [
  {
    name: "memory.limit is a limit in bytes",
    clauses: ["linux/memory/limit", "linux/memory/unit"],
    controller: "memory",
    resources: memory({ limit: 64 * MIB }),
    v1: { "memory.limit_in_bytes": String(64 * MIB) },
    v2: { "memory.max": String(64 * MIB) },
  },
  {
    name: "memory.limit -1 is no limit",
    clauses: ["linux/memory/unit"],
    controller: "memory",
    resources: memory({ limit: -1 }),
    v1: { "memory.limit_in_bytes": "9223372036854771712" },
    v2: { "memory.max": "max" },
  },
  {
    name: "memory.reservation is the soft limit",
    clauses: ["linux/memory/reservation"],
    controller: "memory",
    resources: memory({ reservation: 32 * MIB }),
    v1: { "memory.soft_limit_in_bytes": String(32 * MIB) },
    v2: { "memory.low": String(32 * MIB) },
  },
  {
    name: "memory.swap is the limit of memory and swap",
    clauses: ["linux/memory/swap"],
    controller: "memory",
    resources: memory({ limit: 64 * MIB, swap: 96 * MIB }),
    v1: { "memory.memsw.limit_in_bytes": String(96 * MIB) },
    v2: { "memory.swap.max": String(32 * MIB) },
  },
  {
    name: "memory.swappiness is set",
    clauses: ["linux/memory/swappiness"],
    controller: "memory",
    resources: memory({ swappiness: 17 }),
    v1: { "memory.swappiness": "17" },
    v2: "refused",
  },
  {
    name: "memory.useHierarchy makes children share the limit",
    clauses: ["linux/memory/use-hierarchy"],
    controller: "memory",
    resources: memory({ useHierarchy: true }),
    v1: { "memory.use_hierarchy": "1" },
    v2: {},
  },
  {
    name: "cpu.shares is the weight",
    clauses: ["linux/cpu/shares"],
    controller: "cpu",
    resources: cpu({ shares: 1024 }),
    v1: { "cpu.shares": "1024" },
    v2: { "cpu.weight": "100" },
  },
  {
    name: "cpu.quota and cpu.period are set",
    clauses: ["linux/cpu/quota", "linux/cpu/period"],
    controller: "cpu",
    resources: cpu({ quota: 20_000, period: 50_000 }),
    v1: { "cpu.cfs_quota_us": "20000", "cpu.cfs_period_us": "50000" },
    v2: { "cpu.max": "20000 50000" },
  },
  {
    name: "cpu.period alone keeps the quota",
    clauses: ["linux/cpu/period"],
    controller: "cpu",
    resources: cpu({ period: 50_000 }),
    v1: { "cpu.cfs_quota_us": "-1", "cpu.cfs_period_us": "50000" },
    v2: { "cpu.max": "max 50000" },
  },
  {
    name: "cpu.burst is set",
    clauses: ["linux/cpu/burst"],
    controller: "cpu",
    resources: cpu({ quota: 20_000, period: 50_000, burst: 10_000 }),
    v1: { "cpu.cfs_burst_us": "10000" },
    v2: { "cpu.max.burst": "10000" },
  },
  {
    name: "cpu.idle is set",
    clauses: ["linux/cpu/idle"],
    controller: "cpu",
    resources: cpu({ idle: 1 }),
    v1: { "cpu.idle": "1" },
    v2: { "cpu.idle": "1" },
  },
  {
    name: "cpu.cpus and cpu.mems are set",
    clauses: ["linux/cpu/cpus", "linux/cpu/mems"],
    controller: "cpuset",
    resources: cpu({ cpus: "0", mems: "0" }),
    v1: { "cpuset.cpus": "0", "cpuset.mems": "0" },
    v2: { "cpuset.cpus": "0", "cpuset.mems": "0" },
  },
  {
    name: "blockIO.weight is the group's weight",
    clauses: ["linux/blkio/weight"],
    controller: "blkio",
    resources: block({ weight: 300 }),
    v1: { "blkio.weight": "300" },
    v2: { "io.bfq.weight": "default 300" },
  },
  {
    name: "blockIO.leafWeight is the weight against children",
    clauses: ["linux/blkio/leaf-weight"],
    controller: "blkio",
    resources: block({ leafWeight: 300 }),
    v1: { "blkio.leaf_weight": "300" },
    v2: "refused",
  },
  {
    name: "blockIO weights of a device are set",
    clauses: ["linux/blkio/weight-device/both"],
    controller: "blkio",
    resources: block({ weightDevice: [{ ...DEVICE, weight: 300, leafWeight: 400 }] }),
    v1: { "blkio.weight_device": "7:0 300", "blkio.leaf_weight_device": "7:0 400" },
    v2: "refused",
  },
  {
    name: "blockIO throttles bytes, exactly",
    clauses: ["linux/blkio/throttle-bps/applied"],
    controller: "blkio",
    resources: block({
      throttleReadBpsDevice: [{ ...DEVICE, rate: 9_007_199_254_740_993n }],
      throttleWriteBpsDevice: [{ ...DEVICE, rate: 2 * MIB }],
    }),
    v1: {
      "blkio.throttle.read_bps_device": "7:0 9007199254740993",
      "blkio.throttle.write_bps_device": `7:0 ${2 * MIB}`,
    },
    v2: { "io.max": `7:0 rbps=9007199254740993 wbps=${2 * MIB} riops=max wiops=max` },
  },
  {
    name: "blockIO throttles operations",
    clauses: ["linux/blkio/throttle-iops/applied"],
    controller: "blkio",
    resources: block({
      throttleReadIOPSDevice: [{ ...DEVICE, rate: 100 }],
      throttleWriteIOPSDevice: [{ ...DEVICE, rate: 200 }],
    }),
    v1: { "blkio.throttle.read_iops_device": "7:0 100", "blkio.throttle.write_iops_device": "7:0 200" },
    v2: { "io.max": "7:0 rbps=max wbps=max riops=100 wiops=200" },
  },
  {
    name: "hugepageLimits limit reservations where the kernel counts them",
    clauses: ["linux/hugetlb/rsvd-preferred", "linux/hugetlb/limit-applied"],
    controller: "hugetlb",
    resources: { hugepageLimits: [{ pageSize: "2MB", limit: 4 * MIB }] },
    v1: { "hugetlb.2MB.rsvd.limit_in_bytes": String(4 * MIB) },
    v2: { "hugetlb.2MB.rsvd.max": String(4 * MIB) },
  },
  {
    name: "hugepageLimits limit page faults too",
    clauses: ["linux/hugetlb/fallback", "linux/hugetlb/limit-applied"],
    controller: "hugetlb",
    resources: { hugepageLimits: [{ pageSize: "2MB", limit: 4 * MIB }] },
    v1: { "hugetlb.2MB.limit_in_bytes": String(4 * MIB) },
    v2: { "hugetlb.2MB.max": String(4 * MIB) },
  },
  {
    name: "network.classID tags packets",
    clauses: ["linux/network/classid"],
    controller: "net_cls",
    resources: { network: { classID: 1_048_577 } },
    v1: { "net_cls.classid": "1048577" },
    v2: "refused",
  },
  {
    name: "network.priorities are set",
    clauses: ["linux/network/priorities-applied"],
    controller: "net_prio",
    resources: { network: { priorities: [{ name: "lo", priority: 5 }] } },
    v1: { "net_prio.ifpriomap": "lo 5" },
    v2: "refused",
  },
  {
    name: "pids.limit limits tasks",
    clauses: ["linux/pids/limit"],
    controller: "pids",
    resources: { pids: { limit: 50 } },
    v1: { "pids.max": "50" },
    v2: { "pids.max": "50" },
  },
  {
    name: "pids.limit -1 is no limit",
    clauses: ["linux/pids/limit"],
    controller: "pids",
    resources: { pids: { limit: -1 } },
    v1: { "pids.max": "max" },
    v2: { "pids.max": "max" },
  },
];

export const resourceFileCases: Case[] = ROWS.map(applied);
