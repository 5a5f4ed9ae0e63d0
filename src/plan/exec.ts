// SPDX-License-Identifier: Apache-2.0
import type { OciConfig, Process } from "../config/types.ts";
import type { HostFacts } from "../host/facts.ts";
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import { SYNC } from "../ops/table.ts";
import type { ProcessBuild } from "./build.ts";
import { checkCwdPath } from "./cwd.ts";
import { joinRdt } from "./intel-rdt.ts";
import { joinContainer } from "./join.ts";
import { compileLabels } from "./labels.ts";
import { orderProcess } from "./order.ts";
import type { Plan, SeccompFilter, TerminalUse } from "./plan.ts";
import * as process from "./process.ts";
import { openAttributes } from "./procfs.ts";
import { raiseRlimits } from "./rlimits.ts";
import { compileFinalAffinity, compileInitialAffinity } from "./scheduling.ts";
import { compileTerminal, sendPidfd } from "./terminal.ts";
import { PlanWriter } from "./writer.ts";

export interface ExecContext {
  id: string;
  /** CLONE_NEW flags of the namespaces that are not the runtime's: new or joined when the container was created. */
  namespaces: number;
  /** Root filesystem of a container without a mount namespace of its own. */
  rootfs?: string;
  /** Program to run where it is not args[0]: a startContainer hook's. */
  executable?: string;
  /** cgroup files into which init writes "0". */
  cgroupJoin: string[];
  /** The runtime puts the process into the cgroup, before it does anything. */
  isPlaced?: boolean;
  /** Directories of the container's resctrl groups. */
  rdtJoin?: string[];
  terminal: TerminalUse;
  preserveFds: number;
  listenFds: number;
  pidfdSocket: boolean;
  noNewKeyring: boolean;
  seccomp?: SeccompFilter;
}

interface ExecBuild extends ProcessBuild {
  readonly containerPidfd: Slot;
}

const INHERITED = [
  "capabilities",
  "apparmorProfile",
  "selinuxLabel",
  "ioPriority",
  "scheduler",
  "execCPUAffinity",
] as const;

/** What the added process does not say itself it gets from the container's; noNewPrivileges, rlimits and groups it does not. */
function inheritSettings(added: Process, container: Process | undefined): Process {
  const process: Process = { ...added };
  for (const name of INHERITED) {
    const value = container?.[name];
    if (process[name] === undefined && value !== undefined) Object.assign(process, { [name]: value });
  }
  return process;
}

function openBuild(config: OciConfig, added: Process, context: ExecContext, host: HostFacts): ExecBuild {
  const plan = new PlanWriter();
  return {
    plan,
    config,
    process: added,
    host,
    userNamespace: (context.namespaces & kernel.CLONE_NEWUSER) !== 0,
    terminal: context.terminal,
    listenFds: context.listenFds,
    notifySocket: "",
    preserveFds: context.preserveFds,
    executable: context.executable,
    seccomp: context.seccomp,
    containerPidfd: plan.inherit("containerPidfd"),
    consoleSocket: context.terminal === "socket" ? plan.inherit("consoleSocket") : undefined,
    pidfdSocket: context.pidfdSocket ? plan.inherit("pidfdSocket") : undefined,
    root: -1,
    attributes: undefined,
  };
}

/** Opens the container's root directory; without a mount namespace, and its terminal, before the root is switched. */
function enterRoot(build: ExecBuild, context: ExecContext): void {
  const { plan } = build;
  if ((context.namespaces & kernel.CLONE_NEWNS) !== 0) {
    plan.at("", "open the root directory");
    build.root = plan.open("/", kernel.O_PATH | kernel.O_DIRECTORY);
    compileTerminal(build, { console: false, host: false });
    return;
  }
  compileTerminal(build, { console: false, host: true });
  plan.at("", "enter the root directory");
  build.root = plan.open(context.rootfs ?? "/", kernel.O_PATH | kernel.O_DIRECTORY);
  plan.add({ op: "enterDirectory", slot: build.root });
  plan.add({ op: "chroot" });
}

/**
 * Compiles the plan of a process that is added to a running container. Pure.
 *
 * @param config the container's, for what an added process shares with it; undefined shares nothing
 * @throws {ConfigError} {HostError} as compileCreatePlan
 */
export function compileExecPlan(
  config: OciConfig | undefined,
  added: Process,
  context: ExecContext,
  host: HostFacts,
): Plan {
  const completed = inheritSettings(added, config?.process);
  const build = openBuild(config ?? { ociVersion: "1.3.0" }, completed, context, host);
  const { plan } = build;
  process.requireArgs(added);
  checkCwdPath(build);
  if (context.isPlaced === true) process.waitForCgroup(plan);
  process.clearUmask(build);
  process.compileOomScore(build, config?.process?.oomScoreAdj ?? added.oomScoreAdj);
  process.protectInit(build);
  openAttributes(build);
  compileInitialAffinity(build);
  process.joinCgroups(plan, context.cgroupJoin);
  joinRdt(plan, context.rdtJoin ?? []);
  raiseRlimits(build);
  joinContainer(plan, { pidfd: build.containerPidfd, namespaces: context.namespaces, linux: config?.linux });
  process.compileKeyring(build, context.id, context.noNewKeyring);
  process.startSession(build);
  enterRoot(build, context);
  sendPidfd(build, "setns");
  compileLabels(build);
  orderProcess(
    build,
    () => compileFinalAffinity(build),
    () => {
      plan.at("", "report to the runtime");
      plan.add({ op: "sync", point: SYNC.ready });
    },
  );
  return plan.finish(0, context.preserveFds);
}
