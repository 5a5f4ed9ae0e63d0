// SPDX-License-Identifier: Apache-2.0
/** Freezing and thawing: `freezer.state` on v1, `cgroup.freeze` on v2. */
import { ENOENT, ENODEV } from "../errors/errno.ts";
import { HostError, KernelError } from "../errors/errors.ts";
import { type Task, pause } from "../lifecycle/task.ts";
import { AT_FDCWD, O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { NO_CGROUP_HINT } from "./denied.ts";

type Paths = Readonly<Record<string, string>>;

/** A process in uninterruptible sleep can hold a freeze up. */
const FREEZE_TIMEOUT_MS = 10_000;

interface Freezer {
  version: 1 | 2;
  path: string;
}

/** The v1 freezer where it is mounted, as the processes are surely in it; else v2. */
function freezerOf(paths: Paths): Freezer | undefined {
  const v1 = paths["freezer"];
  if (v1 !== undefined) return { version: 1, path: v1 };
  const v2 = paths[""];
  return v2 === undefined ? undefined : { version: 2, path: v2 };
}

function read(path: string): string | number {
  return native().readText(AT_FDCWD, path, O_NOFOLLOW, 4096);
}

function frozenNow({ version, path }: Freezer): boolean {
  if (version === 1) {
    const state = read(`${path}/freezer.state`);
    return typeof state === "string" && state.startsWith("FROZEN");
  }
  const events = read(`${path}/cgroup.events`);
  return typeof events === "string" && events.includes("frozen 1");
}

/** A directory of any hierarchy is frozen or being frozen. */
export function isFrozenIn(directory: {
  version: 1 | 2;
  controllers: readonly string[];
  path: string;
}): boolean {
  if (directory.version === 2) {
    const own = read(`${directory.path}/cgroup.freeze`);
    return (
      (typeof own === "string" && own.startsWith("1")) || frozenNow({ version: 2, path: directory.path })
    );
  }
  if (!directory.controllers.includes("freezer")) return false;
  const state = read(`${directory.path}/freezer.state`);
  return typeof state === "string" && !state.startsWith("THAWED");
}

/** The container is paused. One read. */
export function isFrozen(paths: Paths): boolean {
  const freezer = freezerOf(paths);
  if (freezer === undefined) return false;
  if (freezer.version === 1) return frozenNow(freezer);
  const own = read(`${freezer.path}/cgroup.freeze`);
  return typeof own === "string" && own.startsWith("1");
}

function set({ version, path }: Freezer, frozen: boolean): void {
  const file = version === 1 ? `${path}/freezer.state` : `${path}/cgroup.freeze`;
  const value = version === 1 ? (frozen ? "FROZEN" : "THAWED") : frozen ? "1" : "0";
  const written = native().writeFile(AT_FDCWD, file, O_WRONLY | O_NOFOLLOW, 0, value);
  if (written < 0) throw new KernelError(written, "write", `write "${value}" to ${file}`, { path: file });
}

function needFreezer(paths: Paths): Freezer {
  const freezer = freezerOf(paths);
  if (freezer !== undefined) return freezer;
  const message = "cannot pause: the container has no cgroup with a freezer";
  throw new HostError("ERR_CGROUP", undefined, message, NO_CGROUP_HINT);
}

/** v1: processes that fork during the freeze keep it at FREEZING; writing FROZEN again catches them. */
function* waitFrozenV1(freezer: Freezer, deadline: number): Task<boolean> {
  for (let round = 0; !frozenNow(freezer); round++) {
    if (native().monotonicMs() > deadline) return false;
    yield* pause(round < 20 ? 1 : 10);
    if (round % 50 === 49) {
      // A short thaw lets a process out of a place where it can't be frozen.
      set(freezer, false);
      yield* pause(1);
    }
    set(freezer, true);
  }
  return true;
}

function* waitFrozenV2(freezer: Freezer, deadline: number): Task<boolean> {
  for (let round = 0; !frozenNow(freezer); round++) {
    if (native().monotonicMs() > deadline) return false;
    yield* pause(round < 20 ? 1 : 10);
  }
  return true;
}

/**
 * Freezes all processes of the cgroup and waits until they are; thaws again when that takes too long.
 *
 * @throws {KernelError} the freezer's file can't be written
 * @throws {HostError} ERR_CGROUP: no freezer, or not frozen in time
 */
export function* freezeCgroup(paths: Paths, timeoutMs = FREEZE_TIMEOUT_MS): Task<void> {
  const freezer = needFreezer(paths);
  set(freezer, true);
  let frozen = false;
  try {
    const deadline = native().monotonicMs() + timeoutMs;
    frozen = yield* freezer.version === 1 ? waitFrozenV1(freezer, deadline) : waitFrozenV2(freezer, deadline);
  } finally {
    if (!frozen) set(freezer, false);
  }
  if (!frozen)
    throw new HostError(
      "ERR_CGROUP",
      undefined,
      `cannot freeze cgroup ${freezer.path} within ${timeoutMs} ms`,
    );
}

/** Thaws; a cgroup that is gone is no error. */
export function thawCgroup(paths: Paths): void {
  const freezer = freezerOf(paths);
  if (freezer === undefined) return;
  try {
    set(freezer, false);
  } catch (error) {
    if (error instanceof KernelError && (error.errno === -ENOENT || error.errno === -ENODEV)) return;
    throw error;
  }
}
