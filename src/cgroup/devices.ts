// SPDX-License-Identifier: Apache-2.0
/** Puts a device program in force on a v2 cgroup. */
import { KernelError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { native } from "../native/native.ts";
import { type OpenCgroup, directoryFor } from "./open.ts";

const POINTER: JsonPointer = "/linux/resources/devices";

function attach(cgroupFd: number, programFd: number, path: string): void {
  const attached = native().bpfQuery(cgroupFd);
  const present = typeof attached === "number" ? undefined : attached[0];
  // Replaced in one step: between detaching and attaching, every device would be allowed.
  const replaced = present === undefined ? -1 : native().bpfProgFd(present);
  const result = native().bpfAttach(cgroupFd, programFd, replaced < 0 ? -1 : replaced);
  if (replaced >= 0) native().close(replaced);
  if (result < 0)
    throw new KernelError(result, "bpf", `attach the device program to cgroup ${path}`, {
      pointer: POINTER,
      path,
    });
}

/**
 * Loads and attaches a program; one that is attached is replaced.
 *
 * @param optional a failure to load is a warning: in a user namespace, or when nothing is denied
 * @returns a warning, or undefined
 * @throws {KernelError} with the verifier's last line
 */
export function attachDevices(
  cgroup: OpenCgroup,
  program: Uint8Array,
  optional: boolean,
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
    attach(directory.fd, fd, directory.path);
  } finally {
    native().close(fd);
  }
  return undefined;
}
