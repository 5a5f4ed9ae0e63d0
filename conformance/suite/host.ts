// SPDX-License-Identifier: Apache-2.0
/** What this host can show; read once. */
import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";
import { hierarchies } from "../harness/cgroups.ts";

/** Where a controller's files are: in a v1 hierarchy of its own or in the unified one. */
export type Generation = "v1" | "v2" | undefined;

export interface HostFacts {
  kernel: string;
  architecture: string;
  /** Controllers with a v1 hierarchy. */
  v1: ReadonlyMap<string, string>;
  /** Mount point of cgroup2. */
  v2: string | undefined;
  /** Controllers of cgroup2. */
  v2Controllers: ReadonlySet<string>;
  selinux: boolean;
  apparmor: boolean;
  resctrl: string | undefined;
  filesystems: ReadonlySet<string>;
  cpus: number;
}

export function probeHost(): HostFacts {
  const points = hierarchies();
  const v2 = points.get("");
  const mounts = text("/proc/self/mountinfo");
  return {
    kernel: release(),
    architecture: process.arch,
    v1: new Map([...points].filter(([name]) => name !== "" && name !== "systemd")),
    v2,
    v2Controllers: new Set(v2 === undefined ? [] : text(`${v2}/cgroup.controllers`).trim().split(" ")),
    selinux: existsSync("/sys/fs/selinux/enforce"),
    apparmor: text("/sys/module/apparmor/parameters/enabled").startsWith("Y"),
    resctrl: /^\S+ \S+ \S+ \S+ (\S+) .* - resctrl /m.exec(mounts)?.[1],
    filesystems: new Set(
      text("/proc/filesystems")
        .split("\n")
        .map((line) => line.split("\t")[1] ?? ""),
    ),
    cpus: (text("/proc/cpuinfo").match(/^processor/gm) ?? []).length,
  };
}

export function generationOf(host: HostFacts, controller: string): Generation {
  if (host.v1.has(controller)) return "v1";
  // Block I/O has another name there, and what v2 has no like of is still a question to it.
  const names: Readonly<Record<string, string>> = { blkio: "io", net_cls: "memory", net_prio: "memory" };
  return host.v2Controllers.has(names[controller] ?? controller) ? "v2" : undefined;
}

/** One line for reports. */
export function describeHost(host: HostFacts): string {
  const v1 = host.v1.size === 0 ? "" : `cgroup v1 (${[...host.v1.keys()].sort().join(", ")})`;
  const controllers = [...host.v2Controllers].filter((name) => name !== "");
  const v2 = host.v2 === undefined ? "" : `cgroup v2 (${controllers.sort().join(", ") || "no controller"})`;
  return [`Linux ${host.kernel} ${host.architecture}`, v1, v2].filter((part) => part !== "").join("; ");
}

function text(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
