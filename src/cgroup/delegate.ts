// SPDX-License-Identifier: Apache-2.0
/** config-linux.md "Cgroup ownership": the v2 cgroup is given to the container's process user. */
import type { OciConfig } from "../config/types.ts";
import { ENOENT } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import { AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { makesNamespace } from "../policy/namespaces.ts";
import { directoryFor, type OpenCgroup } from "./open.ts";

/** Where the kernel does not list them. */
const FALLBACK = ["cgroup.procs", "cgroup.subtree_control", "cgroup.threads"];
const KEEP_GROUP = 0xffffffff;

/**
 * The host's uid that owns the cgroup: only with a new cgroup namespace and a cgroup mount that can be
 * written to. undefined leaves the owner alone.
 */
export function delegateUid(config: OciConfig): number | undefined {
  const mount = (config.mounts ?? []).findLast(({ destination }) => destination === "/sys/fs/cgroup");
  const writable =
    mount?.type === "cgroup" && mount.source === "cgroup" && !(mount.options ?? []).includes("ro");
  if (!makesNamespace(config, "cgroup") || !writable) return undefined;
  const uid = config.process?.user?.uid ?? 0;
  const mappings = config.linux?.uidMappings ?? [];
  if (mappings.length === 0) return uid;
  const mapping = mappings.find(({ containerID, size }) => uid >= containerID && uid < containerID + size);
  return mapping === undefined ? undefined : mapping.hostID + (uid - mapping.containerID);
}

function chown(fd: number, file: string, uid: number): void {
  const flags = file === "" ? AT_EMPTY_PATH : AT_SYMLINK_NOFOLLOW;
  const changed = native().fchownat(fd, file, uid, KEEP_GROUP, flags);
  // The kernel lists files of controllers that this cgroup may not have.
  if (changed >= 0 || changed === -ENOENT) return;
  throw new KernelError(changed, "fchownat", `give cgroup file "${file}" to uid ${uid}`, {
    pointer: "/process/user/uid",
  });
}

/** The directory and the files of /sys/kernel/cgroup/delegate, and nothing else. v2 only. */
export function delegateCgroup(cgroup: OpenCgroup, uid: number): void {
  const directory = directoryFor(cgroup, "");
  if (directory === undefined) return;
  const text = native().readText(AT_FDCWD, "/sys/kernel/cgroup/delegate", 0, 65_536);
  const files = typeof text === "number" ? FALLBACK : text.split("\n").filter((file) => file !== "");
  for (const file of ["", ...files]) chown(directory.fd, file, uid);
}
