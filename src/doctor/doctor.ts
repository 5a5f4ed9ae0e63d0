// SPDX-License-Identifier: Apache-2.0
/** What this host offers to containers and lacks, as one finding each. Reads, and tries in processes that are killed. Cold. */
import { permittedPlacement, placeCgroup } from "../cgroup/cgroup.ts";
import type { HostFacts } from "../host/facts.ts";
import { probeHost } from "../host/probe.ts";
import { blockedBy, readUsernsLimits } from "../host/userns-limits.ts";
import * as flags from "../native/flags.ts";
import { native } from "../native/native.ts";
import { CAP_SYS_ADMIN, hasCapability } from "../ops/capabilities.ts";
import { exists, type Finding, info, missing, ok, readLine } from "./finding.ts";
import { criuFinding } from "./doctor-criu.ts";
import { kernelFindings, procfsFinding, releaseFinding } from "./doctor-kernel.ts";
import { type Environment, rootlessFindings } from "./doctor-rootless.ts";
import { tryNamespaces } from "./try-namespaces.ts";
import type { Task } from "../lifecycle/task.ts";

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

function* namespaceFindings(privileged: boolean): Task<Finding[]> {
  const findings: Finding[] = [];
  const user = yield* tryNamespaces(flags.CLONE_NEWUSER, false);
  const advice = exists("/proc/self")
    ? (blockedBy(readUsernsLimits()) ??
      "a seccomp filter, a security module or a chroot around the caller forbids it")
    : "mount procfs, which tells why; in a chroot no user namespace can be made";
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

/** Of what limits are asked for all the time; the rest (hugetlb, rdma, misc) is for few. */
const USUAL = ["cpu", "cpuset", "memory", "pids"];

function controllersFinding(there: readonly string[], mode: string, permitted: boolean): Finding {
  const id = "cgroup.controllers";
  const io = there.includes("io") || there.includes("blkio") ? [] : ["io"];
  const lacking = [...USUAL.filter((name) => !there.includes(name)), ...io];
  if (lacking.length === 0) return ok(id, there.join(" "));
  const detail = `${there.join(" ") || "none"}; without ${lacking.join(", ")}, whose limits are refused`;
  if (mode === "v2" && !permitted)
    return missing(
      id,
      detail,
      "root: a drop-in /etc/systemd/system/user@.service.d/delegate.conf with [Service] Delegate=cpu cpuset io memory pids, then log in anew",
    );
  return missing(
    id,
    detail,
    "enable them in the parent cgroup (cgroup.subtree_control), or in the kernel: `cgroup_enable=memory` on its command line, CONFIG_CGROUP_*",
  );
}

/** Linux 5.14 kills a cgroup by one write; before, it is frozen and its processes are killed one by one. */
function killFinding({ cgroup: { v2 } }: HostFacts): Finding[] {
  if (v2 === undefined) return [];
  const id = "cgroup.kill";
  if (v2.ownPath === "/") return [];
  return exists(`${v2.mountPoint}${v2.ownPath}/cgroup.kill`)
    ? [ok(id, "kills all of a cgroup at once")]
    : [info(id, "not there: processes are frozen and killed one by one", "Linux 5.14 has it")];
}

function cgroupFindings(host: HostFacts): Finding[] {
  const { cgroup } = host;
  const { mode, hierarchies, v2 } = cgroup;
  if (mode === "none")
    return [
      missing(
        "cgroup.layout",
        "no cgroup hierarchy is mounted: no limits can be set",
        "root: mount -t cgroup2 cgroup2 /sys/fs/cgroup; in a chroot, bind /sys with its mounts (mount --rbind /sys CHROOT/sys)",
      ),
    ];
  const controllers = [...hierarchies.flatMap((one) => one.controllers), ...(v2?.controllers ?? [])];
  const placement = placeCgroup(undefined, "runt-doctor", cgroup);
  const denied = permittedPlacement(placement, cgroup, false).denied.map(({ path }) => path);
  return [
    ok("cgroup.layout", mode),
    controllersFinding(controllers, mode, denied.length === 0),
    ...killFinding(host),
    denied.length === 0
      ? ok("cgroup.permission", "the caller may make cgroups beside its own")
      : missing(
          "cgroup.permission",
          `the caller may not make ${denied[0]}${denied.length > 1 ? ` and ${denied.length - 1} more` : ""}: no limits can be set`,
          mode === "v2"
            ? "have a cgroup delegated: with systemd, `systemd-run --user --scope -p Delegate=yes COMMAND`, or use --systemd-cgroup"
            : `root, in each hierarchy DIR below /sys/fs/cgroup: mkdir DIR/NAME && chown -R ${host.euid} DIR/NAME, then move the caller's shell there: echo PID >DIR/NAME/cgroup.procs (systemd delegates cgroup v2 only)`,
        ),
  ];
}

const MOUNT_SECURITYFS = "root: mount -t securityfs securityfs /sys/kernel/security";

const bootWith = (module: string): string =>
  `boot a kernel that has it, with lsm=...,${module} on its command line; else leave the property out of config.json`;

function securityFindings(host: HostFacts): Finding[] {
  const modules = readLine("/sys/kernel/security/lsm");
  const actions = native().seccompHas(0x7fc00000) === 1;
  const hint = "the kernel needs CONFIG_SECCOMP_FILTER";
  // Filters are looked for in procfs alone: without it nothing is known.
  const filter = exists("/proc/sys/kernel/seccomp/actions_avail") || !exists("/proc/self");
  return [
    modules === undefined
      ? info("lsm", "/sys/kernel/security is not mounted: the list is not known", MOUNT_SECURITYFS)
      : info("lsm", modules),
    host.appArmor
      ? ok("apparmor", "enabled: process.apparmorProfile can be used")
      : info("apparmor", "off: process.apparmorProfile is refused", bootWith("apparmor")),
    host.selinux
      ? ok("selinux", "enabled: process.selinuxLabel can be used")
      : info("selinux", "off: process.selinuxLabel is refused", bootWith("selinux")),
    filter
      ? ok("seccomp", `filters of libseccomp ${native().seccompVersion()}`)
      : missing("seccomp", "no filters", hint),
    actions
      ? ok("seccomp.notify", "listeners can be used")
      : missing("seccomp.notify", "no SECCOMP_RET_USER_NOTIF", "Linux 5.0 has it"),
  ];
}

function systemdFinding(): Finding {
  return exists("/run/systemd/system")
    ? ok("systemd", "runs")
    : info(
        "systemd",
        "does not run: --systemd-cgroup can't be used",
        "leave --systemd-cgroup out, and set an engine's cgroup manager to cgroupfs",
      );
}

/** @param env of the caller: XDG_RUNTIME_DIR and USER, by which the state root is found */
export function* examineHost(env: Environment): Task<Diagnosis> {
  const host = probeHost();
  const privileged = hasCapability(host.capabilities, CAP_SYS_ADMIN);
  const uname = native().uname();
  const [, , release = "unknown"] = typeof uname === "string" ? uname.split("\n") : [];
  const namespaces = yield* namespaceFindings(privileged);
  const kernel = [procfsFinding(), ...kernelFindings(host)];
  const needed = new Set(["procfs", "memfd", "cgroup.devices", "namespace.mount", "namespace.pid", "mount"]);
  if (!privileged) needed.add("namespace.user");
  const runs = [...kernel, ...namespaces].every(({ id, status }) => status !== "missing" || !needed.has(id));
  const who = `uid ${host.euid}${privileged ? ", with CAP_SYS_ADMIN" : ""}${host.initialUserNamespace || !exists("/proc/self") ? "" : ", in a user namespace"}`;
  return {
    runs,
    findings: [
      releaseFinding(release, host.machine),
      info("caller", who),
      ...kernel,
      ...namespaces,
      ...cgroupFindings(host),
      ...securityFindings(host),
      ...rootlessFindings(host, env),
      systemdFinding(),
      yield* criuFinding(host),
    ],
  };
}
