// SPDX-License-Identifier: Apache-2.0
/** Finds and loads the native addon. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Native } from "../native/native.ts";

/** What the addon has beside the native surface: it tells the event loop that fds are ready. */
export interface Watch {
  /** Starts the watcher of this thread; `callback` takes the tokens of fds that are ready. 0 or -errno, as all here. */
  watchStart(callback: (tokens: number[]) => void): number;
  /** Reports the fd once, by a token from 1 on. EPERM for files that are always ready. */
  watchFd(fd: number, events: number, token: number): number;
  unwatchFd(fd: number): number;
  /** Whether the event loop goes on for the watcher alone. */
  watchHold(hold: boolean): number;
}

export type Addon = Native & Watch;

const FILE = "runt.node";

/** Where the addon may be: beside the bundle, or in build/ of this or the nearest directory above. */
export function addonCandidates(from: string): string[] {
  const candidates = [join(from, FILE)];
  for (let directory = from; ; directory = dirname(directory)) {
    candidates.push(join(directory, "build", FILE));
    if (directory === dirname(directory)) return candidates;
  }
}

/**
 * @param path the addon's file, where it is not at one of its usual places
 * @throws {Error} that says what was tried and what to run
 */
export function loadAddon(path?: string): Addon {
  const candidates = path === undefined ? addonCandidates(dirname(fileURLToPath(import.meta.url))) : [path];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) {
    throw new Error(
      `Cannot find the native addon; run "npm run build". Tried:\n  ${candidates.join("\n  ")}`,
    );
  }
  try {
    return createRequire(import.meta.url)(found) as Addon;
  } catch (cause) {
    const hint = 'it was built for another system or version; run "npm run build"';
    throw new Error(`Cannot load the native addon ${found}: ${(cause as Error).message} (${hint})`, {
      cause,
    });
  }
}
