// SPDX-License-Identifier: Apache-2.0
/** Made-up hosts and contexts for plans. */
import type { HostFacts } from "../../src/host/facts.ts";
import type { ExecContext } from "../../src/plan/exec.ts";
import type { PlanContext } from "../../src/plan/plan.ts";

const ALL_CAPABILITIES = (1n << 41n) - 1n;

/** root on a cgroup v2 host without LSM. */
export function rootHost(changes: Partial<HostFacts> = {}): HostFacts {
  return {
    cgroup: { mode: "v2", hierarchies: [], v2: { mountPoint: "/sys/fs/cgroup", ownPath: "/", controllers: ["cpu", "memory", "pids"] } },
    euid: 0,
    egid: 0,
    initialUserNamespace: true,
    capabilities: ALL_CAPABILITIES,
    bounding: ALL_CAPABILITIES,
    lastCapability: 40,
    appArmor: false,
    selinux: false,
    kcore: true,
    hardLimits: { RLIMIT_NOFILE: 1_048_576n },
    machine: "x86_64",
    ...changes,
  };
}

export function hybridHost(): HostFacts {
  return rootHost({
    cgroup: {
      mode: "hybrid",
      hierarchies: [
        { controllers: ["cpu", "cpuacct"], mountPoint: "/sys/fs/cgroup/cpu,cpuacct", ownPath: "/" },
        { controllers: ["memory"], mountPoint: "/sys/fs/cgroup/memory", ownPath: "/" },
        { controllers: ["name=systemd"], mountPoint: "/sys/fs/cgroup/systemd", ownPath: "/" },
      ],
      v2: { mountPoint: "/sys/fs/cgroup/unified", ownPath: "/", controllers: [] },
    },
  });
}

/** A user without privileges. */
export function rootlessHost(): HostFacts {
  return rootHost({ euid: 1000, egid: 1000, capabilities: 0n });
}

export function createContext(changes: Partial<PlanContext> = {}): PlanContext {
  return {
    id: "web",
    bundle: "/bundle",
    rootfs: "/bundle/rootfs",
    cgroupJoin: [],
    cgroupPaths: { "": "/sys/fs/cgroup/web" },
    terminal: "none",
    gate: true,
    preserveFds: 0,
    listenFds: 0,
    pidfdSocket: false,
    noPivot: false,
    noNewKeyring: false,
    ...changes,
  };
}

export function hybridContext(changes: Partial<PlanContext> = {}): PlanContext {
  const cgroupPaths = {
    cpu: "/sys/fs/cgroup/cpu,cpuacct/web",
    cpuacct: "/sys/fs/cgroup/cpu,cpuacct/web",
    memory: "/sys/fs/cgroup/memory/web",
    "name=systemd": "/sys/fs/cgroup/systemd/web",
    "": "/sys/fs/cgroup/unified/web",
  };
  const cgroupJoin = ["cpu,cpuacct", "memory", "systemd"].map((name) => `/sys/fs/cgroup/${name}/web/tasks`);
  return createContext({ cgroupJoin, cgroupPaths, ...changes });
}

export function execContext(changes: Partial<ExecContext> = {}): ExecContext {
  return {
    id: "web",
    namespaces: 0x6e020000,
    cgroupJoin: ["/sys/fs/cgroup/web/cgroup.procs"],
    terminal: "none",
    preserveFds: 0,
    listenFds: 0,
    pidfdSocket: false,
    noNewKeyring: false,
    ...changes,
  };
}
