// SPDX-License-Identifier: Apache-2.0
import { AT_FDCWD } from "../../native/flags.ts";
import { native } from "../../native/native.ts";

const FILE_MAX = 4 * 1024 * 1024;

/** Names by uid from the host's /etc/passwd; the first entry of a uid counts. */
export function userNames(): Map<string, string> {
  const names = new Map<string, string>();
  const bytes = native().readFile(AT_FDCWD, "/etc/passwd", 0, FILE_MAX);
  if (typeof bytes === "number") return names;
  for (const line of native().decodeText(bytes).split("\n")) {
    const [name, , uid] = line.split(":", 3);
    if (name !== undefined && uid !== undefined && !names.has(uid)) names.set(uid, name);
  }
  return names;
}
