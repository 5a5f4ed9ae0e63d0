// SPDX-License-Identifier: Apache-2.0
import type { CgroupWrite } from "../../cgroup/cgroup.ts";
import type { Property } from "../../cgroup/systemd/property.ts";
import { formatJson } from "../../config/format.ts";
import type { Value } from "../../dbus/value.ts";
import { type BundlePlan, planBundle, type PlannedUnit } from "../../lifecycle/plan.ts";
import { formatPlan } from "../../ops/print.ts";
import { notifyDirectory } from "../../lifecycle/readiness.ts";
import { type Run, rootlessOf, runtimeOf } from "../context.ts";
import { print, printable } from "../output.ts";
import { enterBundle } from "../path.ts";
import { chosenFormat } from "./format.ts";

/** Stands for the id that create would be given. */
const ID = "container";
const INFINITY = 2n ** 64n - 1n;

export const plan: Run<"plan"> = (options, _args, context) => {
  const { globals } = context;
  const format = chosenFormat(options.format, ["text", "json"]);
  const request = { id: ID, bundle: enterBundle(options.bundle) };
  const runtime = runtimeOf(context);
  const bundlePlan = planBundle(request, {
    detached: false,
    rootless: rootlessOf(globals.rootless),
    notifyDirectory: (config) => notifyDirectory(runtime, ID, config),
    systemdCgroup: runtime.systemdCgroup,
  });
  print(format === "json" ? planJson(bundlePlan) : planText(bundlePlan));
  return 0;
};

/** One line an element. */
function listJson(values: readonly unknown[]): string {
  return values.length === 0 ? "[]" : `[\n  ${values.map(formatJson).join(",\n  ")}\n]`;
}

function planJson({ plan: compiled, unit, cgroupPaths, writes, warnings }: BundlePlan): string {
  const members = [
    ...(unit === undefined ? [] : [`"unit": ${unitJson(unit)},\n`]),
    `"cgroupPaths": ${JSON.stringify(cgroupPaths, undefined, 2)},\n`,
    `"cgroupWrites": ${listJson(writes)},\n`,
    `"warnings": ${listJson(warnings)},\n`,
  ];
  return `{\n${members.join("")}"plan": ${formatPlan(compiled, "json").trimEnd()}\n}\n`;
}

function unitJson({ name, user, properties }: PlannedUnit): string {
  const list = properties.map(({ value, ...property }) => ({
    name: property.name,
    signature: value.signature,
    value: plainValue(value.value),
    ...(property.pointer === "" ? {} : { pointer: property.pointer }),
  }));
  return `{ "name": ${JSON.stringify(name)}, "user": ${user}, "properties": ${listJson(list)} }`;
}

function plainValue(value: Value): unknown {
  return value instanceof Uint8Array ? [...value] : value;
}

function unitLines({ name, user, properties }: PlannedUnit): string[] {
  const head = `unit ${name} of ${user ? "the user's manager" : "the system's manager"}`;
  return [head, ...properties.map(propertyLine)];
}

function propertyLine({ name, value: { value }, pointer }: Property): string {
  const text = `property ${name} = ${value === INFINITY ? "infinity" : formatJson(plainValue(value))}`;
  return pointer === "" ? text : `${text}   ${pointer}`;
}

export function planText({ plan: compiled, unit, cgroupPaths, writes, warnings }: BundlePlan): string {
  // formatPlan() prints those of the plan itself.
  const own = warnings.filter((warning) => !compiled.warnings.includes(warning));
  const lines = [
    ...own.map((warning) => `warning: ${warning}`),
    ...(unit === undefined ? [] : unitLines(unit)),
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
