// SPDX-License-Identifier: Apache-2.0
/** User namespaces for idmapped mounts. config.md "Mounts", uidMappings, idmap, ridmap; mount_setattr(2). */
import type { OciConfig } from "../config/types.ts";
import type { Slot } from "../ops/operation.ts";
import type { CreateBuild } from "./build.ts";
import type { PlannedMount } from "./mounts.ts";
import type { Idmap } from "./plan.ts";
import { ruleError } from "./refuse.ts";
import type { PlanWriter } from "./writer.ts";

function isMapped({ mount, options }: PlannedMount): boolean {
  return options.idmap !== "none" || mount.uidMappings !== undefined || mount.gidMappings !== undefined;
}

/** Mappings of its own, or else those of the container's new user namespace; undefined for a joined one. */
function mappingsOf({ mount, pointer }: PlannedMount, config: OciConfig): Idmap | undefined {
  const { uidMappings = [], gidMappings = [] } = mount;
  if (uidMappings.length > 0 !== gidMappings.length > 0) {
    throw ruleError(
      pointer,
      `mount on ${JSON.stringify(mount.destination)} has only one of uidMappings and gidMappings`,
    );
  }
  if (uidMappings.length > 0) return { uidMappings, gidMappings };
  const user = (config.linux?.namespaces ?? []).find(({ type }) => type === "user");
  if (user === undefined) {
    throw ruleError(
      pointer,
      `idmapped mount on ${JSON.stringify(mount.destination)} has no mappings, and the container has no user namespace`,
    );
  }
  if (user.path !== undefined && user.path !== "") return undefined;
  return { uidMappings: config.linux?.uidMappings ?? [], gidMappings: config.linux?.gidMappings ?? [] };
}

function sameMappings(a: Idmap, b: Idmap): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Takes an inherited slot for every different mapping that the runtime must make a user namespace for. */
export function inheritIdmaps(plan: PlanWriter, mounts: readonly PlannedMount[], config: OciConfig): void {
  const slots: Slot[] = [];
  for (const planned of mounts) {
    if (!isMapped(planned)) continue;
    const mappings = mappingsOf(planned, config);
    if (mappings === undefined) continue;
    let index = plan.idmaps.findIndex((other) => sameMappings(other, mappings));
    if (index < 0) {
      index = plan.idmaps.push(mappings) - 1;
      slots.push(plan.inherit(`userns:${index}`));
    }
    planned.idmap = slots[index];
  }
}

/** Mounts mapped as the joined user namespace is: its own file serves. */
export function openJoinedUserns(build: CreateBuild, mounts: readonly PlannedMount[]): void {
  const { plan, namespaces } = build;
  const user = namespaces.joined.find(({ type }) => type === "user");
  const waiting = mounts.filter((planned) => isMapped(planned) && planned.idmap === undefined);
  if (user === undefined || waiting.length === 0) return;
  plan.at(user.pointer, `open the user namespace ${user.path}`);
  const slot = plan.open(user.path, 0);
  for (const planned of waiting) planned.idmap = slot;
  build.joinedUserns = slot;
}

export function closeJoinedUserns({ plan, joinedUserns }: CreateBuild): void {
  if (joinedUserns !== undefined) plan.close(joinedUserns);
}
