// SPDX-License-Identifier: Apache-2.0
/** Kills every process of a cgroup and its descendants, however fast they fork. */
import { EACCES, ENODEV, ENOENT, EOPNOTSUPP, EPERM, EROFS, ESRCH } from "../errors/errno.ts";
import { HostError, KernelError, RuntError } from "../errors/errors.ts";
import { type Task, pause } from "../lifecycle/task.ts";
import { AT_FDCWD, O_NOFOLLOW, O_WRONLY, SIGKILL } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { freezeCgroup, thawCgroup } from "./freeze.ts";
import { listPids } from "./processes.ts";

type Paths = Readonly<Record<string, string>>;

const KILL_TIMEOUT_MS = 10_000;
const FREEZE_ROUND_MS = 500;

/** cgroup.kill (Linux 5.14) kills all at once; false where it does not exist, or the caller may not write to it. */
function killWhole(paths: Paths): boolean {
  const path = paths[""];
  if (path === undefined) return false;
  const file = `${path}/cgroup.kill`;
  const written = native().writeFile(AT_FDCWD, file, O_WRONLY | O_NOFOLLOW, 0, "1");
  if (written >= 0) return true;
  if ([ENOENT, ENODEV, EOPNOTSUPP, EACCES, EPERM, EROFS].includes(-written)) return false;
  throw new KernelError(written, "write", `write "1" to ${file}`, { path: file });
}

/** Fewer than the usual limit of open files. */
const BATCH = 256;

/** A pid may change hands after the list was read: with its pidfd held, it is the same process if the list still has it. */
function signalPids(pids: readonly number[], paths: Paths, signal: number): void {
  const held = pids.map((pid) => ({ pid, fd: pid > 0 ? native().pidfdOpen(pid, 0) : -ESRCH }));
  const present = new Set(listPids(paths, true));
  let failed: KernelError | undefined;
  for (const { pid, fd } of held) {
    if (fd < 0) continue;
    const sent = present.has(pid) ? native().pidfdSignal(fd, signal) : 0;
    if (sent < 0 && sent !== -ESRCH)
      failed = new KernelError(sent, "pidfd_send_signal", `send signal ${signal} to process ${pid}`);
    native().close(fd);
  }
  if (failed !== undefined) throw failed;
}

/** Sends a signal to all processes that are in the cgroup and below it now, but for `except`. */
export function signalCgroup(paths: Paths, signal: number, except?: number): void {
  const pids = listPids(paths, true).filter((pid) => pid !== except);
  for (let index = 0; index < pids.length; index += BATCH)
    signalPids(pids.slice(index, index + BATCH), paths, signal);
}

/** One round: nothing can fork while it is frozen, and v1 delivers the signal at the thaw. */
function* killFrozen(paths: Paths): Task<void> {
  try {
    yield* freezeCgroup(paths, FREEZE_ROUND_MS);
  } catch (error) {
    // Without a freezer, or with a process that can't be frozen, the rounds go on until nothing is left.
    if (!(error instanceof RuntError)) throw error;
  }
  try {
    signalCgroup(paths, SIGKILL);
  } finally {
    thawCgroup(paths);
  }
}

/**
 * Sends SIGKILL to all and waits until no process is left.
 *
 * @throws {HostError} ERR_CGROUP: processes are left after `timeoutMs`
 */
export function* killCgroup(paths: Paths, timeoutMs = KILL_TIMEOUT_MS): Task<void> {
  const deadline = native().monotonicMs() + timeoutMs;
  let whole = killWhole(paths);
  for (let round = 0; ; round++) {
    const left = listPids(paths, true);
    if (left.length === 0) return;
    if (native().monotonicMs() > deadline) {
      throw new HostError(
        "ERR_CGROUP",
        undefined,
        `cannot kill the container's processes: ${left.length} left after ${timeoutMs} ms`,
        `first pid ${left[0]}`,
      );
    }
    if (whole && round < 10) {
      thawCgroup(paths);
      yield* pause(round < 3 ? 1 : 10);
      continue;
    }
    yield* killFrozen(paths);
    yield* pause(round < 20 ? 1 : 20);
    whole = killWhole(paths);
  }
}
