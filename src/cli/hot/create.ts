// SPDX-License-Identifier: Apache-2.0
import { createContainer } from "../../lifecycle/create.ts";
import { runTask } from "../../lifecycle/task.ts";
import { native } from "../../native/native.ts";
import { creatingRuntime, type Run } from "../context.ts";
import { creationRequest } from "./request.ts";

const SIGHUP = 1;
const SIGINT = 2;
const SIGTERM = 15;

export const create: Run<"create"> = (options, [id = ""], context) => {
  const runtime = creatingRuntime(context);
  const signals = native().signalFd([SIGHUP, SIGINT, SIGTERM]);
  runTask(createContainer(runtime, creationRequest(options, id, runtime.strict)), signals);
  return 0;
};
