// SPDX-License-Identifier: Apache-2.0
/** Whether the kernel's OOM killer has killed in a cgroup. */
import { AT_FDCWD, O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";

/** How often the OOM killer has killed a process of the cgroup; undefined where that can't be known. */
export function readOomKills(paths: Readonly<Record<string, string>>): number | undefined {
  const v1 = paths["memory"];
  const v2 = paths[""];
  const file =
    v1 !== undefined ? `${v1}/memory.oom_control` : v2 !== undefined ? `${v2}/memory.events` : undefined;
  if (file === undefined) return undefined;
  const text = native().readText(AT_FDCWD, file, O_NOFOLLOW, 4096);
  if (typeof text !== "string") return undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("oom_kill ")) return Number(line.slice(9));
  }
  return undefined;
}

export function oomKilled(paths: Readonly<Record<string, string>>): boolean {
  return (readOomKills(paths) ?? 0) > 0;
}
