// SPDX-License-Identifier: Apache-2.0
import { createContainer } from "../../lifecycle/create.ts";
import { runTask } from "../../lifecycle/task.ts";
import { creatingRuntime, type Run } from "../context.ts";
import { creationRequest } from "./request.ts";

export const create: Run<"create"> = (options, [id = ""], context) => {
  const runtime = creatingRuntime(context);
  runTask(createContainer(runtime, creationRequest(options, id)));
  return 0;
};
