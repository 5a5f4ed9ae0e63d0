// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxResources } from "../config/types.ts";
import { ioWeight } from "./block-io.ts";
import { compileResources, neededControllers } from "./resources.ts";
import type { CgroupSupport } from "./write.ts";

const ALL = ["blkio", "cpu", "cpuset", "devices", "hugetlb", "memory", "net_cls", "net_prio", "pids", "rdma"];
const V1: CgroupSupport = { v1: ALL, v2: [], mountedV2: false, fresh: true };
const V2: CgroupSupport = {
  v1: [],
  v2: ["cpu", "cpuset", "hugetlb", "io", "memory", "pids", "rdma"],
  mountedV2: true,
  fresh: true,
};
const HYBRID: CgroupSupport = { v1: ["pids"], v2: ["hugetlb"], mountedV2: true, fresh: true };
const NO_DEVICES = { devices: false, userNamespace: false };

function compile(resources: LinuxResources, support: CgroupSupport): string[] {
  const { writes } = compileResources(resources, support, "", NO_DEVICES);
  return writes.map(({ controller, file, value }) => `${controller}:${file}=${value}`);
}

suite("compileResources", () => {
  const CASES: readonly (readonly [string, LinuxResources, v1: string[], v2: string[]])[] = [
    ["a pids limit", { pids: { limit: 7 } }, ["pids:pids.max=7"], [":pids.max=7"]],
    ["no pids limit", { pids: { limit: -1 } }, ["pids:pids.max=max"], [":pids.max=max"]],
    ["a pids limit below -1 as none", { pids: { limit: -5 } }, ["pids:pids.max=max"], [":pids.max=max"]],
    ["a pids limit of 0 as 1", { pids: { limit: 0 } }, ["pids:pids.max=1"], [":pids.max=1"]],
    [
      "huge pages with reservations",
      { hugepageLimits: [{ pageSize: "2MB", limit: 9223372036854771712n }] },
      [
        "hugetlb:hugetlb.2MB.limit_in_bytes=9223372036854771712",
        "hugetlb:hugetlb.2MB.rsvd.limit_in_bytes=9223372036854771712",
      ],
      [":hugetlb.2MB.max=9223372036854771712", ":hugetlb.2MB.rsvd.max=9223372036854771712"],
    ],
    [
      "rdma",
      { rdma: { mlx5_1: { hcaHandles: 3, hcaObjects: 10000 }, mlx4_0: { hcaObjects: 1 } } },
      ["rdma:rdma.max=mlx5_1 hca_handle=3 hca_object=10000", "rdma:rdma.max=mlx4_0 hca_object=1"],
      [":rdma.max=mlx5_1 hca_handle=3 hca_object=10000", ":rdma.max=mlx4_0 hca_object=1"],
    ],
    ["a weight", { blockIO: { weight: 500 } }, ["blkio:blkio.weight=500"], [":io.bfq.weight=500"]],
    [
      "throttles",
      {
        blockIO: {
          throttleReadBpsDevice: [{ major: 8, minor: 0, rate: 2n ** 60n }],
          throttleWriteIOPSDevice: [{ major: 8, minor: 1, rate: 0 }],
        },
      },
      [
        "blkio:blkio.throttle.read_bps_device=8:0 1152921504606846976",
        "blkio:blkio.throttle.write_iops_device=8:1 0",
      ],
      [":io.max=8:0 rbps=1152921504606846976", ":io.max=8:1 wiops=max"],
    ],
  ];
  for (const [name, resources, v1, v2] of CASES) {
    test(`compiles ${name}`, () => {
      assert.deepEqual(compile(resources, V1), v1);
      assert.deepEqual(compile(resources, V2), v2);
    });
  }

  test("puts a controller of a hybrid host where it is", () => {
    const resources = { pids: { limit: 1 }, hugepageLimits: [{ pageSize: "2MB", limit: 0 }] };
    const { writes } = compileResources(resources, HYBRID, "", NO_DEVICES);
    assert.deepEqual(
      writes.map(({ controller }) => controller),
      ["pids", "", ""],
    );
    assert.deepEqual(neededControllers(writes), ["hugetlb"]);
  });

  test("sets network classes and priorities on v1", () => {
    const network = { classID: 0x10_0001, priorities: [{ name: "eth0", priority: 5 }] };
    assert.deepEqual(compile({ network }, V1), [
      "net_cls:net_cls.classid=1048577",
      "net_prio:net_prio.ifpriomap=eth0 5",
    ]);
  });

  test("falls back to io.weight where there is no BFQ", () => {
    const { writes } = compileResources({ blockIO: { weight: 10 } }, V2, "", NO_DEVICES);
    assert.deepEqual(writes[0]?.fallback, { file: "io.weight", value: "1" });
    assert.deepEqual([10, 500, 1000].map(ioWeight), [1, 4950, 10000]);
  });

  test("writes unified values last, one line at a time", () => {
    const resources = {
      unified: { "memory.high": "1048576", "io.max": "8:0 rbps=1\n8:1 rbps=2\n" },
      pids: { limit: 5 },
    };
    assert.deepEqual(compile(resources, V2), [
      ":pids.max=5",
      ":memory.high=1048576",
      ":io.max=8:0 rbps=1",
      ":io.max=8:1 rbps=2",
    ]);
  });

  const REFUSED: readonly (readonly [string, LinuxResources, CgroupSupport, string, string])[] = [
    ["leafWeight on v2", { blockIO: { leafWeight: 10 } }, V2, "ERR_HOST", "/blockIO/leafWeight"],
    ["classID on v2", { network: { classID: 1 } }, V2, "ERR_HOST", "/network/classID"],
    [
      "priorities on v2",
      { network: { priorities: [{ name: "lo", priority: 1 }] } },
      V2,
      "ERR_HOST",
      "/network/priorities/0",
    ],
    ["unified on v1", { unified: { "memory.high": "1" } }, V1, "ERR_HOST", "/unified/memory.high"],
    ["an unknown controller in unified", { unified: { "foo.max": "1" } }, V2, "ERR_HOST", "/unified/foo.max"],
    [
      "a slash in unified",
      { unified: { "memory.max/../x": "1" } },
      V2,
      "ERR_CONFIG_RULE",
      "/unified/memory.max~1..~1x",
    ],
    [
      "a unified key without controller",
      { unified: { ".max": "1" } },
      V2,
      "ERR_CONFIG_RULE",
      "/unified/.max",
    ],
    [
      "moving processes by unified",
      { unified: { "cgroup.procs": "1" } },
      V2,
      "ERR_CONFIG_RULE",
      "/unified/cgroup.procs",
    ],
    [
      "a page size that leaves the directory",
      { hugepageLimits: [{ pageSize: "2MB/../x", limit: 1 }] },
      V2,
      "ERR_SCHEMA",
      "/hugepageLimits/0/pageSize",
    ],
    [
      "a page size that names another file",
      { hugepageLimits: [{ pageSize: "../memory.max", limit: 1 }] },
      V1,
      "ERR_SCHEMA",
      "/hugepageLimits/0/pageSize",
    ],
    [
      "an interface name with a space",
      { network: { priorities: [{ name: "a b", priority: 1 }] } },
      V1,
      "ERR_CONFIG_RULE",
      "/network/priorities/0/name",
    ],
    ["pids without the controller", { pids: { limit: 1 } }, { ...V2, v2: [] }, "ERR_HOST", "/pids/limit"],
  ];
  for (const [name, resources, support, code, pointer] of REFUSED) {
    test(`refuses ${name}`, () => {
      assert.throws(() => compileResources(resources, support, "", NO_DEVICES), { code, pointer });
    });
  }

  test("compiles device rules without any in config.json", () => {
    const options = { devices: true, userNamespace: false };
    assert.equal(compileResources(undefined, V1, "/r", options).writes[0]?.file, "devices.deny");
    assert.ok(compileResources(undefined, V2, "/r", options).devices?.program.length);
  });

  test("refuses to run with unrestricted devices", () => {
    const none = { ...V1, v1: [] };
    assert.throws(() => compileResources(undefined, none, "/r", { devices: true, userNamespace: false }), {
      code: "ERR_HOST",
      pointer: "/r/devices",
    });
    assert.deepEqual(
      compileResources(undefined, none, "/r", { devices: true, userNamespace: true }).writes,
      [],
    );
  });
});
