// SPDX-License-Identifier: Apache-2.0
/** What a runtime must leave as it was: taken before and after, and compared. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { cgroupsBelow } from "./cgroups.ts";
import { byUser, onSystemd } from "./driver.ts";

export interface CanaryPlaces {
  /** Directory of the test file: mounts below those of other files are not looked at. */
  base: string;
  stateRoot: string;
  cgroupParent: string;
}

const SYSTEM_FILES = [
  "/proc/sys/kernel/core_pattern",
  "/proc/sys/kernel/hostname",
  "/proc/sys/kernel/domainname",
  "/proc/sys/net/ipv4/ip_forward",
  "/proc/sys/kernel/shmmni",
  "/proc/sys/kernel/panic",
  "/proc/sys/fs/mqueue/msg_max",
];

/** A list of lines; equal lists mean that nothing was left behind. */
export function takeCanary(places: CanaryPlaces): string[] {
  return [
    ...SYSTEM_FILES.filter((file) => existsSync(file)).map(
      (file) => `${file}: ${readFileSync(file, "utf8").trim()}`,
    ),
    ...hostMounts(places.base),
    ...cgroupsBelow(places.cgroupParent).map((directory) => `cgroup ${directory}`),
    ...stateEntries(places.stateRoot).map((name) => `state ${name}`),
    ...processesOf(places).map((line) => `process ${line}`),
    ...(onSystemd ? unitsOfRunt() : []),
  ];
}

/** Also those that have failed or have no cgroup any more. */
function unitsOfRunt(): string[] {
  const manager = byUser ? "--user" : "--system";
  const words = [manager, "list-units", "--all", "--plain", "--no-legend", "runt-*.scope"];
  return execFileSync("systemctl", words, { encoding: "utf8" })
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `unit ${line.split(" ")[0]}`);
}

/** Containers of the state root; "@cache" holds compiled filters and is no container. */
export function stateEntries(root: string): string[] {
  return existsSync(root) ? readdirSync(root).filter((name) => name !== "@cache") : [];
}

/** Others work below /tmp too. Mount lines without ids (which may be reused) of all but other test files' directories. */
function hostMounts(base: string): string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => !/^\S+ \S+ \S+ \S+ \/tmp\//.test(line) || line.includes(base))
    .filter((line) => !line.includes(" /run/netns/runt-test-") || line.includes(`-${process.pid}`))
    .map((line) => `mount ${line.split(" ").slice(2).join(" ")}`);
}

/** Processes that are in a cgroup of ours, run in a root of ours, or were told a path of ours. */
export function processesOf(places: CanaryPlaces): string[] {
  const found: string[] = [];
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    if (/\) [ZX] /.test(textOf(`/proc/${pid}/stat`))) continue;
    const command = textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
    const ours = [
      textOf(`/proc/${pid}/cgroup`),
      command,
      linkOf(`/proc/${pid}/root`),
      linkOf(`/proc/${pid}/cwd`),
    ];
    if (ours.some((text) => text.includes(places.base) || text.includes(`${places.cgroupParent}/`)))
      found.push(`${pid} ${command}`);
  }
  return found;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
