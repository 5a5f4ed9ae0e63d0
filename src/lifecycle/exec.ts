// SPDX-License-Identifier: Apache-2.0
import type { OciConfig, Process } from "../config/types.ts";
import { isFrozen, requireOwn } from "../cgroup/cgroup.ts";
import { InternalError, RuntError, StateError } from "../errors/errors.ts";
import { probeHost } from "../host/probe.ts";
import { SIGKILL } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { HANDED, SYNC } from "../ops/table.ts";
import { compileExecPlan, type ExecContext } from "../plan/exec.ts";
import type { Plan } from "../plan/plan.ts";
import { compileSeccomp } from "../seccomp/compile.ts";
import { capabilityWarnings } from "../policy/warnings.ts";
import { closeDirectory, type Directory, openDirectory } from "../state/directory.ts";
import { checkPidFile, writePidFile } from "../state/pid-file.ts";
import { openProcess } from "../state/process.ts";
import { CACHE_DIRECTORY } from "../state/root.ts";
import type { SavedState } from "../state/saved.ts";
import { connectReceiver } from "../terminal/console-socket.ts";
import { openRelay, type Relay } from "../terminal/relay.ts";
import type { AttachedProcess } from "./create.ts";
import { readCreated } from "./creating.ts";
import { type CgroupUse, cgroupUse, openBirthplace } from "./exec-cgroup.ts";
import { execContext } from "./exec-context.ts";
import { catchSignals, exitStatus, followProgram } from "./foreground.ts";
import {
  closeInit,
  closeSocket,
  followInit,
  go,
  type InitEvents,
  type InitProcess,
  killAndWait,
  spawnPlan,
} from "./init.ts";
import { interruptible, UNDONE } from "./interrupt.ts";
import { joinUnit } from "./make-cgroup.ts";
import { checkPreserved, countListenFds } from "./listen-fds.ts";
import { sendListener } from "./listener.ts";
import { terminalUse } from "./prepare.ts";
import type { ExecRequest, Runtime } from "./requests.ts";
import { readSavedConfig } from "./saved-config.ts";
import { deriveStatus, hookState } from "./status.ts";
import { readable, type Task } from "./task.ts";
import { traced, tracedTask } from "../trace/trace.ts";

/** The process section that the container was created with, for exec's flags to change. */
export function containerProcess(runtime: Runtime, id: string): Process {
  const directory = openDirectory(runtime.root, id);
  try {
    readCreated(runtime.root, directory);
    const { process } = readSavedConfig(directory);
    if (process === undefined)
      throw new StateError("ERR_STATE", `container "${id}" was created without a process section`);
    return process;
  } finally {
    closeDirectory(directory);
  }
}

/**
 * Runs one more process in a container.
 *
 * @returns its exit status (128 + n after signal n); 0 when detached
 * @throws {StateError} ERR_STATE for a stopped or paused container
 */
export function* execInContainer(runtime: Runtime, request: ExecRequest): Task<number> {
  const caught = request.detach === true ? undefined : catchSignals();
  let relay: Relay | undefined;
  let process: InitProcess;
  try {
    const started = startProcess(runtime, request, (terminalFd) => {
      relay = openRelay(terminalFd);
    });
    process = yield* caught === undefined ? started : interruptible(caught, started, UNDONE);
  } catch (error) {
    relay?.close();
    throw error;
  }
  if (caught === undefined) {
    closeInit(process);
    return 0;
  }
  const ending = yield* tracedTask(runtime.trace, "program", followProgram({ process, caught, relay }));
  relay?.close();
  closeInit(process);
  return exitStatus(ending);
}

/** execInContainer() for a caller that stays: the program runs, and the caller closes what it is given. */
export function* execAttached(runtime: Runtime, request: ExecRequest): Task<AttachedProcess> {
  let terminalFd = -1;
  try {
    const { pid, pidfd } = yield* startProcess(runtime, request, (fd) => {
      terminalFd = fd;
    });
    return { pid, pidfd, terminalFd };
  } catch (error) {
    if (terminalFd >= 0) native().close(terminalFd);
    throw error;
  }
}

/** @param takeTerminal is given the pty's master before the program runs */
function* startProcess(
  runtime: Runtime,
  request: ExecRequest,
  takeTerminal: (terminalFd: number) => void,
): Task<InitProcess> {
  const directory = openDirectory(runtime.root, request.id);
  try {
    const state = readCreated(runtime.root, directory);
    checkStatus(directory, state, request);
    if (request.pidFile !== undefined) checkPidFile(request.pidFile);
    return yield* startIn({ runtime, request, config: readSavedConfig(directory), state }, takeTerminal);
  } finally {
    closeDirectory(directory);
  }
}

function stopped(state: SavedState): StateError {
  return new StateError("ERR_STATE", `cannot exec in a stopped container: "${state.id}"`);
}

function checkStatus(directory: Directory, state: SavedState, request: ExecRequest): void {
  const status = deriveStatus(directory, state);
  if (status === "stopped") throw stopped(state);
  if (status === "paused" && request.ignorePaused !== true) {
    throw new StateError(
      "ERR_STATE",
      `cannot exec in a paused container (use --ignore-paused to override): "${state.id}"`,
    );
  }
}

interface Compiled extends Pick<CgroupUse, "birthplace" | "subgroup"> {
  plan: Plan;
}

function compilePlan({ runtime, request, config, state }: Site): Compiled {
  const listenFds = countListenFds(runtime.environment);
  const cacheDirectory = `${runtime.root}/${CACHE_DIRECTORY}`;
  const seccomp =
    config.linux?.seccomp && compileSeccomp(config.linux.seccomp, "/linux/seccomp", cacheDirectory);
  requireOwn(state.cgroup_paths, state.cgroupInodes);
  const base = execContext(state);
  const use = cgroupUse(request, state, base.cgroupJoin);
  const context: ExecContext = {
    ...base,
    ...use.context,
    terminal: terminalUse({ process: request.process }, request, {
      detached: request.detach === true || request.consoleSocket !== undefined,
    }),
    preserveFds: (request.preserveFds ?? 0) + listenFds,
    listenFds,
    pidfdSocket: request.pidfdSocket !== undefined,
    ...(seccomp === undefined ? {} : { seccomp }),
  };
  return { ...use, plan: compileExecPlan(config, request.process, context, probeHost()) };
}

interface Site {
  runtime: Runtime;
  request: ExecRequest;
  config: OciConfig;
  state: SavedState;
}

function* startIn(site: Site, takeTerminal: (terminalFd: number) => void): Task<InitProcess> {
  const { runtime, request, config, state } = site;
  const { trace } = runtime;
  const compiled = traced(trace, "compile plan", () => compilePlan(site));
  const { plan } = compiled;
  const warnings = [...capabilityWarnings(request.process.capabilities ?? {}), ...plan.warnings];
  for (const warning of warnings) runtime.warn(warning);
  checkPreserved(plan.preserveFds);
  const process = traced(trace, "spawn init", () => spawnExec(compiled, site));
  let terminalFd = -1;
  const events: InitEvents = {
    *sync(point) {
      if (point === SYNC.placed) yield* joinUnit(state, process.pid, runtime, compiled.subgroup ?? "");
    },
    handed(tag, fd) {
      if (tag === HANDED.terminal) terminalFd = fd;
      else if (tag === HANDED.seccompListener) {
        sendListener(fd, {
          config,
          pid: process.pid,
          state: hookState(state, "running", state.init_process_pid),
        });
      } else native().close(fd);
    },
    warn: runtime.warn,
  };
  try {
    yield* tracedTask(trace, "set up process", followInit(process, events, SYNC.ready));
    if (terminalFd >= 0) takeTerminal(terminalFd);
    terminalFd = -1;
    go(process, SYNC.ready);
    yield* tracedTask(trace, "start program", followInit(process, events, undefined));
    closeSocket(process);
    if (request.pidFile !== undefined) writePidFile(request.pidFile, process.pid);
  } catch (error) {
    if (terminalFd >= 0) native().close(terminalFd);
    // In a frozen cgroup of v1 it dies once it is thawed.
    if (isFrozen(state.cgroup_paths)) native().pidfdSignal(process.pidfd, SIGKILL);
    else yield* killAndWait(process.pidfd);
    closeInit(process);
    throw yield* causeOf(error, state);
  }
  return process;
}

function spawnExec({ plan, birthplace }: Compiled, { runtime, request, state }: Site): InitProcess {
  const { trace } = runtime;
  const cgroupFd = openBirthplace(birthplace);
  const opened: number[] = [];
  try {
    for (const name of plan.inherited) {
      if (name === "containerPidfd") opened.push(openContainer(state));
      else if (name === "consoleSocket")
        opened.push(connectReceiver("--console-socket", request.consoleSocket ?? ""));
      else if (name === "pidfdSocket")
        opened.push(connectReceiver("--pidfd-socket", request.pidfdSocket ?? ""));
      else throw new InternalError(`exec's plan wants the fd ${name}`);
    }
    return spawnPlan(plan, {
      cgroupFd,
      inherited: opened,
      stdio: request.stdio ?? [0, 1, 2],
      trace,
    });
  } finally {
    for (const fd of opened) native().close(fd);
    if (cgroupFd >= 0) native().close(cgroupFd);
  }
}

/** What fails in namespaces that end. */
const AT_THE_END = new Set(["ERR_INIT", "ESRCH", "ENOMEM"]);
/** The container process is the last of its pid namespace to die. */
const DEATH_MS = 200;

/** A container that ends under exec is told as a stopped one, whatever failed first. */
function* causeOf(error: unknown, state: SavedState): Task<unknown> {
  if (!(error instanceof RuntError) || !AT_THE_END.has(error.code)) return error;
  const pidfd = openProcess(state.init_process_pid, state.init_process_start);
  if (pidfd === undefined) return stopped(state);
  const gone = yield* readable(pidfd, DEATH_MS);
  native().close(pidfd);
  return gone ? stopped(state) : error;
}

function openContainer(state: SavedState): number {
  const pidfd = openProcess(state.init_process_pid, state.init_process_start);
  if (pidfd === undefined) throw stopped(state);
  return pidfd;
}
