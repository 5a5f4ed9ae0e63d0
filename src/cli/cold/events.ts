// SPDX-License-Identifier: Apache-2.0
import { formatJson } from "../../config/format.ts";
import { containerEvents } from "../../lifecycle/events.ts";
import { runTask } from "../../lifecycle/task.ts";
import { type Run, runtimeOf } from "../context.ts";
import { print } from "../output.ts";
import { durationMs } from "./duration.ts";

/** One JSON object a line, until the container has ended. */
export const events: Run<"events"> = (options, [id = ""], context) => {
  const intervalMs = durationMs("interval", options.interval ?? "5s");
  const request = { id, intervalMs, once: options.stats === true };
  runTask(containerEvents(runtimeOf(context), request, (event) => print(`${formatJson(event)}\n`)));
  return 0;
};
