// SPDX-License-Identifier: Apache-2.0
/** Why a user namespace was refused, or what was done in one. Cold. */
import { ENOSPC, EPERM, EUSERS } from "../errors/errno.ts";
import { blockedBy, readUsernsLimits } from "../host/userns-limits.ts";
import { native } from "../native/native.ts";

const SURROUNDINGS =
  "something around the caller forbids user namespaces: the seccomp filter of a container that it runs in, a security module, or a chroot whose root is no mount point";

function creationHint(errno: number): string | undefined {
  const blocked = blockedBy(readUsernsLimits());
  if (blocked !== undefined) return blocked;
  if (errno === ENOSPC)
    return "a limit of namespaces is reached: /proc/sys/user/max_*_namespaces, here or in a user namespace above";
  if (errno === EUSERS) return "user namespaces are nested too deep (32 levels)";
  return errno === EPERM ? SURROUNDINGS : undefined;
}

/**
 * @param creating the operation that makes the user namespace failed; else one that came after it
 * @param errno positive
 */
export function userNamespaceHint(creating: boolean, errno: number): string | undefined {
  if (creating) return creationHint(errno);
  // The namespace is granted then, and its rights are not. Root is not restricted.
  const limits = readUsernsLimits();
  return native().ids()[3] !== 0 && limits.appArmor === 1 ? blockedBy(limits) : undefined;
}
