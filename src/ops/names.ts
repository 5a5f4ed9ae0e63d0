// SPDX-License-Identifier: Apache-2.0
/** Words for the numbers of operations, for the plan printer. */
import { errnoName } from "../errors/errno.ts";
import { CAPABILITIES } from "./capabilities.ts";
import * as kernel from "./kernel.ts";
import type { OperationName } from "./table.ts";

type Decoder = (value: number) => string;
type Flags = readonly (readonly [bit: number, name: string])[];

const OPEN: Flags = [
  [kernel.O_PATH, "O_PATH"],
  [kernel.O_DIRECTORY, "O_DIRECTORY"],
  [kernel.O_NOFOLLOW, "O_NOFOLLOW"],
  [kernel.O_NOCTTY, "O_NOCTTY"],
  [kernel.O_NONBLOCK, "O_NONBLOCK"],
];

const CLONE: Flags = [
  [kernel.CLONE_NEWUSER, "CLONE_NEWUSER"],
  [kernel.CLONE_NEWNS, "CLONE_NEWNS"],
  [kernel.CLONE_NEWPID, "CLONE_NEWPID"],
  [kernel.CLONE_NEWNET, "CLONE_NEWNET"],
  [kernel.CLONE_NEWIPC, "CLONE_NEWIPC"],
  [kernel.CLONE_NEWUTS, "CLONE_NEWUTS"],
  [kernel.CLONE_NEWCGROUP, "CLONE_NEWCGROUP"],
  [kernel.CLONE_NEWTIME, "CLONE_NEWTIME"],
];

const ATTRIBUTES: Flags = [
  [kernel.MOUNT_ATTR_RDONLY, "MOUNT_ATTR_RDONLY"],
  [kernel.MOUNT_ATTR_NOSUID, "MOUNT_ATTR_NOSUID"],
  [kernel.MOUNT_ATTR_NODEV, "MOUNT_ATTR_NODEV"],
  [kernel.MOUNT_ATTR_NOEXEC, "MOUNT_ATTR_NOEXEC"],
  [kernel.MOUNT_ATTR__ATIME, "MOUNT_ATTR__ATIME"],
  [kernel.MOUNT_ATTR_NOATIME, "MOUNT_ATTR_NOATIME"],
  [kernel.MOUNT_ATTR_STRICTATIME, "MOUNT_ATTR_STRICTATIME"],
  [kernel.MOUNT_ATTR_NODIRATIME, "MOUNT_ATTR_NODIRATIME"],
  [kernel.MOUNT_ATTR_NOSYMFOLLOW, "MOUNT_ATTR_NOSYMFOLLOW"],
];

const PROPAGATION: Flags = [
  [kernel.MS_SHARED, "MS_SHARED"],
  [kernel.MS_SLAVE, "MS_SLAVE"],
  [kernel.MS_PRIVATE, "MS_PRIVATE"],
  [kernel.MS_UNBINDABLE, "MS_UNBINDABLE"],
];

const AT: Flags = [
  [kernel.AT_RECURSIVE, "AT_RECURSIVE"],
  [kernel.AT_SYMLINK_NOFOLLOW, "AT_SYMLINK_NOFOLLOW"],
];

const SECCOMP: Flags = [
  [0x1, "SECCOMP_FILTER_FLAG_TSYNC"],
  [0x2, "SECCOMP_FILTER_FLAG_LOG"],
  [0x4, "SECCOMP_FILTER_FLAG_SPEC_ALLOW"],
  [0x10, "SECCOMP_FILTER_FLAG_TSYNC_ESRCH"],
  [0x20, "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"],
];

const FILESYSTEMS: Readonly<Record<number, string>> = {
  [kernel.PROC_SUPER_MAGIC]: "PROC_SUPER_MAGIC",
  [kernel.DEVPTS_SUPER_MAGIC]: "DEVPTS_SUPER_MAGIC",
};

const POINTS: Readonly<Record<number, string>> = {
  1: "mapped",
  2: "network",
  3: "createRuntime",
  4: "createContainer",
  5: "ready",
};
const TAGS: Readonly<Record<number, string>> = {
  1: "terminal",
  2: "seccompListener",
  3: "pidfd",
  4: "netlink",
};

/** @returns names joined by "|", with what has no name in hex; "0" for no flag */
export function flagNames(flags: Flags, value: number): string {
  if (value === 0) return "0";
  const names: string[] = [];
  let rest = value;
  for (const [bit, name] of flags) {
    if ((rest & bit) !== bit) continue;
    names.push(name);
    rest &= ~bit;
  }
  if (rest !== 0) names.push(`0x${(rest >>> 0).toString(16)}`);
  return names.join("|");
}

/** CLONE_NEW names of namespace flags. */
export function cloneNames(flags: number): string {
  return flagNames(CLONE, flags);
}

/** Names of a capability mask, or "none" or "all" of those that this program knows. */
export function capabilityNames(mask: number | bigint): string {
  let rest = BigInt(mask);
  if (rest === 0n) return "none";
  if (rest === (1n << BigInt(CAPABILITIES.length)) - 1n) return "all";
  const names: string[] = [];
  for (let number = 0; rest !== 0n; number++, rest >>= 1n) {
    if ((rest & 1n) === 1n) names.push(CAPABILITIES[number] ?? `${number}`);
  }
  return names.join("|");
}

const ACCESS = ["O_RDONLY", "O_WRONLY", "O_RDWR"] as const;

function openNames(value: number): string {
  if ((value & kernel.O_PATH) !== 0) return flagNames(OPEN, value);
  const rest = value & ~3;
  return rest === 0 ? (ACCESS[value & 3] ?? `${value}`) : `${ACCESS[value & 3]}|${flagNames(OPEN, rest)}`;
}

const octal: Decoder = (value) => `0${value.toString(8)}`;

function nodeMode(value: number): string {
  const kinds: Readonly<Record<number, string>> = {
    [kernel.S_IFCHR]: "S_IFCHR",
    [kernel.S_IFBLK]: "S_IFBLK",
    [kernel.S_IFIFO]: "S_IFIFO",
  };
  return `${kinds[value & 0o170000] ?? octal(value & 0o170000)}|${octal(value & 0o7777)}`;
}

const flags =
  (table: Flags): Decoder =>
  (value) =>
    flagNames(table, value);
const id: Decoder = (value) => (value === kernel.KEEP_ID ? "-1" : String(value));
const magic: Decoder = (value) => FILESYSTEMS[value] ?? `0x${value.toString(16)}`;
const errno: Decoder = (value) => errnoName(value);
const attributes = flags(ATTRIBUTES);
const at = flags(AT);
const clone = flags(CLONE);
const resource: Decoder = (value) => kernel.RLIMITS[value] ?? String(value);
const ioPriority: Decoder = (value) =>
  `${kernel.IO_CLASSES[value >> kernel.IO_CLASS_SHIFT] ?? value >> kernel.IO_CLASS_SHIFT}:${value & ((1 << kernel.IO_CLASS_SHIFT) - 1)}`;

function memoryMode(value: number): string {
  const names: string[] = [kernel.MEMORY_MODES[value & 0xff] ?? String(value & 0xff)];
  for (const [name, bit] of Object.entries(kernel.MEMORY_FLAGS)) if ((value & bit) !== 0) names.push(name);
  return names.join("|");
}

/** How an operation's u32 operands read; what is not listed prints as a decimal number. */
export const DECODERS: { readonly [Name in OperationName]?: Readonly<Record<string, Decoder>> } = {
  open: { flags: openNames },
  openIn: { flags: openNames },
  openReal: { flags: openNames },
  openBeneath: { flags: openNames },
  openOptional: { flags: openNames, tolerated: errno },
  enterPath: { tolerated: errno },
  makeDir: { mode: octal },
  makeDirOptional: { mode: octal, tolerated: errno },
  makeRealDir: { mode: octal },
  makeFile: { mode: octal },
  makeMatching: { mode: octal },
  makeNode: { mode: nodeMode },
  chown: { uid: id, gid: id },
  expectFilesystem: { magic },
  refuseTarget: { magic },
  fsmount: { attributes },
  openTree: { flags: at },
  cloneTree: { flags: at },
  mountAttributes: { set: attributes, clear: attributes, propagation: flags(PROPAGATION), flags: at },
  mapIds: { flags: at },
  setns: { type: clone },
  unshare: { flags: clone },
  fork: { flags: clone },
  sync: { point: (value) => POINTS[value] ?? String(value) },
  handOver: { tag: (value) => TAGS[value] ?? String(value) },
  setUmask: { mask: octal },
  setRlimit: { resource },
  raiseRlimit: { resource },
  setScheduler: {
    policy: (value) => kernel.SCHEDULER_POLICIES[value] ?? String(value),
    nice: (value) => String(value | 0),
  },
  setIoPriority: { value: ioPriority },
  setMemoryPolicy: { mode: memoryMode },
  setPersonality: {
    persona: (value) =>
      value === kernel.PER_LINUX32 ? "PER_LINUX32" : value === 0 ? "PER_LINUX" : String(value),
  },
  setSeccomp: { flags: flags(SECCOMP) },
  setSeccompListener: { flags: flags(SECCOMP) },
};

/** u64 operands that are capability masks. */
export const CAPABILITY_OPERANDS: ReadonlySet<string> = new Set([
  "keep",
  "effective",
  "permitted",
  "inheritable",
  "ambient",
  "mask",
]);
