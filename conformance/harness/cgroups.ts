// SPDX-License-Identifier: Apache-2.0
/** The host's cgroup hierarchies as the tests see them. */
import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseMounts } from "./mountinfo.ts";

/** Controller ("memory", "" for cgroup2) to mount point; the first mount of each. */
export function hierarchies(): Map<string, string> {
  const found = new Map<string, string>();
  for (const mount of parseMounts(readFileSync("/proc/self/mountinfo", "utf8"))) {
    if (mount.type === "cgroup2" && !found.has("")) found.set("", mount.point);
    if (mount.type !== "cgroup") continue;
    for (const option of mount.superOptions) {
      const controller = option.replace("name=", "");
      if (option !== "rw" && option !== "xattr" && !found.has(controller)) found.set(controller, mount.point);
    }
  }
  return found;
}

/** cgroup2 alone, at /sys/fs/cgroup. */
export function unifiedOnly(): boolean {
  const found = hierarchies();
  return found.size === 1 && found.get("") === "/sys/fs/cgroup";
}

/** Directories that the path has in any hierarchy. */
export function directoriesOf(path: string): string[] {
  return [...new Set(hierarchies().values())]
    .map((point) => join(point, path))
    .filter((directory) => existsSync(directory));
}

export function readCgroupFile(controller: string, path: string, file: string): string {
  const point = unifiedOnly() ? hierarchies().get("") : hierarchies().get(controller);
  if (point === undefined) throw new Error(`no hierarchy has the controller ${controller}`);
  return readFileSync(join(point, path, file), "utf8").trim();
}

/** All cgroup directories below the path, in all hierarchies. */
export function cgroupsBelow(path: string): string[] {
  return directoriesOf(path).flatMap((directory) => walk(directory));
}

function walk(directory: string): string[] {
  const below: string[] = [];
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(directory, entry.name);
    below.push(path, ...walk(path));
  }
  return below;
}

/** Pids in the path's cgroups and below. */
export function processesBelow(path: string): number[] {
  const pids = new Set<number>();
  for (const directory of directoriesOf(path).flatMap((top) => [top, ...walk(top)])) {
    for (const line of readFileSync(join(directory, "cgroup.procs"), "utf8").split("\n")) {
      if (line !== "") pids.add(Number(line));
    }
  }
  return [...pids];
}

/** Kills what is in the path's cgroups and below, also what is frozen. */
export function killBelow(path: string): void {
  for (const pid of processesBelow(path)) process.kill(pid, "SIGKILL");
  for (const directory of directoriesOf(path).flatMap((top) => [top, ...walk(top)])) {
    for (const [name, thawed] of [
      ["freezer.state", "THAWED"],
      ["cgroup.freeze", "0"],
    ] as const)
      if (existsSync(join(directory, name))) writeFileSync(join(directory, name), thawed);
  }
}

/** Removes the path's cgroups, deepest first; busy ones stay. */
export function removeCgroups(path: string): void {
  for (const directory of directoriesOf(path)
    .flatMap((top) => [top, ...walk(top)])
    .reverse()) {
    try {
      rmdirSync(directory);
    } catch {
      // Busy: the canary reports it.
    }
  }
}
