// SPDX-License-Identifier: Apache-2.0
/** Is the recorded process still there: pid and start time, of this boot and pid namespace, and not a zombie. */
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";

export interface ProcessFacts {
  /** Name of the program, as the process calls itself. */
  comm: string;
  /** R, S, D, T, Z ... */
  state: string;
  /** Clock ticks since boot. */
  start: string;
}

/** Reads /proc/<pid>/stat; proc(5). */
export function readProcess(pid: number): ProcessFacts | undefined {
  const text = native().readText(AT_FDCWD, `/proc/${pid}/stat`, 0, 4096);
  if (typeof text === "number") return undefined;
  // The name is in parentheses and may hold any character, so the last one counts.
  const end = text.lastIndexOf(")");
  const fields = text.slice(end + 2).split(" ", 20);
  return { comm: text.slice(text.indexOf("(") + 1, end), state: fields[0] ?? "", start: fields[19] ?? "" };
}

export function isAlive(facts: ProcessFacts | undefined, start: string): facts is ProcessFacts {
  return facts !== undefined && facts.start === start && facts.state !== "Z" && facts.state !== "X";
}

/**
 * A pidfd of the recorded process, or undefined if it is gone. Opened first and compared afterwards, so a
 * reused pid can't be taken for it.
 */
export function openProcess(pid: number, start: string): number | undefined {
  const pidfd = native().pidfdOpen(pid, 0);
  if (pidfd < 0) return undefined;
  if (isAlive(readProcess(pid), start)) return pidfd;
  native().close(pidfd);
  return undefined;
}

let bootId: string | undefined;

/** Changes with each boot. */
export function currentBootId(): string {
  if (bootId === undefined) {
    const text = native().readText(AT_FDCWD, "/proc/sys/kernel/random/boot_id", 0, 64);
    bootId = typeof text === "number" ? "unknown" : text.trim();
  }
  return bootId;
}

/** Where the pids of a record mean what they meant to its writer. */
export interface PidScope {
  /** Of an earlier boot they mean nothing any more. */
  bootId: string;
  /** Inode of the writer's pid namespace. */
  pidNamespace?: number;
}

let ownNamespace: number | undefined;

/** Inode of the caller's pid namespace, where a procfs tells it. */
function currentPidNamespace(): number | undefined {
  if (ownNamespace === undefined) {
    const status = native().fstatat(AT_FDCWD, "/proc/self/ns/pid", 0);
    ownNamespace = typeof status === "number" ? undefined : status[6];
  }
  return ownNamespace;
}

export function currentPidScope(): PidScope {
  const pidNamespace = currentPidNamespace();
  return { bootId: currentBootId(), ...(pidNamespace === undefined ? {} : { pidNamespace }) };
}

/** Of this boot, but of another pid namespace: its processes may well run, and can't be told by their pids. */
export function isElsewhere({ bootId, pidNamespace }: PidScope): boolean {
  if (pidNamespace === undefined || bootId !== currentBootId()) return false;
  return (currentPidNamespace() ?? pidNamespace) !== pidNamespace;
}

export function knowsPids(scope: PidScope): boolean {
  return scope.bootId === currentBootId() && !isElsewhere(scope);
}
