// SPDX-License-Identifier: Apache-2.0
import type { OciConfig } from "../config/types.ts";
import type { HostFacts } from "../host/facts.ts";
import { CLONE_NEWUSER } from "../ops/kernel.ts";
import { SYNC } from "../ops/table.ts";
import type { CreateBuild } from "./build.ts";
import { checkCwdPath } from "./cwd.ts";
import { inheritIdmaps } from "./idmaps.ts";
import { type PlannedMount, planMounts } from "./mounts.ts";
import { cloneableFlags, hasNamespace, planNamespaces } from "./namespaces.ts";
import { orderContainer, orderHostStage, orderProcess } from "./order.ts";
import { NOTIFY_SOCKET_INSIDE, planNotifyMount } from "./notify.ts";
import type { Plan, PlanContext } from "./plan.ts";
import { requireArgs } from "./process.ts";
import { ruleError } from "./refuse.ts";
import { refuseWithoutRights } from "./rights.ts";
import { refuseMountsOfHost } from "./root.ts";
import { resetAffinity } from "./scheduling.ts";
import { PlanWriter } from "./writer.ts";

function openBuild(
  config: OciConfig,
  context: PlanContext,
  host: HostFacts,
  mounts: readonly PlannedMount[],
): CreateBuild {
  if (config.process === undefined)
    throw ruleError("/process", "process is missing: a container needs a program to start");
  const plan = new PlanWriter();
  const namespaces = planNamespaces(config.linux);
  const build: CreateBuild = {
    plan,
    config,
    process: config.process,
    host,
    context,
    namespaces,
    userNamespace: hasNamespace(namespaces, CLONE_NEWUSER),
    terminal: context.terminal,
    listenFds: context.listenFds,
    notifySocket: context.notifyDirectory === undefined ? "" : NOTIFY_SOCKET_INSIDE,
    preserveFds: context.preserveFds,
    executable: undefined,
    seccomp: context.seccomp,
    gate: context.gate ? plan.inherit("gate") : undefined,
    consoleSocket: context.terminal === "socket" ? plan.inherit("consoleSocket") : undefined,
    pidfdSocket: context.pidfdSocket ? plan.inherit("pidfdSocket") : undefined,
    trees: new Map(),
    lateReadOnly: [],
    root: -1,
    attributes: undefined,
    joinedUserns: undefined,
    sysctls: undefined,
    mask: undefined,
  };
  inheritIdmaps(plan, mounts, config);
  return build;
}

/** All of create is done; the program waits for `run` or, at the gate, for `start`. */
function waitForStart({ plan, gate }: CreateBuild): void {
  plan.at("", "wait for the start");
  plan.add({ op: "sync", point: SYNC.ready });
  if (gate !== undefined) plan.add({ op: "gate", slot: gate });
}

/**
 * Compiles a configuration to the plan of its container's first process. Pure.
 *
 * @throws {ConfigError} ERR_CONFIG_RULE, ERR_CONFIG_UNSUPPORTED
 * @throws {HostError} ERR_HOST, ERR_RLIMIT_RAISE: the host lacks what config.json asks for
 */
export function compileCreatePlan(config: OciConfig, context: PlanContext, host: HostFacts): Plan {
  const mounts = planMounts(config.mounts);
  if (context.notifyDirectory !== undefined)
    mounts.push(planNotifyMount(context.notifyDirectory, mounts.length));
  const build = openBuild(config, context, host, mounts);
  refuseWithoutRights(build);
  requireArgs(build.process);
  checkCwdPath(build);
  refuseMountsOfHost(build);
  orderHostStage(build, mounts);
  orderContainer(build, mounts);
  orderProcess(
    build,
    () => resetAffinity(build),
    () => waitForStart(build),
  );
  const cloneFlags = build.namespaces.twoStages ? 0 : cloneableFlags(build.namespaces);
  return build.plan.finish(cloneFlags, context.preserveFds);
}
