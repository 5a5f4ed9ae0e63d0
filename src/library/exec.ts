// SPDX-License-Identifier: Apache-2.0
import { readProcess } from "../config/read.ts";
import type { Process } from "../config/types.ts";
import { UsageError } from "../errors/errors.ts";
import { containerProcess, execAttached } from "../lifecycle/exec.ts";
import type { ExecRequest } from "../lifecycle/requests.ts";
import { Child } from "./child.ts";
import { withReceivers } from "./connection.ts";
import type { ContainerHost } from "./container.ts";
import { documentBytes } from "./documents.ts";
import type { ExecOptions } from "./options.ts";
import { ContainerProcess } from "./process.ts";
import { OpenStdio } from "./stdio.ts";

/** The variables of the object take the place of those with the same names. */
function withEnvironment(env: readonly string[] = [], added: Readonly<Record<string, string>>): string[] {
  const kept = env.filter((entry) => !Object.hasOwn(added, entry.slice(0, entry.indexOf("="))));
  return [...kept, ...Object.entries(added).map(([name, value]) => `${name}=${value}`)];
}

/** The process section that is to run: checked like one of a file. */
function processOf(base: Process, options: ExecOptions, given: boolean): Process {
  const { args, env, cwd, user, capabilities, noNewPrivileges, tty, terminal } = options;
  if (args === undefined && !given) throw new UsageError("exec needs args: the program and its arguments");
  // A terminal is never taken over from the container's own process.
  const hasTerminal = tty ?? (terminal !== undefined || (given && base.terminal === true));
  const process: Process = { ...base, terminal: hasTerminal };
  if (args !== undefined) process.args = [...args];
  if (env !== undefined) process.env = withEnvironment(base.env, env);
  if (cwd !== undefined) process.cwd = cwd;
  if (user !== undefined) process.user = user;
  if (capabilities !== undefined) process.capabilities = capabilities;
  if (noNewPrivileges !== undefined) process.noNewPrivileges = noNewPrivileges;
  return readProcess(documentBytes(process, "process"));
}

export async function execProcess(
  { host, loop }: ContainerHost,
  id: string,
  options: ExecOptions,
): Promise<ContainerProcess> {
  const { process: given, stdio = "pipe", signal, terminal } = options;
  signal?.throwIfAborted();
  const base =
    given === undefined ? containerProcess(host, id) : readProcess(documentBytes(given, "process"));
  const request: ExecRequest = { id, process: processOf(base, options, given !== undefined) };
  if (options.cgroup !== undefined) request.cgroup = [...options.cgroup];
  if (options.ignorePaused === true) request.ignorePaused = true;
  const opened = new OpenStdio(request.process.terminal === true ? "ignore" : stdio);
  try {
    request.stdio = opened.fds;
    const { pid, pidfd, terminalFd } = await loop.run(execAttached(host, withReceivers(request, options)), {
      signal,
    });
    const streams = opened.streams(loop, terminalFd, options.consoleSocket !== undefined);
    if (terminal !== undefined) streams.terminal?.resize(terminal);
    opened.close();
    return new ContainerProcess(new Child(loop, pid, pidfd), streams, signal);
  } catch (error) {
    opened.closeAll();
    throw error;
  }
}
