// SPDX-License-Identifier: Apache-2.0
/** Writes the id mappings of a new user namespace. user_namespaces(7); config-linux.md "User namespace mappings". */
import { EPERM } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { HostFacts } from "../host/facts.ts";
import { AT_FDCWD, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { Idmap, IdRange } from "../plan/plan.ts";

const CAP_SETGID = 1n << 6n;

/** The first process of a user namespace, whose mappings it is given. */
export interface Unmapped {
  pid: number;
  /** Object of config.json that has the mappings. */
  pointer: JsonPointer;
}

function mapText(mappings: readonly IdRange[]): string {
  return mappings.map(({ containerID, hostID, size }) => `${containerID} ${hostID} ${size}\n`).join("");
}

function writeMap({ pid, pointer }: Unmapped, kind: "uid" | "gid", mappings: readonly IdRange[]): void {
  const path = `/proc/${pid}/${kind}_map`;
  const written = native().writeFile(AT_FDCWD, path, O_WRONLY, 0, mapText(mappings));
  if (written >= 0) return;
  throw new KernelError(written, "write", `write the ${kind} mappings of the user namespace`, {
    path,
    pointer: `${pointer}/${kind}Mappings`,
    ...(written === -EPERM
      ? { hint: "the caller may map only its own id, or needs CAP_SETUID and CAP_SETGID over all of them" }
      : {}),
  });
}

/** Without CAP_SETGID in the parent namespace the kernel wants setgroups(2) denied first. */
export function writeMappings(mappings: Idmap, first: Unmapped, host: HostFacts): void {
  if ((host.capabilities & CAP_SETGID) === 0n)
    native().writeFile(AT_FDCWD, `/proc/${first.pid}/setgroups`, O_WRONLY, 0, "deny");
  writeMap(first, "gid", mappings.gidMappings);
  writeMap(first, "uid", mappings.uidMappings);
}
