// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxResources } from "../config/types.ts";
import { checkResourcesAlone } from "./check.ts";
import { refuses, takes, withLinux, withResources, withSeccomp } from "./fake-config.ts";

const RULE = { names: ["read"], action: "SCMP_ACT_ALLOW" };
refuses("seccomp", withSeccomp, [
  [
    "notification by default",
    { defaultAction: "SCMP_ACT_NOTIFY" },
    "/linux/seccomp/defaultAction linux/seccomp/notify-without-listener",
  ],
  [
    "a default errno that the action can't take",
    { defaultErrnoRet: 1 },
    "/linux/seccomp/defaultErrnoRet linux/seccomp/default-errno-unsupported",
  ],
  [
    "an errno that the action can't take",
    { syscalls: [{ ...RULE, errnoRet: 1 }] },
    "/linux/seccomp/syscalls/0/errnoRet linux/seccomp/errno-ret-unsupported",
  ],
  [
    "an errno above 4095",
    { syscalls: [{ ...RULE, action: "SCMP_ACT_ERRNO", errnoRet: 4096 }] },
    "/linux/seccomp/syscalls/0/errnoRet",
  ],
  [
    "notification without a listener",
    { syscalls: [{ ...RULE, action: "SCMP_ACT_NOTIFY" }] },
    "/linux/seccomp/listenerPath linux/seccomp/notify-without-listener",
  ],
  [
    "metadata without a listener",
    { listenerMetadata: "x" },
    "/linux/seccomp/listenerMetadata linux/seccomp/listener-metadata-needs-path",
  ],
  [
    "argument 6",
    { syscalls: [{ ...RULE, args: [{ index: 6, value: 1, op: "SCMP_CMP_EQ" }] }] },
    "/linux/seccomp/syscalls/0/args/0/index linux/seccomp/arg-index-required",
  ],
  [
    "an empty name",
    { syscalls: [{ ...RULE, names: ["read", ""] }] },
    "/linux/seccomp/syscalls/0/names/1 linux/seccomp/names-required",
  ],
]);

refuses("other Linux sections", withLinux, [
  [
    "a memory policy without mode",
    { memoryPolicy: { nodes: "0" } },
    "/linux/memoryPolicy/mode linux/mempolicy/mode-required",
  ],
  [
    "MPOL_BIND without nodes",
    { memoryPolicy: { mode: "MPOL_BIND" } },
    "/linux/memoryPolicy/nodes linux/mempolicy/nodes-needed",
  ],
  [
    "MPOL_LOCAL with nodes",
    { memoryPolicy: { mode: "MPOL_LOCAL", nodes: "0" } },
    "/linux/memoryPolicy/nodes linux/mempolicy/nodes-empty",
  ],
  [
    "flags that exclude each other",
    {
      memoryPolicy: {
        mode: "MPOL_BIND",
        nodes: "0",
        flags: ["MPOL_F_STATIC_NODES", "MPOL_F_RELATIVE_NODES"],
      },
    },
    "/linux/memoryPolicy/flags linux/mempolicy/flags",
  ],
  [
    "a personality without domain",
    { personality: {} },
    "/linux/personality/domain linux/personality/domain-required",
  ],
  [
    "personality flags",
    { personality: { domain: "LINUX", flags: ["x"] } },
    "/linux/personality/flags linux/personality/flags",
  ],
  [
    "a closID with a slash",
    { intelRdt: { closID: "a/b" } },
    "/linux/intelRdt/closID linux/intelrdt/closid-root",
  ],
  [
    "an L3 schema without prefix",
    { intelRdt: { l3CacheSchema: "MB:0=1" } },
    "/linux/intelRdt/l3CacheSchema linux/intelrdt/l3-prefix",
  ],
  [
    "an L3 schema of two lines",
    { intelRdt: { l3CacheSchema: "L3:0=f\nMB:0=1" } },
    "/linux/intelRdt/l3CacheSchema linux/intelrdt/l3-no-newline",
  ],
  [
    "a schema line of two lines",
    { intelRdt: { schemata: ["a\nb"] } },
    "/linux/intelRdt/schemata/0 linux/intelrdt/schemata-no-newline",
  ],
  [
    "a cgroup path of two lines",
    { cgroupsPath: "/a\nb" },
    "/linux/cgroupsPath linux/cgroups/path-invalid-error",
  ],
]);

refuses("resources", withResources, [
  [
    "swap below the memory limit",
    { memory: { limit: 2, swap: 1 } },
    "/linux/resources/memory/swap linux/memory/swap",
  ],
  ["swap without a memory limit", { memory: { swap: 1 } }, "/linux/resources/memory/swap linux/memory/swap"],
  [
    "swap beside unlimited memory",
    { memory: { limit: -1, swap: 1 } },
    "/linux/resources/memory/swap linux/memory/swap",
  ],
  ["a limit of -2", { memory: { limit: -2 } }, "/linux/resources/memory/limit linux/memory/unit"],
  [
    "swappiness 101",
    { memory: { swappiness: 101 } },
    "/linux/resources/memory/swappiness linux/memory/swappiness",
  ],
  [
    "a burst above the quota",
    { cpu: { quota: 1, burst: 2 } },
    "/linux/resources/cpu/burst linux/cpu/burst-not-above-quota",
  ],
  ["idle 2", { cpu: { idle: 2 } }, "/linux/resources/cpu/idle linux/cpu/idle"],
  ["a bad CPU list", { cpu: { cpus: "a-b" } }, "/linux/resources/cpu/cpus linux/cpu/cpus"],
  [
    "a bad device type",
    { devices: [{ allow: true, type: "x", access: "r" }] },
    "/linux/resources/devices/0/type linux/devcgroup/type-default-all",
  ],
  [
    "no device access",
    { devices: [{ allow: false }] },
    "/linux/resources/devices/0/access linux/devcgroup/access",
  ],
  [
    "bad device access",
    { devices: [{ allow: true, access: "rx" }] },
    "/linux/resources/devices/0/access linux/devcgroup/access",
  ],
  [
    "a page size twice",
    {
      hugepageLimits: [
        { pageSize: "2MB", limit: 1 },
        { pageSize: "2MB", limit: 2 },
      ],
    },
    "/linux/resources/hugepageLimits/1/pageSize",
  ],
  [
    "a weight device without weight",
    { blockIO: { weightDevice: [{ major: 1, minor: 2 }] } },
    "/linux/resources/blockIO/weightDevice/0 linux/blkio/weight-device/one-of",
  ],
  [
    "a throttle without rate",
    { blockIO: { throttleReadIOPSDevice: [{ major: 1, minor: 2 }] } },
    "/linux/resources/blockIO/throttleReadIOPSDevice/0/rate linux/blkio/throttle-iops/rate",
  ],
  [
    "a weight above 1000",
    { blockIO: { weight: 1001 } },
    "/linux/resources/blockIO/weight linux/blkio/weight",
  ],
  ["an empty RDMA entry", { rdma: { mlx5_1: {} } }, "/linux/resources/rdma/mlx5_1 linux/rdma/one-of"],
  [
    "an interface with a space",
    { network: { priorities: [{ name: "a b", priority: 1 }] } },
    "/linux/resources/network/priorities/0/name linux/network/priorities-name",
  ],
  [
    "a unified name with a slash",
    { unified: { "memory/x.max": "1" } },
    "/linux/resources/unified/memory~1x.max linux/unified/files",
  ],
  [
    "a unified name without a controller",
    { unified: { max: "1" } },
    "/linux/resources/unified/max linux/unified/files",
  ],
  [
    "cgroup.procs",
    { unified: { "cgroup.procs": "1" } },
    "/linux/resources/unified/cgroup.procs linux/unified/files",
  ],
]);

takes("resources", withResources, [
  [
    "swap equal to the limit, large numbers, -1",
    { memory: { limit: 2n ** 62n, swap: 2n ** 62n, reservation: -1 } },
  ],
  [
    "zeros for unset",
    {
      memory: { limit: 0, swap: 0 },
      cpu: { quota: 0, shares: 0 },
      pids: { limit: 0 },
      blockIO: { weight: 0 },
    },
  ],
  ["the rule that denies all", { devices: [{ allow: false, access: "rwm" }] }],
  [
    "names of cgroup v2",
    {
      unified: {
        "memory.high": "1",
        "io.max": "8:0 rbps=1\n",
        "hugetlb.2MB.max": "0",
        "cgroup.max.depth": "3",
      },
    },
  ],
]);
suite("checkResourcesAlone()", () => {
  test("takes swap without limit: the container may have one", () => {
    const resources: LinuxResources = { memory: { swap: 5 } };
    assert.deepEqual(checkResourcesAlone(resources), []);
  });
});
