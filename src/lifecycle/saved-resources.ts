// SPDX-License-Identifier: Apache-2.0
/** The limits of a container after its last update: resources.json; before the first they are config.json's. */
import { formatJson } from "../config/format.ts";
import type { Undo } from "../cgroup/cgroup.ts";
import { readResources } from "../config/read.ts";
import type { LinuxResources } from "../config/types.ts";
import { errnoText } from "../errors/errno.ts";
import { StateError } from "../errors/errors.ts";
import { O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { type Directory, writeAtomically } from "../state/directory.ts";
import { isMissing } from "../state/root.ts";
import { readSavedConfig } from "./saved-config.ts";

const NAME = "resources.json";
const LIMIT = 64 * 1024 * 1024;

/** @throws {StateError} ERR_STATE_FILE */
export function savedResources(directory: Directory): LinuxResources {
  const bytes = native().readFile(directory.fd, NAME, O_NOFOLLOW, LIMIT);
  if (typeof bytes !== "number") return readResources(bytes, NAME);
  if (isMissing(bytes)) return readSavedConfig(directory).linux?.resources ?? {};
  throw new StateError("ERR_STATE_FILE", `saved ${NAME} of "${directory.id}": read: ${errnoText(-bytes)}`);
}

/** @param undo is told how to put back what was saved before */
export function saveResources(directory: Directory, resources: LinuxResources, undo: Undo): void {
  const before = native().readText(directory.fd, NAME, O_NOFOLLOW, LIMIT);
  writeAtomically(directory, NAME, formatJson(resources));
  undo.add(NAME, () => putBack(directory, before));
}

function putBack(directory: Directory, before: string | number): boolean {
  if (typeof before === "number") return native().unlinkat(directory.fd, NAME, 0) >= 0;
  try {
    writeAtomically(directory, NAME, before);
    return true;
  } catch {
    return false;
  }
}
