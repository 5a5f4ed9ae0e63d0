// SPDX-License-Identifier: Apache-2.0
import { closeDirectory, openDirectory } from "../state/directory.ts";
import { readState } from "../state/saved.ts";
import type { Runtime, StateDocument } from "./requests.ts";
import { deriveStatus, stateDocument } from "./status.ts";

/** runtime.md "Query State". @throws {StateError} ERR_NOT_FOUND, ERR_STATE_FILE */
export function containerState(runtime: Runtime, id: string): StateDocument {
  const directory = openDirectory(runtime.root, id);
  try {
    const state = readState(runtime.root, directory);
    return stateDocument(state, deriveStatus(directory, state));
  } finally {
    closeDirectory(directory);
  }
}
