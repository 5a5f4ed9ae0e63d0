// SPDX-License-Identifier: Apache-2.0
import { readResources } from "../../config/read.ts";
import type { LinuxResources } from "../../config/types.ts";
import { ConfigError, KernelError } from "../../errors/errors.ts";
import { runTask } from "../../lifecycle/task.ts";
import { updateContainer } from "../../lifecycle/update.ts";
import { AT_FDCWD } from "../../native/flags.ts";
import { native } from "../../native/native.ts";
import { checkResourcesAlone } from "../../policy/check.ts";
import type { CommandOptions } from "../commands.ts";
import { type Run, runtimeOf } from "../context.ts";
import { readToEnd } from "./read-to-end.ts";
import { resourcesFromFlags } from "./update-resources.ts";

const RESOURCES_MAX = 16 * 1024 * 1024;

export const update: Run<"update"> = (options, [id = ""], context) => {
  const runtime = runtimeOf(context);
  const schemata = [options["l3-cache-schema"], options["mem-bw-schema"]].flatMap((line) =>
    line === undefined || line === "" ? [] : [line],
  );
  for (const name of ["kernel-memory", "kernel-memory-tcp"] as const) {
    if (options[name] !== undefined) runtime.warn(`--${name} is obsolete and ignored`);
  }
  runTask(updateContainer(runtime, id, resourcesOf(options), schemata));
  return 0;
};

/** Flags can hold what no JSON may. @throws {ConfigError} */
function checked(resources: LinuxResources): LinuxResources {
  const issues = checkResourcesAlone(resources);
  if (issues.length > 0) throw new ConfigError(issues, "flags");
  return resources;
}

function resourcesOf(options: CommandOptions<"update">): LinuxResources {
  const { resources: path } = options;
  if (path === undefined || path === "") return checked(resourcesFromFlags(options));
  if (path === "-") return readResources(readToEnd(0, "resources on standard input", RESOURCES_MAX));
  const bytes = native().readFile(AT_FDCWD, path, 0, RESOURCES_MAX);
  if (typeof bytes === "number")
    throw new KernelError(bytes, "read", `resources file ${JSON.stringify(path)}`, { path });
  return readResources(bytes, path);
}
