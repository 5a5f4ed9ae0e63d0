// SPDX-License-Identifier: Apache-2.0
/** How each golden configuration becomes a text. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDeviceRules } from "../../src/cgroup/device-rules.ts";
import { compileResources } from "../../src/cgroup/resources.ts";
import { supportOf } from "../../src/cgroup/write.ts";
import type { Hook, OciConfig, Process } from "../../src/config/types.ts";
import type { HostFacts } from "../../src/host/facts.ts";
import { CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWUSER } from "../../src/ops/kernel.ts";
import { formatPlan } from "../../src/ops/print.ts";
import { compileCreatePlan } from "../../src/plan/create.ts";
import { compileExecPlan } from "../../src/plan/exec.ts";
import { compileHookPlan } from "../../src/plan/hook.ts";
import { rdtDirectories, rdtGroup } from "../../src/plan/intel-rdt.ts";
import type { Plan, SeccompFilter } from "../../src/plan/plan.ts";
import { createContext, execContext, hybridContext, hybridHost, rootHost, rootlessHost } from "./surroundings.ts";

export const FOLDER = join(process.cwd(), "test", "golden");
const FILTER: SeccompFilter = { program: new Uint8Array(80).fill(6), flags: 4, notifies: false };

const RDT_HOST = rootHost({ resctrl: "/sys/fs/resctrl" });

type Compile = (config: OciConfig) => Plan;

const added = (config: OciConfig): Process => config.process as Process;
const firstHook = (config: OciConfig): Hook => config.hooks?.createContainer?.[0] as Hook;

/** How a configuration is compiled where not by compileCreatePlan() for root on a cgroup v2 host. */
export const SPECIAL: Readonly<Record<string, Compile>> = {
  terminal: (config) => compileCreatePlan(config, createContext({ terminal: "socket", pidfdSocket: true }), rootHost()),
  rootless: (config) => compileCreatePlan(config, createContext(), rootlessHost()),
  "no-mount-namespace-terminal": (config) => compileCreatePlan(config, createContext({ terminal: "relay", gate: false }), rootHost()),
  "user-namespace": (config) => compileCreatePlan(config, createContext(), rootHost({ appArmor: true })),
  "cgroup-hybrid": (config) => compileCreatePlan(config, hybridContext(), hybridHost()),
  "cgroup-hybrid-namespace": (config) => compileCreatePlan(config, hybridContext(), hybridHost()),
  "intel-rdt": (config) => {
    const group = rdtGroup(config, "web", RDT_HOST);
    return compileCreatePlan(config, createContext({ rdtJoin: group === undefined ? [] : rdtDirectories(group) }), RDT_HOST);
  },
  "no-pivot": (config) => compileCreatePlan(config, createContext({ noPivot: true, noNewKeyring: true }), rootHost()),
  labels: (config) => compileCreatePlan(config, createContext(), rootHost({ appArmor: true, selinux: true })),
  seccomp: (config) => compileCreatePlan(config, createContext({ seccomp: FILTER }), rootHost()),
  "seccomp-without-no-new-privileges": (config) => compileCreatePlan(config, createContext({ seccomp: FILTER }), rootHost()),
  "seccomp-with-admin": (config) => compileCreatePlan(config, createContext({ seccomp: FILTER }), rootHost()),
  "seccomp-listener": (config) => compileCreatePlan(config, createContext({ seccomp: { ...FILTER, notifies: true } }), rootHost()),
  "socket-activation": (config) => compileCreatePlan(config, createContext({ listenFds: 2, preserveFds: 3 }), rootHost()),
  notify: (config) => compileCreatePlan(config, createContext({ notifyDirectory: "/run/runt/web/notify" }), rootHost()),
  exec: (config) => compileExecPlan(config, added(config), execContext({ seccomp: FILTER }), rootHost()),
  "exec-terminal": (config) => compileExecPlan(config, added(config), execContext({ terminal: "relay", pidfdSocket: true }), rootHost()),
  "exec-user-namespace": (config) =>
    compileExecPlan(config, added(config), execContext({ namespaces: CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID }), rootHost({ appArmor: true })),
  "exec-affinity": (config) => compileExecPlan(config, added(config), execContext(), rootHost()),
  "exec-no-mount-namespace": (config) =>
    compileExecPlan(config, added(config), execContext({ namespaces: CLONE_NEWPID, rootfs: "/bundle/rootfs" }), rootHost()),
  "hook-create-container": (config) =>
    compileHookPlan(firstHook(config), { index: 0, namespaces: CLONE_NEWNS | CLONE_NEWPID, cwd: "/bundle/rootfs" }, rootHost()),
  "hook-user-namespace": (config) =>
    compileHookPlan(firstHook(config), { index: 0, namespaces: CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID, ...(config.linux && { linux: config.linux }) }, rootHost()),
};

const compileDefault: Compile = (config) => compileCreatePlan(config, createContext(), rootHost());

export const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

export function readGolden(name: string): OciConfig {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as OciConfig;
}

export function compileNamed(name: string, config: OciConfig): Plan {
  return (SPECIAL[name] ?? compileDefault)(config);
}

/** Hosts on which the limits of a configuration are compiled too. */
const RESOURCE_HOSTS: Readonly<Record<string, HostFacts>> = {
  "resources-v1": rootHost({
    cgroup: {
      mode: "v1",
      hierarchies: [
        { controllers: ["cpu", "cpuacct", "cpuset", "memory", "blkio", "devices", "pids"], mountPoint: "/sys/fs/cgroup/all", ownPath: "/" },
        { controllers: ["hugetlb", "net_cls", "net_prio", "rdma"], mountPoint: "/sys/fs/cgroup/rest", ownPath: "/" },
      ],
    },
  }),
  "resources-v2": rootHost({
    cgroup: {
      mode: "v2",
      hierarchies: [],
      v2: { mountPoint: "/sys/fs/cgroup", ownPath: "/", controllers: ["cpu", "cpuset", "memory", "io", "pids", "hugetlb", "rdma"] },
    },
  }),
};

function resourceText(name: string, { linux }: OciConfig): string {
  const host = RESOURCE_HOSTS[name];
  if (host === undefined) return "";
  const at = "/linux/resources";
  const { writes } = compileResources(linux?.resources, supportOf(host.cgroup, true), at, { devices: true, userNamespace: false });
  const lines = writes.map(({ controller, file, value, pointer }) => `write ${controller} ${file} = ${JSON.stringify(value)}   ${pointer}\n`);
  const rules = parseDeviceRules(linux?.resources?.devices, `${at}/devices`);
  return `${lines.join("")}${rules.map((rule) => `device ${JSON.stringify(rule)}\n`).join("")}\n`;
}

function rdtText(name: string, config: OciConfig): string {
  const group = name === "intel-rdt" ? rdtGroup(config, "web", RDT_HOST) : undefined;
  return group === undefined ? "" : `resctrl ${JSON.stringify(group)}\n\n`;
}

/** What a reviewer reads: limits, groups, then the plan. */
export function goldenText(name: string, config: OciConfig): string {
  return rdtText(name, config) + resourceText(name, config) + formatPlan(compileNamed(name, config), "text");
}
