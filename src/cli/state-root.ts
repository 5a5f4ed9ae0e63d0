// SPDX-License-Identifier: Apache-2.0
/** Where the state of containers is: the same for every command of one user, or engines lose their containers. */
import { StateError } from "../errors/errors.ts";
import { AT_FDCWD, O_DIRECTORY, O_NOFOLLOW, O_RDONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { absolutePath } from "./path.ts";

export interface StateRoot {
  /** Absolute and clean. */
  readonly path: string;
  readonly isDefault: boolean;
  /** It lies in XDG_RUNTIME_DIR, whose cleaner spares sticky directories. */
  readonly inRuntimeDir: boolean;
}

type Environment = Readonly<Record<string, string>>;

/** @throws {StateError} ERR_STATE_ROOT if it is the root directory */
export function stateRoot(given: string | undefined, env: Environment): StateRoot {
  const runtimeDir = given === undefined ? userRuntimeDir(env) : undefined;
  const path = absolutePath(given ?? `${runtimeDir ?? "/run"}/runt`);
  if (path === "/") {
    throw new StateError(
      "ERR_STATE_ROOT",
      "the state root is the root directory",
      "name another with --root",
    );
  }
  return { path, isDefault: given === undefined, inRuntimeDir: runtimeDir !== undefined };
}

/** XDG_RUNTIME_DIR counts for everybody but the host's root, and for the root of a user namespace unless it says to be root. */
function userRuntimeDir(env: Environment): string | undefined {
  const directory = env.XDG_RUNTIME_DIR;
  if (directory === undefined || directory === "") return undefined;
  if (native().ids()[3] !== 0) return directory;
  return env.USER !== "root" && inUserNamespace() ? directory : undefined;
}

/** The initial user namespace maps all ids onto themselves. */
function inUserNamespace(): boolean {
  const text = native().readText(AT_FDCWD, "/proc/self/uid_map", 0, 65536);
  return typeof text === "string" && !/^\s*0\s+0\s+4294967295\s*$/.test(text);
}

/** Makes the default root of a user. A failure shows when the root is used. */
export function makeUserRoot({ path, inRuntimeDir }: StateRoot): void {
  if (!inRuntimeDir) return;
  native().mkdirat(AT_FDCWD, path, 0o700);
  const fd = native().openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
  if (fd < 0) return;
  native().fchmod(fd, 0o1700);
  native().close(fd);
}
