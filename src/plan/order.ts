// SPDX-License-Identifier: Apache-2.0
/**
 * The sequence of a plan. Every compiler knows its own section; only this file and create.ts, exec.ts and
 * hook.ts know what comes before what, and why.
 */
import { CAP_SYS_PTRACE, hasCapability } from "../ops/capabilities.ts";
import * as kernel from "../ops/kernel.ts";
import { SYNC } from "../ops/table.ts";
import type { CreateBuild, ProcessBuild } from "./build.ts";
import { planCapabilities, dropPrivileges } from "./credentials.ts";
import * as cwd from "./cwd.ts";
import { deviceSources, makeDevices, planDevices } from "./devices.ts";
import { compileHostname } from "./hostname.ts";
import { openSourcesAhead } from "./host-source.ts";
import { closeJoinedUserns, openJoinedUserns } from "./idmaps.ts";
import { joinRdt } from "./intel-rdt.ts";
import { compileLabels } from "./labels.ts";
import { compileMaskedPaths, compileReadonlyPaths } from "./masked-paths.ts";
import { attachMounts, makeLateReadOnly, type PlannedMount, sourcesOf } from "./mounts.ts";
import * as namespaces from "./namespaces.ts";
import { compileNetDevices } from "./net-devices.ts";
import * as process from "./process.ts";
import { openAttributes, openSysctls } from "./procfs.ts";
import { compileRlimits, raiseRlimits } from "./rlimits.ts";
import * as root from "./root.ts";
import * as scheduling from "./scheduling.ts";
import { checkSeccomp, compileListener, compileSeccompFilter } from "./seccomp.ts";
import { reopenNull } from "./stdio.ts";
import { compileSysctls } from "./sysctl.ts";
import { compileTerminal, sendPidfd } from "./terminal.ts";

/** The caller's files are at hand, and its rights: what needs them comes first. */
export function orderHostStage(build: CreateBuild, mounts: readonly PlannedMount[]): void {
  const devices = planDevices(build, mounts);
  if (build.context.isPlaced === true) process.waitForCgroup(build.plan);
  process.clearUmask(build);
  process.compileOomScore(build, build.process.oomScoreAdj);
  openAttributes(build);
  openSysctls(build);
  process.joinCgroups(build.plan, build.context.cgroupJoin);
  joinRdt(build.plan, build.context.rdtJoin ?? []);
  openJoinedUserns(build, mounts);
  const sources = [
    ...mounts.flatMap((planned) => sourcesOf(planned, build)),
    ...deviceSources(devices, build),
  ];
  if (root.hasMountNamespace(build)) openSourcesAhead([root.rootSource(build), ...sources], build);
  raiseRlimits(build);
  enterNamespaces(build);
}

/**
 * Not dumpable before any process of the container can see init. But the files of its own /proc directory are
 * out of its reach then, and a caller without privileges can't write the id mappings: with a new user
 * namespace, which no other process can look into from below, it waits for these.
 */
function enterNamespaces(build: CreateBuild): void {
  const { host, namespaces: planned } = build;
  const newUser = (planned.created & kernel.CLONE_NEWUSER) !== 0;
  const joinsPid = (planned.joinedFlags & kernel.CLONE_NEWPID) !== 0;
  const protectsEarly = !newUser || (joinsPid && host.euid === 0);
  namespaces.makeEarlyTimeNamespace(build);
  if (protectsEarly) process.protectInit(build);
  namespaces.joinNamespaces(build);
  if (planned.twoStages) namespaces.forkChild(build);
  namespaces.makeLateTimeNamespace(build);
  if (!protectsEarly) process.protectInit(build);
  namespaces.makeCgroupNamespace(build);
}

/** Everything of the container but its process: mounts, devices, names, protected paths. */
export function orderContainer(build: CreateBuild, mounts: readonly PlannedMount[]): void {
  const { context, plan, config } = build;
  process.compileKeyring(build, context.id, context.noNewKeyring);
  process.startSession(build);
  if ((build.namespaces.created & kernel.CLONE_NEWNET) !== 0) {
    plan.at("/linux/namespaces", "bring up the loopback device");
    plan.add({ op: "loopbackUp" });
  }
  compileNetDevices(build);
  const mounted = root.hasMountNamespace(build);
  if (mounted) {
    root.isolateMounts(build);
    root.attachRoot(build);
    attachMounts(mounts, build);
    closeJoinedUserns(build);
    makeDevices(planDevices(build, mounts), mounts, build);
  } else root.openRootDirectory(build);

  const { hooks } = config;
  const count = (list: readonly unknown[] | undefined): number => list?.length ?? 0;
  if (count(hooks?.prestart) + count(hooks?.createRuntime) > 0)
    waitFor(build, SYNC.createRuntime, "createRuntime");
  if (count(hooks?.createContainer) > 0) waitForJoiningHooks(build);

  cwd.makeCwd(build);
  compileTerminal(build, { console: mounted, host: !mounted });
  if (mounted) reopenNull(build);
  sendPidfd(build, "standard");
  makeLateReadOnly(build);
  compileHostname(build);
  compileLabels(build);
  compileSysctls(build);
  compileReadonlyPaths(build);
  compileMaskedPaths(build);
  root.makeRootReadOnly(build);
  root.switchRoot(build);
  root.propagateRoot(build);
}

/**
 * The hooks enter init's namespaces, which takes CAP_SYS_PTRACE while init is not dumpable. No process but the
 * caller's and the hooks can look into a user namespace that is new.
 */
function waitForJoiningHooks(build: CreateBuild): void {
  const { plan, host, namespaces: planned } = build;
  const opens =
    !hasCapability(host.capabilities, CAP_SYS_PTRACE) && (planned.created & kernel.CLONE_NEWUSER) !== 0;
  if (opens) {
    plan.at("/hooks/createContainer", "let the createContainer hooks join");
    plan.add({ op: "setDumpable", on: 1 });
  }
  waitFor(build, SYNC.createContainer, "createContainer");
  if (opens) process.protectInit(build);
}

function waitFor({ plan }: ProcessBuild, point: number, hooks: "createRuntime" | "createContainer"): void {
  plan.at(`/hooks/${hooks}`, `wait for the ${hooks} hooks`);
  plan.add({ op: "sync", point });
}

/** From the settings of the process to its execve. `wait` ends create: what comes after it belongs to start. */
export function orderProcess(build: ProcessBuild, affinity: () => void, wait: () => void): void {
  checkSeccomp(build);
  const sets = planCapabilities(build);
  process.compileUmask(build);
  process.compileNoNewPrivileges(build);
  scheduling.compileScheduler(build);
  scheduling.compileIoPriority(build);
  scheduling.compilePersonality(build);
  scheduling.compileMemoryPolicy(build);
  affinity();
  compileRlimits(build);
  const directory = cwd.enterCwdAsRoot(build);
  dropPrivileges(build, sets);
  cwd.enterCwdAsUser(build, directory);
  const environment = process.findProgram(build);
  compileListener(build, sets);
  wait();
  process.closeForeignFds(build);
  compileSeccompFilter(build, sets);
  process.execute(build, environment);
}
