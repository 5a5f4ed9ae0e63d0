// SPDX-License-Identifier: Apache-2.0
import { SYNC } from "../ops/table.ts";
import { closeDirectory } from "../state/directory.ts";
import { writePidFile } from "../state/pid-file.ts";
import { destroyContainer } from "./destroy.ts";
import { closeInit, go, killAndWait } from "./init.ts";
import { launch, type Launched } from "./launch.ts";
import type { CreateRequest, Runtime } from "./requests.ts";
import type { Task } from "./task.ts";

/**
 * runtime.md "Create": the container process is set up in full and waits for `start`.
 *
 * @throws {ConfigError} before any effect; {KernelError}, {HostError}, {StateError} with everything undone
 */
export function* createContainer(runtime: Runtime, request: CreateRequest): Task<void> {
  const launched = yield* launch(runtime, request, { gate: true, detached: true });
  try {
    if (request.pidFile !== undefined) writePidFile(request.pidFile, launched.process.pid);
    go(launched.process, SYNC.ready);
  } catch (error) {
    yield* abandon(runtime, launched);
    throw error;
  }
  closeInit(launched.process);
  closeDirectory(launched.directory);
}

/** Kills and destroys a launched container. */
export function* abandon(runtime: Runtime, launched: Launched): Task<void> {
  yield* killAndWait(launched.process.pidfd);
  closeInit(launched.process);
  yield* destroyContainer(runtime, launched.directory, launched.state);
  closeDirectory(launched.directory);
}
