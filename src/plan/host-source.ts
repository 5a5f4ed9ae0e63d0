// SPDX-License-Identifier: Apache-2.0
/**
 * Trees of the host's mounts that the container gets a clone of.
 *
 * With a user namespace or a joined mount namespace they are cloned ahead, with the caller's rights and view;
 * so is a shared one, which must be cloned while it is still a peer of the host's mount. Others are cloned when
 * their turn comes, so that few fds are open at once.
 */
import type { JsonPointer } from "../errors/pointer.ts";
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import { type CreateBuild, mayMount } from "./build.ts";
import type { PlanWriter } from "./writer.ts";

export interface HostSource {
  readonly key: string;
  readonly path: string;
  /** AT_ flags of openTree. */
  readonly flags: number;
  /** The clone stays a peer of the host's mount. */
  readonly shared: boolean;
  /** User namespace that maps its ids, and whether for the whole tree. */
  readonly idmap: { readonly userns: Slot; readonly flags: number } | undefined;
  readonly pointer: JsonPointer;
  readonly step: string;
}

/** Everything that a path names must be opened before the container's namespaces are entered. */
function opensAhead({ namespaces, host }: CreateBuild): boolean {
  const joinsMount = (namespaces.joinedFlags & kernel.CLONE_NEWNS) !== 0;
  return (namespaces.twoStages || joinsMount) && mayMount(host);
}

function clone(source: HostSource, { plan }: CreateBuild): Slot {
  plan.at(source.pointer, source.step);
  const slot = plan.openTree(source.path, source.flags);
  // Only the owner of the filesystem may map its ids: not the container's user namespace.
  if (source.idmap !== undefined) plan.add({ op: "mapIds", slot, ...source.idmap });
  return slot;
}

/** The whole tree takes mount events and gives none. */
export function makeSlave(plan: PlanWriter, slot: Slot): void {
  const flags = kernel.AT_RECURSIVE;
  plan.add({ op: "mountAttributes", slot, set: 0, clear: 0, propagation: kernel.MS_SLAVE, flags });
}

/** Clones ahead what can't wait. */
export function openSourcesAhead(sources: readonly HostSource[], build: CreateBuild): void {
  const all = opensAhead(build);
  for (const source of sources) {
    if (!all && !source.shared) continue;
    const slot = clone(source, build);
    build.trees.set(source.key, slot);
    if (source.shared) continue;
    // Cloned beside the host's own mounts, it would go on sharing mount events with them in both directions.
    makeSlave(build.plan, slot);
  }
}

/** The clone of a source, made now if it was not made ahead. */
export function takeSource(source: HostSource, build: CreateBuild): Slot {
  const ahead = build.trees.get(source.key);
  if (ahead === undefined) return clone(source, build);
  build.plan.at(source.pointer, source.step);
  return ahead;
}
