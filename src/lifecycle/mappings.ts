// SPDX-License-Identifier: Apache-2.0
/** Writes the id mappings of a new user namespace. user_namespaces(7); config-linux.md "User namespace mappings". */
import type { IdMapping, OciConfig } from "../config/types.ts";
import { EPERM } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import { AT_FDCWD, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";

function mapText(mappings: readonly IdMapping[]): string {
  return mappings.map(({ containerID, hostID, size }) => `${containerID} ${hostID} ${size}\n`).join("");
}

function writeMap(pid: number, kind: "uid" | "gid", mappings: readonly IdMapping[]): void {
  const path = `/proc/${pid}/${kind}_map`;
  const written = native().writeFile(AT_FDCWD, path, O_WRONLY, 0, mapText(mappings));
  if (written >= 0) return;
  throw new KernelError(written, "write", `write the ${kind} mappings of the user namespace`, {
    path,
    pointer: `/linux/${kind}Mappings`,
    ...(written === -EPERM
      ? { hint: "the caller may map only its own id, or needs CAP_SETUID and CAP_SETGID over all of them" }
      : {}),
  });
}

/** Without CAP_SETGID in the parent namespace the kernel wants setgroups(2) denied first. */
export function writeMappings(config: OciConfig, pid: number, privileged: boolean): void {
  if (!privileged) native().writeFile(AT_FDCWD, `/proc/${pid}/setgroups`, O_WRONLY, 0, "deny");
  writeMap(pid, "gid", config.linux?.gidMappings ?? []);
  writeMap(pid, "uid", config.linux?.uidMappings ?? []);
}
