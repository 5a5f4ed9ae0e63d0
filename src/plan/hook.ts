// SPDX-License-Identifier: Apache-2.0
import type { Hook, Linux } from "../config/types.ts";
import type { HostFacts } from "../host/facts.ts";
import * as kernel from "../ops/kernel.ts";
import { joinContainer } from "./join.ts";
import type { Plan } from "./plan.ts";
import { ruleError } from "./refuse.ts";
import { PlanWriter } from "./writer.ts";

export interface HookContext {
  /** Position in hooks.createContainer. */
  index: number;
  /** CLONE_NEW flags of the namespaces that are not the runtime's. */
  namespaces: number;
  /** The working directory; absent leaves "/". */
  cwd?: string;
  /** For a hook without `env`. */
  env?: readonly string[];
  /** For the ids of a user namespace. */
  linux?: Linux;
}

/**
 * Compiles the plan of a createContainer hook: its program is the runtime's, and runs in the container's
 * namespaces before the root is switched, with all privileges there. Pure.
 *
 * @throws {ConfigError} ERR_CONFIG_RULE
 */
export function compileHookPlan(hook: Hook, context: HookContext, _host: HostFacts): Plan {
  const pointer = `/hooks/createContainer/${context.index}` as const;
  if (!hook.path.startsWith("/"))
    throw ruleError(`${pointer}/path`, `hook path ${JSON.stringify(hook.path)} is not absolute`);
  const plan = new PlanWriter();
  const pidfd = plan.inherit("containerPidfd");
  plan.at("", "prepare");
  plan.add({ op: "setDumpable", on: 0 });
  joinContainer(plan, { pidfd, namespaces: context.namespaces, linux: context.linux });
  plan.at("", "start a session");
  plan.add({ op: "setSession" });
  plan.at(pointer, `run the createContainer hook ${hook.path}`);
  if (context.cwd !== undefined) {
    const directory = plan.open(context.cwd, kernel.O_PATH | kernel.O_DIRECTORY);
    plan.add({ op: "enterDirectory", slot: directory });
    plan.close(directory);
  }
  plan.add({ op: "findExecutable", file: hook.path, path: "" });
  plan.add({ op: "closeFrom", fd: 3 });
  plan.add({ op: "exec", args: hook.args ?? [hook.path], env: hook.env ?? context.env ?? [] });
  return plan.finish(0, 0);
}
