// SPDX-License-Identifier: Apache-2.0
import type { IntelRdt } from "../config/types.ts";
import { hasLineEnd, type IssueList, quoted } from "./issues.ts";

const AT = "/linux/intelRdt";
/** Names that resctrl itself has. */
const TAKEN: readonly string[] = [".", "..", "info", "mon_groups", "mon_data"];

/** The form of memBwSchema is the schema's. */
export function checkIntelRdt(rdt: IntelRdt | undefined, list: IssueList): void {
  if (rdt === undefined) return;
  const { closID, l3CacheSchema, schemata = [] } = rdt;
  if (
    closID !== undefined &&
    closID !== "/" &&
    (closID === "" || TAKEN.includes(closID) || /[/\n\0]/.test(closID))
  ) {
    const problem = `is ${quoted(closID)}; a name without "/", or "/" alone, is needed`;
    list.rule(`${AT}/closID`, "linux/intelrdt/closid-root", problem);
  }
  if (l3CacheSchema !== undefined && (!l3CacheSchema.startsWith("L3:") || hasLineEnd(l3CacheSchema))) {
    const clause = hasLineEnd(l3CacheSchema) ? "linux/intelrdt/l3-no-newline" : "linux/intelrdt/l3-prefix";
    list.rule(
      `${AT}/l3CacheSchema`,
      clause,
      `is ${quoted(l3CacheSchema)}; one line that starts with L3: is needed`,
    );
  }
  schemata.forEach((line, index) => {
    if (!hasLineEnd(line)) return;
    list.rule(
      `${AT}/schemata/${index}`,
      "linux/intelrdt/schemata-no-newline",
      `is ${quoted(line)}; one line is needed`,
    );
  });
}
