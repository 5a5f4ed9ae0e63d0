// SPDX-License-Identifier: Apache-2.0
/**
 * Waiting for kills of the OOM killer in a cgroup: by the eventfd of v1, by a poll of memory.events on v2.
 *
 * The counters are what is reported. The kernel notifies before it kills, so that a cgroup which is removed right
 * after the kill, before its counter was read, is still known to have run out of memory.
 */
import { ENOENT } from "../errors/errno.ts";
import { AT_FDCWD, O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { readOomKills } from "./oom.ts";

const POLLIN = 1;
const POLLPRI = 2;
/** How long a notification can wait for its kill. */
const PENDING_MS = 2000;

type Paths = Readonly<Record<string, string>>;

export class OomWatch {
  readonly #paths: Paths;
  #eventFd = -1;
  #fileFd = -1;
  #kills: number;
  /** v1: notifications that no kill has followed yet. */
  #pending = 0;
  #pendingUntil = 0;

  constructor(paths: Paths) {
    this.#paths = paths;
    const v1 = paths["memory"];
    if (v1 !== undefined) this.#registerV1(v1);
    else this.#reopenV2();
    this.#kills = readOomKills(paths) ?? 0;
  }

  #registerV1(path: string): void {
    this.#fileFd = native().openat(AT_FDCWD, `${path}/memory.oom_control`, O_NOFOLLOW, 0);
    this.#eventFd = native().eventFd();
    const text = `${this.#eventFd} ${this.#fileFd}`;
    native().writeFile(AT_FDCWD, `${path}/cgroup.event_control`, O_WRONLY | O_NOFOLLOW, 0, text);
  }

  /** A poll tells of changes since the last read, which has to be at the file's beginning. */
  #reopenV2(): void {
    const path = this.#paths[""];
    if (this.#fileFd >= 0) native().close(this.#fileFd);
    this.#fileFd =
      path === undefined ? -1 : native().openat(AT_FDCWD, `${path}/memory.events`, O_NOFOLLOW, 0);
    if (this.#fileFd >= 0) native().read(this.#fileFd, 4096);
  }

  /** What to poll beside a time limit: fd and events, or nothing. */
  get pairs(): number[] {
    if (this.#eventFd >= 0) return [this.#eventFd, POLLIN];
    return this.#fileFd >= 0 ? [this.#fileFd, POLLPRI] : [];
  }

  /** Kills since the last call. */
  take(): number {
    if (this.#eventFd >= 0) this.#takeNotifications();
    else this.#reopenV2();
    const now = readOomKills(this.#paths);
    if (now === undefined) {
      // The removal itself notifies once.
      const unseen = Math.max(0, this.#pending - 1);
      this.#pending = 0;
      return unseen;
    }
    const kills = Math.max(0, now - this.#kills);
    this.#kills = now;
    this.#pending = Math.max(0, this.#pending - kills);
    return kills;
  }

  #takeNotifications(): void {
    const now = native().monotonicMs();
    if (now > this.#pendingUntil) this.#pending = 0;
    const bytes = native().read(this.#eventFd, 8);
    if (typeof bytes === "number" || bytes.length < 8) return;
    this.#pending += new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(0, true);
    this.#pendingUntil = now + PENDING_MS;
  }

  close(): void {
    for (const fd of [this.#eventFd, this.#fileFd]) if (fd >= 0) native().close(fd);
  }
}

/** A directory of the cgroup does not exist any more: it is being removed. */
export function isCgroupGone(paths: Paths): boolean {
  for (const controller in paths) {
    if (native().fstatat(AT_FDCWD, paths[controller] as string, 0) === -ENOENT) return true;
  }
  return false;
}
