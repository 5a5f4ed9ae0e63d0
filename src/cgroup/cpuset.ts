// SPDX-License-Identifier: Apache-2.0
/** cgroup v1 only: a new cpuset has no CPUs and no memory nodes, and no process can join it before it has. */
import { KernelError } from "../errors/errors.ts";
import { O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";

const FILES = ["cpuset.cpus", "cpuset.mems"] as const;

function readValue(mountFd: number, path: string): string {
  const text = native().readText(mountFd, path, O_NOFOLLOW, 64 * 1024);
  if (typeof text !== "string") throw new KernelError(text, "read", `read cgroup file ${path}`, { path });
  return text.trim();
}

/**
 * Copies `file` down the path wherever it is empty.
 *
 * @param parts components of the path below the mount point, all of which exist
 */
function copyDown(mountFd: number, parts: readonly string[], file: string): void {
  let depth = parts.length;
  let value = "";
  for (; ; depth--) {
    value = readValue(mountFd, [...parts.slice(0, depth), file].join("/"));
    if (value !== "" || depth === 0) break;
  }
  while (depth < parts.length) {
    depth++;
    const path = [...parts.slice(0, depth), file].join("/");
    const written = native().writeFile(mountFd, path, O_WRONLY | O_NOFOLLOW, 0, value);
    if (written < 0)
      throw new KernelError(written, "write", `write "${value}" to cgroup file ${path}`, { path });
  }
}

/** Gives a cpuset the values of its nearest ancestor that has some. @param below path below the mount point */
export function seedCpuset(mountFd: number, below: string): void {
  const parts = below.split("/");
  for (const file of FILES) copyDown(mountFd, parts, file);
}
