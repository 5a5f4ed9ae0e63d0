// SPDX-License-Identifier: Apache-2.0
/** Reads the host. What few configurations ask for is read when it is asked for, and then kept. */
import { probeCgroupLayout } from "../cgroup/layout.ts";
import { ENOENT } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import { AT_FDCWD, O_DIRECTORY, O_PATH } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { RLIMITS } from "../ops/kernel.ts";
import type { CgroupLayout, HostFacts } from "./facts.ts";

const SELINUX_MAGIC = 0xf97cff8c;
const UNLIMITED = (1n << 64n) - 1n;
const SMALL = 4096;
const LARGEST_MOUNTS = 16 * 1024 * 1024;

function readSmall(path: string): string | undefined {
  const text = native().readText(AT_FDCWD, path, 0, SMALL);
  return typeof text === "string" ? text.trim() : undefined;
}

/** @throws {KernelError} where it is there and can't be read: to guess would be another container */
function readCertain(path: string): string {
  const text = native().readText(AT_FDCWD, path, 0, SMALL);
  if (typeof text === "string") return text.trim();
  if (text === -ENOENT) return "";
  throw new KernelError(text, "read", `read ${path}`, { path });
}

function exists(path: string): boolean {
  return typeof native().fstatat(AT_FDCWD, path, 0) !== "number";
}

function liesOn(path: string, magic: number): boolean {
  const fd = native().openat(AT_FDCWD, path, O_PATH | O_DIRECTORY, 0);
  if (fd < 0) return false;
  const found = native().fstatfs(fd);
  native().close(fd);
  return found === magic;
}

/** user_namespaces(7): only the initial one maps every id onto itself by birth. */
export function mapsEveryId(uidMap: string): boolean {
  return /^\s*0\s+0\s+4294967295\s*$/.test(uidMap);
}

/** Mount point of resctrl in the lines of /proc/self/mounts, where a space is "\\040". */
export function resctrlMount(mounts: string): string | undefined {
  for (const line of mounts.split("\n")) {
    const [, point, type] = line.split(" ");
    if (type === "resctrl" && point !== undefined)
      return point.replace(/\\([0-7]{3})/g, (_all, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      );
  }
  return undefined;
}

/** "soft hard" of getrlimit. */
export function hardLimit(text: string): bigint {
  const hard = text.slice(text.indexOf(" ") + 1);
  return hard === "" || hard === "-1" || hard === "unlimited" ? UNLIMITED : BigInt(hard);
}

function probeHardLimits(): Record<string, bigint> {
  const limits: Record<string, bigint> = {};
  for (let resource = 0; resource < RLIMITS.length; resource++) {
    const text = native().getrlimit(resource);
    if (typeof text === "string") limits[RLIMITS[resource] as string] = hardLimit(text);
  }
  return limits;
}

interface CapabilityFacts {
  capabilities: bigint;
  bounding: bigint;
}

/** "effective permitted inheritable bounding" in hex. */
export function parseCapabilities(text: string): CapabilityFacts {
  const [effective = "0", , , bounding = "0"] = text.split(" ");
  return { capabilities: BigInt(`0x${effective}`), bounding: BigInt(`0x${bounding}`) };
}

/** @throws {KernelError} */
function probeCapabilities(): CapabilityFacts {
  const text = native().capabilities();
  if (typeof text === "number") throw new KernelError(text, "capget", "read the caller's capabilities");
  return parseCapabilities(text);
}

class ProbedHost implements HostFacts {
  readonly cgroup: CgroupLayout = probeCgroupLayout();
  readonly euid: number;
  readonly egid: number;
  readonly initialUserNamespace: boolean;
  readonly capabilities: bigint;
  readonly bounding: bigint;
  readonly kcore: boolean = exists("/proc/kcore");
  readonly #kept: { hardLimits?: Record<string, bigint>; lastCapability?: number } = {};

  constructor() {
    const [, , , euid = 0, , egid = 0] = native().ids();
    this.euid = euid;
    this.egid = egid;
    this.initialUserNamespace = mapsEveryId(readCertain("/proc/self/uid_map"));
    const { capabilities, bounding } = probeCapabilities();
    this.capabilities = capabilities;
    this.bounding = bounding;
  }

  get lastCapability(): number {
    this.#kept.lastCapability ??= Number(readSmall("/proc/sys/kernel/cap_last_cap") ?? 40);
    return this.#kept.lastCapability;
  }

  get hardLimits(): Record<string, bigint> {
    this.#kept.hardLimits ??= probeHardLimits();
    return this.#kept.hardLimits;
  }

  get setgroupsDenied(): boolean {
    return !this.initialUserNamespace && readCertain("/proc/self/setgroups") === "deny";
  }

  get appArmor(): boolean {
    return readSmall("/sys/module/apparmor/parameters/enabled") === "Y";
  }

  get selinux(): boolean {
    return liesOn("/sys/fs/selinux", SELINUX_MAGIC);
  }

  get resctrl(): string | undefined {
    const text = native().readText(AT_FDCWD, "/proc/self/mounts", 0, LARGEST_MOUNTS);
    return typeof text === "string" ? resctrlMount(text) : undefined;
  }

  get machine(): string {
    const text = native().uname();
    return typeof text === "string" ? (text.split("\n")[4] ?? "") : "";
  }
}

/** Reads only. @throws {KernelError} where what decides on the container can't be read */
export function probeHost(): HostFacts {
  return Object.freeze(new ProbedHost());
}
