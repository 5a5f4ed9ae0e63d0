// SPDX-License-Identifier: Apache-2.0
/** The bytes of config.json as create read them: later edits in the bundle have no effect (runtime.md "Create"). */
import { readConfig } from "../config/read.ts";
import type { OciConfig } from "../config/types.ts";
import { errnoText } from "../errors/errno.ts";
import { StateError } from "../errors/errors.ts";
import { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { Directory } from "../state/directory.ts";

const NAME = "config.json";
const LIMIT = 64 * 1024 * 1024;

function failed(directory: Directory, call: string, errno: number): StateError {
  return new StateError(
    "ERR_STATE_FILE",
    `saved ${NAME} of "${directory.id}": ${call}: ${errnoText(-errno)}`,
  );
}

export function saveConfig(directory: Directory, bytes: Uint8Array): void {
  const fd = native().openat(directory.fd, NAME, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  const written = fd < 0 ? fd : native().write(fd, bytes);
  if (fd >= 0) native().close(fd);
  if (written < 0) throw failed(directory, "write", written);
}

export function readSavedConfig(directory: Directory): OciConfig {
  const bytes = native().readFile(directory.fd, NAME, O_NOFOLLOW, LIMIT);
  if (typeof bytes === "number") throw failed(directory, "read", bytes);
  return readConfig(bytes);
}
