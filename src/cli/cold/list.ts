// SPDX-License-Identifier: Apache-2.0
import { listContainers } from "../../lifecycle/list.ts";
import type { StateDocument } from "../../lifecycle/requests.ts";
import { type Run, runtimeOf } from "../context.ts";
import { complain, print, printable } from "../output.ts";
import { chosenFormat } from "./format.ts";
import { userNames } from "./passwd.ts";
import { formatTable } from "./table.ts";

export const list: Run<"list"> = (options, _args, context) => {
  const format = chosenFormat(options.format, ["table", "json"]);
  const { containers, problems } = listContainers(runtimeOf(context));
  for (const problem of problems) complain(`${printable(problem)}\n`);
  if (options.quiet === true) print(containers.map(({ id }) => `${id}\n`).join(""));
  else print(listText(withOwners(containers), format));
  return 0;
};

function withOwners(containers: readonly StateDocument[]): StateDocument[] {
  if (containers.length === 0) return [];
  const names = userNames();
  return containers.map((container) => ({
    ...container,
    owner: names.get(container.owner) ?? `#${container.owner}`,
  }));
}

/** JSON is `null` where there are none: callers that decode into a list know both. */
export function listText(containers: readonly StateDocument[], format: "table" | "json"): string {
  if (format === "json") return `${containers.length === 0 ? "null" : JSON.stringify(containers)}\n`;
  const rows = containers.map(({ id, pid, status, bundle, created, owner }) => {
    return [id, String(pid), status, printable(bundle), created, owner];
  });
  return formatTable([["ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"], ...rows]);
}
