// SPDX-License-Identifier: Apache-2.0
/** Hands a seccomp notification fd to its agent. config-linux.md "The Container Process State". */
import type { OciConfig } from "../config/types.ts";
import { KernelError } from "../errors/errors.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { type HookState, SPEC_VERSION } from "./status.ts";

const SOCK_STREAM = 1;

export interface ListenerMessage {
  config: OciConfig;
  /** pid of the process that the filter is on, as the runtime sees it. */
  pid: number;
  /** The container's state as hooks see it. */
  state: HookState;
}

/** Sends the fd with the ContainerProcessState, then closes both. */
export function sendListener(fd: number, message: ListenerMessage): void {
  const { listenerPath = "", listenerMetadata } = message.config.linux?.seccomp ?? {};
  const details = { path: listenerPath, pointer: "/linux/seccomp/listenerPath" as const };
  const socket = native().connectUnix(AT_FDCWD, listenerPath, SOCK_STREAM);
  if (socket < 0) {
    native().close(fd);
    throw new KernelError(socket, "connect", `connect to the seccomp agent at ${listenerPath}`, details);
  }
  const text = JSON.stringify({
    ociVersion: SPEC_VERSION,
    fds: ["seccompFd"],
    pid: message.pid,
    ...(listenerMetadata === undefined ? {} : { metadata: listenerMetadata }),
    state: message.state,
  });
  const sent = native().sendFds(socket, native().encodeText(text), [fd]);
  native().close(socket);
  native().close(fd);
  if (sent < 0)
    throw new KernelError(sent, "sendmsg", `send the seccomp fd to the agent at ${listenerPath}`, details);
}
