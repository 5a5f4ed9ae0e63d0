// SPDX-License-Identifier: Apache-2.0
import { killContainer } from "../../lifecycle/kill.ts";
import { runTask } from "../../lifecycle/task.ts";
import { SIGTERM } from "../../native/flags.ts";
import { type Run, runtimeOf } from "../context.ts";
import { signalNumber } from "../signals.ts";

export const kill: Run<"kill"> = (options, [id = "", signal], context) => {
  const number = signal === undefined || signal === "" ? SIGTERM : signalNumber(signal);
  runTask(killContainer(runtimeOf(context), id, number, options.all === true));
  return 0;
};
