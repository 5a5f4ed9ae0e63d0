// SPDX-License-Identifier: Apache-2.0
import { deleteContainer } from "../../lifecycle/delete.ts";
import { runTask } from "../../lifecycle/task.ts";
import { type Run, runtimeOf } from "../context.ts";

export const deleteCommand: Run<"delete"> = (options, [id = ""], context) => {
  runTask(deleteContainer(runtimeOf(context), id, options.force === true));
  return 0;
};
