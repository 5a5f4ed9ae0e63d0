// SPDX-License-Identifier: Apache-2.0
/** What a failed operation must leave as it was: taken before and after, and compared. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { cgroupsBelow } from "../harness/cgroups.ts";

export interface Places {
  /** Directory of the case: bundles, state root. */
  directory: string;
  stateRoot: string;
  cgroupParent: string;
}

const SYSTEM_FILES = [
  "/proc/sys/kernel/hostname",
  "/proc/sys/kernel/domainname",
  "/proc/sys/kernel/shmmni",
  "/proc/sys/kernel/panic",
  "/proc/sys/net/ipv4/ip_forward",
  "/proc/sys/fs/mqueue/msg_max",
];

/** Lines; equal lists mean that nothing of this case was left behind. */
export function takeTraces(places: Places): string[] {
  return [
    ...SYSTEM_FILES.map((file) => `${file}: ${textOf(file).trim()}`),
    ...mountsBelow(places.directory),
    ...cgroupsBelow(places.cgroupParent).map((path) => `cgroup ${path}`),
    ...stateEntries(places.stateRoot).map((name) => `state ${name}`),
    ...processesOf(places).map((line) => `process ${line}`),
  ];
}

/** Containers of a state root; names with "@" or "." first are a runtime's own. */
export function stateEntries(root: string): string[] {
  return existsSync(root) ? readdirSync(root).filter((name) => /^\w/.test(name)) : [];
}

function mountsBelow(directory: string): string[] {
  return textOf("/proc/self/mountinfo")
    .split("\n")
    .filter((line) => line.includes(`${directory}/`))
    .map((line) => `mount ${line.split(" ").slice(3).join(" ")}`);
}

function processesOf(places: Places): string[] {
  const found: string[] = [];
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid || isOver(pid)) continue;
    const command = textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
    const ours = [textOf(`/proc/${pid}/cgroup`), command, linkOf(`/proc/${pid}/root`)];
    if (
      ours.some((text) => text.includes(`${places.directory}/`) || text.includes(`${places.cgroupParent}/`))
    )
      found.push(`${pid} ${command}`);
  }
  return found;
}

/** Zombies wait for their parent only. */
function isOver(pid: string): boolean {
  return /\) [ZX] /.test(textOf(`/proc/${pid}/stat`));
}

export function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

export function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
