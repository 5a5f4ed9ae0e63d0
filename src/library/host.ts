// SPDX-License-Identifier: Apache-2.0
/** What all runtimes of one thread share: the addon and the driver of the event loop. */
import * as systemd from "../cgroup/systemd/systemd.ts";
import * as cold from "../cli/cold.ts";
import * as explain from "../config/explain.ts";
import { installNative } from "../native/native.ts";
import { installSegments } from "../native/segments.ts";
import { loadAddon } from "../node/addon.ts";
import { EventLoop } from "../node/event-loop.ts";
import { inheritedOpenFiles } from "../node/open-files.ts";

let loop: EventLoop | undefined;

/**
 * Loads the addon at the first use, so that importing the library has no effect.
 *
 * @throws {Error} where the addon can't be found or loaded
 */
export function eventLoop(): EventLoop {
  if (loop !== undefined) return loop;
  const addon = loadAddon();
  installNative({ ...addon, marksInherited: true });
  installSegments((name) => ({ cold, explain, systemd })[name]);
  addon.setOpenFiles(inheritedOpenFiles(process.ppid));
  loop = new EventLoop(addon);
  return loop;
}
