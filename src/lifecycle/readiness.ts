// SPDX-License-Identifier: Apache-2.0
/** NOTIFY_SOCKET in the course of create, start and run; the work itself is in the cold segment (notify.ts). */
import type { OciConfig } from "../config/types.ts";
import { loadSegment } from "../native/segments.ts";
import { type Directory, unlockDirectory } from "../state/directory.ts";
import type { NotifyRelay, Watched } from "./notify.ts";
import type { Runtime } from "./requests.ts";
import type { Task } from "./task.ts";

type Notify = typeof import("./notify.ts");

const notify = (): Notify => loadSegment<Notify>("cold");

/** Where the container's socket will be; undefined where nobody is to be told, or nothing can be mounted. */
export function notifyDirectory(
  { notifySocket, root, warn }: Pick<Runtime, "notifySocket" | "root" | "warn">,
  id: string,
  { linux }: OciConfig,
): string | undefined {
  if (notifySocket === undefined) return undefined;
  if ((linux?.namespaces ?? []).some(({ type }) => type === "mount")) return `${root}/${id}/notify`;
  warn("NOTIFY_SOCKET is ignored: it is passed on to containers with a mount namespace");
  return undefined;
}

export function makeNotifyFolder(directory: Directory): void {
  notify().makeNotifyFolder(directory);
}

/** For start, where create was told too. @throws {KernelError} where no service manager listens */
export function openNotifyRelay(
  { notifySocket, warn }: Runtime,
  directory: Directory,
): NotifyRelay | undefined {
  if (notifySocket === undefined) return undefined;
  if (!notify().hasNotifyFolder(directory)) {
    warn("NOTIFY_SOCKET is ignored: create was called without it");
    return undefined;
  }
  return new (notify().NotifyRelay)(directory, notifySocket, warn);
}

/** For run: without a service manager the container runs all the same, as with runc. */
export function tryNotifyRelay(runtime: Runtime, directory: Directory): NotifyRelay | undefined {
  if (runtime.notifySocket === undefined) return undefined;
  try {
    return openNotifyRelay(runtime, directory);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    runtime.warn(`${why}: nobody is told when the container is ready`);
    return undefined;
  }
}

/** Waits without the container's lock, so that other commands reach it. */
export function* awaitReadiness(relay: NotifyRelay, directory: Directory, process: Watched): Task<void> {
  unlockDirectory(directory);
  try {
    yield* relay.untilReady(process);
  } finally {
    relay.close();
  }
}
