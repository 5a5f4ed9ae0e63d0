// SPDX-License-Identifier: Apache-2.0
import type { Linux } from "../config/types.ts";
import { unsupportedError } from "./refuse.ts";

/**
 * Refuses sections that would otherwise be left undone in silence.
 *
 * @throws {ConfigError} ERR_CONFIG_UNSUPPORTED
 */
export function refuseUnsupported(linux: Linux | undefined): void {
  if (linux?.netDevices !== undefined && Object.keys(linux.netDevices).length > 0) {
    throw unsupportedError("/linux/netDevices", "moving network devices into the container is not supported");
  }
  if (linux?.intelRdt !== undefined) {
    throw unsupportedError("/linux/intelRdt", "Intel RDT (resctrl) is not supported");
  }
}
