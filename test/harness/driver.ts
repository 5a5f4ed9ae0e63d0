// SPDX-License-Identifier: Apache-2.0
/**
 * How the containers of the tests get their cgroups: RUNT_CGROUP_DRIVER is "systemd", or unset for the cgroup
 * filesystem. An ordinary user's containers are units of the user's own manager, in a user namespace.
 */
import type { Config } from "./config.ts";

const uid = process.getuid?.() ?? 0;
const MANAGER = uid === 0 ? "" : `/user.slice/user-${uid}.slice/user@${uid}.service`;
/** /etc/subuid of the guest gives the user these (scripts/guest/image.sh). */
const SUBORDINATE = { containerID: 1, hostID: 100_000, size: 65_536 };

export const onSystemd = process.env["RUNT_CGROUP_DRIVER"] === "systemd";
export const byUser = uid !== 0;

/** Where a test's own choice of cgroupsPath is the subject. */
export const pathsOnly = onSystemd ? "the systemd driver places containers by units" : false;
export const rootOnly = byUser ? "an ordinary user may not" : false;
/** An ordinary user's containers have cgroups only where a manager makes them. */
export const cgroupsOnly = byUser && !onSystemd ? "the caller's containers have no cgroups" : false;

export const driverWords: readonly string[] = onSystemd ? ["--systemd-cgroup"] : [];

/** The cgroup below which a test file's containers are. @param name of the file's directory */
export function parentCgroup(name: string): string {
  return onSystemd
    ? `${MANAGER}/${name.replaceAll(/[^A-Za-z0-9]/g, "")}.slice`
    : `/${name.replaceAll(".", "-")}`;
}

/** The cgroup of a container in it; what of it is linux.cgroupsPath stands in the saved configuration alone. */
export function containerCgroup(parent: string, name: string): string {
  return onSystemd ? `${parent}/runt-${name}.scope` : `${parent}/${name}`;
}

/** The slice of a test file, for systemctl. */
export function sliceOf(parent: string): string {
  return parent.slice(parent.lastIndexOf("/") + 1);
}

/**
 * The configuration as it is saved: a unit's cgroup is asked for as slice:prefix:name. An ordinary user without a
 * manager asks for none: it gets one where it may make one.
 */
export function asSaved(config: Config): Config {
  if (byUser && !onSystemd) {
    const { cgroupsPath: _path, ...linux } = config.linux;
    return { ...config, linux };
  }
  const unit = /\/([^/]+\.slice)\/runt-([^/]+)\.scope$/.exec(config.linux?.cgroupsPath ?? "");
  if (!onSystemd || unit === null) return config;
  return { ...config, linux: { ...config.linux, cgroupsPath: `${unit[1]}:runt:${unit[2]}` } };
}

/** RUNT_USER_NAMESPACE=1: root's containers have one too, where files of the host belong to whom they belong outside. */
const inUserNamespace = process.env["RUNT_USER_NAMESPACE"] === "1";

/** What an ordinary user's configuration needs beyond. */
export function asCaller(config: Config): Config {
  if (!byUser && !inUserNamespace) return config;
  const mappings = byUser
    ? [{ containerID: 0, hostID: uid, size: 1 }, SUBORDINATE]
    : [{ containerID: 0, hostID: 0, size: 65_536 }];
  config.linux.namespaces.push({ type: "user" });
  config.linux["uidMappings"] = mappings;
  config.linux["gidMappings"] = mappings;
  return config;
}
