// SPDX-License-Identifier: Apache-2.0
import { absolutePath } from "../cli/path.ts";
import type { ConnectionOptions } from "./options.ts";

interface Receivers {
  consoleSocket?: string;
  pidfdSocket?: string;
  pidFile?: string;
}

/** Adds to a request who wants to be told of the process. */
export function withReceivers<Request extends Receivers>(
  request: Request,
  { consoleSocket, pidfdSocket, pidFile }: Pick<ConnectionOptions, keyof Receivers>,
): Request {
  if (consoleSocket !== undefined) request.consoleSocket = absolutePath(consoleSocket);
  if (pidfdSocket !== undefined) request.pidfdSocket = absolutePath(pidfdSocket);
  if (pidFile !== undefined) request.pidFile = absolutePath(pidFile);
  return request;
}
