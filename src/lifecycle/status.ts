// SPDX-License-Identifier: Apache-2.0
/** A container's status, derived from its process and never stored. */
import { isFrozen } from "../cgroup/freeze.ts";
import { native } from "../native/native.ts";
import type { Directory } from "../state/directory.ts";
import { isAlive, knowsPids, readProcess } from "../state/process.ts";
import type { SavedState } from "../state/saved.ts";
import type { StateDocument, Status } from "./requests.ts";

/** Name of the socket at which init waits for `start`; gone once the container has started. */
export const GATE = "gate";
/** What init calls itself (PR_SET_NAME) until it executes the program. */
const INIT_NAME = "runt-init";

export const SPEC_VERSION = "1.3.0";

/**
 * created: init still waits at the gate. A program may take init's name, but by then `start` has removed
 * the gate; and a `start` that was killed in between is told by the name alone.
 */
export function deriveStatus(directory: Directory, state: SavedState): Status {
  if (!knowsPids(state)) return "stopped";
  const facts = readProcess(state.init_process_pid);
  if (!isAlive(facts, state.init_process_start)) return "stopped";
  if (isFrozen(state.cgroup_paths)) return "paused";
  const waits = facts.comm === INIT_NAME && typeof native().fstatat(directory.fd, GATE, 0) !== "number";
  return waits ? "created" : "running";
}

export function stateDocument(state: SavedState, status: Status): StateDocument {
  return {
    ociVersion: SPEC_VERSION,
    id: state.id,
    pid: status === "stopped" ? 0 : state.init_process_pid,
    status,
    bundle: state.bundle,
    rootfs: state.rootfs,
    created: state.created,
    ...(state.annotations === undefined ? {} : { annotations: state.annotations }),
    owner: "",
  };
}

/** The state that hooks and seccomp agents get. `pid` is the one that their namespace sees. */
export type HookState = Omit<StateDocument, "rootfs" | "created" | "owner">;

export function hookState(state: SavedState, status: Status, pid: number): HookState {
  const { ociVersion, id, bundle, annotations } = stateDocument(state, status);
  return { ociVersion, id, status, pid, bundle, ...(annotations === undefined ? {} : { annotations }) };
}
