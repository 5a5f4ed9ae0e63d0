// SPDX-License-Identifier: Apache-2.0
/** A D-Bus message from systemd, or who pretends to be it: taken, and the same after writing it again, or refused. */
import { isDeepStrictEqual } from "node:util";
import { DBusFormatError } from "../../src/dbus/format-error.ts";
import { decodeMessage, encodeMessage } from "../../src/dbus/message.ts";
import { installFuzzed } from "./invariant.ts";

installFuzzed();

export function fuzz(data: Uint8Array): void {
  try {
    const message = decodeMessage(data);
    const again = decodeMessage(encodeMessage(message));
    if (!isDeepStrictEqual(again, message)) throw new Error("the message is another one after writing it");
  } catch (error) {
    if (!(error instanceof DBusFormatError)) throw error;
  }
}
