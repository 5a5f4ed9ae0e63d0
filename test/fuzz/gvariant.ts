// SPDX-License-Identifier: Apache-2.0
/** Values of org.systemd.property annotations: refused with a place, or fit for a message. */
import { GVariantError, parseGVariant } from "../../src/cgroup/systemd/gvariant.ts";
import { DBusFormatError } from "../../src/dbus/format-error.ts";
import { Writer } from "../../src/dbus/write.ts";
import { installFuzzed } from "./invariant.ts";

installFuzzed();

export function fuzz(data: Uint8Array): void {
  try {
    const value = parseGVariant(new TextDecoder().decode(data));
    new Writer().value({ code: "v" }, value);
  } catch (error) {
    if (!(error instanceof GVariantError) && !(error instanceof DBusFormatError)) throw error;
  }
}
