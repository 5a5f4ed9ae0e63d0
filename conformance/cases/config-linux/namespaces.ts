// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Bundle, Change } from "../../suite/bundle.ts";
import { type Case, type RefusalRow, refusals } from "../../suite/case.ts";
import { ALL_CAPABILITIES, type Json, userNamespace, withoutNamespaces } from "../../suite/config.ts";
import { KERNEL_NAMES, keptNamespace, withNamespace } from "../../suite/namespace-file.ts";
import { succeeded } from "../../suite/trial.ts";
import { linkOf, textOf } from "../../suite/untouched.ts";

const NAMESPACES = "/linux/namespaces";

/** A container with a new namespace of the type, user namespaces with their mappings. */
function fresh(type: string): Change {
  return type === "user" ? userNamespace() : withNamespace(type);
}

function newNamespace(type: string): Case {
  const file = KERNEL_NAMES[type]?.file ?? type;
  return {
    name: `type ${type} without path makes a new namespace`,
    clauses: ["linux/namespaces/no-path-new", `linux/namespaces/support-${type}`],
    run: async (t) => {
      const { namespaces } = await t.report(fresh(type));
      assert.notEqual(namespaces[file], linkOf(`/proc/self/ns/${file}`));
    },
  };
}

function inherited(type: string): Case {
  const file = KERNEL_NAMES[type]?.file ?? type;
  return {
    name: `without type ${type} the namespace is the runtime's`,
    clauses: ["linux/namespaces/absent-inherits"],
    run: async (t) => {
      const edit = type === "uts" ? { "/hostname": undefined } : {};
      const { namespaces } = await t.report([withoutNamespaces(type), edit, withoutDevPts(type)]);
      assert.equal(namespaces[file], linkOf(`/proc/self/ns/${file}`));
    },
  };
}

/** Mounts on the runtime's own mount table are no business of this case. */
function withoutDevPts(type: string): Change {
  return (config) => {
    if (type === "mount") config["mounts"] = [];
  };
}

function joined(type: string): Case {
  const file = KERNEL_NAMES[type]?.file ?? type;
  return {
    name: `type ${type} with path joins that namespace`,
    clauses: ["linux/namespaces/path-join"],
    run: async (t) => {
      const path = await keptNamespace(t, type);
      const { namespaces } = await t.report(withNamespace(type, path));
      assert.equal(namespaces[file], `${file}:[${lstatSync(path).ino}]`);
    },
  };
}

/** These live as long as a process of theirs. */
function joinedOfContainer(type: "pid" | "user"): Case {
  return {
    name: `type ${type} with path joins that namespace`,
    clauses: ["linux/namespaces/path-join"],
    run: async (t) => {
      const { pid } = await t.running(type === "user" ? userNamespace() : {});
      const { namespaces } = await t.report(withNamespace(type, `/proc/${pid}/ns/${type}`));
      assert.equal(namespaces[type], linkOf(`/proc/${pid}/ns/${type}`));
    },
  };
}

const MISMATCH: readonly RefusalRow[] = [
  [
    "linux/namespaces/type-required",
    "a namespace without type is refused",
    { [`${NAMESPACES}/-`]: {} },
    "ERR_SCHEMA",
    "/linux/namespaces/5/type",
  ],
  [
    "linux/namespaces/type-required",
    "an unknown namespace type is refused",
    { [`${NAMESPACES}/-`]: { type: "foo" } },
    "ERR_SCHEMA",
    "/linux/namespaces/5/type",
  ],
  [
    "linux/namespaces/path-absolute",
    "a relative namespace path is refused",
    withNamespace("network", "ns/net"),
    "ERR_CONFIG_RULE",
    "/linux/namespaces/4/path",
  ],
  [
    "linux/namespaces/path-type-mismatch",
    "a path of another type of namespace is refused",
    withNamespace("network", "/proc/self/ns/uts"),
    "EINVAL",
    "/linux/namespaces/4/path",
  ],
  [
    "linux/namespaces/path-type-mismatch",
    "a namespace path that is a plain file is refused",
    withNamespace("network", "/etc/passwd"),
    "EINVAL",
    "/linux/namespaces/4/path",
  ],
  [
    "linux/namespaces/duplicate-type",
    "two namespaces of one type are refused",
    { [`${NAMESPACES}/-`]: { type: "uts" } },
    "ERR_CONFIG_RULE",
    "/linux/namespaces/5/type",
  ],
];

/** User namespaces. */
const mapping = (more: Json = {}): Json => ({ containerID: 0, hostID: 100_000, size: 65_536, ...more });

function mapped(uid: unknown[], gid: unknown[] = [mapping()]): Json {
  return { [`${NAMESPACES}/-`]: { type: "user" }, "/linux/uidMappings": uid, "/linux/gidMappings": gid };
}

const USER_REFUSALS: readonly RefusalRow[] = (["containerID", "hostID", "size"] as const).map((member) => [
  `linux/userns/${member.toLowerCase()}-required`,
  `a mapping without ${member} is refused`,
  mapped([mapping({ [member]: undefined })]),
  "ERR_SCHEMA",
  `/linux/uidMappings/0/${member}`,
]);

const userCases: Case[] = [
  {
    name: "the mappings are those of the configuration",
    clauses: ["linux/userns/uidmappings", "linux/userns/gidmappings", "linux/namespaces/support-user"],
    run: async (t) => {
      const second = { containerID: 70_000, hostID: 300_000, size: 10 };
      const report = await t.report(mapped([mapping(), second], [mapping({ hostID: 200_000 })]));
      const words = (text: string): string[] =>
        text
          .trim()
          .split("\n")
          .map((line) => line.trim().replaceAll(/\s+/g, " "));
      assert.deepEqual(words(report.uid_map), ["0 100000 65536", "70000 300000 10"]);
      assert.deepEqual(words(report.gid_map), ["0 200000 65536"]);
    },
  },
  {
    name: "a user namespace does not change who owns the root filesystem",
    clauses: ["linux/userns/no-chown"],
    run: async (t) => {
      const before = (bundle: Bundle): string[] =>
        [bundle.rootfs, bundle.path("/probe"), bundle.path("/etc")].map(
          (path) => `${lstatSync(path).uid}:${lstatSync(path).gid}`,
        );
      const bundle = t.bundle(userNamespace());
      const owners = before(bundle);
      succeeded(await t.call(["run", "--bundle", bundle.directory, t.id()]));
      assert.deepEqual(before(bundle), owners);
    },
  },
  {
    name: "340 mappings work, and 341 are refused with an error",
    clauses: ["linux/userns/entry-limit"],
    run: async (t) => {
      // Short lines: the kernel takes a page at most.
      const many = (count: number): Json[] =>
        Array.from({ length: count }, (_, index) => ({
          containerID: index,
          hostID: 1000 + 2 * index,
          size: 1,
        }));
      await t.report(mapped(many(340), many(340)));
      await t.refused(mapped(many(341), many(341)));
    },
  },
  ...refusals(USER_REFUSALS),
];

/** Time namespaces. */
const OFFSETS = "/linux/timeOffsets";

const timeCases: Case[] = [
  {
    name: "timeOffsets shift the clocks of a new time namespace",
    clauses: ["linux/timens/offsets", "linux/timens/nanosecs", "linux/namespaces/support-time"],
    run: async (t) => {
      const offsets = { monotonic: { secs: 172_800, nanosecs: 500_000_000 }, boottime: { secs: 604_800 } };
      const edit = [withNamespace("time"), { [OFFSETS]: offsets }];
      const [report] = await t.probe(edit, "report");
      const lines = String(report?.["timens_offsets"])
        .trim()
        .split("\n")
        .map((line) => line.trim().replaceAll(/\s+/g, " "));
      assert.deepEqual(lines, ["monotonic 172800 500000000", "boottime 604800 0"]);
      const clock = await t.act(edit, "clock");
      const uptime = Number(textOf("/proc/uptime").split(" ")[0]) * 1000;
      assert.ok(Number(clock["boottime"]) - uptime > 604_000_000, "boottime is shifted");
    },
  },
  {
    name: "secs may be negative",
    clauses: ["linux/timens/secs"],
    run: async (t) => {
      const report = await t.report([withNamespace("time"), { [OFFSETS]: { boottime: { secs: -10 } } }]);
      assert.match(report.timens_offsets ?? "", /boottime\s+-10\s+0/);
    },
  },
  ...refusals([
    [
      "linux/timens/offsets",
      "an unknown clock is refused",
      [withNamespace("time"), { [OFFSETS]: { realtime: { secs: 1 } } }],
      "ERR_CONFIG_RULE",
      "/linux/timeOffsets/realtime",
    ],
    [
      "linux/timens/without-namespace",
      "timeOffsets without a time namespace are refused",
      { [OFFSETS]: { boottime: { secs: 1 } } },
      "ERR_CONFIG_RULE",
      "/linux/timeOffsets",
    ],
    [
      "linux/timens/without-namespace",
      "timeOffsets of a joined time namespace are refused",
      [withNamespace("time", "/proc/self/ns/time"), { [OFFSETS]: { boottime: { secs: 1 } } }],
      "ERR_CONFIG_RULE",
      "/linux/timeOffsets",
    ],
  ]),
];

/** What an isolated thing of the container must not do to the host. */
const isolationCases: Case[] = [
  {
    name: "in a new pid namespace the program is the first process and sees its own only",
    clauses: ["linux/namespaces/support-pid"],
    run: async (t) => {
      const [report, list] = await t.probe({}, "report", "list", "/proc");
      assert.equal(report?.["pid"], 1);
      assert.deepEqual(
        (list?.["names"] as string[]).filter((name) => /^\d+$/.test(name)),
        ["1"],
      );
    },
  },
  {
    name: "a new network namespace has lo only",
    clauses: ["linux/namespaces/support-network"],
    run: async (t) => {
      const edit = { "/mounts/-": { destination: "/sys", type: "sysfs", source: "sysfs", options: ["ro"] } };
      const names = (await t.act(edit, "list", "/sys/class/net"))["names"] as string[];
      assert.deepEqual(
        names.filter((name) => !/^(tunl0|sit0|ip6tnl0|gre|erspan|ip_vti|ip6)/.test(name)),
        ["lo"],
      );
    },
  },
  {
    name: "mounts of the container are not on the host",
    clauses: ["linux/namespaces/support-mount"],
    run: async (t) => {
      const { bundle } = await t.created({
        "/mounts/-": { destination: "/data", type: "tmpfs", source: "private" },
      });
      assert.ok(!readFileSync("/proc/self/mountinfo", "utf8").includes(bundle.rootfs));
    },
  },
  {
    name: "System V IPC of the container is not on the host",
    clauses: ["linux/namespaces/support-ipc"],
    run: async (t) => {
      const before = textOf("/proc/sysvipc/msg");
      const number = process.arch === "arm64" ? "186" : "68";
      const [made, seen] = await t.probe(
        {},
        "syscall",
        number,
        "4711",
        "01777",
        "0",
        "read",
        "/proc/sysvipc/msg",
      );
      assert.equal(made?.["errno"], 0);
      assert.match(String(seen?.["text"]), /4711/);
      assert.equal(textOf("/proc/sysvipc/msg"), before);
    },
  },
  {
    name: "a host name that the container sets is not the host's",
    clauses: ["linux/namespaces/support-uts"],
    run: async (t) => {
      const before = textOf("/proc/sys/kernel/hostname");
      assert.equal((await t.act(ALL_CAPABILITIES, "hostname", "changed-inside"))["errno"], 0);
      assert.equal(textOf("/proc/sys/kernel/hostname"), before);
    },
  },
  {
    name: "in a new cgroup namespace the container's cgroup is the root",
    clauses: ["linux/namespaces/support-cgroup"],
    run: async (t) => {
      const { cgroup } = await t.report(withNamespace("cgroup"));
      // A hierarchy that the runtime does not use may show the suite's own place.
      const places = cgroup
        .trim()
        .split("\n")
        .map((line) => line.split(":").slice(1).join(":"));
      assert.ok(
        places.some((place) => /:\/$/.test(place)),
        cgroup,
      );
      assert.ok(!cgroup.includes(t.cgroupParent), cgroup);
    },
  },
];

/** The filesystems that config-linux.md lists: a template has them. */
const templateCase: Case = {
  name: "the template of spec mounts proc, sysfs, devpts and a tmpfs for shm",
  clauses: [
    "linux/default-fs/proc",
    "linux/default-fs/sys",
    "linux/default-fs/devpts",
    "linux/default-fs/shm",
  ],
  run: async (t) => {
    const folder = t.folder();
    const result = await t.call(["spec"], { cwd: folder });
    if (result.status !== 0) t.skip("the runtime has no spec");
    const { mounts } = JSON.parse(textOf(join(folder, "config.json"))) as { mounts: Json[] };
    const seen = mounts.map((mount) => `${String(mount["destination"])} ${String(mount["type"])}`);
    for (const wanted of ["/proc proc", "/sys sysfs", "/dev/pts devpts", "/dev/shm tmpfs"])
      assert.ok(seen.includes(wanted), `${wanted}: ${seen.join(", ")}`);
  },
};

export const namespaceCases: Case[] = [
  ...["pid", "network", "mount", "ipc", "uts", "user", "cgroup", "time"].map(newNamespace),
  ...["pid", "network", "ipc", "uts", "user", "cgroup", "time"].map(inherited),
  ...["network", "mount", "ipc", "uts", "cgroup", "time"].map(joined),
  joinedOfContainer("pid"),
  joinedOfContainer("user"),
  ...refusals(MISMATCH),
  ...isolationCases,
  ...userCases,
  ...timeCases,
  templateCase,
];
