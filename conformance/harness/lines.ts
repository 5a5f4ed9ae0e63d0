// SPDX-License-Identifier: Apache-2.0
/** What the probe prints. */

/** One action's result: `do`, `errno` (0 is success) and what the action adds. */
export type Line = Record<string, unknown>;

export interface Report {
  pid: number;
  ppid: number;
  uid: number[];
  gid: number[];
  groups: number[];
  cwd: string;
  umask: number;
  dumpable: number;
  parentDeathSignal: number;
  args: string[];
  env: string[];
  fds: Record<string, { link: string | null; mode: number; inode: number }>;
  namespaces: Record<string, string>;
  rlimits: string[];
  scheduler: string;
  ioPriority: number;
  keyring: number;
  tty: number[];
  session: number;
  foreground: number;
  hostname: string;
  domainname: string;
  machine: string;
  status: string;
  mountinfo: string;
  cgroup: string;
  oom_score_adj: string;
  uid_map: string;
  gid_map: string;
  timens_offsets: string | null;
  exe: string;
  cwdLink: string;
  rootLink: string;
}

export function linesOf(text: string): Line[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

/** The errno numbers of the lines, in order. */
export function errnos(lines: readonly Line[]): unknown[] {
  return lines.map((line) => line["errno"]);
}

/** A field of /proc/PID/status. */
export function statusField(status: string, name: string): string {
  const line = status.split("\n").find((candidate) => candidate.startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}

export const EPERM = 1;
export const ENOENT = 2;
export const EACCES = 13;
export const EEXIST = 17;
export const ENOTDIR = 20;
export const EINVAL = 22;
export const ETXTBSY = 26;
export const ENOSPC = 28;
export const EROFS = 30;
export const ENOSYS = 38;
