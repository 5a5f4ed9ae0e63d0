// SPDX-License-Identifier: Apache-2.0
/** User namespaces for idmapped mounts: a process makes each and is killed; the fd keeps it. mount_setattr(2). */
import type { OciConfig } from "../config/types.ts";
import { InternalError, KernelError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { SYNC } from "../ops/table.ts";
import type { Idmap } from "../plan/plan.ts";
import { compileUsernsPlan } from "../plan/userns.ts";
import {
  closeInit,
  followInit,
  type InitEvents,
  killAndWait,
  passiveEvents,
  spawnPlan,
} from "../lifecycle/init.ts";
import { writeMappings } from "./mappings.ts";
import type { Prepared } from "../lifecycle/prepare.ts";
import type { Task } from "../lifecycle/task.ts";

/** Mounts without mappings of their own have the container's. */
function pointerOf({ uidMappings }: Idmap, config: OciConfig): JsonPointer {
  const index = (config.mounts ?? []).findIndex((mount) => mount.uidMappings === uidMappings);
  return index < 0 ? "/linux" : `/mounts/${index}`;
}

function openUserns(pid: number): number {
  const path = `/proc/${pid}/ns/user`;
  const fd = native().openat(AT_FDCWD, path, 0, 0);
  if (fd < 0) throw new KernelError(fd, "openat", "open the user namespace of an idmapped mount", { path });
  return fd;
}

/**
 * Makes the user namespace `userns:index` of a plan.
 *
 * @returns its fd
 * @throws {KernelError} with the pointer of the mappings that the kernel refuses
 */
export function* makeUserns(
  { plan, config, host }: Prepared,
  index: number,
  warn: InitEvents["warn"],
): Task<number> {
  const idmap = plan.idmaps[index];
  if (idmap === undefined) throw new InternalError(`the plan has no mappings for userns:${index}`);
  const process = spawnPlan(compileUsernsPlan(), { cgroupFd: -1, inherited: [], stdio: [0, 1, 2] });
  const events = passiveEvents(warn);
  try {
    yield* followInit(process, events, SYNC.mapped);
    yield* writeMappings(idmap, { pid: process.pid, pointer: pointerOf(idmap, config) }, host);
    return openUserns(process.pid);
  } finally {
    yield* killAndWait(process.pidfd);
    closeInit(process);
  }
}
