// SPDX-License-Identifier: Apache-2.0
/** The configuration that `spec` writes, members in the order that people know from other runtimes. */
import type { OciConfig } from "../../config/types.ts";
import { SPEC_VERSION } from "../../lifecycle/status.ts";

type Linux = NonNullable<OciConfig["linux"]>;
type Mounts = NonNullable<OciConfig["mounts"]>;

const CAPABILITIES = ["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"];

/** What tells of the host or changes it; the list that container engines keep. */
const MASKED_PATHS = [
  "/proc/acpi",
  "/proc/asound",
  "/proc/interrupts",
  "/proc/kcore",
  "/proc/keys",
  "/proc/latency_stats",
  "/proc/timer_list",
  "/proc/timer_stats",
  "/proc/sched_debug",
  "/proc/scsi",
  "/sys/firmware",
  "/sys/devices/virtual/powercap",
];

const READONLY_PATHS = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

function mounts(): Mounts {
  const closed = ["nosuid", "noexec", "nodev"];
  return [
    { destination: "/proc", type: "proc", source: "proc" },
    {
      destination: "/dev",
      type: "tmpfs",
      source: "tmpfs",
      options: ["nosuid", "strictatime", "mode=755", "size=65536k"],
    },
    {
      destination: "/dev/pts",
      type: "devpts",
      source: "devpts",
      options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"],
    },
    {
      destination: "/dev/shm",
      type: "tmpfs",
      source: "shm",
      options: [...closed, "mode=1777", "size=65536k"],
    },
    { destination: "/dev/mqueue", type: "mqueue", source: "mqueue", options: closed },
    { destination: "/sys", type: "sysfs", source: "sysfs", options: [...closed, "ro"] },
    {
      destination: "/sys/fs/cgroup",
      type: "cgroup",
      source: "cgroup",
      options: [...closed, "relatime", "ro"],
    },
  ];
}

/** @param cgroupNamespace where the host has cgroup v2 alone */
export function defaultConfig(cgroupNamespace: boolean): OciConfig {
  return {
    ociVersion: SPEC_VERSION,
    process: {
      terminal: true,
      user: { uid: 0, gid: 0 },
      args: ["sh"],
      env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"],
      cwd: "/",
      capabilities: { bounding: CAPABILITIES, effective: CAPABILITIES, permitted: CAPABILITIES },
      rlimits: [{ type: "RLIMIT_NOFILE", hard: 1024, soft: 1024 }],
      noNewPrivileges: true,
    },
    root: { path: "rootfs", readonly: true },
    hostname: "runt",
    mounts: mounts(),
    linux: {
      resources: { devices: [{ allow: false, access: "rwm" }] },
      namespaces: namespaces(["pid", "network", "ipc", "uts", "mount"], cgroupNamespace),
      maskedPaths: MASKED_PATHS,
      readonlyPaths: READONLY_PATHS,
    },
  };
}

type NamespaceType = NonNullable<Linux["namespaces"]>[number]["type"];

function namespaces(
  types: readonly NamespaceType[],
  cgroupNamespace: boolean,
): NonNullable<Linux["namespaces"]> {
  const all: NamespaceType[] = cgroupNamespace ? [...types, "cgroup"] : [...types];
  return all.map((type) => ({ type }));
}

/**
 * For callers without privileges: one id each, the host's network, and with it the host's /sys, since a
 * sysfs can only be mounted by the owner of the network namespace.
 */
export function rootlessConfig(cgroupNamespace: boolean, uid: number, gid: number): OciConfig {
  const { linux, mounts: all = [], ...config } = defaultConfig(cgroupNamespace);
  const { resources: _, namespaces: given = [], ...rest } = linux ?? {};
  const kept: NonNullable<Linux["namespaces"]> = given.filter(({ type }) => type !== "network");
  return {
    ...config,
    mounts: all.map(rootlessMount),
    linux: {
      uidMappings: [{ containerID: 0, hostID: uid, size: 1 }],
      gidMappings: [{ containerID: 0, hostID: gid, size: 1 }],
      namespaces: [...kept, { type: "user" }],
      ...rest,
    },
  };
}

function rootlessMount(mount: Mounts[number]): Mounts[number] {
  if (mount.destination === "/sys") {
    return { ...mount, type: "none", source: "/sys", options: ["rbind", "nosuid", "noexec", "nodev", "ro"] };
  }
  if (mount.options === undefined) return mount;
  return {
    ...mount,
    options: mount.options.filter((option) => !option.startsWith("gid=") && !option.startsWith("uid=")),
  };
}
