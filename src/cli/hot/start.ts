// SPDX-License-Identifier: Apache-2.0
import { startContainer } from "../../lifecycle/start.ts";
import { runTask } from "../../lifecycle/task.ts";
import { type Run, runtimeOf } from "../context.ts";

export const start: Run<"start"> = (_options, [id = ""], context) => {
  runTask(startContainer(runtimeOf(context), id));
  return 0;
};
