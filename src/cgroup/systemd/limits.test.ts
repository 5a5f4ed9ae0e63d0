// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxDeviceCgroup, LinuxResources } from "../../config/types.ts";
import { parseDeviceRules } from "../device-rules.ts";
import { compileResources } from "../resources.ts";
import type { CgroupWrite } from "../write.ts";
import { type DevicePolicy, devicePolicy, parseDriverNames } from "./device-policy.ts";
import { completeBandwidth, limitProperties, roundQuotas } from "./limits.ts";

const INFINITY = 2n ** 64n - 1n;

function write(file: string, value: string, more: Partial<CgroupWrite> = {}): CgroupWrite {
  return { controller: "", file, value, pointer: "/x", ...more };
}

/** Property names and values of writes given as file, value pairs. */
function propertiesOf(writes: CgroupWrite[], version = 257): Record<string, unknown> {
  return Object.fromEntries(limitProperties(writes, version).map(({ name, value }) => [name, value.value]));
}

suite("limitProperties()", () => {
  for (const [file, value, wanted] of [
    ["memory.max", "1048576", { MemoryMax: 1048576n }],
    ["memory.max", "max", { MemoryMax: INFINITY }],
    ["memory.max", "1G", { MemoryMax: 2n ** 30n }],
    ["memory.max", "0", { MemoryMax: 1n }],
    ["memory.swap.max", "0", { MemorySwapMax: 0n }],
    ["pids.max", "0", { TasksMax: 1n }],
    ["pids.max", "max", { TasksMax: INFINITY }],
    ["cpu.weight", "79", { CPUWeight: 79n }],
    ["cpu.max", "50000 100000", { CPUQuotaPeriodUSec: 100_000n, CPUQuotaPerSecUSec: 500_000n }],
    ["cpu.max", "20500 100000", { CPUQuotaPeriodUSec: 100_000n, CPUQuotaPerSecUSec: 210_000n }],
    ["cpu.max", "1000 1000000", { CPUQuotaPeriodUSec: 1_000_000n, CPUQuotaPerSecUSec: 10_000n }],
    ["cpu.max", "max 100000", { CPUQuotaPeriodUSec: 100_000n, CPUQuotaPerSecUSec: INFINITY }],
    ["cpu.max", "25000", { CPUQuotaPeriodUSec: 100_000n, CPUQuotaPerSecUSec: 250_000n }],
    ["cpu.idle", "1", { CPUWeight: 0n }],
    ["cpuset.cpus", "0-2,9", { AllowedCPUs: new Uint8Array([7, 2]) }],
    ["cpuset.mems", "0", { AllowedMemoryNodes: new Uint8Array([1]) }],
    ["memory.oom.group", "1", { OOMPolicy: "kill" }],
    ["io.weight", "default 200", { IOWeight: 200n }],
    ["io.weight", "200", { IOWeight: 200n }],
    ["io.weight", "8:0 50", { IODeviceWeight: [["/dev/block/8:0", 50n]] }],
    [
      "io.max",
      "8:0 wbps=max rbps=7",
      { IOReadBandwidthMax: [["/dev/block/8:0", 7n]], IOWriteBandwidthMax: [["/dev/block/8:0", INFINITY]] },
    ],
    ["io.latency", "8:0 target=75", { IODeviceLatencyTargetUSec: [["/dev/block/8:0", 75n]] }],
    ["cpu.max.burst", "1000", {}],
    ["hugetlb.2MB.max", "1", {}],
    ["memory.max", "nonsense", {}],
    ["blkio.throttle.read_bps_device", "8:0 100", { IOReadBandwidthMax: [["/dev/block/8:0", 100n]] }],
    ["memory.limit_in_bytes", "-1", { MemoryLimit: INFINITY }],
  ] as const) {
    test(`gives ${Object.keys(wanted).join(", ") || "nothing"} for ${file} ${value}`, () => {
      assert.deepEqual(propertiesOf([write(file, value)]), wanted);
    });
  }

  test("joins the v1 files of a quota", () => {
    const writes = [write("cpu.cfs_period_us", "50000"), write("cpu.cfs_quota_us", "25000")];
    assert.deepEqual(propertiesOf(writes), { CPUQuotaPeriodUSec: 50_000n, CPUQuotaPerSecUSec: 500_000n });
  });

  test("adds up the devices of one setting", () => {
    const writes = [
      write("io.max", "8:0 rbps=1"),
      write("io.max", "8:16 rbps=2"),
      write("io.max", "8:0 rbps=3"),
    ];
    assert.deepEqual(propertiesOf(writes)["IOReadBandwidthMax"], [
      ["/dev/block/8:16", 2n],
      ["/dev/block/8:0", 3n],
    ]);
  });

  test("takes the fallback of a weight, which is systemd's scale", () => {
    const fallback = { file: "io.weight", value: "910" };
    assert.deepEqual(propertiesOf([write("io.bfq.weight", "100", { fallback })]), { IOWeight: 910n });
  });

  test("leaves to the files what an older systemd does not know", () => {
    const writes = [write("cpu.max", "50000 100000"), write("cpuset.cpus", "0"), write("cpu.idle", "1")];
    assert.deepEqual(propertiesOf(writes, 241), { CPUQuotaPerSecUSec: 500_000n });
  });

  test("has a later unified value in the place of an earlier one, with its pointer", () => {
    const resources: LinuxResources = { memory: { limit: 1000 }, unified: { "memory.max": "2000" } };
    const support = { v1: [], v2: ["memory"], mountedV2: true, fresh: true };
    const { writes } = compileResources(resources, support, "/linux/resources", {
      devices: false,
      userNamespace: false,
    });
    const [property] = limitProperties(writes, 257);
    assert.equal(property?.value.value, 2000n);
    assert.equal(property?.pointer, "/linux/resources/unified/memory.max");
  });
});

suite("roundQuotas()", () => {
  for (const [file, value, wanted] of [
    ["cpu.max", "20500 100000", "21000 100000"],
    ["cpu.max", "50000 100000", "50000 100000"],
    ["cpu.max", "max 100000", "max 100000"],
    ["cpu.max", "1000 33333", "1333 33333"],
    ["cpu.cfs_quota_us", "-1", "-1"],
    ["cpu.cfs_quota_us", "20001", "21000"],
    ["memory.max", "5", "5"],
  ] as const) {
    test(`makes ${wanted} of ${file} ${value}`, () => {
      assert.equal(roundQuotas([write(file, value)])[0]?.value, wanted);
    });
  }
});

const DRIVERS = parseDriverNames(
  "Character devices:\n  1 mem\n  4 /dev/vc/0\n  4 tty\n136 pts\n195 nvidia\n\nBlock devices:\n  8 sd\n259 blkext\n",
);

/** Policy, and the list without what every container has. */
function policyOf(...devices: LinuxDeviceCgroup[]): { policy: unknown; list: string[]; warnings: string[] } {
  return listed(devicePolicy(parseDeviceRules(devices, "/d"), DRIVERS, false));
}

function listed({ properties, warnings }: DevicePolicy) {
  const [policy, list] = properties.map(({ value }) => value.value);
  const usual = new Set(
    ["1:3", "1:5", "1:7", "1:8", "1:9", "5:0", "5:2", "10:200"].map((each) => `/dev/char/${each} rwm`),
  );
  const entries = (list as [string, string][])
    .map((entry) => entry.join(" "))
    .filter((entry) => !usual.has(entry));
  return { policy, list: entries, warnings };
}

suite("devicePolicy()", () => {
  const denyAll = { allow: false, access: "rwm" };
  const usual = ["char-* m", "block-* m", "char-pts rwm"];

  test("denies what is not listed", () => {
    assert.deepEqual(policyOf(denyAll), { policy: "strict", list: usual, warnings: [] });
  });

  test("names a device by its numbers, whether or not it has a node", () => {
    const { list } = policyOf(denyAll, { allow: true, type: "c", major: 195, minor: 255, access: "rw" });
    assert.equal(list[0], "/dev/char/195:255 rw");
  });

  test("names all devices of a driver by the driver", () => {
    const { list } = policyOf(denyAll, { allow: true, type: "b", major: 8, access: "r" });
    assert.equal(list[0], "block-sd r");
  });

  test("takes a rule for both types twice", () => {
    const { list } = policyOf(denyAll, { allow: true, major: 8, minor: 1, access: "r" });
    assert.deepEqual(list.slice(0, 2), ["/dev/block/8:1 r", "/dev/char/8:1 r"]);
  });

  test("allows more rather than less where the driver is not loaded, and says so", () => {
    const { list, warnings } = policyOf(denyAll, { allow: true, type: "c", major: 200, access: "rw" });
    assert.equal(list[0], "char-* rwm");
    assert.match(warnings.join(), /char devices 200:\* is not loaded/);
  });

  test("allows the first minor numbers of such a driver, and no other devices, where no program decides", () => {
    const rules = parseDeviceRules([denyAll, { allow: true, type: "c", major: 200, access: "rw" }], "/d");
    const { list, warnings } = listed(devicePolicy(rules, DRIVERS, true));
    assert.deepEqual([list[0], list[255]], ["/dev/char/200:0 rw", "/dev/char/200:255 rw"]);
    assert.deepEqual(list.slice(256), usual);
    assert.match(warnings.join(), /200:\* is not loaded, so the unit has the first 256 of them/);
  });

  test("takes back what an exact later rule denies", () => {
    const device = { type: "c", major: 195, minor: 0 };
    const { list } = policyOf(
      denyAll,
      { ...device, allow: true, access: "rw" },
      { ...device, allow: false, access: "w" },
    );
    assert.equal(list[0], "/dev/char/195:0 r");
  });

  test("restricts nothing where everything is allowed", () => {
    assert.deepEqual(policyOf({ allow: true, access: "rwm" }), { policy: "auto", list: [], warnings: [] });
  });

  test("can't make an exception of everything, and says so", () => {
    const { policy, warnings } = policyOf(
      { allow: true, access: "rwm" },
      { allow: false, type: "c", major: 10, minor: 1, access: "w" },
    );
    assert.equal(policy, "auto");
    assert.match(warnings.join(), /c 10:1 can't be denied/);
  });
});

suite("completeBandwidth()", () => {
  const now: Readonly<Record<string, string>> = {
    "cpu.max": "40000 200000\n",
    "cpu.cfs_quota_us": "40000\n",
    "cpu.cfs_period_us": "200000\n",
  };
  const values = (...writes: CgroupWrite[]): string[] =>
    completeBandwidth(writes, (_controller, file) => now[file]).map(({ file, value }) => `${file} ${value}`);

  test("keeps the present quota beside a new period", () => {
    const period = write("cpu.max", "max 50000", { keepFirstWord: true });
    assert.deepEqual(values(period), ["cpu.max 40000 50000"]);
  });

  test("keeps the present period beside a new quota", () => {
    assert.deepEqual(values(write("cpu.max", "10000")), ["cpu.max 10000 200000"]);
  });

  test("changes nothing where both are given", () => {
    assert.deepEqual(values(write("cpu.max", "10000 50000")), ["cpu.max 10000 50000"]);
  });

  test("adds the one of v1's files that is not written", () => {
    assert.deepEqual(values(write("cpu.cfs_quota_us", "1000")), [
      "cpu.cfs_period_us 200000",
      "cpu.cfs_quota_us 1000",
    ]);
    assert.deepEqual(values(write("cpu.cfs_period_us", "1000")), [
      "cpu.cfs_period_us 1000",
      "cpu.cfs_quota_us 40000",
    ]);
  });

  test("gives the kernel's defaults where the file can't be read", () => {
    const period = write("cpu.max", "max 50000", { keepFirstWord: true });
    const [completed] = completeBandwidth([period], () => undefined);
    assert.equal(completed?.value, "max 50000");
  });
});
