// SPDX-License-Identifier: Apache-2.0
/**
 * Waiting for kills of the OOM killer in a cgroup: by the eventfd of v1, by a poll of memory.events on v2. The
 * counters are what is reported; of a cgroup that is removed, what its remover has read.
 */
import { ENOENT } from "../errors/errno.ts";
import { AT_FDCWD, O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { readOomKills } from "./oom.ts";

const POLLIN = 1;
const POLLPRI = 2;

type Paths = Readonly<Record<string, string>>;

export class OomWatch {
  readonly #paths: Paths;
  readonly #lastKills: () => number | undefined;
  #eventFd = -1;
  #fileFd = -1;
  #kills: number;

  /** @param lastKills what a cgroup that was removed had counted */
  constructor(paths: Paths, lastKills: () => number | undefined) {
    this.#paths = paths;
    this.#lastKills = lastKills;
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
    if (this.#eventFd >= 0) native().read(this.#eventFd, 8);
    else this.#reopenV2();
    const now = readOomKills(this.#paths) ?? this.#lastKills() ?? this.#kills;
    const kills = Math.max(0, now - this.#kills);
    this.#kills = now;
    return kills;
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
