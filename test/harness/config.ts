// SPDX-License-Identifier: Apache-2.0
/** The configuration that tests start from: loose types, since many tests make it invalid. */

import { readFileSync } from "node:fs";

export interface Mount {
  destination: string;
  type?: string;
  source?: string;
  options?: string[];
  [other: string]: unknown;
}

export interface Namespace {
  type: string;
  path?: string;
}

export interface ProcessConfig {
  terminal?: boolean;
  user: Record<string, unknown>;
  args: string[];
  env: string[];
  cwd: string;
  capabilities?: Record<string, string[]>;
  noNewPrivileges?: boolean;
  [other: string]: unknown;
}

export interface LinuxConfig {
  namespaces: Namespace[];
  maskedPaths: string[];
  readonlyPaths: string[];
  cgroupsPath?: string;
  resources?: Record<string, unknown>;
  [other: string]: unknown;
}

export interface Hook {
  path: string;
  args?: string[];
  env?: string[];
  timeout?: number;
}

export interface Config {
  ociVersion: string;
  process: ProcessConfig;
  root: { path: string; readonly?: boolean };
  hostname?: string;
  mounts: Mount[];
  hooks?: Record<string, Hook[]>;
  annotations?: Record<string, string>;
  linux: LinuxConfig;
  [other: string]: unknown;
}

const CAPABILITIES = ["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"];

const MASKED = [
  "/proc/acpi",
  "/proc/kcore",
  "/proc/keys",
  "/proc/latency_stats",
  "/proc/timer_list",
  "/proc/timer_stats",
  "/proc/sched_debug",
  "/proc/scsi",
  "/sys/firmware",
];

const READONLY = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

/** What `runt spec` gives, without a terminal and with the probe as its program. */
export function defaultConfig(cgroupsPath: string): Config {
  return {
    ociVersion: process.env["RUNT_OCI_VERSION"] ?? "1.2.0",
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: ["/probe", "report"],
      env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"],
      cwd: "/",
      capabilities: {
        bounding: [...CAPABILITIES],
        effective: [...CAPABILITIES],
        permitted: [...CAPABILITIES],
      },
      noNewPrivileges: true,
    },
    root: { path: "rootfs" },
    hostname: "testhost",
    mounts: [
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
        options: ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"],
      },
      {
        destination: "/dev/mqueue",
        type: "mqueue",
        source: "mqueue",
        options: ["nosuid", "noexec", "nodev"],
      },
      { destination: "/sys", type: "sysfs", source: "sysfs", options: ["nosuid", "noexec", "nodev", "ro"] },
    ],
    linux: {
      cgroupsPath,
      namespaces: [{ type: "pid" }, { type: "network" }, { type: "ipc" }, { type: "uts" }, { type: "mount" }],
      maskedPaths: [...MASKED],
      readonlyPaths: [...READONLY],
    },
  };
}

/** Gives the process all capabilities that the caller has. */
export function privileged(config: Config): void {
  config.process.noNewPrivileges = false;
  const all = CAPABILITY_NAMES.filter(
    (_name, number) => ((callerBounding() >> BigInt(number)) & 1n) === 1n,
  ).map((name) => `CAP_${name}`);
  config.process.capabilities = { bounding: all, effective: all, permitted: all };
}

/** The caller can't give what it lacks itself. */
function callerBounding(): bigint {
  const line = /^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"));
  return BigInt(`0x${line?.[1] ?? "0"}`);
}

/** By number. */
export const CAPABILITY_NAMES = [
  "CHOWN",
  "DAC_OVERRIDE",
  "DAC_READ_SEARCH",
  "FOWNER",
  "FSETID",
  "KILL",
  "SETGID",
  "SETUID",
  "SETPCAP",
  "LINUX_IMMUTABLE",
  "NET_BIND_SERVICE",
  "NET_BROADCAST",
  "NET_ADMIN",
  "NET_RAW",
  "IPC_LOCK",
  "IPC_OWNER",
  "SYS_MODULE",
  "SYS_RAWIO",
  "SYS_CHROOT",
  "SYS_PTRACE",
  "SYS_PACCT",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_NICE",
  "SYS_RESOURCE",
  "SYS_TIME",
  "SYS_TTY_CONFIG",
  "MKNOD",
  "LEASE",
  "AUDIT_WRITE",
  "AUDIT_CONTROL",
  "SETFCAP",
  "MAC_OVERRIDE",
  "MAC_ADMIN",
  "SYSLOG",
  "WAKE_ALARM",
  "BLOCK_SUSPEND",
  "AUDIT_READ",
  "PERFMON",
  "BPF",
  "CHECKPOINT_RESTORE",
];

/** Bit mask of capability names, as in /proc/PID/status. */
export function capabilityMask(names: readonly string[]): string {
  let mask = 0n;
  for (const name of names) mask |= 1n << BigInt(CAPABILITY_NAMES.indexOf(name.replace("CAP_", "")));
  return mask.toString(16).padStart(16, "0");
}

/** A hook that runs a shell script of the host (or, for startContainer, of the root filesystem). */
export const shellHook = (script: string, more: Partial<Hook> = {}): Hook => ({
  path: "/bin/sh",
  args: ["sh", "-c", script],
  ...more,
});
