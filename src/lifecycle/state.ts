// SPDX-License-Identifier: Apache-2.0
import { closeDirectory, openDirectory } from "../state/directory.ts";
import { documentOf } from "./creating.ts";
import type { Runtime, StateDocument } from "./requests.ts";

/** runtime.md "Query State". @throws {StateError} ERR_NOT_FOUND, ERR_STATE_FILE */
export function containerState(runtime: Runtime, id: string): StateDocument {
  const directory = openDirectory(runtime.root, id);
  try {
    return documentOf(runtime.root, directory);
  } finally {
    closeDirectory(directory);
  }
}
