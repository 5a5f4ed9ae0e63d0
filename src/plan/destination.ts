// SPDX-License-Identifier: Apache-2.0
/** Where a mount may go: never onto the root, and in procfs only onto a few files. */
import type { JsonPointer } from "../errors/pointer.ts";
import { O_PATH, PROC_SUPER_MAGIC } from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import { ruleError } from "./refuse.ts";
import type { PlanWriter } from "./writer.ts";

/** Files that container-aware procfs emulations (lxcfs) replace. Anything else there could take away a mask or a label. */
const PROC_FILES: ReadonlySet<string> = new Set([
  "/proc/cpuinfo",
  "/proc/diskstats",
  "/proc/meminfo",
  "/proc/stat",
  "/proc/swaps",
  "/proc/uptime",
  "/proc/loadavg",
  "/proc/slabinfo",
  "/proc/sys/kernel/ns_last_pid",
  "/proc/sys/crypto/fips_enabled",
]);

/** Absolute path without ".", "..", double and trailing slashes; a relative one starts at "/". */
export function cleanPath(path: string): string {
  const absolute = path.startsWith("/") ? path : `/${path}`;
  if (!absolute.includes("//") && !absolute.includes("/.") && (absolute === "/" || !absolute.endsWith("/")))
    return absolute;
  const parts: string[] = [];
  for (const part of absolute.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

export interface Destination {
  readonly path: string;
  readonly kind: "ordinary" | "procfs" | "procfsFile" | "sysfs";
}

/** @throws {ConfigError} ERR_CONFIG_RULE for the root and for most of procfs */
export function planDestination(destination: string, pointer: JsonPointer): Destination {
  const path = cleanPath(destination);
  if (path === "/")
    throw ruleError(
      pointer,
      `cannot mount on ${JSON.stringify(destination)}: the root filesystem is named by root.path`,
    );
  if (path === "/proc") return { path, kind: "procfs" };
  if (path === "/sys") return { path, kind: "sysfs" };
  if (!path.startsWith("/proc/")) return { path, kind: "ordinary" };
  if (PROC_FILES.has(path)) return { path, kind: "procfsFile" };
  throw ruleError(
    pointer,
    `cannot mount on ${JSON.stringify(destination)}: inside /proc, a mount could lift the protection of what it covers`,
    `only these can be mounted over: ${[...PROC_FILES].join(", ")}`,
  );
}

/**
 * Opens the mount point, made if it is missing.
 *
 * @param like the mount to come, whose type (directory or file) the mount point gets; undefined makes a directory
 */
export function openTarget(
  plan: PlanWriter,
  root: Slot,
  { path, kind }: Destination,
  like: Slot | undefined,
): Slot {
  const out = plan.take();
  if (kind === "procfsFile") {
    plan.add({ op: "openReal", out, dir: root, path, flags: O_PATH });
    return out;
  }
  if (kind !== "ordinary") {
    plan.add({ op: "makeRealDir", out, dir: root, path, mode: 0o755 });
    return out;
  }
  if (like === undefined) plan.add({ op: "makeDir", out, dir: root, path, mode: 0o755 });
  else plan.add({ op: "makeMatching", out, dir: root, path, like, mode: 0o755 });
  // A symbolic link in the image may lead to where the path itself may not.
  plan.add({ op: "refuseTarget", slot: out, root, magic: PROC_SUPER_MAGIC });
  return out;
}
