// SPDX-License-Identifier: Apache-2.0
/** Which id mappings a caller may write itself. user_namespaces(7), "Defining user and group ID mappings". */
import type { OciConfig } from "../config/types.ts";
import type { HostFacts } from "../host/facts.ts";
import { CAP_SETGID, CAP_SETUID, hasCapability } from "../ops/capabilities.ts";
import type { IdRange } from "./plan.ts";

export type IdKind = "uid" | "gid";

const CAPABILITY = { uid: CAP_SETUID, gid: CAP_SETGID } as const;

/** With the capability in the parent namespace any mapping, without it only the own id. */
export function mayMap(kind: IdKind, host: HostFacts): boolean {
  return hasCapability(host.capabilities, CAPABILITY[kind]);
}

/** One mapping of one id: the caller's. */
export function mapsOwnId(kind: IdKind, mappings: readonly IdRange[], host: HostFacts): boolean {
  const [only, more] = mappings;
  const own = kind === "uid" ? host.euid : host.egid;
  return only !== undefined && more === undefined && only.size === 1 && only.hostID === own;
}

/**
 * setgroups(2) is denied in the container: the price for mapping the own group without CAP_SETGID. A user
 * namespace that is joined may deny it too, which shows when it is called.
 */
export function deniesGroups(config: OciConfig, host: HostFacts): boolean {
  if (host.setgroupsDenied === true) return true;
  const user = (config.linux?.namespaces ?? []).find(({ type }) => type === "user");
  if (user === undefined) return !mayMap("gid", host);
  if (user.path !== undefined && user.path !== "") return false;
  return !mayMap("gid", host) && mapsOwnId("gid", config.linux?.gidMappings ?? [], host);
}
