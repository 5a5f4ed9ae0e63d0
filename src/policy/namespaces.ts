// SPDX-License-Identifier: Apache-2.0
import type { LinuxNamespace, LinuxNamespaceType, OciConfig, TimeOffset } from "../config/types.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { type IssueList, isAbsolute, quoted } from "./issues.ts";

const MOST_NAME_BYTES = 64;

export function namespaceOf(config: OciConfig, type: LinuxNamespaceType): LinuxNamespace | undefined {
  const namespaces = config.linux?.namespaces;
  // null is refused by the schema, and still here when the other problems of the document are looked for.
  if (namespaces === undefined || namespaces === null) return undefined;
  for (let index = 0; index < namespaces.length; index++)
    if (namespaces[index]?.type === type) return namespaces[index];
  return undefined;
}

/** config.json has a new namespace of this type made, instead of one joined or the caller's own. */
export function makesNamespace({ linux }: OciConfig, type: LinuxNamespaceType): boolean {
  return (linux?.namespaces ?? []).some((one) => one.type === type && one.path === undefined);
}

export function checkNamespaces({ linux }: OciConfig, list: IssueList): void {
  const namespaces = linux?.namespaces ?? [];
  for (let index = 0; index < namespaces.length; index++) {
    const { type, path } = namespaces[index] as LinuxNamespace;
    if (namespaces.findIndex((other) => other.type === type) < index) {
      const problem = `is "${type}", which an earlier entry has already`;
      list.rule(`/linux/namespaces/${index}/type`, "linux/namespaces/duplicate-type", problem);
    }
    if (path !== undefined && path !== "" && !isAbsolute(path)) {
      const problem = `is ${quoted(path)}; an absolute path is needed`;
      list.rule(`/linux/namespaces/${index}/path`, "linux/namespaces/path-absolute", problem);
    }
  }
}

/** Without a UTS namespace of the container the host itself would be renamed. */
export function checkHostNames(config: OciConfig, list: IssueList): void {
  for (const property of ["hostname", "domainname"] as const) {
    const name = config[property];
    if (name === undefined || name === "") continue;
    if (namespaceOf(config, "uts") === undefined) {
      const hint = 'add {"type": "uts"} to linux.namespaces';
      list.rule(
        `/${property}`,
        `config/${property}/no-private-uts`,
        `is ${quoted(name)}, but there is no uts namespace`,
        hint,
      );
    }
    if (utf8Length(name) > MOST_NAME_BYTES) {
      const problem = `has ${utf8Length(name)} bytes; at most ${MOST_NAME_BYTES} are possible`;
      list.rule(`/${property}`, `config/${property}`, problem);
    }
  }
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

export function checkTimeOffsets(config: OciConfig, list: IssueList): void {
  const offsets = config.linux?.timeOffsets;
  if (offsets === undefined || Object.keys(offsets).length === 0) return;
  const namespace = namespaceOf(config, "time");
  if (namespace === undefined || (namespace.path ?? "") !== "") {
    const problem = "is set, but no new time namespace is made";
    list.rule(
      "/linux/timeOffsets",
      "linux/timens/without-namespace",
      problem,
      'add {"type": "time"} to linux.namespaces',
    );
  }
  for (const [clock, offset] of Object.entries(offsets as Record<string, TimeOffset>)) {
    const at: JsonPointer = pointerTo("/linux/timeOffsets", clock);
    if (clock !== "monotonic" && clock !== "boottime") {
      list.rule(at, "linux/timens/offsets", "is no clock of a time namespace; monotonic and boottime are");
    } else if ((offset.nanosecs ?? 0) >= 1e9) {
      list.rule(
        `${at}/nanosecs`,
        "linux/timens/nanosecs",
        `is ${offset.nanosecs}; at most 999999999 is possible`,
      );
    }
  }
}
