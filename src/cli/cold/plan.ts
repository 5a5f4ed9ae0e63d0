// SPDX-License-Identifier: Apache-2.0
import type { CgroupWrite } from "../../cgroup/cgroup.ts";
import { type BundlePlan, planBundle } from "../../lifecycle/plan.ts";
import { formatPlan } from "../../ops/print.ts";
import { notifyDirectory } from "../../lifecycle/readiness.ts";
import { type Run, rootlessOf, runtimeOf } from "../context.ts";
import { print, printable } from "../output.ts";
import { enterBundle } from "../path.ts";
import { chosenFormat } from "./format.ts";

/** Stands for the id that create would be given. */
const ID = "container";

export const plan: Run<"plan"> = (options, _args, context) => {
  const { globals } = context;
  const format = chosenFormat(options.format, ["text", "json"]);
  const rootless = rootlessOf(globals.rootless);
  const request = { id: ID, bundle: enterBundle(options.bundle) };
  const runtime = runtimeOf(context);
  const bundlePlan = planBundle(request, {
    detached: false,
    rootless,
    notifyDirectory: (config) => notifyDirectory(runtime, ID, config),
  });
  print(format === "json" ? planJson(bundlePlan) : planText(bundlePlan));
  return 0;
};

function planJson({ plan: compiled, cgroupPaths, writes, warnings }: BundlePlan): string {
  const parts = { cgroupPaths, cgroupWrites: writes, warnings };
  const members = Object.entries(parts).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value, undefined, 2)},\n`,
  );
  return `{\n${members.join("")}"plan": ${formatPlan(compiled, "json").trimEnd()}\n}\n`;
}

export function planText({ plan: compiled, cgroupPaths, writes, warnings }: BundlePlan): string {
  // formatPlan() prints those of the plan itself.
  const own = warnings.filter((warning) => !compiled.warnings.includes(warning));
  const lines = [
    ...own.map((warning) => `warning: ${warning}`),
    ...Object.entries(cgroupPaths).map(([controller, path]) => `cgroup ${controller || "v2"}: ${path}`),
    ...writes.map(writeLine),
  ];
  const head = lines.map((line) => `${printable(line)}\n`).join("");
  return `${head}${head === "" ? "" : "\n"}${formatPlan(compiled, "text")}`;
}

function writeLine({ controller, file, value, pointer }: CgroupWrite): string {
  const text = `write ${controller === "" ? "" : `${controller} `}${file} = ${JSON.stringify(value)}`;
  return pointer === "" ? text : `${text}   ${pointer}`;
}
