// SPDX-License-Identifier: Apache-2.0
/** What a command is given beside its own options. */
import { UsageError } from "../errors/errors.ts";
import type { Runtime } from "../lifecycle/requests.ts";
import type { Native } from "../native/native.ts";
import type { Tracer } from "../trace/trace.ts";
import type { CommandName, CommandOptions, Globals } from "./commands.ts";
import type { Log } from "./log.ts";
import { makeUserRoot, type StateRoot, stateRoot } from "./state-root.ts";

export type Environment = Readonly<Record<string, string>>;

export interface Context {
  readonly globals: Globals;
  readonly env: Environment;
  readonly log: Log;
  readonly programName: string;
  readonly native: Native;
  readonly trace: Tracer | undefined;
}

/** Runs a command. @returns the exit status */
export type Run<Name extends CommandName> = (
  options: CommandOptions<Name>,
  args: readonly string[],
  context: Context,
) => number;

/** Runs a command with the types of its options erased. */
export type AnyRun = (
  options: Readonly<Record<string, unknown>>,
  args: readonly string[],
  context: Context,
) => number;

export function runtimeOf(context: Context): Runtime {
  return runtimeAt(stateRoot(context.globals.root, context.env), context);
}

/** As runtimeOf(), for the commands that make a container. */
export function creatingRuntime(context: Context): Runtime {
  checkCgroupManager(context.globals);
  const root = stateRoot(context.globals.root, context.env);
  makeUserRoot(root);
  return runtimeAt(root, context);
}

function runtimeAt(root: StateRoot, { globals, env, log, trace }: Context): Runtime {
  return {
    root: root.path,
    defaultRoot: root.isDefault,
    systemdCgroup: usesSystemd(globals),
    ...((env["NOTIFY_SOCKET"] ?? "") === "" ? {} : { notifySocket: env["NOTIFY_SOCKET"] as string }),
    ...(globals["cgroup-manager"] === "disabled" ? { noCgroups: true } : {}),
    ownProcess: true,
    rootless: rootlessOf(globals.rootless),
    ...(globals.strict === true ? { strict: true } : {}),
    get environment() {
      return Object.keys(env).map((name) => `${name}=${env[name]}`);
    },
    warn: (message) => log.warn(message),
    ...(trace === undefined ? {} : { trace }),
  };
}

export function rootlessOf(text: string | undefined): boolean | "auto" {
  if (text === undefined || text === "auto") return "auto";
  if (text === "true" || text === "false") return text === "true";
  throw new UsageError(
    `invalid value ${JSON.stringify(text)} for flag -rootless: true, false or auto is needed`,
  );
}

function usesSystemd(globals: Globals): boolean {
  const manager = globals["cgroup-manager"];
  return manager === "systemd" || (globals["systemd-cgroup"] === true && manager !== "disabled");
}

/** Later commands find the manager in the container's state, so only new containers ask for one. */
function checkCgroupManager(globals: Globals): void {
  const manager = globals["cgroup-manager"] ?? "cgroupfs";
  if (usesSystemd(globals) || manager === "cgroupfs" || manager === "disabled") return;
  throw new UsageError(
    `invalid value ${JSON.stringify(manager)} for flag -cgroup-manager: cgroupfs, systemd or disabled is needed`,
  );
}
