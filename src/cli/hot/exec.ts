// SPDX-License-Identifier: Apache-2.0
import { readProcess } from "../../config/read.ts";
import type { Process } from "../../config/types.ts";
import { ConfigError, UsageError } from "../../errors/errors.ts";
import { containerProcess, execInContainer } from "../../lifecycle/exec.ts";
import type { ExecRequest, Runtime } from "../../lifecycle/requests.ts";
import { runTask } from "../../lifecycle/task.ts";
import { checkProcessAlone } from "../../policy/check.ts";
import type { CommandOptions } from "../commands.ts";
import { type Run, runtimeOf } from "../context.ts";
import { readDocument } from "../document.ts";
import { EXEC_FAILED, processWithFlags } from "./exec-process.ts";
import { addReceivers } from "./request.ts";

const PROCESS_FILE_MAX = 64 * 1024 * 1024;

/** The process's own exit status, or 255 if it can't be run. */
export const exec: Run<"exec"> = (options, args, context) => {
  const runtime = runtimeOf(context);
  const [id = "", ...words] = args;
  const request: ExecRequest = { id, process: processOf(runtime, id, options, words) };
  addReceivers(options, request);
  if (options.detach === true) request.detach = true;
  if (options.cgroup !== undefined) request.cgroup = options.cgroup;
  if (options["ignore-paused"] === true) request.ignorePaused = true;
  return runTask(execInContainer(runtime, request));
};

/** A file of --process stands alone: no flag and no argument changes it. */
function processOf(
  runtime: Runtime,
  id: string,
  options: CommandOptions<"exec">,
  words: readonly string[],
): Process {
  if (options.process) return processFrom(options.process);
  const base = containerProcess(runtime, id);
  if (words.length === 0) throw new UsageError("exec args cannot be empty", EXEC_FAILED);
  const process = processWithFlags(base, options, words);
  const issues = checkProcessAlone(process);
  if (issues.length > 0) throw new ConfigError(issues, "process");
  return process;
}

function processFrom(path: string): Process {
  return readProcess(readDocument(path, "process file", PROCESS_FILE_MAX), path);
}
