// SPDX-License-Identifier: Apache-2.0
/** What a caller without privileges can't have at all, told before anything is made. */
import type { OciConfig } from "../config/types.ts";
import { HostError } from "../errors/errors.ts";
import type { HostFacts } from "../host/facts.ts";
import { CLONE_NEWUSER } from "../ops/kernel.ts";
import { type CreateBuild, mayMount } from "./build.ts";
import { hasNamespace } from "./namespaces.ts";

/**
 * @throws {HostError} ERR_HOST: namespaces are asked for, which need CAP_SYS_ADMIN or a user namespace; or hooks
 *   that enter them after init has closed itself to the caller
 */
export function refuseWithoutRights({ namespaces, host, config }: CreateBuild): void {
  if (mayMount(host)) return;
  if (hasNamespace(namespaces, CLONE_NEWUSER)) {
    refuseStartHooks(config, host);
    return;
  }
  if ((namespaces.created | namespaces.joinedFlags) === 0) return;
  throw new HostError(
    "ERR_HOST",
    "/linux/namespaces",
    `rootless container requires user namespaces: the caller (uid ${host.euid}) lacks CAP_SYS_ADMIN`,
    'add a namespace of type "user" with uidMappings and gidMappings: `runt spec --rootless` writes such a configuration',
  );
}

/** They are the container's programs, so init can't be opened for them as for the createContainer hooks. */
function refuseStartHooks({ hooks }: OciConfig, host: HostFacts): void {
  if ((hooks?.startContainer?.length ?? 0) === 0) return;
  throw new HostError(
    "ERR_HOST",
    "/hooks/startContainer",
    `startContainer hooks are not supported for callers without privileges (uid ${host.euid})`,
    "let createContainer hooks do it, or run as root",
  );
}
