// SPDX-License-Identifier: Apache-2.0
/** exec --cgroup: sub-cgroups of the container's cgroup that must exist. */
import { UsageError } from "../errors/errors.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";

/** ".." is refused by component, so that a sibling whose name begins alike can't be reached. */
function below(directory: string, path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const resolved = [directory, ...parts].join("/");
  if (parts.includes("..") || typeof native().fstatat(AT_FDCWD, resolved, 0) === "number") {
    throw new UsageError(`bad sub cgroup path: ${path}`, 255);
  }
  return resolved;
}

/**
 * @param values "path", or on v1 "controller[,controller...]:path"
 * @returns the directories to join, by controller
 * @throws {UsageError} for a path that leads to none
 */
export function subgroupPaths(
  paths: Readonly<Record<string, string>>,
  values: readonly string[],
): Record<string, string> {
  const chosen: Record<string, string> = { ...paths };
  for (const value of values) {
    const colon = value.indexOf(":");
    if (Object.keys(paths).length === 0)
      throw new UsageError(`bad sub cgroup path: ${value}: the container has no cgroup of its own`, 255);
    const controllers = colon === -1 ? Object.keys(paths) : value.slice(0, colon).split(",");
    for (const controller of controllers) {
      const directory = paths[controller];
      if (directory === undefined)
        throw new UsageError(`bad sub cgroup path: ${value}: no controller "${controller}"`, 255);
      chosen[controller] = below(directory, value.slice(colon + 1));
    }
  }
  return chosen;
}
