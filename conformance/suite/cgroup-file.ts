// SPDX-License-Identifier: Apache-2.0
/** Files of a case's cgroups, where cases compare v1 and v2 names. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "./config.ts";
import { type Generation, generationOf } from "./host.ts";
import type { Container, Trial } from "./trial.ts";

/** v1 or v2, or the case is skipped. */
export function generation(t: Trial, controller: string): "v1" | "v2" {
  const found: Generation = generationOf(t.host, controller);
  if (found === "v2" && t.host.v2 !== "/sys/fs/cgroup")
    t.skip(`the host is a hybrid: ${controller} is in cgroup v2 away from /sys/fs/cgroup`);
  if (found === undefined) t.skip(`no hierarchy of the host has the controller ${controller}`);
  return found;
}

/** cgroup2 alone, at /sys/fs/cgroup. */
export function unifiedOnly(t: Trial): void {
  if (t.host.v2 !== "/sys/fs/cgroup") t.skip("the host does not have cgroup v2 alone");
}

export function needsV1(t: Trial, controller: string): string {
  const point = t.host.v1.get(controller);
  if (point === undefined) t.skip(`the host has no v1 hierarchy with ${controller}`);
  return point;
}

/** Directory of a path of cgroupsPath in the hierarchy of a controller. */
export function placeOf(t: Trial, controller: string, path: string): string {
  const point = generation(t, controller) === "v1" ? t.host.v1.get(controller) : t.host.v2;
  return join(point ?? "", path);
}

export function cgroupOf(t: Trial, controller: string, container: Container): string {
  return placeOf(t, controller, (container.bundle.config["linux"] as Json)["cgroupsPath"] as string);
}

/** Text of a file, without the line's end; skips where the kernel has no such file. */
export function readCgroup(t: Trial, directory: string, file: string): string {
  const path = join(directory, file);
  if (!existsSync(path)) t.skip(`the kernel has no ${file}`);
  return readFileSync(path, "utf8").trim();
}

/** A cgroup that is there before the container, with some limits. */
export function makeCgroup(
  t: Trial,
  controller: string,
  name: string,
  files: Record<string, string> = {},
): string {
  const path = `${t.cgroupParent}/${name}`;
  const directory = placeOf(t, controller, path);
  mkdirSync(directory, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  return path;
}

export function ownerOf(path: string): number {
  return statSync(path).uid;
}
