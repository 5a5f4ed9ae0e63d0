// SPDX-License-Identifier: Apache-2.0
import { native } from "../native/native.ts";
import { SYNC } from "../ops/table.ts";
import { closeDirectory } from "../state/directory.ts";
import { writePidFile } from "../state/pid-file.ts";
import { destroyContainer } from "./destroy.ts";
import { closeInit, closeSocket, go, killAndWait } from "./init.ts";
import { launch, type Launched } from "./launch.ts";
import type { CreateRequest, Runtime } from "./requests.ts";
import type { Task } from "./task.ts";

/** A process in the hands of a parent that stays. */
export interface AttachedProcess {
  pid: number;
  pidfd: number;
  /** The pty's master where no console socket takes it; -1 for none. */
  terminalFd: number;
}

/**
 * runtime.md "Create": the container process is set up in full and waits for `start`.
 *
 * @throws {ConfigError} before any effect; {KernelError}, {HostError}, {StateError} with everything undone
 */
export function* createContainer(runtime: Runtime, request: CreateRequest): Task<void> {
  const { pidfd } = yield* createAttached(runtime, request, true);
  native().close(pidfd);
}

/** createContainer() for a caller that stays: it closes what it is given. */
export function* createAttached(
  runtime: Runtime,
  request: CreateRequest,
  detached: boolean,
): Task<AttachedProcess> {
  const launched = yield* launch(runtime, request, { gate: true, detached });
  try {
    if (request.pidFile !== undefined) writePidFile(request.pidFile, launched.process.pid);
    go(launched.process, SYNC.ready);
  } catch (error) {
    if (launched.terminalFd >= 0) native().close(launched.terminalFd);
    yield* abandon(runtime, launched);
    throw error;
  }
  closeSocket(launched.process);
  closeDirectory(launched.directory);
  const { pid, pidfd } = launched.process;
  return { pid, pidfd, terminalFd: launched.terminalFd };
}

/** Kills and destroys a launched container. */
export function* abandon(runtime: Runtime, launched: Launched): Task<void> {
  yield* killAndWait(launched.process.pidfd, launched.state.cgroup_paths);
  closeInit(launched.process);
  yield* destroyContainer(runtime, launched.directory, launched.state);
  closeDirectory(launched.directory);
}
