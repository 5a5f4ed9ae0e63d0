// SPDX-License-Identifier: Apache-2.0
/** cgroup v2 only: controllers reach a cgroup when each ancestor has them in cgroup.subtree_control. */
import { O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { directoryFor, type OpenCgroup, openDirectory } from "./open.ts";

function write(mountFd: number, path: string, controllers: readonly string[]): number {
  const text = controllers.map((name) => `+${name}`).join(" ");
  return native().writeFile(mountFd, path, O_WRONLY | O_NOFOLLOW, 0, text);
}

/**
 * Enables controllers for the children of one cgroup, all at once, else one by one.
 * What can't be enabled is found out when a file of that controller is written, with a better message.
 */
function enableIn(mountFd: number, directory: string, wanted: readonly string[]): void {
  const path = directory === "" ? "cgroup.subtree_control" : `${directory}/cgroup.subtree_control`;
  const text = native().readText(mountFd, path, O_NOFOLLOW, 4096);
  const enabled = typeof text === "string" ? text.trim().split(" ") : [];
  const missing = wanted.filter((name) => !enabled.includes(name));
  if (missing.length === 0 || write(mountFd, path, missing) >= 0) return;
  for (const name of missing) write(mountFd, path, [name]);
}

/** Enables controllers in every ancestor of a cgroup that exists. @param below path below the mount point */
export function enableControllers(mountFd: number, below: string, wanted: readonly string[]): void {
  if (wanted.length === 0) return;
  const parts = below.split("/");
  for (let depth = 0; depth < parts.length; depth++)
    enableIn(mountFd, parts.slice(0, depth).join("/"), wanted);
}

/** For a cgroup that exists: a controller that it was made without may be wanted by an update. */
export function enableMore(cgroup: OpenCgroup, mountPoint: string, wanted: readonly string[]): void {
  const own = directoryFor(cgroup, "");
  const mountFd = own === undefined || wanted.length === 0 ? -1 : openDirectory(mountPoint);
  if (own === undefined || mountFd < 0) return;
  enableControllers(mountFd, own.path.slice(mountPoint.length + 1), wanted);
  native().close(mountFd);
}
