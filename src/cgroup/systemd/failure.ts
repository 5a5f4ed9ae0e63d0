// SPDX-License-Identifier: Apache-2.0
/** What a user is told when systemd can't be reached or refuses something. */
import type { DBusCallError } from "../../dbus/connection.ts";
import { HostError } from "../../errors/errors.ts";
import { AT_FDCWD } from "../../native/flags.ts";
import { native } from "../../native/native.ts";
import type { Property } from "./property.ts";

const DENIED =
  "only root and the user whose manager it is may manage units; polkit may ask for a password, which runt can't give";

const HINTS: Readonly<Record<string, string>> = {
  "org.freedesktop.systemd1.UnitExists":
    "a unit of this name is in use: choose another name in linux.cgroupsPath, or stop it with systemctl",
  "org.freedesktop.DBus.Error.AccessDenied": DENIED,
  "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired": DENIED,
  "org.freedesktop.DBus.Error.PropertyReadOnly":
    "this version of systemd does not know the property, or not for this type of unit",
  "org.freedesktop.DBus.Error.UnknownProperty": "this version of systemd does not know the property",
  "org.freedesktop.DBus.Error.InvalidArgs":
    "systemd does not take the value; systemd.resource-control(5) has the ranges",
  "org.freedesktop.systemd1.NoSuchUnit": "the unit was stopped from outside; delete the container",
  "org.freedesktop.DBus.Error.LimitsExceeded": "systemd manages as many units as it can; stop some",
};

/** systemd names the property in its text. */
function culprit({ message }: DBusCallError, properties: readonly Property[]): Property | undefined {
  return properties.find(({ name }) => new RegExp(`\\b${name}\\b`).test(message));
}

export function callError(error: DBusCallError, what: string, properties: readonly Property[]): HostError {
  const property = culprit(error, properties);
  const pointer = property?.pointer === "" ? undefined : property?.pointer;
  const named = property === undefined ? "" : ` (property ${property.name})`;
  const text = error.message.replace(/\.$/, "");
  return new HostError(
    "ERR_SYSTEMD",
    pointer,
    `${what}: ${error.errorName}: ${text}${named}`,
    HINTS[error.errorName],
  );
}

function exists(path: string): boolean {
  return typeof native().fstatat(AT_FDCWD, path, 0) !== "number";
}

export function unreachableError(reasons: readonly string[], user: boolean): HostError {
  const whose = user ? "the user manager of systemd" : "systemd";
  const tried = reasons.length === 0 ? "no address is known" : reasons.join("; ");
  const message = `cannot reach ${whose}, which --systemd-cgroup asks for: ${tried}`;
  if (!exists("/run/systemd/system"))
    return new HostError(
      "ERR_SYSTEMD",
      undefined,
      message,
      "systemd does not run on this host: leave out --systemd-cgroup and give cgroupsPath as a path",
    );
  const hint = user
    ? "log in through PAM, or run `loginctl enable-linger` for the user, and set XDG_RUNTIME_DIR=/run/user/UID; or leave out --systemd-cgroup"
    : "the caller must be root, or see /run/dbus/system_bus_socket; or leave out --systemd-cgroup";
  return new HostError("ERR_SYSTEMD", undefined, message, hint);
}
