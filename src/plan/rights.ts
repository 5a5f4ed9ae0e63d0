// SPDX-License-Identifier: Apache-2.0
/** What a caller without privileges can't have at all, told before anything is made. */
import { HostError } from "../errors/errors.ts";
import { CLONE_NEWUSER } from "../ops/kernel.ts";
import { type CreateBuild, mayMount } from "./build.ts";
import { hasNamespace } from "./namespaces.ts";

/** @throws {HostError} ERR_HOST: namespaces are asked for, which need CAP_SYS_ADMIN or a user namespace */
export function refuseWithoutRights({ namespaces, host }: CreateBuild): void {
  if (mayMount(host) || hasNamespace(namespaces, CLONE_NEWUSER)) return;
  if ((namespaces.created | namespaces.joinedFlags) === 0) return;
  throw new HostError(
    "ERR_HOST",
    "/linux/namespaces",
    `rootless container requires user namespaces: the caller (uid ${host.euid}) lacks CAP_SYS_ADMIN`,
    'add a namespace of type "user" with uidMappings and gidMappings: `runt spec --rootless` writes such a configuration',
  );
}
