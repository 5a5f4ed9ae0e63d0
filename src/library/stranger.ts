// SPDX-License-Identifier: Apache-2.0
/** Waits for container processes that are no children of this one. */
import type { Runtime as Host } from "../lifecycle/requests.ts";
import { POLLHUP, readable, type Task } from "../lifecycle/task.ts";
import { native } from "../native/native.ts";
import { closeDirectory, openDirectory } from "../state/directory.ts";
import { openProcess } from "../state/process.ts";
import { readState } from "../state/saved.ts";
import { type ExitStatus, exitStatusOf, UNKNOWN_EXIT } from "./child.ts";

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
    // The status is there once the process is reaped, of which the kernel tells by POLLHUP.
    yield { pairs: [pidfd, POLLHUP], timeoutMs: REAP_MS };
    const status = native().pidfdExit(pidfd);
    return typeof status === "number" ? UNKNOWN_EXIT : exitStatusOf(status[0] ?? 0, status[1] ?? 0);
  } finally {
    native().close(pidfd);
  }
}
