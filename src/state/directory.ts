// SPDX-License-Identifier: Apache-2.0
/** One container's directory: claimed by mkdir, locked by flock, removed last. */
import { EAGAIN, EEXIST, EISDIR, ENOENT, errnoText } from "../errors/errno.ts";
import { StateError } from "../errors/errors.ts";
import {
  AT_EMPTY_PATH,
  AT_REMOVEDIR,
  AT_SYMLINK_NOFOLLOW,
  LOCK_EX,
  LOCK_NB,
  LOCK_UN,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_RDONLY,
  O_WRONLY,
} from "../native/flags.ts";
import { native } from "../native/native.ts";
import { pause, type Task } from "../lifecycle/task.ts";
import { checkId, isMissing, makeRoot, openRoot } from "./root.ts";

export interface Directory {
  readonly id: string;
  readonly rootFd: number;
  readonly fd: number;
}

export function notFound(id: string): StateError {
  return new StateError(
    "ERR_NOT_FOUND",
    `container does not exist: "${id}"`,
    "`runt list` shows the containers of this state root",
  );
}

export function exists(id: string): StateError {
  return new StateError(
    "ERR_EXISTS",
    `container with given ID already exists: "${id}"`,
    "choose another id, or delete that container first",
  );
}

function failed(id: string, call: string, errno: number): StateError {
  return new StateError("ERR_STATE_ROOT", `state directory of "${id}": ${call}: ${errnoText(-errno)}`);
}

/** Opens a container's directory without a lock, for reading. @throws {StateError} ERR_ID, ERR_NOT_FOUND */
export function openDirectory(root: string, id: string): Directory {
  checkId(id);
  const rootFd = openRoot(root);
  if (rootFd === undefined) throw notFound(id);
  return openInRoot(rootFd, id);
}

/** openBelow() for an own fd of the root, which is closed after a failure. */
function openInRoot(rootFd: number, id: string): Directory {
  try {
    return openBelow(rootFd, id);
  } catch (error) {
    native().close(rootFd);
    throw error;
  }
}

/** openDirectory below an open root. */
export function openBelow(rootFd: number, id: string): Directory {
  const fd = native().openat(rootFd, id, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
  if (isMissing(fd)) throw notFound(id);
  if (fd < 0) throw failed(id, "open", fd);
  return { id, rootFd, fd };
}

export function closeDirectory(directory: Directory): void {
  native().close(directory.fd);
  native().close(directory.rootFd);
}

export function unlockDirectory({ fd }: Directory): void {
  native().flock(fd, LOCK_UN);
}

/** True while the directory's name still leads to it. */
function isLinked(directory: Directory): boolean {
  const stat = native().fstatat(directory.fd, "", AT_EMPTY_PATH);
  return typeof stat !== "number" && (stat[3] ?? 0) > 0;
}

/** Locks an open directory. @returns false if another command has removed it */
export function* relockDirectory(
  directory: Directory,
  busy?: (directory: Directory) => Task<void>,
): Task<boolean> {
  let delayMs = 1;
  for (;;) {
    const locked = native().flock(directory.fd, LOCK_EX | LOCK_NB);
    if (locked === 0) return isLinked(directory);
    if (locked !== -EAGAIN) throw failed(directory.id, "flock", locked);
    if (busy !== undefined) yield* busy(directory);
    yield* pause(delayMs);
    delayMs = Math.min(delayMs * 2, 50);
  }
}

/**
 * Opens and locks a container's directory; waits while another command holds it.
 *
 * @param busy is called each time that it is found locked
 */
export function* lockDirectory(
  root: string,
  id: string,
  busy?: (directory: Directory) => Task<void>,
): Task<Directory> {
  const directory = openDirectory(root, id);
  try {
    if (yield* relockDirectory(directory, busy)) return directory;
    throw notFound(id);
  } catch (error) {
    closeDirectory(directory);
    throw error;
  }
}

/** `state` holds the lock for a moment, to see whether a create is at work. */
const CLAIM_TRIES = 5;

function* lockClaimed(directory: Directory): Task<boolean> {
  for (let left = CLAIM_TRIES; left > 0; left--) {
    if (native().flock(directory.fd, LOCK_EX | LOCK_NB) === 0) return true;
    yield* pause(1);
  }
  return false;
}

/** Makes the directory, or opens the one that is there. Undefined: another command removed it meanwhile. */
function makeBelow(rootFd: number, id: string): { directory: Directory; made: boolean } | undefined {
  const made = native().mkdirat(rootFd, id, 0o711);
  if (made < 0 && made !== -EEXIST) throw failed(id, "mkdir", made);
  const fd = native().openat(rootFd, id, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
  if (fd === -ENOENT) return undefined;
  if (fd < 0) {
    // A umask that takes the owner's own permissions away: what nobody can open nobody could delete.
    if (made === 0) native().unlinkat(rootFd, id, AT_REMOVEDIR);
    throw failed(id, "open", fd);
  }
  return { directory: { id, rootFd, fd }, made: made === 0 };
}

/** @throws {StateError} where it can't be told: what is there must not be taken for a leftover */
export function isAbsent({ id, fd }: Directory, name: string): boolean {
  const stat = native().fstatat(fd, name, AT_SYMLINK_NOFOLLOW);
  if (typeof stat !== "number") return false;
  if (isMissing(stat)) return true;
  throw failed(id, `stat ${name}`, stat);
}

type Reuse = (directory: Directory) => Task<boolean>;

/** @returns undefined if the directory was removed before it was locked */
function* claimBelow(rootFd: number, id: string, reuse: Reuse): Task<Directory | undefined> {
  const below = makeBelow(rootFd, id);
  if (below === undefined) return undefined;
  const { directory, made } = below;
  try {
    if (!(yield* lockClaimed(directory))) throw exists(id);
    if (!isLinked(directory)) {
      native().close(directory.fd);
      return undefined;
    }
    // Between mkdir and the lock another create may have been at work here.
    if ((made && isAbsent(directory, "journal")) || (yield* reuse(directory))) return directory;
    throw exists(id);
  } catch (error) {
    native().close(directory.fd);
    throw error;
  }
}

/**
 * Claims an id: makes its directory and locks it.
 *
 * `reuse` is asked when the directory is not new: what a killed create left behind. It cleans up and says
 * whether the directory can be taken.
 */
export function* claimDirectory(root: string, id: string, reuse: Reuse): Task<Directory> {
  checkId(id);
  const rootFd = makeRoot(root);
  try {
    for (let left = CLAIM_TRIES; left > 0; left--) {
      const directory = yield* claimBelow(rootFd, id, reuse);
      if (directory !== undefined) return directory;
    }
    throw exists(id);
  } catch (error) {
    native().close(rootFd);
    throw error;
  }
}

/** Writes a file of the directory whole or not at all: new name, then rename. */
export function writeAtomically(directory: Directory, name: string, text: string): void {
  const temporary = `.${name}`;
  native().unlinkat(directory.fd, temporary, 0);
  const written = native().writeFile(
    directory.fd,
    temporary,
    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
    0o600,
    text,
  );
  const renamed = written < 0 ? written : native().renameat(directory.fd, temporary, directory.fd, name);
  if (renamed >= 0) return;
  native().unlinkat(directory.fd, temporary, 0);
  throw failed(directory.id, `write ${name}`, renamed);
}

/** Removes all files of the directory. */
export function emptyDirectory(directory: Directory): void {
  const names = native().listDirectory(directory.fd);
  if (typeof names === "number") throw failed(directory.id, "list", names);
  for (const name of names === "" ? [] : names.split("/")) {
    const removed = native().unlinkat(directory.fd, name, 0);
    if (removed === -EISDIR) removeFolder(directory, name);
    else if (removed < 0 && !isMissing(removed)) throw failed(directory.id, `unlink ${name}`, removed);
  }
}

/** A directory that containers have, with what a container may have put into it. */
function removeFolder({ id, rootFd, fd }: Directory, name: string): void {
  const inner = native().openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
  if (inner < 0) throw failed(id, `open ${name}`, inner);
  try {
    emptyDirectory({ id, rootFd, fd: inner });
  } finally {
    native().close(inner);
  }
  const removed = native().unlinkat(fd, name, AT_REMOVEDIR);
  if (removed < 0 && !isMissing(removed)) throw failed(id, `rmdir ${name}`, removed);
}

/** Removes the directory with all its files. */
export function removeDirectory(directory: Directory): void {
  emptyDirectory(directory);
  const removed = native().unlinkat(directory.rootFd, directory.id, AT_REMOVEDIR);
  if (removed < 0 && !isMissing(removed)) throw failed(directory.id, "rmdir", removed);
}
