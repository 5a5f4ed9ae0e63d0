// SPDX-License-Identifier: Apache-2.0
/** Limits and use of a container's cgroup, by one name on every layout. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hierarchies, readCgroupFile, unifiedOnly } from "./cgroups.ts";
import type { Config } from "./config.ts";
import { parentCgroup } from "./driver.ts";

export const v2 = unifiedOnly();

/** Skips a test where a controller is missing. */
export function needs(...controllers: string[]): { skip: string | false } {
  const present = v2
    ? readFileSync(join("/sys/fs/cgroup", dirname(parentCgroup("any")), "cgroup.controllers"), "utf8")
        .trim()
        .split(/\s+/)
    : [...hierarchies().keys()];
  const missing = controllers.find((name) => !present.includes(name));
  return { skip: missing === undefined ? false : `this host has no ${missing} controller` };
}

export const withResources = (resources: Record<string, unknown>) => (config: Config) => {
  config.linux.resources = resources;
};

/** [controller, file on v1, file on v2] */
export type LimitFile = readonly [string, string, string];

export const MEMORY: LimitFile = ["memory", "memory.limit_in_bytes", "memory.max"];
export const PIDS: LimitFile = ["pids", "pids.max", "pids.max"];

export function readLimit(path: string, [controller, onV1, onV2]: LimitFile): string {
  return readCgroupFile(controller, path, v2 ? onV2 : onV1);
}

/** "name value" lines. */
export function readCounts(path: string, [controller, onV1, onV2]: LimitFile): Record<string, number> {
  const lines = readCgroupFile(controller, path, v2 ? onV2 : onV1).split("\n");
  return Object.fromEntries(lines.map((line) => [line.split(" ")[0], Number(line.split(" ")[1])]));
}

/** CPU time that the cgroup has used, in microseconds. */
export function cpuTimeUs(path: string): number {
  if (v2) return readCounts(path, ["cpu", "", "cpu.stat"])["usage_usec"] ?? 0;
  return Number(readCgroupFile("cpuacct", path, "cpuacct.usage")) / 1000;
}
