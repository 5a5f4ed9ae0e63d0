// SPDX-License-Identifier: Apache-2.0
/** Files that also get what hooks print: crun's annotations `run.oci.hooks.stdout` and `run.oci.hooks.stderr`. */
import { KernelError } from "../errors/errors.ts";
import type { HookState } from "../lifecycle/status.ts";
import { AT_FDCWD, O_APPEND, O_CREAT, O_NOCTTY, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";

/** Fds, -1 where no file is wanted. */
export interface OutputCopies {
  stdout: number;
  stderr: number;
}

/** @throws {KernelError} for a file that can't be written */
export function openCopies(state: HookState): OutputCopies {
  const copies: OutputCopies = { stdout: -1, stderr: -1 };
  try {
    for (const stream of ["stdout", "stderr"] as const)
      copies[stream] = openFile(state, `run.oci.hooks.${stream}`);
  } catch (error) {
    closeCopies(copies);
    throw error;
  }
  return copies;
}

/** A relative path is one of the bundle. */
function openFile({ annotations, bundle }: HookState, name: string): number {
  const given = annotations?.[name] ?? "";
  if (given === "") return -1;
  const path = given.startsWith("/") ? given : `${bundle}/${given}`;
  const fd = native().openat(AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY, 0o644);
  if (fd < 0)
    throw new KernelError(fd, "openat", `open the file for the output of hooks, ${path}`, {
      path,
      pointer: `/annotations/${name}`,
    });
  return fd;
}

export function closeCopies({ stdout, stderr }: OutputCopies): void {
  for (const fd of [stdout, stderr]) if (fd >= 0) native().close(fd);
}
