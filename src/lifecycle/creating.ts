// SPDX-License-Identifier: Apache-2.0
/**
 * Containers whose create is at work: there is no state.json yet, and the creator holds the lock. What is known
 * of them is in the journal. And what delete does about processes that hold the lock.
 */
import { EAGAIN } from "../errors/errno.ts";
import { StateError } from "../errors/errors.ts";
import {
  AT_FDCWD,
  LOCK_NB,
  LOCK_SH,
  LOCK_UN,
  O_DIRECTORY,
  O_RDONLY,
  SIGKILL,
  SIGTERM,
} from "../native/flags.ts";
import { native } from "../native/native.ts";
import { checkpointPid } from "../state/checkpoint-pid.ts";
import type { Directory } from "../state/directory.ts";
import { type Journal, readJournal } from "../state/journal.ts";
import { knowsPids } from "../state/process.ts";
import { readState, type SavedState } from "../state/saved.ts";
import type { StateDocument } from "./requests.ts";
import { deriveStatus, SPEC_VERSION, stateDocument } from "./status.ts";
import type { Task } from "./task.ts";

/** How long a create that is asked to end may take to undo what it has done. */
const UNDO_MS = 10_000;

/** Somebody else holds the directory's lock. Never waits. */
function isLocked(directory: Directory): boolean {
  if (native().flock(directory.fd, LOCK_SH | LOCK_NB) === -EAGAIN) return true;
  native().flock(directory.fd, LOCK_UN);
  return false;
}

function isNotFound(error: unknown): boolean {
  return error instanceof StateError && error.code === "ERR_NOT_FOUND";
}

/** The journal of a create that is at work; undefined where none is. */
function journalOfCreate(directory: Directory): Journal | undefined {
  if (!isLocked(directory)) return undefined;
  const journal = readJournal(directory);
  return journal?.bundle === undefined || !knowsPids(journal) ? undefined : journal;
}

function creatingDocument(directory: Directory): StateDocument | undefined {
  const journal = journalOfCreate(directory);
  if (journal === undefined) return undefined;
  const { pid = 0, bundle = "", rootfs = "", created = "", annotations } = journal;
  return {
    ociVersion: SPEC_VERSION,
    id: directory.id,
    pid,
    status: "creating",
    bundle,
    rootfs,
    created,
    ...(annotations === undefined ? {} : { annotations }),
    owner: "",
  };
}

/** The state of a container, also of one that is being created. @throws {StateError} as readState() */
export function documentOf(root: string, directory: Directory): StateDocument {
  const saved = (): StateDocument => {
    const state = readState(root, directory);
    return stateDocument(state, deriveStatus(directory, state));
  };
  try {
    return saved();
  } catch (error) {
    if (!isNotFound(error)) throw error;
    // Without a create at work it may have been finished in between.
    return creatingDocument(directory) ?? saved();
  }
}

/** For commands that do not wait for the lock. @throws {StateError} as readState(), ERR_STATE during create */
export function readCreated(root: string, directory: Directory): SavedState {
  try {
    return readState(root, directory);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    if (journalOfCreate(directory) === undefined) return readState(root, directory);
    throw new StateError("ERR_STATE", `container not running: "${directory.id}" is creating`);
  }
}

/** The process that the journal names as creator. */
function openCreator(directory: Directory): number | undefined {
  const journal = readJournal(directory);
  const creator = journal?.creator;
  if (journal === undefined || creator === undefined) return undefined;
  if (!knowsPids(journal) || creator === native().ids()[0]) return undefined;
  return openHolder(creator, directory);
}

/** Only if it has this very directory open: a pid alone could be another process's by now. */
function openHolder(pid: number, directory: Directory): number | undefined {
  const pidfd = native().pidfdOpen(pid, 0);
  if (pidfd < 0) return undefined;
  if (holdsOpen(pid, directory)) return pidfd;
  native().close(pidfd);
  return undefined;
}

function holdsOpen(pid: number, directory: Directory): boolean {
  const fds = native().openat(AT_FDCWD, `/proc/${pid}/fd`, O_RDONLY | O_DIRECTORY, 0);
  if (fds < 0) return false;
  const own = native().readlinkat(AT_FDCWD, `/proc/self/fd/${directory.fd}`);
  const names = native().listDirectory(fds);
  const found =
    typeof names === "string" && names.split("/").some((name) => native().readlinkat(fds, name) === own);
  native().close(fds);
  return found;
}

/** criu freezes and stops the processes that it saves: as long as it is at work they can't be ended for good. */
function endCriu(directory: Directory): void {
  const pid = checkpointPid(directory);
  const criu = pid === undefined ? undefined : openHolder(pid, directory);
  if (criu === undefined) return;
  native().pidfdSignal(criu, SIGKILL);
  native().close(criu);
}

/**
 * What delete does each time that the lock is held by another: a create is refused, or with `force` asked to
 * undo what it did, and killed if it does not. With `force` a checkpoint is ended.
 */
export function lockEnder(force: boolean): (directory: Directory) => Task<void> {
  let signal = SIGTERM;
  let due = 0;
  // biome-ignore lint/correctness/useYield: a task that never waits
  return function* (directory) {
    if (native().monotonicMs() < due) return;
    const creator = openCreator(directory);
    if (creator === undefined) {
      if (force) endCriu(directory);
      return;
    }
    if (!force) {
      native().close(creator);
      throw new StateError(
        "ERR_STATE",
        `cannot delete container ${directory.id} that is not stopped: creating`,
        "wait for create to end, or use --force",
      );
    }
    native().pidfdSignal(creator, signal);
    native().close(creator);
    signal = SIGKILL;
    due = native().monotonicMs() + UNDO_MS;
  };
}
