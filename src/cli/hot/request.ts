// SPDX-License-Identifier: Apache-2.0
/** What create and run have in common. */
import { UsageError } from "../../errors/errors.ts";
import type { RunRequest } from "../../lifecycle/requests.ts";
import type { CommandOptions } from "../commands.ts";
import { absolutePath, enterBundle } from "../path.ts";

/** Makes the bundle the current directory, after all other paths were made absolute. */
export function creationRequest(options: CommandOptions<"create">, id: string, strict?: boolean): RunRequest {
  if (strict === true && (options.bundle ?? "") === "")
    throw new UsageError("a strict runtime takes no bundle for granted: --bundle is needed");
  const request: RunRequest = { id, bundle: "" };
  if (options.config !== undefined) request.configFile = absolutePath(options.config);
  addReceivers(options, request);
  if (options["no-pivot"] === true) request.noPivot = true;
  if (options["no-new-keyring"] === true) request.noNewKeyring = true;
  if (options["no-subreaper"] === true) request.noSubreaper = true;
  request.bundle = enterBundle(options.bundle);
  return request;
}

interface ReceiverOptions {
  "console-socket"?: string;
  "pidfd-socket"?: string;
  "pid-file"?: string;
  "preserve-fds"?: number;
}

interface Receivers {
  consoleSocket?: string;
  pidfdSocket?: string;
  pidFile?: string;
  preserveFds?: number;
}

/** Where the caller wants to be told of the process, and what it hands on to it. */
export function addReceivers(options: ReceiverOptions, receivers: Receivers): void {
  const { "console-socket": consoleSocket, "pidfd-socket": pidfdSocket, "pid-file": pidFile } = options;
  // An empty text is as good as no option: callers pass unset variables.
  if (consoleSocket !== undefined && consoleSocket !== "")
    receivers.consoleSocket = absolutePath(consoleSocket);
  if (pidfdSocket !== undefined && pidfdSocket !== "") receivers.pidfdSocket = absolutePath(pidfdSocket);
  if (pidFile !== undefined && pidFile !== "") receivers.pidFile = absolutePath(pidFile);
  const count = options["preserve-fds"] ?? 0;
  if (count < 0) throw new UsageError(`invalid value "${count}" for flag -preserve-fds: 0 or more is needed`);
  if (count > 0) receivers.preserveFds = count;
}
