// SPDX-License-Identifier: Apache-2.0
import { createContainer } from "../../lifecycle/create.ts";
import { catchEnding, interruptible, UNDONE } from "../../lifecycle/interrupt.ts";
import { runTask } from "../../lifecycle/task.ts";
import { creatingRuntime, type Run } from "../context.ts";
import { creationRequest } from "./request.ts";

export const create: Run<"create"> = (options, [id = ""], context) => {
  const runtime = creatingRuntime(context);
  const caught = catchEnding();
  const task = createContainer(runtime, creationRequest(options, id, runtime.strict));
  runTask(interruptible(caught, task, UNDONE));
  return 0;
};
