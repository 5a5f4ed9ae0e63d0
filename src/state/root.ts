// SPDX-License-Identifier: Apache-2.0
/** The state root: one directory a container, each locked by flock(2) on the directory itself. */
import { EACCES, EEXIST, ENOENT, ENOTDIR, EROFS, errnoText } from "../errors/errno.ts";
import { StateError } from "../errors/errors.ts";
import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_SYMLINK_NOFOLLOW,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_RDONLY,
} from "../native/flags.ts";
import { native } from "../native/native.ts";

/** Holds what is cached between containers; no container id can have this name. */
export const CACHE_DIRECTORY = "@cache";

const ID_LENGTH_MAX = 240;

/**
 * @throws {StateError} ERR_ID; the words are those of runc
 */
export function checkId(id: string): void {
  if (id === "") throw new StateError("ERR_ID", "container id cannot be empty");
  const valid = id.length <= ID_LENGTH_MAX && id !== "." && id !== ".." && /^[A-Za-z0-9_+.-]+$/.test(id);
  if (valid && !id.includes("\n")) return;
  const shown = id.length > 64 ? `${id.slice(0, 64)}...` : id;
  const wanted = `1 to ${ID_LENGTH_MAX} letters, digits, "_", "+", "." or "-"; not "." or ".."`;
  throw new StateError(
    "ERR_ID",
    `invalid container ID format: ${JSON.stringify(shown)}: ${wanted} are allowed`,
  );
}

/** Refuses a root that others could have prepared for us. */
function checkOwner(root: string, fd: number): void {
  const stat = native().fstatat(fd, "", AT_EMPTY_PATH);
  if (typeof stat === "number") throw rootError(root, "stat", stat);
  const [mode = 0, uid] = stat;
  const euid = native().ids()[3];
  if (uid !== euid) {
    throw new StateError(
      "ERR_STATE_ROOT",
      `state root ${root} belongs to uid ${uid}, and not to the caller (uid ${euid})`,
    );
  }
  if ((mode & 0o022) !== 0) {
    const text = (mode & 0o7777).toString(8);
    throw new StateError(
      "ERR_STATE_ROOT",
      `state root ${root} has mode ${text}: others could write to it`,
      `chmod go-w ${root}`,
    );
  }
}

function rootError(root: string, call: string, errno: number): StateError {
  return new StateError(
    "ERR_STATE_ROOT",
    `state root ${root}: ${call}: ${errnoText(-errno)}`,
    (errno === -EACCES || errno === -EROFS) && native().ids()[3] !== 0
      ? "an ordinary user's is below XDG_RUNTIME_DIR: set it to a directory of the user, or name a state root with --root"
      : "name another with --root",
  );
}

/** Opens the state root, or gives undefined where it is missing. */
export function openRoot(root: string): number | undefined {
  const fd = native().openat(AT_FDCWD, root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
  if (fd === -ENOENT) return undefined;
  if (fd < 0) throw rootError(root, "open", fd);
  try {
    checkOwner(root, fd);
  } catch (error) {
    native().close(fd);
    throw error;
  }
  return fd;
}

/** Opens the state root, making it and its parents with mode 0700. */
export function makeRoot(root: string): number {
  const present = openRoot(root);
  if (present !== undefined) return present;
  let slash = root.indexOf("/", 1);
  while (slash !== -1) {
    const made = native().mkdirat(AT_FDCWD, root.slice(0, slash), 0o700);
    if (made < 0 && made !== -EEXIST) throw rootError(root, "mkdir", made);
    slash = root.indexOf("/", slash + 1);
  }
  const made = native().mkdirat(AT_FDCWD, root, 0o700);
  if (made < 0 && made !== -EEXIST) throw rootError(root, "mkdir", made);
  const fd = openRoot(root);
  if (fd === undefined) throw rootError(root, "open", -ENOENT);
  return fd;
}

/** Names of the containers' directories, valid ids only, sorted. */
export function listIds(rootFd: number): string[] {
  const names = native().listDirectory(rootFd);
  if (typeof names === "number")
    throw new StateError("ERR_STATE_ROOT", `state root: list: ${errnoText(-names)}`);
  return names === ""
    ? []
    : names
        .split("/")
        .filter((name) => name !== CACHE_DIRECTORY)
        .sort();
}

/** Owner's uid of a container's directory. */
export function ownerOf(rootFd: number, id: string): number | undefined {
  const stat = native().fstatat(rootFd, id, AT_SYMLINK_NOFOLLOW);
  return typeof stat === "number" ? undefined : stat[1];
}

export function isMissing(errno: number): boolean {
  return errno === -ENOENT || errno === -ENOTDIR;
}
