// SPDX-License-Identifier: Apache-2.0
import { formatJson } from "../../config/format.ts";
import { readResources } from "../../config/read.ts";
import type { LinuxResources } from "../../config/types.ts";
import { runTask } from "../../lifecycle/task.ts";
import { updateContainer } from "../../lifecycle/update.ts";
import { native } from "../../native/native.ts";
import type { CommandOptions } from "../commands.ts";
import { type Run, runtimeOf } from "../context.ts";
import { readDocument } from "../document.ts";
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

function resourcesOf(options: CommandOptions<"update">): LinuxResources {
  const { resources: path } = options;
  // Checked as a file is: what is saved must be readable for the next update.
  if (path === undefined || path === "")
    return readResources(native().encodeText(formatJson(resourcesFromFlags(options))), "flags");
  if (path === "-") return readResources(readToEnd(0, "resources on standard input", RESOURCES_MAX));
  return readResources(readDocument(path, "resources file", RESOURCES_MAX), path);
}
