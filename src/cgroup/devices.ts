// SPDX-License-Identifier: Apache-2.0
/** Puts a device program in force on a v2 cgroup. */
import { KernelError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { native } from "../native/native.ts";
import type { Undo } from "./apply.ts";
import { type OpenCgroup, type OpenDirectory, directoryFor } from "./open.ts";

export interface DeviceProgram {
  program: Uint8Array;
  /** A failure to load it is a warning: in a user namespace, or when nothing is denied. */
  optional: boolean;
}

const POINTER: JsonPointer = "/linux/resources/devices";

/** fd of runt's program that is in force, or -1. systemd has its own beside it, which stays. */
function presentProgram(cgroupFd: number): number {
  const attached = native().bpfQuery(cgroupFd);
  for (const id of typeof attached === "number" ? [] : attached) {
    const fd = native().bpfProgFd(id);
    if (fd < 0) continue;
    if (native().bpfIsOwn(fd) === 1) return fd;
    native().close(fd);
  }
  return -1;
}

function attach({ fd, path }: OpenDirectory, programFd: number, undo: Undo | undefined): void {
  // Replaced in one step: between detaching and attaching, every device would be allowed.
  const replaced = presentProgram(fd);
  const result = native().bpfAttach(fd, programFd, replaced);
  if (result >= 0 && undo !== undefined && replaced >= 0) {
    undo.add("the device program", () => {
      const present = presentProgram(fd);
      const back = native().bpfAttach(fd, replaced, present);
      native().close(present);
      return back >= 0;
    });
  } else if (replaced >= 0) native().close(replaced);
  if (result < 0)
    throw new KernelError(result, "bpf", `attach the device program to cgroup ${path}`, {
      pointer: POINTER,
      path,
    });
}

/**
 * Loads and attaches a program; one that is attached is replaced, or with `beside` stays in force too.
 *
 * @param undo is told how to put the present program back
 * @returns a warning, or undefined
 * @throws {KernelError} with the verifier's last line
 */
export function attachDevices(
  cgroup: OpenCgroup,
  { program, optional }: DeviceProgram,
  undo?: Undo,
): string | undefined {
  const directory = directoryFor(cgroup, "");
  if (directory === undefined) return undefined;
  const fd = native().bpfLoadDevice(program);
  if (fd < 0) {
    const text = native().lastText();
    const error = new KernelError(fd, "bpf", "load the device program", {
      pointer: POINTER,
      ...(text === "" ? {} : { kernelText: text }),
      hint: "the kernel needs CONFIG_CGROUP_BPF, and the caller CAP_SYS_ADMIN or CAP_BPF",
    });
    if (optional) return `devices are not restricted: ${error.message}`;
    throw error;
  }
  try {
    attach(directory, fd, undo);
  } finally {
    native().close(fd);
  }
  return undefined;
}
