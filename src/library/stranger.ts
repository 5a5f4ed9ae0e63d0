// SPDX-License-Identifier: Apache-2.0
/** Waits for container processes that this thread has not made. */
import type { Runtime as Host } from "../lifecycle/requests.ts";
import { POLLHUP, readable, type Task } from "../lifecycle/task.ts";
import { native } from "../native/native.ts";
import { closeDirectory, openDirectory } from "../state/directory.ts";
import { openProcess } from "../state/process.ts";
import { readState } from "../state/saved.ts";
import { type ExitStatus, takeStatus, UNKNOWN_EXIT } from "./child.ts";

/** A child of another thread, or one that was left to this process: reaping it is not ours. */
const LOOK = 2;

/** A parent that does not reap its dead child for so long keeps the exit status to itself. */
const REAP_MS = 200;

function openInit(host: Host, id: string): number | undefined {
  const directory = openDirectory(host.root, id);
  try {
    const state = readState(host.root, directory);
    return openProcess(state.init_process_pid, state.init_process_start);
  } finally {
    closeDirectory(directory);
  }
}

export function* waitForStranger(host: Host, id: string): Task<ExitStatus> {
  const pidfd = openInit(host, id);
  if (pidfd === undefined) return UNKNOWN_EXIT;
  try {
    yield* readable(pidfd);
    const own = takeStatus(pidfd, LOOK);
    if (own !== UNKNOWN_EXIT) return own;
    // The kernel tells the status once the process is reaped, and that by POLLHUP.
    yield { pairs: [pidfd, POLLHUP], timeoutMs: REAP_MS };
    return takeStatus(pidfd, LOOK);
  } finally {
    native().close(pidfd);
  }
}
