// SPDX-License-Identifier: Apache-2.0
/**
 * What a cgroup counted last goes with it, and its removal tells nothing. So a command that watches for
 * OOM kills leaves a file in the container's directory, and the one that removes the cgroup writes the count into it.
 */
import { O_CREAT, O_NOFOLLOW, O_RDWR, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { Directory } from "./directory.ts";

const NAME = "oom-kills";

/** @returns a descriptor, or -errno: whoever may not write there watches without it */
export function openLastKills({ fd }: Directory): number {
  return native().openat(fd, NAME, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
}

/** @param fd of openLastKills() @returns undefined if nobody has written */
export function readLastKills(fd: number): number | undefined {
  const bytes = fd < 0 ? fd : native().read(fd, 32);
  if (typeof bytes === "number" || bytes.length === 0) return undefined;
  return Number(native().decodeText(bytes));
}

/** For those who watch. @param count is called if there are any */
export function leaveLastKills({ fd }: Directory, count: () => number | undefined): void {
  if (typeof native().fstatat(fd, NAME, 0) === "number") return;
  const kills = count();
  if (kills !== undefined) native().writeFile(fd, NAME, O_WRONLY | O_NOFOLLOW, 0, String(kills));
}
