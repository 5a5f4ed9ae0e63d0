// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Case } from "../../suite/case.ts";
import { type Patch, userNamespace } from "../../suite/config.ts";
import { featuresOf, type LinuxFeatures } from "../../suite/features.ts";
import { withNamespace } from "../../suite/namespace-file.ts";
import { succeeded, type Trial } from "../../suite/trial.ts";
import { textOf } from "../../suite/untouched.ts";

async function linuxOf(t: Trial): Promise<LinuxFeatures> {
  const { linux } = await featuresOf(t);
  if (linux === undefined || linux === null) t.skip("features has no linux section");
  return linux;
}

function told<Value>(t: Trial, what: string, value: Value): NonNullable<Value> {
  if (value === undefined || value === null) t.skip(`features does not tell ${what}`);
  return value as NonNullable<Value>;
}

/** MAY members tell what the build can do: booleans. */
function flag(clause: string, what: string, read: (linux: LinuxFeatures) => unknown): Case {
  return {
    name: `${what} is true or false`,
    clauses: [clause],
    run: async (t) => assert.equal(typeof told(t, what, read(await linuxOf(t))), "boolean"),
  };
}

const AT = "/linux/seccomp";
const MKDIR = { names: ["mkdir", "mkdirat"], action: "SCMP_ACT_ERRNO" };

function filter(more: Patch = {}): Patch {
  return { [AT]: { defaultAction: "SCMP_ACT_ALLOW", syscalls: [MKDIR], ...more } };
}

type SeccompList = "actions" | "operators" | "archs" | "knownFlags" | "supportedFlags";

/** Each word of a list is used in a filter of a container. */
function seccompList(
  key: SeccompList,
  clause: string,
  edit: (word: string) => Patch,
  refusable = false,
): Case {
  return {
    name: `each of seccomp.${key} is recognised`,
    clauses: [clause],
    run: async (t) => {
      const words = told(t, `seccomp.${key}`, (await linuxOf(t)).seccomp?.[key]) as string[];
      for (const word of words) {
        const result = await t.run(edit(word));
        if (result.status === 0) continue;
        assert.ok(refusable && result.stderr !== "", `${word}: ${result.stderr}`);
        assert.doesNotMatch(result.stderr, /unknown|invalid .*flag/i, word);
      }
    },
  };
}

const LISTENER = { SCMP_ACT_NOTIFY: true } as Readonly<Record<string, boolean>>;

/** An action for a call that the probe's report does not make. */
function actionFilter(word: string): Patch {
  // NOTIFY needs a listener; it is recognised by what is missing, which seccomp-notify.ts proves.
  const action = LISTENER[word] === true ? "SCMP_ACT_ERRNO" : word;
  return filter({ syscalls: [{ names: ["reboot"], action }] });
}

export const linuxFeatureCases: Case[] = [
  {
    name: "each listed namespace is recognised, and time is among them where 1.1 is supported",
    clauses: ["features/linux/namespaces"],
    run: async (t) => {
      for (const type of told(t, "namespaces", (await linuxOf(t)).namespaces))
        await t.report(type === "user" ? userNamespace() : withNamespace(type));
    },
  },
  {
    name: "each listed capability is recognised without a warning",
    clauses: ["features/linux/capabilities"],
    run: async (t) => {
      const names = told(t, "capabilities", (await linuxOf(t)).capabilities);
      const log = join(t.folder(), "log");
      const { directory } = t.bundle({ "/process/capabilities": { bounding: names } });
      const result = succeeded(await t.call(["--log", log, "run", "--bundle", directory, t.id()]));
      assert.doesNotMatch(textOf(log) + result.stderr, /unknown/i);
    },
  },
  flag("features/linux/cgroup/v1", "cgroup.v1", (linux) => linux.cgroup?.["v1"]),
  flag("features/linux/cgroup/v2", "cgroup.v2", (linux) => linux.cgroup?.["v2"]),
  flag("features/linux/cgroup/systemd", "cgroup.systemd", (linux) => linux.cgroup?.["systemd"]),
  flag("features/linux/cgroup/systemduser", "cgroup.systemdUser", (linux) => linux.cgroup?.["systemdUser"]),
  flag("features/linux/cgroup/rdma", "cgroup.rdma", (linux) => linux.cgroup?.["rdma"]),
  flag("features/linux/seccomp/enabled", "seccomp.enabled", (linux) => linux.seccomp?.enabled),
  flag("features/linux/apparmor", "apparmor.enabled", (linux) => linux.apparmor?.enabled),
  flag("features/linux/selinux", "selinux.enabled", (linux) => linux.selinux?.enabled),
  flag("features/linux/intelrdt/enabled", "intelRdt.enabled", (linux) => linux.intelRdt?.enabled),
  flag("features/linux/intelrdt/schemata", "intelRdt.schemata", (linux) => linux.intelRdt?.schemata),
  flag("features/linux/intelrdt/monitoring", "intelRdt.monitoring", (linux) => linux.intelRdt?.monitoring),
  flag("features/linux/netdevices", "netDevices.enabled", (linux) => linux.netDevices?.enabled),
  {
    name: "mountExtensions.idmap.enabled is true where idmapped mounts are tried",
    clauses: ["features/linux/mountextensions/idmap", "features/linux/mountextensions/idmap-partial"],
    run: async (t) => {
      const enabled = told(t, "mountExtensions.idmap", (await linuxOf(t)).mountExtensions?.idmap?.enabled);
      const mapping = [{ containerID: 0, hostID: 5000, size: 1000 }];
      const mount = {
        destination: "/data",
        source: t.folder(),
        options: ["bind", "idmap"],
        uidMappings: mapping,
        gidMappings: mapping,
      };
      const { status } = await t.run({ "/mounts/-": mount });
      if (status === 0) assert.equal(enabled, true);
    },
  },
  seccompList("actions", "features/linux/seccomp/actions", actionFilter),
  seccompList("operators", "features/linux/seccomp/operators", (op) =>
    filter({
      syscalls: [
        { names: ["getpgid"], action: "SCMP_ACT_ERRNO", args: [{ index: 0, value: 7, valueTwo: 7, op }] },
      ],
    }),
  ),
  seccompList("archs", "features/linux/seccomp/archs", (arch) => filter({ architectures: [arch] })),
  seccompList("knownFlags", "features/linux/seccomp/known-flags", (word) => filter({ flags: [word] }), true),
  seccompList("supportedFlags", "features/linux/seccomp/supported-flags", (word) =>
    // This flag is for filters with a listener.
    filter({ flags: word === "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV" ? [] : [word] }),
  ),
  {
    name: "supported flags are known flags",
    clauses: ["features/linux/seccomp/supported-flags"],
    run: async (t) => {
      const { seccomp } = await linuxOf(t);
      const known = new Set(told(t, "seccomp.knownFlags", seccomp?.knownFlags));
      for (const word of told(t, "seccomp.supportedFlags", seccomp?.supportedFlags))
        assert.ok(known.has(word), word);
    },
  },
  {
    name: "each listed mode and flag of the memory policy is recognised",
    clauses: ["features/linux/mempolicy/modes", "features/linux/mempolicy/flags"],
    run: async (t) => {
      const policy = told(t, "memoryPolicy", (await linuxOf(t)).memoryPolicy);
      if (textOf("/proc/self/numa_maps") === "") t.skip("the kernel has no NUMA");
      for (const mode of policy.modes ?? []) {
        const nodes = /DEFAULT|LOCAL/.test(mode) ? {} : { nodes: "0" };
        await t.report({ "/linux/memoryPolicy": { mode, ...nodes } });
      }
      for (const word of policy.flags ?? [])
        await t.report({ "/linux/memoryPolicy": { mode: "MPOL_BIND", nodes: "0", flags: [word] } });
    },
  },
];
