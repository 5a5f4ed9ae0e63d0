// SPDX-License-Identifier: Apache-2.0
/**
 * Each flag and each member of the JSON of update: the kernel's file has the converted value, the unit the property,
 * and both still have it after systemd has read its units anew.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, suite, test } from "node:test";
import { hierarchies } from "../harness/cgroups.ts";
import { byUser, onSystemd } from "../harness/driver.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { needs, v2, withResources } from "../harness/limits.ts";
import { systemctl, unitProperties } from "../harness/systemd.ts";

const host = testHost("limits-files");
const MIB = 1024 * 1024;
const [major, minor] = (existsSync("/sys/block/vda/dev") ? readFileSync("/sys/block/vda/dev", "utf8") : "7:0")
  .split(":")
  .map(Number);
const DISK = `${major}:${minor}`;
const NODE = `/dev/block/${DISK}`;
const MANAGER = byUser ? "--user" : "--system";

interface Row {
  name: string;
  flags?: string[];
  json: Record<string, unknown>;
  /** A line of each file; two that kernels differ in, with "or" between them. */
  v1?: Record<string, string>;
  v2?: Record<string, string>;
  /** Of the unit, on cgroup2. */
  unit?: Record<string, string>;
  /** Of the unit, on v1. */
  unitV1?: Record<string, string>;
}

const throttled = (member: string, rate: number) => ({ blockIO: { [member]: [{ major, minor, rate }] } });

/** In the order in which one container gets them. */
const ROWS: readonly Row[] = [
  {
    name: "memory, and swap with it",
    flags: ["--memory", "96m", "--memory-swap", "160m"],
    json: { memory: { limit: 96 * MIB, swap: 160 * MIB } },
    v1: { "memory.limit_in_bytes": String(96 * MIB), "memory.memsw.limit_in_bytes": String(160 * MIB) },
    v2: { "memory.max": String(96 * MIB), "memory.swap.max": String(64 * MIB) },
    unit: { MemoryMax: String(96 * MIB), MemorySwapMax: String(64 * MIB) },
    unitV1: { MemoryLimit: String(96 * MIB) },
  },
  {
    name: "a reservation of memory",
    flags: ["--memory-reservation", "48m"],
    json: { memory: { reservation: 48 * MIB } },
    v1: { "memory.soft_limit_in_bytes": String(48 * MIB) },
    v2: { "memory.low": String(48 * MIB) },
    unit: { MemoryLow: String(48 * MIB) },
  },
  {
    name: "memory of TCP",
    json: { memory: { kernelTCP: 16 * MIB } },
    v1: { "memory.kmem.tcp.limit_in_bytes": String(16 * MIB) },
  },
  { name: "swappiness", json: { memory: { swappiness: 7 } }, v1: { "memory.swappiness": "7" } },
  {
    name: "no OOM kills",
    json: { memory: { disableOOMKiller: true, useHierarchy: true } },
    v1: { "memory.oom_control": "oom_kill_disable 1", "memory.use_hierarchy": "1" },
  },
  {
    name: "OOM kills again",
    json: { memory: { disableOOMKiller: false } },
    v1: { "memory.oom_control": "oom_kill_disable 0" },
  },
  {
    name: "processes",
    flags: ["--pids-limit", "77"],
    json: { pids: { limit: 77 } },
    v1: { "pids.max": "77" },
    v2: { "pids.max": "77" },
    unit: { TasksMax: "77" },
    unitV1: { TasksMax: "77" },
  },
  {
    name: "a CPU quota",
    flags: ["--cpu-quota", "30000"],
    json: { cpu: { quota: 30_000 } },
    v1: { "cpu.cfs_quota_us": "30000" },
    v2: { "cpu.max": "30000 100000" },
    unit: { CPUQuotaPerSecUSec: "300ms" },
    unitV1: { CPUQuotaPerSecUSec: "300ms" },
  },
  {
    name: "a CPU period",
    flags: ["--cpu-period", "50000"],
    json: { cpu: { period: 50_000 } },
    v1: { "cpu.cfs_period_us": "50000", "cpu.cfs_quota_us": "30000" },
    v2: { "cpu.max": "30000 50000" },
    unit: { CPUQuotaPeriodUSec: "50ms", CPUQuotaPerSecUSec: "600ms" },
    unitV1: { CPUQuotaPerSecUSec: "600ms" },
  },
  {
    name: "a burst",
    flags: ["--cpu-burst", "9000"],
    json: { cpu: { burst: 9000 } },
    v1: { "cpu.cfs_burst_us": "9000" },
    v2: { "cpu.max.burst": "9000" },
  },
  {
    name: "CPU shares",
    flags: ["--cpu-share", "2048"],
    json: { cpu: { shares: 2048 } },
    v1: { "cpu.shares": "2048" },
    v2: { "cpu.weight": "174" },
    unit: { CPUWeight: "174" },
    unitV1: { CPUShares: "2048" },
  },
  {
    name: "CPUs and memory nodes",
    flags: ["--cpuset-cpus", "0", "--cpuset-mems", "0"],
    json: { cpu: { cpus: "0", mems: "0" } },
    v1: { "cpuset.cpus": "0", "cpuset.mems": "0" },
    v2: { "cpuset.cpus": "0", "cpuset.mems": "0" },
    unit: { AllowedCPUs: "0", AllowedMemoryNodes: "0" },
  },
  {
    name: "a period of realtime",
    flags: ["--cpu-rt-period", "500000"],
    json: { cpu: { realtimePeriod: 500_000 } },
    v1: { "cpu.rt_period_us": "500000" },
  },
  {
    name: "realtime",
    flags: ["--cpu-rt-runtime", "0"],
    json: { cpu: { realtimeRuntime: 0 } },
    v1: { "cpu.rt_runtime_us": "0" },
  },
  {
    name: "an idle group",
    flags: ["--cpu-idle", "1"],
    json: { cpu: { idle: 1 } },
    v1: { "cpu.idle": "1", "cpu.shares": "3" },
    v2: { "cpu.idle": "1", "cpu.weight": "0 or 1" },
    unit: { CPUWeight: "idle" },
  },
  {
    name: "a weight of block I/O",
    flags: ["--blkio-weight", "500"],
    json: { blockIO: { weight: 500 } },
    v1: { "blkio.weight": "500" },
    v2: { "io.weight": "default 4950" },
    unit: { IOWeight: "4950" },
    unitV1: { BlockIOWeight: "500" },
  },
  {
    name: "a weight of block I/O for BFQ",
    flags: ["--blkio-weight", "500"],
    json: { blockIO: { weight: 500 } },
    v1: { "blkio.bfq.weight": "500" },
    v2: { "io.bfq.weight": "default 500" },
  },
  {
    name: "a disk's weight",
    json: { blockIO: { weightDevice: [{ major, minor, weight: 300 }] } },
    v1: { "blkio.weight_device": `${DISK} 300` },
    v2: { "io.weight": `${DISK} 2930` },
    unit: { IODeviceWeight: `${NODE} 2930` },
    unitV1: { BlockIODeviceWeight: `${NODE} 300` },
  },
  {
    name: "bytes read",
    json: throttled("throttleReadBpsDevice", MIB),
    v1: { "blkio.throttle.read_bps_device": `${DISK} ${MIB}` },
    v2: { "io.max": `${DISK} rbps=${MIB} wbps=max riops=max wiops=max` },
    unit: { IOReadBandwidthMax: `${NODE} ${MIB}` },
    unitV1: { IOReadBandwidthMax: `${NODE} ${MIB}` },
  },
  {
    name: "bytes written",
    json: throttled("throttleWriteBpsDevice", 2 * MIB),
    v1: { "blkio.throttle.write_bps_device": `${DISK} ${2 * MIB}` },
    v2: { "io.max": `${DISK} rbps=${MIB} wbps=${2 * MIB} riops=max wiops=max` },
    unit: { IOWriteBandwidthMax: `${NODE} ${2 * MIB}` },
    unitV1: { IOWriteBandwidthMax: `${NODE} ${2 * MIB}` },
  },
  {
    name: "reads",
    json: throttled("throttleReadIOPSDevice", 300),
    v1: { "blkio.throttle.read_iops_device": `${DISK} 300` },
    v2: { "io.max": `${DISK} rbps=${MIB} wbps=${2 * MIB} riops=300 wiops=max` },
    unit: { IOReadIOPSMax: `${NODE} 300` },
  },
  {
    name: "writes",
    json: throttled("throttleWriteIOPSDevice", 400),
    v1: { "blkio.throttle.write_iops_device": `${DISK} 400` },
    v2: { "io.max": `${DISK} rbps=${MIB} wbps=${2 * MIB} riops=300 wiops=400` },
    unit: { IOWriteIOPSMax: `${NODE} 400` },
  },
  {
    name: "huge pages",
    json: { hugepageLimits: [{ pageSize: "2MB", limit: 4 * MIB }] },
    v1: { "hugetlb.2MB.limit_in_bytes": String(4 * MIB), "hugetlb.2MB.rsvd.limit_in_bytes": String(4 * MIB) },
    v2: { "hugetlb.2MB.max": String(4 * MIB), "hugetlb.2MB.rsvd.max": String(4 * MIB) },
  },
  {
    name: "a class of network traffic",
    json: { network: { classID: 1_048_577 } },
    v1: { "net_cls.classid": "1048577" },
  },
  {
    name: "a priority of network traffic",
    json: { network: { priorities: [{ name: "lo", priority: 5 }] } },
    v1: { "net_prio.ifpriomap": "lo 5" },
  },
  {
    name: "files of cgroup2 by their names",
    json: {
      unified: { "memory.high": String(80 * MIB), "memory.min": String(4 * MIB), "memory.oom.group": "1" },
    },
    v2: { "memory.high": String(80 * MIB), "memory.min": String(4 * MIB), "memory.oom.group": "1" },
    unit: { MemoryHigh: String(80 * MIB), MemoryMin: String(4 * MIB) },
  },
];

function controllerOf(file: string): string {
  return file.slice(0, file.indexOf("."));
}

/** Where a file of the container is. */
function place(cgroup: string, file: string): string {
  const points = hierarchies();
  const own = v2 ? undefined : points.get(controllerOf(file));
  return join(own ?? points.get("") ?? "", cgroup, file);
}

function lines(path: string): string[] {
  return readFileSync(path, "utf8").trim().split("\n");
}

/** systemd leaves this controller to others, and a hybrid host's cgroup2 has it if no v1 hierarchy took it. */
function offersHugePages(): boolean {
  const controllers = join(hierarchies().get("") ?? "/", "cgroup.controllers");
  return !byUser && existsSync(controllers) && readFileSync(controllers, "utf8").includes("hugetlb");
}

/** On cgroup2 a disk has weights once its cost model is set up. */
function lacksWeight(): boolean {
  const model = join(hierarchies().get("") ?? "/", "io.cost.qos");
  return v2 && !(existsSync(model) && readFileSync(model, "utf8").includes(`${DISK} `));
}

/** The row's files and properties here. */
function expected(
  cgroup: string,
  row: Row,
): (Pick<Row, "unit"> & { files: Record<string, string> }) | undefined {
  const exists = (file: string) => existsSync(place(cgroup, file));
  if (!v2 && row.v1 !== undefined && Object.keys(row.v1).every(exists))
    return { files: row.v1, unit: row.unitV1 ?? {} };
  if (row.v2 === undefined) return undefined;
  const isHere = (file: string) => exists(file) || (controllerOf(file) === "hugetlb" && offersHugePages());
  return Object.keys(row.v2).every(isHere) ? { files: row.v2, unit: row.unit ?? {} } : undefined;
}

for (const way of ["flags", "JSON"] as const) {
  suite(`update by ${way}`, needs("memory", "pids", "cpu"), () => {
    const files: Record<string, string> = {};
    const properties: Record<string, string> = {};
    let id = "";
    let cgroup = "";

    before(async () => {
      const limits = { memory: { limit: 64 * MIB, swap: 128 * MIB }, cpu: { quota: 20_000 } };
      const made = await host.running(withResources(limits));
      id = made.id;
      cgroup = String(made.bundle.config.linux.cgroupsPath);
    });

    const assertFiles = () => {
      for (const [file, line] of Object.entries(files)) {
        const found = lines(place(cgroup, file));
        assert.ok(
          line.split(" or ").some((one) => found.includes(one)),
          `${file}: "${line}" is not in ${JSON.stringify(found)}`,
        );
      }
    };
    const assertProperties = async () => {
      if (!onSystemd) return;
      const found = await unitProperties(basename(cgroup), MANAGER);
      for (const [name, value] of Object.entries(properties)) assert.equal(found.get(name), value, name);
    };

    for (const row of ROWS.filter(({ flags }) => way === "JSON" || flags !== undefined)) {
      test(`${row.name}`, async (context) => {
        const here = expected(cgroup, row);
        if (here === undefined) return context.skip("this host's cgroups have no such file");
        if (onSystemd && row.name.includes("BFQ")) return context.skip("systemd converts weights for BFQ");
        if (row.name === "a disk's weight" && lacksWeight())
          return context.skip("the disk has no cost model (io.cost.qos)");
        if (way === "flags") await host.ok(["update", ...(row.flags ?? []), id]);
        else await host.ok(["update", "--resources", "-", id], { stdin: JSON.stringify(row.json) });
        Object.assign(files, here.files);
        Object.assign(properties, here.unit);
        assertFiles();
        return assertProperties();
      });
    }

    test("all of it is still so after an update that fails half-way, and when systemd has read its units anew", async () => {
      const json = { memory: { reservation: MIB }, cpu: { quota: 11_000 }, pids: { limit: 99_999_999 } };
      const failed = await host.runt(["update", "-r", "-", id], { stdin: JSON.stringify(json) });
      assert.match(failed.stderr, /write "99999999" to \S+pids\.max/);
      if (onSystemd) succeeded(await systemctl(MANAGER, "daemon-reload"));
      assertFiles();
      await assertProperties();
    });

    after(() => host.remove(id));
  });
}
