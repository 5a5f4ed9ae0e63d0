// SPDX-License-Identifier: Apache-2.0
/** Why newuidmap or newgidmap did not write a mapping, and what to do. Cold. */
import { HostError } from "../errors/errors.ts";
import type { HookOutcome } from "../hooks/program.ts";
import { coversAll, readBlocks, subordinateFile, userName } from "../host/subordinate.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { IdRange } from "../plan/plan.ts";
import type { MapRequest } from "./map-program.ts";

const PR_GET_NO_NEW_PRIVS = 39;
const S_ISUID = 0o4000;

function shownRange({ hostID, size }: IdRange): string {
  return size === 1 ? String(hostID) : `${hostID}-${hostID + size - 1}`;
}

/** Ranges that no entry of the user grants; its own id needs none. */
function notGranted({ kind, mappings, uid }: MapRequest): IdRange[] {
  const blocks = readBlocks(kind, uid);
  const [, , , euid, , egid] = native().ids();
  const own = kind === "uid" ? euid : egid;
  return mappings.filter(
    ({ hostID, size }) => !(size === 1 && hostID === own) && !coversAll(blocks, hostID, size),
  );
}

function missingProgram(request: MapRequest, what: string): HostError {
  const { kind, pointer, uid } = request;
  return new HostError(
    "ERR_HOST",
    `${pointer}/${kind}Mappings`,
    `${what}: new${kind}map is not installed`,
    `install it (package uidmap of Debian, shadow-utils of others), or map only the caller's own id: one entry of size 1, with hostID ${uid} for uidMappings`,
  );
}

function missingEntry({ kind, pointer, uid }: MapRequest, what: string, lost: readonly IdRange[]): HostError {
  const name = userName(uid);
  const file = subordinateFile(kind);
  const [range] = lost as [IdRange];
  const who = name === undefined ? `uid ${uid}` : `user "${name}" (uid ${uid})`;
  const owner = name ?? String(uid);
  const command =
    name === undefined ? "" : `, as \`usermod --add-sub${kind}s ${shownRange(range)} ${name}\` does it`;
  return new HostError(
    "ERR_HOST",
    `${pointer}/${kind}Mappings`,
    `${what}: ${file} grants ${who} no such ids: ${lost.map(shownRange).join(", ")}`,
    `root adds the line "${owner}:${range.hostID}:${range.size}" to ${file}${command}; or map ids that are granted there`,
  );
}

/** A set-user-ID program whose bit does not count, or is not there, gets no further than the kernel. */
function rightsHint(file: string): string {
  if (native().prctl(PR_GET_NO_NEW_PRIVS, 0) === 1)
    return "the caller has no_new_privs set, under which set-user-ID programs have no effect";
  const stat = native().fstatat(AT_FDCWD, file, 0);
  if (typeof stat !== "number" && ((stat[0] ?? 0) & S_ISUID) === 0)
    return `${file} is not set-user-ID: root restores it with \`chmod u+s ${file}\`, or \`setcap\` with cap_setuid or cap_setgid`;
  return `is ${file} on a file system that is mounted nosuid, or the user namespace of the caller without these ids?`;
}

/** @param file the program, if there is one */
export function mapError(
  request: MapRequest,
  file: string | undefined,
  outcome: HookOutcome | undefined,
): HostError {
  const { kind, mappings, pointer } = request;
  const what = `cannot map host ${kind}s ${mappings.map(shownRange).join(", ")}`;
  if (file === undefined || outcome === undefined) return missingProgram(request, what);
  const lost = notGranted(request);
  if (lost.length > 0) return missingEntry(request, what, lost);
  const said = outcome.stderr.trim().split("\n")[0] ?? "";
  const how = outcome.timedOut ? "it did not end in time" : `exit status ${outcome.exitCode ?? "unknown"}`;
  return new HostError(
    "ERR_HOST",
    `${pointer}/${kind}Mappings`,
    `${what}: ${file}: ${said === "" ? how : said.replace(/^new[ug]idmap: /, "").toLowerCase()}`,
    rightsHint(file),
  );
}
