// SPDX-License-Identifier: Apache-2.0
/** What the compilers need to know of the host: probed once, frozen, and easy to make up in a test. */

/** One mounted v1 hierarchy. */
export interface V1Hierarchy {
  /** Names as in /proc/self/cgroup: ["cpu", "cpuacct"], ["name=systemd"]. */
  controllers: readonly string[];
  /** Mount point, e.g. /sys/fs/cgroup/cpu,cpuacct. */
  mountPoint: string;
  /** The caller's own path in it, "/..." */
  ownPath: string;
}

export interface CgroupLayout {
  mode: "v1" | "hybrid" | "v2" | "none";
  hierarchies: readonly V1Hierarchy[];
  /** Where cgroup2 is mounted: /sys/fs/cgroup (v2), /sys/fs/cgroup/unified (hybrid). */
  v2?: { mountPoint: string; ownPath: string; controllers: readonly string[] };
}

export interface HostFacts {
  cgroup: CgroupLayout;
  euid: number;
  egid: number;
  /** The caller is in the initial user namespace. */
  initialUserNamespace: boolean;
  /** Effective capabilities of the caller, bit n = capability n. */
  capabilities: bigint;
  bounding: bigint;
  /** Highest capability number that the kernel knows. */
  lastCapability: number;
  appArmor: boolean;
  selinux: boolean;
  /** /proc/kcore exists. */
  kcore?: boolean;
  /** setgroups(2) is denied in the caller's user namespace. */
  setgroupsDenied?: boolean;
  /** Where resctrl is mounted. */
  resctrl?: string | undefined;
  /** Hard limits of the caller by RLIMIT_ name; 2n ** 64n - 1n for none. Only read when config sets rlimits. */
  hardLimits: Readonly<Record<string, bigint>>;
  /** uname -m */
  machine: string;
}
