// SPDX-License-Identifier: Apache-2.0
/** What can't be: each refusal names the place in config.json, the file and the value, and changes nothing. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { hierarchies, removeCgroups } from "../harness/cgroups.ts";
import { onSystemd, pathsOnly, rootOnly } from "../harness/driver.ts";
import { execute, type Result } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { needs, v2, withResources } from "../harness/limits.ts";

const host = testHost("limits-refused");

/** Mounts are left out: others make theirs meanwhile, and no refusal here is about one. */
function canaryNow(): string[] {
  return takeCanary(host).filter((line) => !line.startsWith("mount "));
}

type Resources = Record<string, unknown>;

function assertRefused(
  result: Result,
  wanted: readonly (string | RegExp)[],
  canary: readonly string[],
): void {
  assert.equal(result.status, 1, `${result.command} must be refused: ${result.stderr}`);
  for (const each of wanted) {
    if (typeof each === "string")
      assert.ok(result.stderr.includes(each), `${each} is not in: ${result.stderr}`);
    else assert.match(result.stderr, each);
  }
  assert.deepEqual(canaryNow(), canary);
}

async function refused(resources: Resources, ...wanted: (string | RegExp)[]): Promise<void> {
  const bundle = host.bundle(withResources(resources));
  const canary = canaryNow();
  const result = await host.runt(["create", "--bundle", bundle.directory, host.id()]);
  assertRefused(result, wanted, canary);
}

suite("values that no limit can have", () => {
  const SWAP_FILES = "memory.memsw.limit_in_bytes, on cgroup v2 memory.swap.max";
  const CASES: readonly (readonly [string, Resources, ...(string | RegExp)[]])[] = [
    ["a negative number of bytes", { memory: { limit: -5 } }, "/linux/resources/memory/limit", "-5"],
    [
      "swap below memory",
      { memory: { limit: 2000, swap: 1000 } },
      "/memory/swap",
      "1000",
      "2000",
      SWAP_FILES,
    ],
    ["swap without memory", { memory: { swap: 1000 } }, "/memory/swap", "1000", SWAP_FILES],
    ["a swappiness above 100", { memory: { swappiness: 101 } }, "/memory/swappiness", "101"],
    [
      "a number of processes that is a word",
      { pids: { limit: "seven" } },
      "/pids/limit",
      "seven",
      "pids.max",
    ],
    ["a burst above the quota", { cpu: { quota: 5000, burst: 6000 } }, "/cpu/burst", "6000", "5000"],
    ["an idle of 3", { cpu: { idle: 3 } }, "/cpu/idle", "3"],
    ["CPUs that are no list", { cpu: { cpus: "0-" } }, "/cpu/cpus", "0-"],
    ["a weight above 1000", { blockIO: { weight: 1001 } }, "/blockIO/weight", "1001"],
    [
      "a device without numbers",
      { blockIO: { throttleReadBpsDevice: [{ major: 8, rate: 5 }] } },
      "/blockIO/throttleReadBpsDevice/0",
    ],
    [
      "a device without a weight",
      { blockIO: { weightDevice: [{ major: 8, minor: 0 }] } },
      "/blockIO/weightDevice/0",
    ],
    ["an access of x", { devices: [{ allow: true, access: "rx" }] }, "/devices/0/access", "rx"],
    ["an empty rdma device", { rdma: { mlx: {} } }, "/rdma/mlx"],
  ];
  for (const [name, resources, ...wanted] of CASES) {
    test(`${name}`, () => refused(resources, ...wanted));
  }
});

suite("values that the kernel refuses", () => {
  test("a quota below 1 ms", onSystemd ? { skip: "systemd rounds quotas up" } : needs("cpu"), () =>
    refused(
      { cpu: { quota: 5 } },
      "/linux/resources/cpu/quota",
      v2 ? /write "5 100000" to \S+cpu\.max/ : /write "5" to \S+cpu\.cfs_quota_us/,
      "invalid argument",
    ),
  );

  test("a CPU that the host has not", needs("cpuset"), () =>
    refused({ cpu: { cpus: "4000" } }, "/linux/resources/cpu/cpus", /write "4000" to \S+cpuset\.cpus/),
  );

  test("a memory node that the host has not", needs("cpuset"), () =>
    refused({ cpu: { mems: "60" } }, "/linux/resources/cpu/mems", /write "60" to \S+cpuset\.mems/),
  );

  test("a disk that the host has not", needs(v2 ? "io" : "blkio"), () =>
    refused(
      { blockIO: { throttleWriteBpsDevice: [{ major: 4000, minor: 5, rate: 77 }] } },
      "/linux/resources/blockIO/throttleWriteBpsDevice/0",
      v2 ? /write "4000:5 wbps=77" to \S+io\.max/ : /write "4000:5 77" to \S+write_bps_device/,
      "no block device of the host has these numbers",
    ),
  );

  test("a weight for a disk that the host has not", needs(v2 ? "io" : "blkio"), () =>
    refused(
      { blockIO: { weightDevice: [{ major: 4000, minor: 5, weight: 300 }] } },
      "/linux/resources/blockIO/weightDevice/0/weight",
      v2
        ? /write "4000:5 (300|2930)" to \S+io\.(bfq\.)?weight|cannot set io\.bfq\.weight/
        : /write "4000:5 300" to \S+blkio\.bfq\.weight_device|cannot set blkio\.weight_device/,
    ),
  );

  test("a page size that the host has not", async (context) => {
    if (!v2 && !hierarchies().has("hugetlb") && needs("hugetlb").skip !== false && !hybridHas("hugetlb"))
      return context.skip("this host has no hugetlb controller");
    return refused(
      { hugepageLimits: [{ pageSize: "3MB", limit: 5 }] },
      "/linux/resources/hugepageLimits/0/limit",
      /cannot set hugetlb\.3MB\.\S+ to "5"/,
    );
  });

  test("an RDMA device that the host has not", needs("rdma"), () =>
    refused(
      { rdma: { mlx5_9: { hcaHandles: 3 } } },
      "/linux/resources/rdma/mlx5_9",
      /write "mlx5_9 hca_handle=3" to \S+rdma\.max/,
    ),
  );

  test("a unified value", { skip: v2 ? false : "cgroup2 is not alone on this host" }, () =>
    refused(
      { unified: { "memory.high": "much" } },
      "/linux/resources/unified/memory.high",
      /write "much" to \S+memory\.high/,
    ),
  );
});

/** A hybrid host's cgroup2 has what no v1 hierarchy took. */
function hybridHas(controller: string): boolean {
  const point = hierarchies().get("");
  return point !== undefined && readWords(join(point, "cgroup.controllers")).includes(controller);
}

function readWords(file: string): string[] {
  try {
    return readFileSync(file, "utf8").trim().split(/\s+/);
  } catch {
    return [];
  }
}

suite("a controller that the host has not", () => {
  const missing = (controller: string) => `the host has no cgroup controller "${controller}"`;

  test("network classes and priorities", {
    skip: hierarchies().has("net_cls") && "this host has net_cls",
  }, async () => {
    await refused(
      { network: { classID: 1048577 } },
      "/linux/resources/network/classID",
      'net_cls.classid to "1048577"',
      missing("net_cls"),
    );
    await refused(
      { network: { priorities: [{ name: "lo", priority: 5 }] } },
      "/linux/resources/network/priorities/0",
      'net_prio.ifpriomap to "lo 5"',
      missing("net_prio"),
    );
  });

  test("RDMA", { skip: (needs("rdma").skip === false || hybridHas("rdma")) && "this host has rdma" }, () =>
    refused(
      { rdma: { mlx5_1: { hcaHandles: 3 } } },
      "/linux/resources/rdma/mlx5_1",
      'rdma.max to "mlx5_1 hca_handle=3"',
      missing("rdma"),
    ),
  );

  test("unified where cgroup2 has not the controller", async () => {
    const value = 'to "55"';
    if (!v2)
      await refused({ unified: { "pids.max": "55" } }, "/unified/pids.max", value, "only in cgroup v1");
    await refused({ unified: { "nosuch.max": "55" } }, "/unified/nosuch.max", value, missing("nosuch"));
  });

  const V1_ONLY: readonly (readonly [string, Resources, string, string])[] = [
    ["leafWeight", { blockIO: { leafWeight: 20 } }, "/blockIO/leafWeight", 'blkio.leaf_weight to "20"'],
    [
      "realtimeRuntime",
      { cpu: { realtimeRuntime: 1000 } },
      "/cpu/realtimeRuntime",
      'cpu.rt_runtime_us to "1000"',
    ],
    [
      "realtimePeriod",
      { cpu: { realtimePeriod: 1000 } },
      "/cpu/realtimePeriod",
      'cpu.rt_period_us to "1000"',
    ],
    ["swappiness", { memory: { swappiness: 20 } }, "/memory/swappiness", 'memory.swappiness to "20"'],
    [
      "disableOOMKiller",
      { memory: { disableOOMKiller: true } },
      "/memory/disableOOMKiller",
      'memory.oom_control to "1"',
    ],
    [
      "kernelTCP",
      { memory: { kernelTCP: 1048576 } },
      "/memory/kernelTCP",
      'memory.kmem.tcp.limit_in_bytes to "1048576"',
    ],
  ];
  for (const [name, resources, pointer, what] of V1_ONLY) {
    test(`${name} on cgroup2`, { skip: v2 ? false : "this host has v1" }, () =>
      refused(resources, `/linux/resources${pointer}`, `cannot set ${what}: cgroup v2 has no such setting`),
    );
  }
});

suite("a cgroup filesystem that can't be written to", { skip: rootOnly }, () => {
  /** Runs a command where one hierarchy is mounted read-only. */
  const withReadOnly = (point: string, words: string[]) =>
    execute([
      "unshare",
      "-m",
      "/bin/sh",
      "-c",
      'mount --make-rprivate / && mount -o remount,bind,ro "$0" && exec "$@"',
      point,
      ...host.words(...words),
    ]);
  const point = v2 ? "/sys/fs/cgroup" : (hierarchies().get("pids") ?? "");

  test("create says which cgroup can't be made, or limited", needs("pids"), async () => {
    const bundle = host.bundle(withResources({ pids: { limit: 7 } }));
    const canary = canaryNow();
    const result = await withReadOnly(point, ["create", "--bundle", bundle.directory, host.id()]);
    const cgroup = join(point, String(bundle.config.linux.cgroupsPath));
    // systemd, which makes its own, is not in that mount namespace.
    const wanted = onSystemd
      ? [`write "7" to ${cgroup}/pids.max`, "/linux/resources/pids/limit"]
      : [dirname(cgroup), "/linux/cgroupsPath"];
    assertRefused(result, ["read-only file system", ...wanted], canary);
  });

  test("update says which file can't be written", needs("pids"), async () => {
    const { id, bundle } = await host.running(withResources({ pids: { limit: 7 } }));
    const result = await withReadOnly(point, ["update", "--pids-limit", "9", id]);
    assert.equal(result.status, 1);
    const file = join(point, String(bundle.config.linux.cgroupsPath), "pids.max");
    for (const text of ["/pids/limit", `write "9" to ${file}`, "read-only file system"])
      assert.ok(result.stderr.includes(text), result.stderr);
    await host.remove(id);
  });
});

suite("a cgroup that can't be taken", () => {
  const inParent = (name: string) => {
    const directory = join(
      v2 ? "/sys/fs/cgroup" : (hierarchies().get("freezer") ?? ""),
      host.cgroupParent,
      name,
    );
    mkdirSync(directory, { recursive: true });
    return directory;
  };
  const setFrozen = (directory: string, frozen: boolean) =>
    v2
      ? writeFileSync(join(directory, "cgroup.freeze"), frozen ? "1" : "0")
      : writeFileSync(join(directory, "freezer.state"), frozen ? "FROZEN" : "THAWED");

  for (const [what, below] of [
    ["it is frozen", ""],
    ["one above it is frozen", "/inner"],
  ] as const) {
    test(`${what}`, { skip: pathsOnly || needs(v2 ? "pids" : "freezer").skip }, async () => {
      const directory = inParent("frozen");
      setFrozen(directory, true);
      try {
        const bundle = host.bundle((config) => {
          config.linux.cgroupsPath = `${host.cgroupParent}/frozen${below}`;
        });
        const canary = canaryNow();
        const words = ["create", "--bundle", bundle.directory, host.id()];
        const result = await host.runt(words, { timeoutMs: 20_000 });
        assertRefused(result, ["container's cgroup unexpectedly frozen"], canary);
      } finally {
        setFrozen(directory, false);
        removeCgroups(`${host.cgroupParent}/frozen`);
      }
    });
  }
});
