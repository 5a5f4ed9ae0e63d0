// SPDX-License-Identifier: Apache-2.0
import type { Mount, OciConfig } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { type IssueList, quoted } from "./issues.ts";
import { checkMappings } from "./mappings.ts";
import { namespaceOf } from "./namespaces.ts";

export function checkMounts(config: OciConfig, list: IssueList): void {
  const mounts = config.mounts ?? [];
  for (let index = 0; index < mounts.length; index++) {
    const mount = mounts[index] as Mount;
    const at: JsonPointer = `/mounts/${index}`;
    if (isRoot(mount.destination)) {
      const problem = `is ${quoted(mount.destination)}, the root of the container; a path below it is needed`;
      list.rule(
        `${at}/destination`,
        "config/mounts/destination-inside-rootfs",
        problem,
        "set root.path for the root filesystem",
      );
    }
    if (hasMappings(mount)) checkMountMappings(mount, at, list);
    else if (idmapOption(mount) >= 0) checkIdmapOption(config, mount, at, list);
  }
}

/** "", "/", "." and all else that ends at the root. */
function isRoot(destination: string): boolean {
  if (!/^[./]*$/.test(destination) && !destination.includes("..")) return false;
  let depth = 0;
  for (const component of destination.split("/")) {
    if (component === "" || component === ".") continue;
    depth = component === ".." ? Math.max(0, depth - 1) : depth + 1;
  }
  return depth === 0;
}

export function hasMappings({ uidMappings, gidMappings }: Mount): boolean {
  return (uidMappings?.length ?? 0) > 0 || (gidMappings?.length ?? 0) > 0;
}

/** Index of the option that asks for an idmapped mount, or -1. */
export function idmapOption({ options }: Mount): number {
  if (options === undefined) return -1;
  const index = options.indexOf("idmap");
  return index >= 0 ? index : options.indexOf("ridmap");
}

function checkMountMappings(
  { uidMappings = [], gidMappings = [] }: Mount,
  at: JsonPointer,
  list: IssueList,
): void {
  if (uidMappings.length > 0 && gidMappings.length === 0) {
    list.rule(
      `${at}/gidMappings`,
      "config/mounts/uidmappings-with-gid",
      "is missing; uidMappings need it beside them",
    );
  }
  if (gidMappings.length > 0 && uidMappings.length === 0) {
    list.rule(
      `${at}/uidMappings`,
      "config/mounts/gidmappings-with-uid",
      "is missing; gidMappings need it beside them",
    );
  }
  checkMappings(uidMappings, `${at}/uidMappings`, "config/mounts/uidmappings-format", list);
  checkMappings(gidMappings, `${at}/gidMappings`, "config/mounts/uidmappings-format", list);
}

/** Without mappings of its own the mount gets those of the user namespace, if there is one. */
function checkIdmapOption(config: OciConfig, mount: Mount, at: JsonPointer, list: IssueList): void {
  if (namespaceOf(config, "user") !== undefined) return;
  const index = idmapOption(mount);
  const option = mount.options?.[index] ?? "idmap";
  const problem = `is "${option}", but the mount has no mappings and there is no user namespace`;
  list.rule(`${at}/options/${index}`, `config/mounts/${option}/no-userns-no-mappings`, problem);
}
