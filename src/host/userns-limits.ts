// SPDX-License-Identifier: Apache-2.0
/** What keeps callers without privileges from making user namespaces. Read when one was refused, and by doctor. */
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";

export interface UsernsLimits {
  /** user.max_user_namespaces; undefined where the kernel has no user namespaces. */
  readonly max: number | undefined;
  /** kernel.unprivileged_userns_clone, a sysctl of Debian's kernels. */
  readonly clone: number | undefined;
  /** kernel.apparmor_restrict_unprivileged_userns, a sysctl of Ubuntu's. */
  readonly appArmor: number | undefined;
}

function sysctl(path: string): number | undefined {
  const text = native().readText(AT_FDCWD, `/proc/sys/${path}`, 0, 64);
  return typeof text === "string" && /^[0-9]+\s*$/.test(text) ? Number(text) : undefined;
}

export function readUsernsLimits(): UsernsLimits {
  return {
    max: sysctl("user/max_user_namespaces"),
    clone: sysctl("kernel/unprivileged_userns_clone"),
    appArmor: sysctl("kernel/apparmor_restrict_unprivileged_userns"),
  };
}

const APPARMOR =
  "kernel.apparmor_restrict_unprivileged_userns is 1: AppArmor takes the rights of a user namespace away from programs without a profile that has `userns,`; root adds such a profile for runt to /etc/apparmor.d, or runs `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`";

/** The switch that is off, with what turns it on; undefined where none is. Pure. */
export function blockedBy({ max, clone, appArmor }: UsernsLimits): string | undefined {
  if (max === undefined) return "this kernel has no user namespaces (CONFIG_USER_NS)";
  if (max === 0)
    return "user.max_user_namespaces is 0: root allows some with `sysctl -w user.max_user_namespaces=15000`";
  if (clone === 0)
    return "kernel.unprivileged_userns_clone is 0: root allows them with `sysctl -w kernel.unprivileged_userns_clone=1`";
  return appArmor === 1 ? APPARMOR : undefined;
}
