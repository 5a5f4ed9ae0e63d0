// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defaultConfig } from "../cli/cold/default-config.ts";
import type { OciConfig, Process } from "../config/types.ts";
import { checkConfig, checkProcessAlone } from "./check.ts";
import {
  issuesOf,
  MAP,
  MAPS,
  NO_ID,
  refuses,
  type Row,
  takes,
  withChange,
  withLinux,
  withOwn,
  withProcess,
} from "./fake-config.ts";

suite("checkConfig()", () => {
  test("takes the default configuration", () => assert.deepEqual(checkConfig(defaultConfig(true)), []));

  test("reports issues of all subjects at once", () => {
    const change: Partial<OciConfig> = {
      ociVersion: "2.0.0",
      hostname: "a",
      annotations: { "": "x" },
      process: { cwd: "a", args: [] },
    };
    assert.deepEqual(
      checkConfig(withChange(change)).map(({ pointer }) => pointer),
      ["/ociVersion", "/annotations/", "/process/args", "/process/cwd", "/hostname"],
    );
  });

  test("leaves out rules that read what is broken", () => {
    const config = withChange({ process: { cwd: 3, args: 4 }, hostname: "a", linux: { namespaces: "x" } });
    assert.deepEqual(checkConfig(config, ["/process/cwd", "/process/args", "/linux/namespaces"]), []);
    assert.deepEqual(checkConfig(withChange({ process: "x", linux: [] }), ["/process", "/linux"]), []);
    assert.deepEqual(checkConfig(withChange({ process: null, linux: null }), ["/process", "/linux"]), []);
  });
});

refuses("the document", withChange, [
  [
    "a version that is not SemVer",
    { ociVersion: "1.x" },
    '/ociVersion config/version/required-semver: ociVersion is "1.x"',
  ],
  ["a version with leading zeros", { ociVersion: "1.02.0" }, "/ociVersion config/version/required-semver"],
  ["another major version", { ociVersion: "2.0.0" }, "/ociVersion config/version/required-semver"],
  ["a missing root", { root: undefined }, "/root config/root/required"],
  ["an empty root path", { root: { path: "" } }, "/root/path config/root/path-required"],
  ["an empty annotation key", { annotations: { "": "x" } }, "/annotations/ annotations/key-not-empty"],
  [
    "a hook with a relative path",
    { hooks: { poststop: [{ path: "a" }] } },
    "/hooks/poststop/0/path hooks/entry/path-absolute",
  ],
  [
    "a hook with timeout 0",
    { hooks: { prestart: [{ path: "/a", timeout: 0 }] } },
    "/hooks/prestart/0/timeout hooks/entry/timeout-positive",
  ],
]);

takes("the document", withChange, [
  ["pre-release and build of a version", { ociVersion: "1.0.0-rc5.1+dev.2" }],
  ["an empty hostname", { hostname: "" }],
]);

refuses("process", withProcess, [
  ["no args", { args: undefined }, "/process/args config/process/args-one-entry: process.args is missing"],
  ["empty args", { args: [] }, "/process/args config/process/args-one-entry: process.args is empty"],
  ["an empty program name", { args: [""] }, "/process/args/0 config/process/args-execvp"],
  ["a relative cwd", { cwd: "tmp" }, '/process/cwd config/process/cwd-absolute: process.cwd is "tmp"'],
  [
    "env without =",
    { env: ["A=b", "FOO"] },
    '/process/env/1 config/process/env: process.env[1] is "FOO"; NAME=value is needed',
  ],
  [
    "env without a name, not telling its value",
    { env: ["=secret"] },
    '/process/env/0 config/process/env: process.env[0] is "" and a value; NAME=value',
  ],
  [
    "env with NUL",
    { env: ["A=b\0c"] },
    '/process/env/0 config/process/env: process.env[0] ("A") holds a NUL',
  ],
  ["uid -1", { user: { uid: NO_ID, gid: 0 } }, "/process/user/uid config/user/uid-required"],
  ["gid -1", { user: { uid: 0, gid: NO_ID } }, "/process/user/gid config/user/gid-required"],
  [
    "a supplementary gid -1",
    { user: { additionalGids: [1, NO_ID] } },
    "/process/user/additionalGids/1 config/user/additional-gids",
  ],
  ["a umask above 0777", { user: { umask: 512 } }, "/process/user/umask config/user/umask"],
  [
    "a terminal too large",
    { terminal: true, consoleSize: { height: 65536, width: 80 } },
    "/process/consoleSize/height config/process/console-size-applied",
  ],
  ["oomScoreAdj 1001", { oomScoreAdj: 1001 }, "/process/oomScoreAdj config/process/oom-score-adj/set"],
  [
    "a CPU list that goes down",
    { execCPUAffinity: { final: "3-1" } },
    "/process/execCPUAffinity/final config/process/exec-cpu-affinity/final",
  ],
  [
    "an unknown rlimit",
    { rlimits: [{ type: "RLIMIT_BOGUS", soft: 1, hard: 1 }] },
    "/process/rlimits/0/type config/process/rlimits/unmappable-type",
  ],
  [
    "an rlimit twice",
    {
      rlimits: [
        { type: "RLIMIT_CORE", soft: 1, hard: 1 },
        { type: "RLIMIT_CORE", soft: 2, hard: 2 },
      ],
    },
    "/process/rlimits/1/type config/process/rlimits/duplicate-type",
  ],
  [
    "a soft limit above the hard one",
    { rlimits: [{ type: "RLIMIT_CORE", soft: 2n ** 64n - 1n, hard: 1 }] },
    "/process/rlimits/0/soft config/process/rlimits/soft-matches",
  ],
  [
    "SCHED_ISO",
    { scheduler: { policy: "SCHED_ISO" } },
    "/process/scheduler/policy config/process/scheduler/policy-applied",
  ],
  [
    "nice 20",
    { scheduler: { policy: "SCHED_OTHER", nice: 20 } },
    "/process/scheduler/nice config/process/scheduler/nice-default",
  ],
  [
    "SCHED_FIFO without priority",
    { scheduler: { policy: "SCHED_FIFO" } },
    "/process/scheduler/priority config/process/scheduler/priority-default",
  ],
  [
    "priority for SCHED_BATCH",
    { scheduler: { policy: "SCHED_BATCH", priority: 1 } },
    "/process/scheduler/priority config/process/scheduler/priority-default",
  ],
  [
    "a period for SCHED_OTHER",
    { scheduler: { policy: "SCHED_OTHER", period: 1 } },
    "/process/scheduler/period config/process/scheduler/period-default",
  ],
  [
    "a deadline below the runtime",
    { scheduler: { policy: "SCHED_DEADLINE", runtime: 5000, deadline: 4000 } },
    "/process/scheduler/deadline config/process/scheduler/deadline-default",
  ],
  [
    "ioPriority without priority",
    { ioPriority: { class: "IOPRIO_CLASS_BE" } },
    "/process/ioPriority/priority config/process/io-priority/priority-required",
  ],
  [
    "ioPriority 8",
    { ioPriority: { class: "IOPRIO_CLASS_BE", priority: 8 } },
    "/process/ioPriority/priority config/process/io-priority/range",
  ],
]);

takes("process", withProcess, [
  ["env with an empty value and =", { env: ["A=", "B==x"] }],
  ["a console size without a terminal, whatever it is", { consoleSize: { height: 70000, width: 1 } }],
  ["SCHED_DEADLINE", { scheduler: { policy: "SCHED_DEADLINE", runtime: 5000, deadline: 6000, period: 0 } }],
  ["unknown capabilities", { capabilities: { bounding: ["CAP_BOGUS"] } }],
  ["the highest id", { user: { uid: NO_ID - 1, gid: 0, umask: 511 } }],
]);

refuses("namespaces", withLinux, [
  [
    "a type twice",
    { namespaces: [{ type: "uts" }, { type: "uts", path: "/a" }] },
    "/linux/namespaces/1/type linux/namespaces/duplicate-type",
  ],
  [
    "a relative path",
    { namespaces: [{ type: "uts", path: "ns" }] },
    "/linux/namespaces/0/path linux/namespaces/path-absolute",
  ],
  [
    "uid mappings without a user namespace",
    { uidMappings: MAP },
    "/linux/uidMappings linux/userns/uidmappings",
  ],
  [
    "a user namespace without gid mappings",
    { namespaces: [{ type: "user" }], uidMappings: MAP },
    "/linux/gidMappings linux/userns/gidmappings: linux.gidMappings is missing",
  ],
  [
    "offsets without a time namespace",
    { timeOffsets: { monotonic: { secs: 1 } } },
    "/linux/timeOffsets linux/timens/without-namespace",
  ],
  [
    "offsets of a joined time namespace",
    { namespaces: [{ type: "time", path: "/a" }], timeOffsets: { monotonic: {} } },
    "/linux/timeOffsets linux/timens/without-namespace",
  ],
  [
    "masked paths without a mount namespace",
    { maskedPaths: ["/a"] },
    "/linux/maskedPaths linux/masked-paths/absolute",
  ],
  [
    "network devices without a network namespace",
    { netDevices: { eth0: {} } },
    "/linux/netDevices linux/netdevices/check-possible",
  ],
]);

refuses("a container with all namespaces", withOwn, [
  [
    "a mapping of size 0",
    { uidMappings: [{ containerID: 0, hostID: 1, size: 0 }] },
    "/linux/uidMappings/0/size linux/userns/uidmappings",
  ],
  [
    "mappings that overlap inside",
    { uidMappings: [...MAP, { containerID: 9, hostID: 5000, size: 1 }] },
    "/linux/uidMappings/1/containerID linux/userns/uidmappings",
  ],
  [
    "mappings that overlap outside",
    { gidMappings: [...MAP, { containerID: 100, hostID: 990, size: 11 }] },
    "/linux/gidMappings/1/hostID linux/userns/gidmappings",
  ],
  [
    "a mapping that goes past the last id",
    { uidMappings: [{ containerID: 1, hostID: 0, size: NO_ID }] },
    "/linux/uidMappings/0/containerID linux/userns/uidmappings",
  ],
  [
    "341 mappings",
    {
      uidMappings: Array.from({ length: 341 }, (_, index) => ({
        containerID: index,
        hostID: index,
        size: 1,
      })),
    },
    "/linux/uidMappings linux/userns/entry-limit",
  ],
  ["an unknown clock", { timeOffsets: { realtime: {} } }, "/linux/timeOffsets/realtime linux/timens/offsets"],
  [
    "a whole second in nanosecs",
    { timeOffsets: { boottime: { nanosecs: 1_000_000_000 } } },
    "/linux/timeOffsets/boottime/nanosecs linux/timens/nanosecs",
  ],
  [
    "a relative masked path",
    { maskedPaths: ["/a", "b"] },
    "/linux/maskedPaths/1 linux/masked-paths/absolute",
  ],
  [
    "a relative read-only path",
    { readonlyPaths: ["b"] },
    "/linux/readonlyPaths/0 linux/readonly-paths/absolute",
  ],
  [
    "a network device name that is too long",
    { netDevices: { eth0: { name: "abcdefghijklmnop" } } },
    "/linux/netDevices/eth0/name linux/netdevices/name-template",
  ],
  ["the loopback device", { netDevices: { lo: {} } }, "/linux/netDevices/lo linux/netdevices/check-possible"],
  [
    "two devices of one name",
    { netDevices: { a: { name: "eth0" }, eth0: {} } },
    "/linux/netDevices/eth0 linux/netdevices/name-clash",
  ],
]);

takes("a container with all namespaces", withOwn, [
  [
    "340 mappings",
    {
      uidMappings: Array.from({ length: 340 }, (_, index) => ({
        containerID: index,
        hostID: index,
        size: 1,
      })),
    },
  ],
  ["one mapping of nearly all ids", { uidMappings: [{ containerID: 0, hostID: 0, size: NO_ID }] }],
  ["neighbouring mappings", { uidMappings: [...MAP, { containerID: 10, hostID: 1010, size: 1 }] }],
  ["a joined user namespace with mappings", { namespaces: [{ type: "user", path: "/a" }] }],
  [
    "a joined user namespace without mappings",
    { namespaces: [{ type: "user", path: "/a" }], uidMappings: [], gidMappings: [] },
  ],
  ["a name with a template", { netDevices: { a: { name: "eth%d" }, b: { name: "eth%d" } } }],
]);

suite("checkConfig() of host names", () => {
  const rows: Row[] = [
    ["hostname without a uts namespace", { hostname: "a" }, "/hostname config/hostname/no-private-uts"],
    [
      "domainname without a uts namespace",
      { domainname: "a" },
      "/domainname config/domainname/no-private-uts",
    ],
    [
      "65 bytes",
      { hostname: "é".repeat(33), linux: { namespaces: [{ type: "uts" }] } },
      "/hostname config/hostname: hostname has 66 bytes",
    ],
  ];
  for (const [what, change, issue] of rows) {
    test(`refuses ${what}`, () =>
      assert.deepEqual(
        issuesOf(withChange(change)).map((line) => line.slice(0, issue.length)),
        [issue],
      ));
  }
});

const SYSCTL = "linux/sysctl/no-host-leak";
refuses("sysctl", (sysctl) => withOwn({ sysctl }), [
  [
    "a parameter of the host",
    { "kernel.core_pattern": "|/x" },
    `/linux/sysctl/kernel.core_pattern ${SYSCTL}`,
  ],
  ["kernel.hostname, with a hint", { "kernel.hostname": "x" }, `/linux/sysctl/kernel.hostname ${SYSCTL}`],
  [
    "a way up",
    { "net/../kernel/core_pattern": "x" },
    `/linux/sysctl/net~1..~1kernel~1core_pattern ${SYSCTL}`,
  ],
  ["an empty part", { "net..x": "x" }, `/linux/sysctl/net..x ${SYSCTL}`],
  [
    "an assignment in the name",
    { "net.ipv4.x+kernel.core_pattern=y": "x" },
    `/linux/sysctl/net.ipv4.x+kernel.core_pattern=y ${SYSCTL}`,
  ],
  [
    "a name that only begins as an allowed one",
    { "kernel.semx": "1" },
    `/linux/sysctl/kernel.semx ${SYSCTL}`,
  ],
  ["a value of two lines", { "net.a": "1\n2" }, "/linux/sysctl/net.a linux/sysctl/applied"],
]);

takes("sysctl", (sysctl) => withOwn({ sysctl }), [
  [
    "parameters of all its namespaces",
    {
      "net.ipv4.ip_forward": "1",
      "kernel.shm_rmid_forced": "1",
      "fs.mqueue.msg_max": "1",
      "user.max_user_namespaces": "1",
    },
  ],
  ["slashes", { "net/ipv4/conf/eth0.1/rp_filter": "1" }],
  ["a slash that stands for a dot", { "net.ipv4.conf.eth0/1.rp_filter": "1" }],
  ["kernel.domainname", { "kernel.domainname": "x" }],
]);

refuses("sysctl without namespaces", (sysctl) => withLinux({ sysctl }), [
  [
    "net",
    { "net.a": "1" },
    `/linux/sysctl/net.a ${SYSCTL}: linux.sysctl["net.a"] belongs to the network namespace`,
  ],
  ["ipc", { "kernel.sem": "1" }, `/linux/sysctl/kernel.sem ${SYSCTL}`],
  ["uts", { "kernel.domainname": "1" }, `/linux/sysctl/kernel.domainname ${SYSCTL}`],
]);

refuses("mounts", (mount) => withChange({ mounts: [mount] }), [
  [
    "the root as destination",
    { destination: "/" },
    "/mounts/0/destination config/mounts/destination-inside-rootfs",
  ],
  [
    "a longer name of the root",
    { destination: "/./a/..//" },
    "/mounts/0/destination config/mounts/destination-inside-rootfs",
  ],
  [
    "uid mappings alone",
    { destination: "/a", uidMappings: MAP },
    "/mounts/0/gidMappings config/mounts/uidmappings-with-gid",
  ],
  [
    "gid mappings alone",
    { destination: "/a", gidMappings: MAP },
    "/mounts/0/uidMappings config/mounts/gidmappings-with-uid",
  ],
  [
    "idmap without any mappings",
    { destination: "/a", options: ["bind", "idmap"] },
    "/mounts/0/options/1 config/mounts/idmap/no-userns-no-mappings",
  ],
  [
    "ridmap without any mappings",
    { destination: "/a", options: ["ridmap"] },
    "/mounts/0/options/0 config/mounts/ridmap/no-userns-no-mappings",
  ],
  [
    "a mount mapping of size 0",
    { destination: "/a", ...MAPS, gidMappings: [{ containerID: 0, hostID: 0, size: 0 }] },
    "/mounts/0/gidMappings/0/size config/mounts/uidmappings-format",
  ],
]);

takes("mounts", (mount) => withChange({ mounts: [mount] }), [
  ["relative destinations", { destination: "proc" }],
  ["a name of dots", { destination: "/..." }],
  ["mappings of its own", { destination: "/a", ...MAPS }],
]);

refuses(
  "devices",
  (device) => withLinux({ devices: [{ path: "/dev/a", type: "c", major: 1, minor: 2, ...device }] }),
  [
    ["a relative path", { path: "dev/a" }, "/linux/devices/0/path linux/devices/path-required"],
    ["a way up", { path: "/dev/../a" }, "/linux/devices/0/path linux/devices/path-required"],
    ["a directory's path", { path: "/dev/" }, "/linux/devices/0/path linux/devices/path-required"],
    ["no major number", { major: undefined }, "/linux/devices/0/major linux/devices/major-minor-required"],
    [
      "a minor number that no device has",
      { minor: 1048576 },
      "/linux/devices/0/minor linux/devices/major-minor-required",
    ],
    ["uid -1", { uid: NO_ID }, "/linux/devices/0/uid linux/devices/uid"],
  ],
);

suite("checkConfig() of several devices", () => {
  test("refuses one path twice", () => {
    const device = { type: "p", path: "/dev/a" };
    const issues = checkConfig(withLinux({ devices: [device, { ...device, path: "/dev//a" }] }));
    assert.deepEqual(
      issues.map(({ pointer }) => pointer),
      ["/linux/devices/1/path"],
    );
  });
});
suite("checkProcessAlone()", () => {
  test("has pointers from the process object", () => {
    const process: Process = { cwd: "a", args: ["b"] };
    assert.deepEqual(
      checkProcessAlone(process).map(({ pointer, message }) => [pointer, message]),
      [["/cwd", 'cwd is "a"; an absolute path is needed']],
    );
  });
});
