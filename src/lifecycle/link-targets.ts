// SPDX-License-Identifier: Apache-2.0
import type { OciConfig } from "../config/types.ts";
import { EINVAL, errnoText } from "../errors/errno.ts";
import { HostError } from "../errors/errors.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";

/**
 * Of the bind mounts with crun's option `copy-symlink`, those whose source is a symbolic link, by their position.
 *
 * @throws {HostError} for a source that is not there
 */
export function linkTargets(config: OciConfig, bundle: string): Map<number, string> | undefined {
  let targets: Map<number, string> | undefined;
  for (const [index, { options, source = "" }] of (config.mounts ?? []).entries()) {
    if (options?.includes("copy-symlink") !== true) continue;
    const target = native().readlinkat(AT_FDCWD, source.startsWith("/") ? source : `${bundle}/${source}`);
    if (typeof target === "string") (targets ??= new Map()).set(index, target);
    else if (target !== -EINVAL)
      throw new HostError(
        "ERR_HOST",
        `/mounts/${index}/source`,
        `cannot copy the link ${JSON.stringify(source)}: ${errnoText(-target)}`,
      );
  }
  return targets;
}
