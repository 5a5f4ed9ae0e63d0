// SPDX-License-Identifier: Apache-2.0
/** linux.resources: what limits do, what is refused, and what depends on the generation of cgroups. */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { type Case, type RefusalRow, refusals } from "../../suite/case.ts";
import { cgroupOf, generation, readCgroup, unifiedOnly } from "../../suite/cgroup-file.ts";
import { block, cpu, DEVICE, memory, MIB, RESOURCES as AT } from "../../suite/resource-sections.ts";

const REFUSED: readonly RefusalRow[] = [
  [
    "linux/memory/swap",
    "a swap limit below the memory limit is refused",
    { [AT]: memory({ limit: 64 * MIB, swap: 32 * MIB }) },
    "ERR_CONFIG_RULE",
    `${AT}/memory/swap`,
  ],
  [
    "linux/memory/swappiness",
    "a swappiness of 101 is refused",
    { [AT]: memory({ swappiness: 101 }) },
    undefined,
    `${AT}/memory/swappiness`,
  ],
  [
    "linux/cpu/cpus",
    "a CPU list of letters is refused",
    { [AT]: cpu({ cpus: "a-b" }) },
    "ERR_CONFIG_RULE",
    `${AT}/cpu/cpus`,
  ],
  [
    "linux/blkio/weight-device/major-minor",
    "a weightDevice without minor is refused",
    { [AT]: block({ weightDevice: [{ major: 7, weight: 100 }] }) },
    "ERR_SCHEMA",
    `${AT}/blockIO/weightDevice/0/minor`,
  ],
  [
    "linux/blkio/weight-device/one-of",
    "a weightDevice without a weight is refused",
    { [AT]: block({ weightDevice: [DEVICE] }) },
    "ERR_CONFIG_RULE",
    `${AT}/blockIO/weightDevice/0`,
  ],
  [
    "linux/blkio/throttle-bps/major-minor",
    "a throttle of bytes without major is refused",
    { [AT]: block({ throttleReadBpsDevice: [{ minor: 0, rate: 1 }] }) },
    "ERR_SCHEMA",
    `${AT}/blockIO/throttleReadBpsDevice/0/major`,
  ],
  [
    "linux/blkio/throttle-bps/rate",
    "a throttle of bytes without rate is refused",
    { [AT]: block({ throttleWriteBpsDevice: [DEVICE] }) },
    "ERR_CONFIG_RULE",
    `${AT}/blockIO/throttleWriteBpsDevice/0/rate`,
  ],
  [
    "linux/blkio/throttle-iops/major-minor",
    "a throttle of operations without minor is refused",
    { [AT]: block({ throttleReadIOPSDevice: [{ major: 7, rate: 1 }] }) },
    "ERR_SCHEMA",
    `${AT}/blockIO/throttleReadIOPSDevice/0/minor`,
  ],
  [
    "linux/blkio/throttle-iops/rate",
    "a throttle of operations without rate is refused",
    { [AT]: block({ throttleWriteIOPSDevice: [DEVICE] }) },
    "ERR_CONFIG_RULE",
    `${AT}/blockIO/throttleWriteIOPSDevice/0/rate`,
  ],
  [
    "linux/hugetlb/page-size-required",
    "a hugepage limit without pageSize is refused",
    { [AT]: { hugepageLimits: [{ limit: 1 }] } },
    "ERR_SCHEMA",
    `${AT}/hugepageLimits/0/pageSize`,
  ],
  [
    "linux/hugetlb/page-size-matches",
    "a pageSize that the kernel lacks is refused",
    { [AT]: { hugepageLimits: [{ pageSize: "3MB", limit: 1 }] } },
    "ERR_CGROUP",
  ],
  [
    "linux/hugetlb/limit-required",
    "a hugepage limit without limit is refused",
    { [AT]: { hugepageLimits: [{ pageSize: "2MB" }] } },
    "ERR_SCHEMA",
    `${AT}/hugepageLimits/0/limit`,
  ],
  [
    "linux/network/priorities-name",
    "a network priority without name is refused",
    { [AT]: { network: { priorities: [{ priority: 1 }] } } },
    "ERR_SCHEMA",
    `${AT}/network/priorities/0/name`,
  ],
  [
    "linux/network/priorities-priority",
    "a network priority without priority is refused",
    { [AT]: { network: { priorities: [{ name: "lo" }] } } },
    "ERR_SCHEMA",
    `${AT}/network/priorities/0/priority`,
  ],
  [
    "linux/rdma/one-of",
    "an rdma entry without limits is refused",
    { [AT]: { rdma: { mlx5_1: {} } } },
    "ERR_CONFIG_RULE",
    `${AT}/rdma/mlx5_1`,
  ],
];

export const resourceCases: Case[] = [
  ...refusals(REFUSED),
  {
    name: "a pids limit stops a process that forks",
    clauses: ["linux/pids/limit"],
    run: async (t) => {
      generation(t, "pids");
      const line = await t.act({ [AT]: { pids: { limit: 10 } } }, "fork", "50");
      assert.equal(line["errno"], 11, "EAGAIN");
      assert.ok(Number(line["made"]) < 10);
    },
  },
  {
    name: "a pids limit of 0 is a limit",
    clauses: ["linux/pids/zero-is-valid"],
    run: async (t) => {
      generation(t, "pids");
      const result = await t.call([
        "create",
        "--bundle",
        t.bundle({ [AT]: { pids: { limit: 0 } } }).directory,
        t.id(),
      ]);
      // A limit so low may keep the runtime's own processes out; what counts is that it is not "no limit".
      if (result.status !== 0) return;
      const { bundle } = await t.created({ [AT]: { pids: { limit: 0 } } });
      const text = readCgroup(t, cgroupOf(t, "pids", { id: "", pid: 0, bundle }), "pids.max");
      assert.match(text, /^[01]$/);
    },
  },
  {
    name: "an allocation above the memory limit ends the process",
    clauses: ["linux/memory/limit"],
    run: async (t) => {
      generation(t, "memory");
      const edit = {
        [AT]: memory({ limit: 16 * MIB, swap: 16 * MIB }),
        "/process/args": ["/probe", "allocate", "200"],
      };
      const result = await t.run(edit);
      assert.notEqual(result.status, 0, result.stdout);
    },
  },
  {
    name: "disableOOMKiller turns the OOM killer off, or is refused on v2",
    clauses: ["linux/memory/disable-oom-killer"],
    run: async (t) => {
      const edit = { [AT]: memory({ limit: 64 * MIB, disableOOMKiller: true }) };
      if (generation(t, "memory") === "v2") {
        await t.refused(edit);
        return;
      }
      const container = await t.created(edit);
      assert.match(
        readCgroup(t, cgroupOf(t, "memory", container), "memory.oom_control"),
        /oom_kill_disable 1/,
      );
    },
  },
  {
    name: "kernel and kernelTCP are applied, ignored with a warning, or refused",
    clauses: ["linux/memory/kernel", "linux/memory/kerneltcp"],
    run: async (t) => {
      for (const member of ["kernel", "kernelTCP"]) {
        const result = await t.run({ [AT]: memory({ [member]: 64 * MIB }) });
        if (result.status !== 0) assert.notEqual(result.stderr, "");
      }
    },
  },
  {
    name: "with checkBeforeUpdate a limit below use is refused and the process lives",
    clauses: ["linux/memory/check-before-update-may", "linux/memory/check-before-update-reject"],
    run: async (t) => {
      if (generation(t, "memory") === "v1") t.skip("v1 kernels refuse such a limit by themselves");
      const { id, pid } = await t.running({
        [AT]: memory({ limit: 256 * MIB, checkBeforeUpdate: true }),
        "/process/args": ["/probe", "allocate", "100", "wait"],
      });
      await t.fails(["update", "--memory", String(20 * MIB), id]);
      process.kill(pid, 0);
    },
  },
  {
    name: "a quota below burst is refused",
    clauses: [
      "linux/cpu/quota-not-below-burst",
      "linux/cpu/burst-not-above-quota",
      "linux/cpu/quota-burst-error-may",
    ],
    run: async (t) => {
      generation(t, "cpu");
      await t.refused({ [AT]: cpu({ quota: 10_000, burst: 20_000 }) });
    },
  },
  {
    name: "real-time run time and period are set on v1, and refused on v2",
    clauses: ["linux/cpu/rt-runtime", "linux/cpu/rt-period"],
    run: async (t) => {
      const resources = cpu({ realtimeRuntime: 0, realtimePeriod: 500_000 });
      if (generation(t, "cpu") === "v2") {
        await t.refused({ [AT]: resources });
        return;
      }
      const container = await t.created({ [AT]: resources });
      const directory = cgroupOf(t, "cpu", container);
      assert.equal(readCgroup(t, directory, "cpu.rt_period_us"), "500000");
      assert.equal(readCgroup(t, directory, "cpu.rt_runtime_us"), "0");
    },
  },
  {
    name: "rdma limits are set",
    clauses: ["linux/rdma/applied", "linux/rdma/hca-handles", "linux/rdma/hca-objects", "linux/rdma/both"],
    run: async (t) => {
      generation(t, "rdma");
      const [device] = existsSync("/sys/class/infiniband") ? readdirSync("/sys/class/infiniband") : [];
      if (device === undefined) return t.skip("the host has no RDMA device");
      const rdma = { [device]: { hcaHandles: 3, hcaObjects: 10_000 } };
      const container = await t.created({ [AT]: { rdma } });
      const line = readCgroup(t, cgroupOf(t, "rdma", container), "rdma.max");
      assert.match(line, new RegExp(`${device} hca_handle=3 hca_object=10000`));
    },
  },
  {
    name: "unified writes files of cgroup v2, also those that the runtime does not know",
    clauses: [
      "linux/unified/files",
      "linux/unified/unknown-still-written",
      "linux/unified/enable-controllers",
    ],
    run: async (t) => {
      unifiedOnly(t);
      const unified = { "memory.high": "1048576", "memory.oom.group": "1", "pids.max": "40" };
      const container = await t.created({ [AT]: { unified } });
      for (const [file, text] of Object.entries(unified))
        assert.equal(readCgroup(t, cgroupOf(t, "memory", container), file), text, file);
    },
  },
  {
    name: "unified with a controller that is not there is refused",
    clauses: ["linux/unified/missing-controller"],
    run: async (t) => {
      unifiedOnly(t);
      await t.refused({ [AT]: { unified: { "foo.max": "1" } } });
    },
  },
  {
    name: "unified with a path for a key is refused",
    clauses: ["linux/unified/files"],
    run: async (t) => void (await t.refused({ [AT]: { unified: { "../cgroup.procs": "1" } } })),
  },
  {
    name: "unified without cgroup v2 is refused",
    clauses: ["linux/unified/on-v1"],
    run: async (t) => {
      if (t.host.v1.size === 0) t.skip("the host has cgroup v2 alone");
      await t.refused({ [AT]: { unified: { "memory.high": "1048576" } } });
    },
  },
  {
    name: "v1 settings are converted for v2, or refused where there is no like",
    clauses: ["linux/unified/v1-conversion-may", "linux/unified/v1-conversion-impossible"],
    run: async (t) => {
      unifiedOnly(t);
      const converted = await t.created({
        [AT]: { cpu: { shares: 1024 }, memory: { limit: 64 * MIB, swap: 96 * MIB } },
      });
      assert.equal(readCgroup(t, cgroupOf(t, "memory", converted), "memory.swap.max"), String(32 * MIB));
      for (const resources of [
        block({ leafWeight: 300 }),
        cpu({ realtimeRuntime: 1000 }),
        memory({ swappiness: 10 }),
        { network: { classID: 1 } },
      ])
        await t.refused({ [AT]: resources });
    },
  },
];
