// SPDX-License-Identifier: Apache-2.0
import { RuntError, StateError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import { openBelow } from "../state/directory.ts";
import { listIds, openRoot, ownerOf } from "../state/root.ts";
import { documentOf } from "./creating.ts";
import type { Runtime, StateDocument } from "./requests.ts";

export interface Listing {
  /** `owner` is a uid in decimal. */
  containers: StateDocument[];
  /** One line for each entry that can't be read. */
  problems: string[];
}

/** All containers of the state root, by id. @throws {StateError} for a named root that is missing */
export function listContainers(runtime: Runtime): Listing {
  const rootFd = openRoot(runtime.root);
  if (rootFd === undefined) {
    if (runtime.defaultRoot) return { containers: [], problems: [] };
    throw new StateError("ERR_STATE_ROOT", `state root ${runtime.root}: no such file or directory`);
  }
  const listing: Listing = { containers: [], problems: [] };
  for (const id of listIds(rootFd)) addEntry(runtime, rootFd, id, listing);
  native().close(rootFd);
  return listing;
}

function addEntry(runtime: Runtime, rootFd: number, id: string, listing: Listing): void {
  try {
    const directory = openBelow(rootFd, id);
    try {
      const document = documentOf(runtime.root, directory);
      listing.containers.push({ ...document, owner: String(ownerOf(rootFd, id) ?? 0) });
    } finally {
      native().close(directory.fd);
    }
  } catch (error) {
    // An id without a state is one that another command is deleting.
    if (!(error instanceof RuntError) || error.code === "ERR_NOT_FOUND") return;
    listing.problems.push(`load container ${id}: ${error.message}`);
  }
}
