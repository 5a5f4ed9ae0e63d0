// SPDX-License-Identifier: Apache-2.0
/** The configuration that cases start from, and how they change it. */
import { readFileSync } from "node:fs";

/** Loosely typed: many cases make it invalid. */
export type Json = Record<string, unknown>;

export interface Mount {
  destination: string;
  type?: string;
  source?: string;
  options?: string[];
  [other: string]: unknown;
}

/** Values by JSON pointer; `undefined` removes the member, a last word `-` appends to an array. */
export type Patch = Readonly<Record<string, unknown>>;

/** By number. */
export const CAPABILITY_NAMES = (
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE " +
  "NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT " +
  "SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE " +
  "AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ " +
  "PERFMON BPF CHECKPOINT_RESTORE"
)
  .split(" ")
  .map((name) => `CAP_${name}`);

const DEV: Mount = {
  destination: "/dev",
  type: "tmpfs",
  source: "tmpfs",
  options: ["nosuid", "strictatime", "mode=755", "size=65536k"],
};

const DEVPTS: Mount = {
  destination: "/dev/pts",
  type: "devpts",
  source: "devpts",
  options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"],
};

/** Small, so that each case shows what it is about: no seccomp, no masked paths, no resources. */
export function baseConfig(cgroupsPath: string): Json {
  return {
    ociVersion: "1.0.2",
    process: {
      user: { uid: 0, gid: 0 },
      args: ["/probe", "report"],
      env: ["PATH=/bin"],
      cwd: "/",
      capabilities: capabilitySets(["CAP_KILL", "CAP_CHOWN", "CAP_DAC_OVERRIDE"]),
      noNewPrivileges: true,
    },
    root: { path: "rootfs" },
    hostname: "inside",
    mounts: [
      { destination: "/proc", type: "proc", source: "proc" },
      structuredClone(DEV),
      structuredClone(DEVPTS),
    ],
    linux: {
      cgroupsPath,
      namespaces: ["pid", "network", "ipc", "uts", "mount"].map((type) => ({ type })),
    },
  };
}

export function capabilitySets(names: readonly string[]): Json {
  return { bounding: names, effective: names, permitted: names };
}

/** Everything the caller has: it can't give what it lacks itself. */
export const ALL_CAPABILITIES: Patch = {
  "/process/noNewPrivileges": false,
  "/process/capabilities": capabilitySets(callerCapabilities()),
};

function callerCapabilities(): string[] {
  const line = /^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"));
  const mask = BigInt(`0x${line?.[1] ?? "0"}`);
  return CAPABILITY_NAMES.filter((_name, number) => ((mask >> BigInt(number)) & 1n) === 1n);
}

/** @throws {Error} if a word of a pointer leads nowhere */
export function applyPatch(config: Json, patch: Patch): void {
  for (const [pointer, value] of Object.entries(patch)) setAt(config, pointer, value);
}

function setAt(config: Json, pointer: string, value: unknown): void {
  const words = pointer.slice(1).split("/");
  const last = (words.pop() ?? "").replaceAll("~1", "/");
  let target: Json = config;
  for (const word of words) {
    const next = target[word];
    // A section that the base configuration lacks is made on the way.
    if (next === undefined) target[word] = {};
    target = target[word] as Json;
  }
  if (last === "-") (target as unknown as unknown[]).push(value);
  else if (value === undefined) delete target[last];
  else target[last] = value;
}

/** JSON text; bigint is written as a number of any size. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === "bigint" ? `bigint:${item}` : item),
    2,
  );
  return text.replace(/"bigint:(-?\d+)"/g, "$1");
}

/** Bit mask of capability names, as in /proc/PID/status. */
export function capabilityMask(names: readonly string[]): string {
  let mask = 0n;
  for (const name of names) mask |= 1n << BigInt(CAPABILITY_NAMES.indexOf(name));
  return mask.toString(16).padStart(16, "0");
}

/** A user namespace that maps container ids 0..65535 to host ids from `first`. */
export function userNamespace(first = 100_000): Patch {
  const mapping = { containerID: 0, hostID: first, size: 65_536 };
  return {
    "/linux/namespaces/-": { type: "user" },
    "/linux/uidMappings": [mapping],
    "/linux/gidMappings": [mapping],
  };
}

/** Without the namespaces of these types. */
export function withoutNamespaces(...types: string[]): (config: Json) => void {
  return (config) => {
    const linux = config["linux"] as { namespaces: { type: string }[] };
    linux.namespaces = linux.namespaces.filter((entry) => !types.includes(entry.type));
  };
}
