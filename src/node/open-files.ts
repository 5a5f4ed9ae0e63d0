// SPDX-License-Identifier: Apache-2.0
/**
 * Node and Bun raise their own soft limit of open files to the hard one when they start, and keep no note of what it
 * was. Programs inherit it: select(2) breaks above 1024, and some close every fd up to the limit. What it was is the
 * limit of the nearest ancestor that is no such host.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** The kernel's own, and what systemd gives to services. */
const USUAL = 1024;
const HOSTS: ReadonlySet<string> = new Set(["node", "nodejs", "bun", "bunx", "deno", "electron"]);
/** The first process raises its own limit, and gives its children the usual one. */
const SERVICE_MANAGERS: ReadonlySet<string> = new Set(["systemd", "init"]);

/** What is read of a process. */
export interface Ancestor {
  parent: number;
  /** Name of its executable's file; "" where it may not be known. */
  program: string;
  /** Soft limit of open files. */
  openFiles: number;
}

/** @returns undefined for a process that is gone */
function readAncestor(pid: number): Ancestor | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const limits = readFileSync(`/proc/${pid}/limits`, "utf8");
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { parent, program: programOf(pid), openFiles: Number(soft ?? USUAL) };
  } catch {
    return undefined;
  }
}

function programOf(pid: number): string {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return ""; // another user's
  }
}

/**
 * The soft limit of open files that this process was started with, as far as it can be found out.
 *
 * @param parent pid of the caller's parent
 * @param read gives an ancestor by its pid
 */
export function inheritedOpenFiles(parent: number, read = readAncestor): number {
  for (let pid = parent; pid > 0; ) {
    const ancestor = read(pid);
    if (ancestor === undefined) return USUAL;
    if (pid === 1 && SERVICE_MANAGERS.has(ancestor.program)) return USUAL;
    if (!HOSTS.has(ancestor.program)) return ancestor.openFiles;
    pid = ancestor.parent;
  }
  return USUAL;
}
