// SPDX-License-Identifier: Apache-2.0
import { type BundlePlan, planBundle } from "../../lifecycle/plan.ts";
import { formatPlan } from "../../ops/print.ts";
import type { Run } from "../context.ts";
import { print, printable } from "../output.ts";
import { enterBundle } from "../path.ts";
import { chosenFormat } from "./format.ts";
import { jsonText } from "./json-text.ts";

/** Stands for the id that create would be given. */
const ID = "container";

export const plan: Run<"plan"> = (options) => {
  const format = chosenFormat(options.format, ["text", "json"]);
  const bundlePlan = planBundle(enterBundle(options.bundle), { id: ID, detached: false });
  print(format === "json" ? planJson(bundlePlan) : planText(bundlePlan));
  return 0;
};

function planJson({ plan: compiled, cgroupPaths, writes, warnings }: BundlePlan): string {
  const parts = { cgroupPaths, cgroupWrites: writes, warnings };
  const members = Object.entries(parts).map(
    ([name, value]) => `${JSON.stringify(name)}: ${jsonText(value, 2)},\n`,
  );
  return `{\n${members.join("")}"plan": ${formatPlan(compiled, "json").trimEnd()}\n}\n`;
}

export function planText({ plan: compiled, cgroupPaths, writes, warnings }: BundlePlan): string {
  const lines: string[] = [];
  for (const warning of warnings)
    if (!compiled.warnings.includes(warning)) lines.push(`warning: ${printable(warning)}`);
  for (const [controller, path] of Object.entries(cgroupPaths))
    lines.push(`cgroup ${controller || "v2"}: ${printable(path)}`);
  for (const { controller, file, value, pointer } of writes) {
    const at = `${controller === "" ? "" : `${controller}: `}${file}`;
    lines.push(
      `write ${printable(`${at} = ${JSON.stringify(value)}`)}${pointer === "" ? "" : `   ${pointer}`}`,
    );
  }
  if (lines.length > 0) lines.push("");
  return `${lines.map((line) => `${line}\n`).join("")}${formatPlan(compiled, "text")}`;
}
