// SPDX-License-Identifier: Apache-2.0
/** The environment of the program: process.env, and what is known to be missing from it. environ(7). */
import { ruleError } from "./refuse.ts";

export interface Environment {
  readonly env: string[];
  /** HOME is missing or empty: init looks it up. */
  readonly lacksHome: boolean;
  /** Value of PATH, "" if there is none. */
  readonly path: string;
}

/**
 * Of entries with one name the last one stays, where it stands.
 *
 * @param listenFds number of LISTEN_FDS, 0 for none
 * @param notifySocket NOTIFY_SOCKET, "" for none
 * @throws {ConfigError} ERR_CONFIG_RULE for an entry without a name or without "="
 */
export function planEnvironment(
  entries: readonly string[],
  listenFds: number,
  notifySocket = "",
): Environment {
  const byName = new Map<string, string>();
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index] as string;
    const equals = entry.indexOf("=");
    if (equals <= 0)
      throw ruleError(
        `/process/env/${index}`,
        `environment entry ${JSON.stringify(entry)} is not NAME=value`,
      );
    const name = entry.slice(0, equals);
    byName.delete(name);
    byName.set(name, entry);
  }
  const lacksHome = (byName.get("HOME") ?? "HOME=") === "HOME=";
  if (lacksHome) byName.delete("HOME");
  if (listenFds > 0) {
    byName.set("LISTEN_FDS", `LISTEN_FDS=${listenFds}`);
    byName.set("LISTEN_PID", "LISTEN_PID=1");
  }
  if (notifySocket !== "") byName.set("NOTIFY_SOCKET", `NOTIFY_SOCKET=${notifySocket}`);
  return { env: [...byName.values()], lacksHome, path: byName.get("PATH")?.slice("PATH=".length) ?? "" };
}
