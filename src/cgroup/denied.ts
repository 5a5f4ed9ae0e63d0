// SPDX-License-Identifier: Apache-2.0
/** What is said to a caller that may make no cgroup. */

/** runc's words. */
export const DENIED_WORDS =
  "rootless needs no limits + no cgrouppath when no permission is granted for cgroups";
export const DELEGATION_HINT =
  "have a cgroup delegated: with systemd, `systemd-run --user --scope -p Delegate=yes` starts a command in one";
/** For what comes after create. */
export const NO_CGROUP_HINT = `create the container as root without --cgroup-manager disabled, or ${DELEGATION_HINT}`;
