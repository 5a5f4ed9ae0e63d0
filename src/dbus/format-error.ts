// SPDX-License-Identifier: Apache-2.0
/** Bytes that are no D-Bus message, or a value that no message can hold. Callers name the peer. */
export class DBusFormatError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DBusFormatError";
  }
}
