// SPDX-License-Identifier: Apache-2.0
/** Why clone3(2) did not make a process. Cold. */
import { EACCES, EAGAIN, EBUSY, EOPNOTSUPP } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";

const DELEGATE =
  "on cgroup v2 the caller must be allowed to write cgroup.procs of the cgroup that holds both its own and the container's; with systemd, `systemd-run --user --scope -p Delegate=yes` starts a command in a delegated one";

const CGROUP_HINTS: Readonly<Record<number, string>> = {
  [EACCES]: DELEGATE,
  [EBUSY]:
    "that cgroup has controllers enabled for cgroups below it (cgroup.subtree_control), and so takes no process itself",
  [EOPNOTSUPP]: "that cgroup, or one above it, is threaded (cgroup.type), and takes no process",
};

const FEW =
  "no more processes are allowed: by RLIMIT_NPROC of the user, pids.max of the cgroup or of one above it, or kernel.threads-max";

/** @param errno negative @param intoCgroup the process was to be born in the container's cgroup v2 */
export function spawnError(errno: number, intoCgroup: boolean): KernelError {
  const hint = intoCgroup ? CGROUP_HINTS[-errno] : undefined;
  if (hint === undefined) {
    const few = -errno === EAGAIN ? { hint: FEW } : {};
    return new KernelError(errno, "clone3", "make the container process", few);
  }
  const what = "put the container process into its cgroup";
  return new KernelError(errno, "clone3", what, { pointer: "/linux/cgroupsPath", hint });
}
