// SPDX-License-Identifier: Apache-2.0
/** Server addresses, as DBUS_SESSION_BUS_ADDRESS holds them. Pure. D-Bus specification 0.43, "Server Addresses". */

/** Undoes %XX; undefined for a wrong escape. */
function unescape(text: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** "unix:path=/run/user/1000/bus,guid=..." */
function socketOf(address: string, runtimeDirectory: string | undefined): string | undefined {
  const colon = address.indexOf(":");
  if (address.slice(0, colon) !== "unix") return undefined;
  for (const pair of address.slice(colon + 1).split(",")) {
    const equals = pair.indexOf("=");
    const value = unescape(pair.slice(equals + 1));
    const name = pair.slice(0, equals);
    if (name === "path" && value?.startsWith("/") === true) return value;
    if (name === "runtime" && value === "yes" && runtimeDirectory !== undefined)
      return `${runtimeDirectory}/bus`;
  }
  return undefined;
}

/**
 * Paths of the unix sockets that an address names, in its order. Other transports, and sockets in the abstract
 * namespace (whose names any local user may take), are left out.
 */
export function socketPaths(addresses: string, runtimeDirectory?: string): string[] {
  return addresses
    .split(";")
    .map((address) => socketOf(address, runtimeDirectory))
    .filter((path) => path !== undefined && !path.includes("\0")) as string[];
}
