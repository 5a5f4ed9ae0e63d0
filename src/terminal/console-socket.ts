// SPDX-License-Identifier: Apache-2.0
import { KernelError } from "../errors/errors.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";

const SOCK_STREAM = 1;

/** Connects to the socket that takes a terminal's or a process's fd; before anything is made. */
export function connectReceiver(option: "--console-socket" | "--pidfd-socket", path: string): number {
  const fd = native().connectUnix(AT_FDCWD, path, SOCK_STREAM);
  if (fd >= 0) return fd;
  throw new KernelError(fd, "connect", `${option} ${path}`, {
    path,
    hint: "a program must listen there on a unix stream socket",
  });
}
