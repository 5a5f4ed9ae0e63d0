// SPDX-License-Identifier: Apache-2.0
/** Processes of a container that has no cgroup: those of its pid namespace and what descends from them. */
import { AT_FDCWD, O_DIRECTORY } from "../native/flags.ts";
import { native } from "../native/native.ts";

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly namespace: number | undefined;
}

/** Inode number of a process's pid namespace; undefined where the caller may not see it. */
function namespaceOf(pid: number): number | undefined {
  const stat = native().fstatat(AT_FDCWD, `/proc/${pid}/ns/pid`, 0);
  return typeof stat === "number" ? undefined : stat[6];
}

function parentOf(pid: number): number {
  const text = native().readText(AT_FDCWD, `/proc/${pid}/stat`, 0, 4096);
  if (typeof text === "number") return 0;
  return Number(text.slice(text.lastIndexOf(")") + 2).split(" ", 2)[1] ?? 0);
}

function allProcesses(): Seen[] {
  const fd = native().openat(AT_FDCWD, "/proc", O_DIRECTORY, 0);
  if (fd < 0) return [];
  const names = native().listDirectory(fd);
  native().close(fd);
  if (typeof names === "number") return [];
  const pids = names
    .split("/")
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number);
  return pids.map((pid) => ({ pid, parent: parentOf(pid), namespace: namespaceOf(pid) }));
}

/** Those in the namespace, and all below them. Pure. */
export function membersOf(processes: readonly Seen[], namespace: number): number[] {
  const members = new Set<number>();
  for (const seen of processes) if (seen.namespace === namespace) members.add(seen.pid);
  for (let size = -1; size !== members.size; ) {
    size = members.size;
    for (const { pid, parent } of processes) if (members.has(parent)) members.add(pid);
  }
  return [...members].sort((a, b) => a - b);
}

/** @param init the container process, the first of its own pid namespace; in the caller's numbers, ascending */
export function pidsOfNamespace(init: number): number[] {
  const namespace = namespaceOf(init);
  return namespace === undefined ? [] : membersOf(allProcesses(), namespace);
}
