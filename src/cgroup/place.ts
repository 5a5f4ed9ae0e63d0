// SPDX-License-Identifier: Apache-2.0
/**
 * Where a container's cgroup lies in each hierarchy. Pure.
 *
 * An absolute linux.cgroupsPath starts at the hierarchy's root. A relative one lies below the runtime's own
 * cgroup on v1, and below the parent of the runtime's own cgroup on v2, where a cgroup that has processes
 * can't have children with controllers. Without a value the path is the container's id, taken as relative.
 * ".." is resolved lexically and can't leave the hierarchy. A colon has no meaning here: `a:b:c` is a name.
 */
import { ConfigError, HostError } from "../errors/errors.ts";
import type { CgroupLayout } from "../host/facts.ts";

const POINTER = "/linux/cgroupsPath";

/** One directory; co-mounted v1 controllers share it. */
export interface CgroupDirectory {
  readonly version: 1 | 2;
  /** Names as in /proc/self/cgroup; [""] for v2. */
  readonly controllers: readonly string[];
  readonly mountPoint: string;
  /** Path below the mount point: "a/b", never empty. */
  readonly below: string;
  /** Absolute path. */
  readonly path: string;
}

export interface CgroupPlacement {
  readonly mode: CgroupLayout["mode"];
  readonly directories: readonly CgroupDirectory[];
}

function components(path: string): string[] {
  const clean: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") clean.pop();
    else clean.push(part);
  }
  return clean;
}

/**
 * @param cgroupsPath linux.cgroupsPath
 * @throws {ConfigError} ERR_CONFIG_UNSUPPORTED for the root cgroup or the runtime's own
 * @throws {HostError} ERR_HOST when a path is given and the host has no cgroups
 */
export function placeCgroup(
  cgroupsPath: string | undefined,
  id: string,
  layout: CgroupLayout,
): CgroupPlacement {
  const asked = cgroupsPath === undefined || cgroupsPath === "" ? id : cgroupsPath;
  const absolute = asked.startsWith("/");
  const wanted = components(asked);
  if (wanted.length === 0) {
    const message = `${JSON.stringify(asked)} names the ${absolute ? "root cgroup" : "runtime's own cgroup"}, which can't be a container's`;
    throw new ConfigError([{ code: "ERR_CONFIG_UNSUPPORTED", pointer: POINTER, message }]);
  }
  if (layout.mode === "none" && cgroupsPath !== undefined && cgroupsPath !== "") {
    throw new HostError(
      "ERR_HOST",
      POINTER,
      `cannot place the container in cgroup ${JSON.stringify(asked)}: no cgroup hierarchy is mounted`,
    );
  }
  const place = (
    version: 1 | 2,
    controllers: readonly string[],
    mountPoint: string,
    from: string[],
  ): CgroupDirectory => {
    const below = (absolute ? wanted : [...from, ...wanted]).join("/");
    return { version, controllers, mountPoint, below, path: `${mountPoint}/${below}` };
  };
  const directories = layout.hierarchies.map((each) =>
    place(1, each.controllers, each.mountPoint, components(each.ownPath)),
  );
  if (layout.v2 !== undefined) {
    const own = components(layout.v2.ownPath);
    // On hybrid hosts the v2 cgroup mirrors the v1 ones.
    directories.push(place(2, [""], layout.v2.mountPoint, layout.mode === "v2" ? own.slice(0, -1) : own));
  }
  return { mode: layout.mode, directories };
}

/** Directory by controller name ("" for v2), as it is saved. */
export function pathsOf(
  directories: readonly { controllers: readonly string[]; path: string }[],
): Record<string, string> {
  const paths: Record<string, string> = {};
  for (const { controllers, path } of directories) {
    for (const controller of controllers) paths[controller] = path;
  }
  return paths;
}

/** Files into which a single-threaded process writes "0" to join: `tasks` takes one thread and does not wait. */
export function joinFiles(directories: readonly { version: 1 | 2; path: string }[]): string[] {
  return directories.map(({ version, path }) => `${path}/${version === 1 ? "tasks" : "cgroup.procs"}`);
}
