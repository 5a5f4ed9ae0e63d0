// SPDX-License-Identifier: Apache-2.0
/** Where systemd listens. Pure. */
import { socketPaths } from "../../dbus/address.ts";

export interface BusAddress {
  readonly path: string;
  /** A message bus stands between; without one systemd itself answers. */
  readonly bus: boolean;
  /** A user's manager. */
  readonly user: boolean;
}

export interface Caller {
  /** NAME=value */
  readonly environment: readonly string[];
  readonly euid: number;
}

function variable(environment: readonly string[], name: string): string | undefined {
  const entry = environment.findLast((each) => each.startsWith(`${name}=`));
  const value = entry?.slice(name.length + 1);
  return value === "" ? undefined : value;
}

/** An address that is set is tried first. systemd's own socket takes root only. */
export function systemAddresses({ environment, euid }: Caller): BusAddress[] {
  const set = socketPaths(variable(environment, "DBUS_SYSTEM_BUS_ADDRESS") ?? "");
  const addresses = set.map((path) => ({ path, bus: true, user: false }));
  if (euid === 0) addresses.push({ path: "/run/systemd/private", bus: false, user: false });
  if (!set.includes("/run/dbus/system_bus_socket"))
    addresses.push({ path: "/run/dbus/system_bus_socket", bus: true, user: false });
  return addresses;
}

/** Engines may pass on XDG_RUNTIME_DIR alone. */
export function userAddresses({ environment, euid }: Caller): BusAddress[] {
  const given = variable(environment, "XDG_RUNTIME_DIR");
  const directory = given ?? `/run/user/${euid}`;
  const set = socketPaths(variable(environment, "DBUS_SESSION_BUS_ADDRESS") ?? "", directory);
  const addresses = set.map((path) => ({ path, bus: true, user: true }));
  addresses.push({ path: `${directory}/systemd/private`, bus: false, user: true });
  if (!set.includes(`${directory}/bus`)) addresses.push({ path: `${directory}/bus`, bus: true, user: true });
  return addresses;
}
