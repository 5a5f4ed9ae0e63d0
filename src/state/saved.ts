// SPDX-License-Identifier: Apache-2.0
/** state.json: what later commands need to know of a container; everything they need is in it. */
import { formatJson } from "../config/format.ts";
import { parseJson } from "../config/json.ts";
import { errnoText } from "../errors/errno.ts";
import { StateError } from "../errors/errors.ts";
import { O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { SavedUnit } from "../cgroup/systemd/systemd.ts";
import { type Directory, notFound, writeAtomically } from "./directory.ts";
import type { PidScope } from "./process.ts";
import { isMissing } from "./root.ts";
import {
  isCount,
  isCountMap,
  isFlag,
  isPid,
  isStart,
  isText,
  isTextList,
  isTextMap,
  isUnit,
  optional,
} from "./shape.ts";

const STATE_LIMIT = 16 * 1024 * 1024;
const FORMAT = 1;

/** `init_process_pid`, `init_process_start` and `cgroup_paths` have the names that third-party tools read. */
export interface SavedState extends PidScope {
  format: typeof FORMAT;
  id: string;
  bundle: string;
  rootfs: string;
  /** RFC 3339 with nanoseconds, UTC. */
  created: string;
  /** pid of the container process in the creator's pid namespace. */
  init_process_pid: number;
  /** Start time in clock ticks since boot: field 22 of /proc/<pid>/stat, as text. */
  init_process_start: string;
  /** v1: controller to directory; v2: "" to directory. */
  cgroup_paths: Record<string, string>;
  /** Inode of each of these directories. */
  cgroupInodes?: Record<string, number>;
  /** Directories that create made, outermost first. */
  cgroupMade: string[];
  /** The unit of systemd whose cgroup it is. */
  systemd?: SavedUnit;
  /** Directories of the resctrl groups that the container is in, as runc names them. */
  intel_rdt_path?: string;
  intel_rdt_mon_path?: string;
  /** Directories of resctrl groups that create made and delete removes, outermost first. */
  intelRdtMade?: string[];
  /** CLONE_NEW flags of the namespaces that are not the runtime's own. */
  namespaces: number;
  /** The pid namespace is the container's alone: killing its init kills all. */
  ownPidNamespace: boolean;
  terminal: boolean;
  noNewKeyring: boolean;
  annotations?: Record<string, string>;
  /** Kinds of hooks that later commands run; the hooks are in the saved config.json. */
  hooks: string[];
}

export function writeState(directory: Directory, state: SavedState): void {
  writeAtomically(directory, "state.json", JSON.stringify(state));
}

/**
 * Reads state.json.
 *
 * @throws {StateError} ERR_NOT_FOUND while creation is in progress, ERR_STATE_FILE for a damaged file
 */
export function readState(root: string, directory: Directory): SavedState {
  const bytes = native().readFile(directory.fd, "state.json", O_NOFOLLOW, STATE_LIMIT);
  const file = `${root}/${directory.id}/state.json`;
  if (typeof bytes === "number") {
    if (isMissing(bytes)) throw notFound(directory.id);
    throw damaged(file, `read: ${errnoText(-bytes)}`);
  }
  return checkState(file, directory.id, parsed(file, bytes));
}

function damaged(file: string, why: string): StateError {
  return new StateError(
    "ERR_STATE_FILE",
    `state file ${file} is damaged: ${why}`,
    "`runt delete --force` removes the container",
  );
}

function parsed(file: string, bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseJson(bytes);
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw damaged(file, "an object is needed");
}

const MEMBERS: Readonly<Record<keyof SavedState, (value: unknown) => boolean>> = {
  format: (value) => value === FORMAT,
  id: isText,
  bundle: isText,
  rootfs: isText,
  created: isText,
  init_process_pid: isPid,
  init_process_start: isStart,
  bootId: isText,
  pidNamespace: optional(isCount),
  cgroup_paths: isTextMap,
  cgroupInodes: optional(isCountMap),
  cgroupMade: isTextList,
  systemd: optional(isUnit),
  intel_rdt_path: optional(isText),
  intel_rdt_mon_path: optional(isText),
  intelRdtMade: optional(isTextList),
  namespaces: isCount,
  ownPidNamespace: isFlag,
  terminal: isFlag,
  noNewKeyring: isFlag,
  annotations: optional(isTextMap),
  hooks: isTextList,
};

function checkState(file: string, id: string, value: Record<string, unknown>): SavedState {
  for (const name in MEMBERS) {
    const member = value[name];
    if (MEMBERS[name as keyof SavedState](member)) continue;
    const text = member === undefined ? "missing" : formatJson(member);
    throw damaged(file, `member "${name}" is ${text.length > 40 ? `${text.slice(0, 40)}...` : text}`);
  }
  const state = value as unknown as SavedState;
  if (state.id !== id) throw damaged(file, `it is the state of "${state.id}"`);
  return state;
}
