// SPDX-License-Identifier: Apache-2.0
/**
 * process.cwd. It may lie where only root, or where only the user of the process may go, so it is tried before
 * and after the change of user.
 */
import { EACCES } from "../errors/errno.ts";
import type { Slot } from "../ops/operation.ts";
import type { ProcessBuild } from "./build.ts";
import { cleanPath } from "./destination.ts";
import { ruleError } from "./refuse.ts";

const POINTER = "/process/cwd";

export function checkCwdPath({ process }: ProcessBuild): void {
  if (!process.cwd.startsWith("/"))
    throw ruleError(POINTER, `cwd ${JSON.stringify(process.cwd)} is not an absolute path`);
}

/** The fd is closed at once: masks to come may cover the directory. */
export function makeCwd({ plan, process, root }: ProcessBuild): void {
  const path = cleanPath(process.cwd);
  if (path === "/") return;
  plan.at(POINTER, `make the working directory ${path}`);
  const out = plan.take();
  plan.add({ op: "makeDirOptional", out, dir: root, path, mode: 0o755, tolerated: EACCES });
  plan.close(out);
}

/** @returns the slot of the directory, absent in init if root may not enter it; undefined for "/", which init is in already */
export function enterCwdAsRoot({ plan, process, root }: ProcessBuild): Slot | undefined {
  const path = cleanPath(process.cwd);
  if (path === "/") return undefined;
  plan.at(POINTER, `enter the working directory ${path}`);
  const out = plan.take();
  plan.add({ op: "enterPath", out, dir: root, path, tolerated: EACCES });
  return out;
}

export function enterCwdAsUser({ plan, process, root }: ProcessBuild, slot: Slot | undefined): void {
  const path = cleanPath(process.cwd);
  plan.at(POINTER, `enter the working directory ${path}`);
  if (slot !== undefined) plan.add({ op: "enterIfAbsent", slot, dir: root, path });
  plan.add({ op: "checkCwd" });
  if (slot !== undefined) plan.close(slot);
}
