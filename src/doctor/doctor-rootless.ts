// SPDX-License-Identifier: Apache-2.0
/** What `doctor` says of what ordinary users need. Cold. */
import { type StateRoot, stateRoot } from "../cli/state-root.ts";
import { findProgram } from "../host/find-program.ts";
import type { HostFacts } from "../host/facts.ts";
import { firstFree, readBlocks, readSubordinates, subordinateFile, userName } from "../host/subordinate.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { type IdKind, mayMap } from "../plan/own-mapping.ts";
import { exists, type Finding, info, missing, mayWrite, ok } from "./finding.ts";

export type Environment = Readonly<Record<string, string>>;

const S_ISUID = 0o4000;
/** As many as useradd(8) gives to each user. */
const IDS = 65_536;

/** An exact command; a caller without a name can't be told to usermod(8). */
function grantHint(kind: IdKind, euid: number): string {
  const name = userName(euid);
  const first = firstFree(readSubordinates(kind));
  return name === undefined
    ? `root: echo ${euid}:${first}:${IDS} >>${subordinateFile(kind)}`
    : `root: usermod --add-sub${kind}s ${first}-${first + IDS - 1} ${name}`;
}

function mapFinding(kind: IdKind, euid: number): Finding {
  const id = `rootless.new${kind}map`;
  const file = findProgram(`new${kind}map`);
  if (file === undefined)
    return missing(
      id,
      "not installed: only one id can be mapped",
      "root: apt-get install uidmap (Debian, Ubuntu), dnf install shadow-utils (Fedora), apk add shadow-uidmap (Alpine)",
    );
  const stat = native().fstatat(AT_FDCWD, file, 0);
  const setuid = typeof stat !== "number" && ((stat[0] ?? 0) & S_ISUID) !== 0;
  if (!setuid)
    return info(
      id,
      `${file} is not set-user-ID: it works only with file capabilities`,
      `root: chmod u+s ${file}, unless \`getcap ${file}\` shows cap_set${kind}id`,
    );
  const blocks = readBlocks(kind, euid);
  const shown = blocks.map(({ first, count }) => `${first}-${first + count - 1}`).join(", ");
  if (blocks.length > 0) return ok(id, `${file}; ${subordinateFile(kind)} grants ${shown}`);
  const detail = `${subordinateFile(kind)} has no entry for uid ${euid}: only one id can be mapped`;
  return missing(id, detail, grantHint(kind, euid));
}

/** The state root, which is made when it is used first. */
function stateFinding(root: StateRoot, runtimeDir: string | undefined, euid: number): Finding {
  const id = "rootless.runtimeDir";
  const parent = root.path.slice(0, root.path.lastIndexOf("/"));
  if (mayWrite(exists(root.path) ? root.path : parent)) return ok(id, `containers are kept in ${root.path}`);
  if (!root.inRuntimeDir)
    return missing(
      id,
      `XDG_RUNTIME_DIR is not set: ${root.path} can't be made`,
      "log in through PAM with systemd-logind, or set XDG_RUNTIME_DIR to a directory of your own, or use --root",
    );
  return missing(
    id,
    `XDG_RUNTIME_DIR is ${runtimeDir}, where nothing can be made`,
    `root: mkdir -p -m 0700 ${runtimeDir} && chown ${euid} ${runtimeDir}; or use --root`,
  );
}

function busFinding(runtimeDir: string): Finding {
  return exists(`${runtimeDir}/bus`)
    ? ok("rootless.bus", `${runtimeDir}/bus`)
    : missing(
        "rootless.bus",
        "no D-Bus session: --systemd-cgroup can't be used",
        "start the user manager: `loginctl enable-linger USER`, or log in anew",
      );
}

export function rootlessFindings(host: HostFacts, env: Environment): Finding[] {
  const findings: Finding[] = [];
  for (const kind of ["uid", "gid"] as const)
    findings.push(
      mayMap(kind, host)
        ? ok(`rootless.new${kind}map`, "not needed: the caller maps ids itself")
        : mapFinding(kind, host.euid),
    );
  // Without procfs it is not known whether root is that of the host.
  if (host.euid === 0 && (host.initialUserNamespace || !exists("/proc/self"))) return findings;
  const runtimeDir = env["XDG_RUNTIME_DIR"];
  findings.push(stateFinding(stateRoot(undefined, env), runtimeDir, host.euid));
  if (runtimeDir !== undefined && runtimeDir !== "") findings.push(busFinding(runtimeDir));
  return findings;
}
