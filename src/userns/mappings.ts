// SPDX-License-Identifier: Apache-2.0
/** Writes the id mappings of a new user namespace. user_namespaces(7); config-linux.md "User namespace mappings". */
import { EPERM } from "../errors/errno.ts";
import { KernelError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { HostFacts } from "../host/facts.ts";
import { AT_FDCWD, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { type IdKind, mapsOwnId, mayMap } from "../plan/own-mapping.ts";
import type { Idmap, IdRange } from "../plan/plan.ts";
import { runMapProgram } from "./map-program.ts";
import type { Task } from "../lifecycle/task.ts";

/** The first process of a user namespace, whose mappings it is given. */
export interface Unmapped {
  pid: number;
  /** Object of config.json that has the mappings. */
  pointer: JsonPointer;
}

function mapText(mappings: readonly IdRange[]): string {
  return mappings.map(({ containerID, hostID, size }) => `${containerID} ${hostID} ${size}\n`).join("");
}

function writeMap({ pid, pointer }: Unmapped, kind: IdKind, mappings: readonly IdRange[]): void {
  const path = `/proc/${pid}/${kind}_map`;
  const written = native().writeFile(AT_FDCWD, path, O_WRONLY, 0, mapText(mappings));
  if (written >= 0) return;
  throw new KernelError(written, "write", `write the ${kind} mappings of the user namespace`, {
    path,
    pointer: `${pointer}/${kind}Mappings`,
    ...(written === -EPERM
      ? {
          hint: "the caller may map only ids that its own user namespace has (/proc/self/uid_map), and without CAP_SETUID and CAP_SETGID only its own",
        }
      : {}),
  });
}

function* mapIds(first: Unmapped, kind: IdKind, mappings: readonly IdRange[], host: HostFacts): Task<void> {
  if (mayMap(kind, host)) writeMap(first, kind, mappings);
  else if (mapsOwnId(kind, mappings, host)) {
    // The kernel wants setgroups(2) given up first.
    if (kind === "gid") native().writeFile(AT_FDCWD, `/proc/${first.pid}/setgroups`, O_WRONLY, 0, "deny");
    writeMap(first, kind, mappings);
  } else yield* runMapProgram({ kind, mappings, uid: host.euid, ...first });
}

/**
 * Mappings beyond the caller's own id take privileges; without them newuidmap and newgidmap write those that
 * /etc/subuid and /etc/subgid grant.
 */
export function* writeMappings(mappings: Idmap, first: Unmapped, host: HostFacts): Task<void> {
  yield* mapIds(first, "gid", mappings.gidMappings, host);
  yield* mapIds(first, "uid", mappings.uidMappings, host);
}
