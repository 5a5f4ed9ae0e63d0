// SPDX-License-Identifier: Apache-2.0
import { runContainer } from "../../lifecycle/run.ts";
import { runTask } from "../../lifecycle/task.ts";
import { creatingRuntime, type Run } from "../context.ts";
import { creationRequest } from "./request.ts";

export const run: Run<"run"> = (options, [id = ""], context) => {
  const runtime = creatingRuntime(context);
  const request = creationRequest(options, id, runtime.strict);
  if (options.detach === true) request.detach = true;
  if (options.keep === true) request.keep = true;
  return runTask(runContainer(runtime, request));
};
