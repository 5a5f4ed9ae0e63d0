// SPDX-License-Identifier: Apache-2.0
import type { Linux } from "../config/types.ts";
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import { rootId } from "./namespaces.ts";
import type { PlanWriter } from "./writer.ts";

export interface Joining {
  readonly pidfd: Slot;
  /** CLONE_NEW flags. */
  readonly namespaces: number;
  readonly linux: Linux | undefined;
}

/** Enters all namespaces of a running container at once, by its pidfd. Only a child gets its pid namespace. */
export function joinContainer(plan: PlanWriter, { pidfd, namespaces, linux }: Joining): void {
  plan.at("", "join the container");
  if (namespaces !== 0) plan.add({ op: "setns", slot: pidfd, type: namespaces });
  plan.close(pidfd);
  if ((namespaces & (kernel.CLONE_NEWPID | kernel.CLONE_NEWUSER)) !== 0) plan.add({ op: "fork", flags: 0 });
  if ((namespaces & kernel.CLONE_NEWUSER) === 0) return;
  plan.add({ op: "setGid", gid: rootId(linux?.gidMappings) });
  plan.add({ op: "setUid", uid: rootId(linux?.uidMappings) });
}
