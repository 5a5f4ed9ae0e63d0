// SPDX-License-Identifier: Apache-2.0
/** Where a program with NOTIFY_SOCKET says that it is ready: sd_notify(3). The places are runc's. */
import { type PlannedMount, planMount } from "./mounts.ts";

const MOUNT_POINT = "/run/notify";
export const NOTIFY_SOCKET_INSIDE = `${MOUNT_POINT}/notify.sock`;

/**
 * The directory and not the socket is mounted: \`start\` makes the socket anew, so that nobody else listens at it.
 *
 * @param index of no mount of config.json
 */
export function planNotifyMount(directory: string, index: number): PlannedMount {
  const options = ["bind", "nosuid", "nodev", "noexec", "ro"];
  return planMount({ destination: MOUNT_POINT, type: "bind", source: directory, options }, index, "");
}
