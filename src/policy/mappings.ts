// SPDX-License-Identifier: Apache-2.0
/** Rules of id mappings: what the kernel demands of uid_map and gid_map (user_namespaces(7)). */
import type { IdMapping, OciConfig } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { IssueList } from "./issues.ts";
import { namespaceOf } from "./namespaces.ts";

const MOST_ENTRIES = 340;
const NO_ID = 4294967295;

export function checkUserMappings(config: OciConfig, list: IssueList): void {
  const linux = config.linux;
  if (linux === undefined) return;
  const namespace = namespaceOf(config, "user");
  checkOneKind(linux.uidMappings ?? [], "/linux/uidMappings", "linux/userns/uidmappings");
  checkOneKind(linux.gidMappings ?? [], "/linux/gidMappings", "linux/userns/gidmappings");

  function checkOneKind(mappings: readonly IdMapping[], at: JsonPointer, clause: string): void {
    if (mappings.length === 0) {
      if (namespace === undefined || isJoined(namespace.path)) return;
      list.rule(at, clause, "is missing; a new user namespace needs at least one mapping");
    } else if (namespace === undefined) {
      const hint = 'add {"type": "user"} to linux.namespaces';
      list.rule(at, clause, "is set, but there is no user namespace that it could apply to", hint);
    } else checkMappings(mappings, at, clause, list);
  }
}

function isJoined(path: string | undefined): boolean {
  return path !== undefined && path !== "";
}

export function checkMappings(
  mappings: readonly IdMapping[],
  at: JsonPointer,
  clause: string,
  list: IssueList,
): void {
  if (mappings.length > MOST_ENTRIES) {
    const problem = `has ${mappings.length} entries; the kernel takes at most ${MOST_ENTRIES}`;
    list.rule(at, "linux/userns/entry-limit", problem);
    return;
  }
  for (let index = 0; index < mappings.length; index++) {
    const { size } = mappings[index] as IdMapping;
    if (size === 0) list.rule(`${at}/${index}/size`, clause, "is 0; at least one id is needed");
    for (const side of ["containerID", "hostID"] as const) {
      const problem = rangeProblem(mappings, index, side);
      if (problem !== undefined) list.rule(`${at}/${index}/${side}`, clause, problem);
    }
  }
}

function rangeProblem(
  mappings: readonly IdMapping[],
  index: number,
  side: "containerID" | "hostID",
): string | undefined {
  const mapping = mappings[index] as IdMapping;
  const end = mapping[side] + mapping.size;
  if (end > NO_ID) return `and size make a range that ends at ${end - 1}; the highest id is ${NO_ID - 1}`;
  for (let before = 0; before < index; before++) {
    const other = mappings[before] as IdMapping;
    if (mapping[side] < other[side] + other.size && other[side] < end) {
      return `starts a range that overlaps the one of entry ${before}`;
    }
  }
  return undefined;
}
