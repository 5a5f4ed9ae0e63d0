// SPDX-License-Identifier: Apache-2.0
import { pauseContainer, resumeContainer } from "../../lifecycle/pause.ts";
import { runTask } from "../../lifecycle/task.ts";
import { type Run, runtimeOf } from "../context.ts";

export const pause: Run<"pause"> = (_options, [id = ""], context) => {
  runTask(pauseContainer(runtimeOf(context), id));
  return 0;
};

export const resume: Run<"resume"> = (_options, [id = ""], context) => {
  runTask(resumeContainer(runtimeOf(context), id));
  return 0;
};
