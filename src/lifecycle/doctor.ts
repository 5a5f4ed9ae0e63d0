// SPDX-License-Identifier: Apache-2.0
/** What this host offers to containers and lacks, as one finding each. Reads, and tries in processes that are killed. Cold. */
import { permittedPlacement, placeCgroup } from "../cgroup/cgroup.ts";
import { findProgram } from "../host/find-program.ts";
import type { HostFacts } from "../host/facts.ts";
import { probeHost } from "../host/probe.ts";
import { readBlocks, subordinateFile } from "../host/subordinate.ts";
import { blockedBy, readUsernsLimits } from "../host/userns-limits.ts";
import * as flags from "../native/flags.ts";
import { native } from "../native/native.ts";
import { mayMap } from "../plan/own-mapping.ts";
import { CAP_SYS_ADMIN, hasCapability } from "../ops/capabilities.ts";
import { tryNamespaces } from "./try-namespaces.ts";
import type { Task } from "./task.ts";

export interface Finding {
  /** Stable name. */
  readonly id: string;
  readonly status: "ok" | "missing" | "info";
  /** What was found, in one line. */
  readonly detail: string;
  /** What to do about what is missing. */
  readonly hint?: string;
}

export interface Diagnosis {
  /** Containers can run for this caller. */
  readonly runs: boolean;
  readonly findings: readonly Finding[];
}

const NAMESPACES: readonly [name: string, flag: number][] = [
  ["mount", flags.CLONE_NEWNS],
  ["pid", flags.CLONE_NEWPID],
  ["network", flags.CLONE_NEWNET],
  ["ipc", flags.CLONE_NEWIPC],
  ["uts", flags.CLONE_NEWUTS],
  ["cgroup", flags.CLONE_NEWCGROUP],
  ["time", flags.CLONE_NEWTIME],
];

const S_ISUID = 0o4000;

function ok(id: string, detail: string): Finding {
  return { id, status: "ok", detail };
}

function missing(id: string, detail: string, hint: string): Finding {
  return { id, status: "missing", detail, hint };
}

function info(id: string, detail: string): Finding {
  return { id, status: "info", detail };
}

function readLine(path: string): string | undefined {
  const text = native().readText(flags.AT_FDCWD, path, 0, 4096);
  return typeof text === "string" ? text.trim() : undefined;
}

function exists(path: string): boolean {
  return native().faccessat(flags.AT_FDCWD, path, 0) === 0;
}

function* namespaceFindings(privileged: boolean): Task<Finding[]> {
  const findings: Finding[] = [];
  const user = yield* tryNamespaces(flags.CLONE_NEWUSER, false);
  const advice =
    blockedBy(readUsernsLimits()) ??
    "a seccomp filter, a security module or a chroot around the caller forbids it";
  findings.push(
    user === undefined ? ok("namespace.user", "can be made") : missing("namespace.user", user, advice),
  );
  const base = privileged ? 0 : flags.CLONE_NEWUSER;
  for (const [name, flag] of NAMESPACES) {
    const failed = yield* tryNamespaces(base | flag, false);
    findings.push(
      failed === undefined
        ? ok(`namespace.${name}`, "can be made")
        : missing(
            `namespace.${name}`,
            failed,
            user === undefined ? "the kernel lacks it, or something around the caller forbids it" : advice,
          ),
    );
  }
  const failed = yield* tryNamespaces(base | flags.CLONE_NEWNS, true);
  const hint =
    "the kernel needs fsopen(2) and fsmount(2) (Linux 5.2), and nothing around the caller may forbid them";
  findings.push(
    failed === undefined ? ok("mount", "filesystems can be mounted") : missing("mount", failed, hint),
  );
  return findings;
}

function cgroupFindings(host: HostFacts): Finding[] {
  const { cgroup } = host;
  const { mode, hierarchies, v2 } = cgroup;
  if (mode === "none")
    return [missing("cgroup.layout", "no cgroup hierarchy is mounted", "mount cgroup2 on /sys/fs/cgroup")];
  const controllers = [...hierarchies.flatMap((one) => one.controllers), ...(v2?.controllers ?? [])];
  const placement = placeCgroup(undefined, "runt-doctor", cgroup);
  const denied = permittedPlacement(placement, cgroup, false).denied.map(({ path }) => path);
  return [
    ok("cgroup.layout", mode),
    info("cgroup.controllers", controllers.join(" ")),
    denied.length === 0
      ? ok("cgroup.permission", "the caller may make cgroups beside its own")
      : missing(
          "cgroup.permission",
          `the caller may not make ${denied[0]}${denied.length > 1 ? ` and ${denied.length - 1} more` : ""}: no limits can be set`,
          mode === "v2"
            ? "have a cgroup delegated: with systemd, `systemd-run --user --scope -p Delegate=yes COMMAND`, or use --systemd-cgroup"
            : "root makes a cgroup in each hierarchy and gives it to the user; systemd delegates cgroup v2 only",
        ),
  ];
}

function securityFindings(host: HostFacts): Finding[] {
  const modules = readLine("/sys/kernel/security/lsm");
  const actions = native().seccompHas(0x7fc00000) === 1;
  const hint = "the kernel needs CONFIG_SECCOMP_FILTER";
  const filter = exists("/proc/sys/kernel/seccomp/actions_avail");
  return [
    info("lsm", modules ?? "/sys/kernel/security is not mounted"),
    info(
      "apparmor",
      host.appArmor
        ? "enabled: process.apparmorProfile can be used"
        : "off: process.apparmorProfile is refused",
    ),
    info(
      "selinux",
      host.selinux ? "enabled: process.selinuxLabel can be used" : "off: process.selinuxLabel is refused",
    ),
    filter
      ? ok("seccomp", `filters of libseccomp ${native().seccompVersion()}`)
      : missing("seccomp", "no filters", hint),
    actions
      ? ok("seccomp.notify", "listeners can be used")
      : missing("seccomp.notify", "no SECCOMP_RET_USER_NOTIF", "Linux 5.0 has it"),
  ];
}

function mapFinding(kind: "uid" | "gid", euid: number): Finding {
  const id = `rootless.new${kind}map`;
  const file = findProgram(`new${kind}map`);
  if (file === undefined)
    return missing(
      id,
      "not installed: only one id can be mapped",
      "install the package uidmap (Debian) or shadow-utils",
    );
  const stat = native().fstatat(flags.AT_FDCWD, file, 0);
  const setuid = typeof stat !== "number" && ((stat[0] ?? 0) & S_ISUID) !== 0;
  if (!setuid) return info(id, `${file} is not set-user-ID: it works only with file capabilities`);
  const blocks = readBlocks(kind, euid);
  const shown = blocks.map(({ first, count }) => `${first}-${first + count - 1}`).join(", ");
  if (blocks.length > 0) return ok(id, `${file}; ${subordinateFile(kind)} grants ${shown}`);
  return missing(
    id,
    `${subordinateFile(kind)} has no entry for uid ${euid}: only one id can be mapped`,
    `root: usermod --add-sub${kind}s 100000-165535 USER`,
  );
}

function rootlessFindings(host: HostFacts, runtimeDir: string | undefined): Finding[] {
  const findings: Finding[] = [];
  for (const kind of ["uid", "gid"] as const)
    findings.push(
      mayMap(kind, host)
        ? ok(`rootless.new${kind}map`, "not needed: the caller maps ids itself")
        : mapFinding(kind, host.euid),
    );
  if (host.euid === 0 && host.initialUserNamespace) return findings;
  const hint =
    "log in through PAM with systemd-logind, or set XDG_RUNTIME_DIR to a directory of your own, or use --root";
  if (runtimeDir === undefined || runtimeDir === "")
    return [
      ...findings,
      missing("rootless.runtimeDir", "XDG_RUNTIME_DIR is not set: /run/runt can't be made", hint),
    ];
  findings.push(ok("rootless.runtimeDir", runtimeDir));
  findings.push(
    exists(`${runtimeDir}/bus`)
      ? ok("rootless.bus", `${runtimeDir}/bus`)
      : missing(
          "rootless.bus",
          "no D-Bus session: --systemd-cgroup can't be used",
          "start the user manager: `loginctl enable-linger USER`, or log in anew",
        ),
  );
  return findings;
}

function otherFindings(): Finding[] {
  const criu = findProgram("criu");
  return [
    exists("/run/systemd/system")
      ? ok("systemd", "runs")
      : info("systemd", "does not run: --systemd-cgroup can't be used"),
    criu === undefined
      ? missing("criu", "not installed: no checkpoint and restore", "install the package criu")
      : ok("criu", criu),
  ];
}

/** @param runtimeDir XDG_RUNTIME_DIR */
export function* examineHost(runtimeDir: string | undefined): Task<Diagnosis> {
  const host = probeHost();
  const privileged = hasCapability(host.capabilities, CAP_SYS_ADMIN);
  const uname = native().uname();
  const [, , release = "unknown"] = typeof uname === "string" ? uname.split("\n") : [];
  const namespaces = yield* namespaceFindings(privileged);
  const needed = new Set([
    "namespace.mount",
    "namespace.pid",
    "mount",
    ...(privileged ? [] : ["namespace.user"]),
  ]);
  const runs = namespaces.every(({ id, status }) => status === "ok" || !needed.has(id));
  const who = `uid ${host.euid}${privileged ? ", with CAP_SYS_ADMIN" : ""}${host.initialUserNamespace ? "" : ", in a user namespace"}`;
  return {
    runs,
    findings: [
      info("kernel", `${release} ${host.machine}`),
      info("caller", who),
      ...namespaces,
      ...cgroupFindings(host),
      ...securityFindings(host),
      ...rootlessFindings(host, runtimeDir),
      ...otherFindings(),
    ],
  };
}
