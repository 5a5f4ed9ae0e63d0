// SPDX-License-Identifier: Apache-2.0
import { ECONNREFUSED, ENOENT } from "../errors/errno.ts";
import { KernelError, StateError } from "../errors/errors.ts";
import { probeHost } from "../host/probe.ts";
import { native } from "../native/native.ts";
import { loadSegment } from "../native/segments.ts";
import { compileExecPlan } from "../plan/exec.ts";
import { closeDirectory, type Directory, lockDirectory } from "../state/directory.ts";
import { openProcess } from "../state/process.ts";
import { readState, type SavedState } from "../state/saved.ts";
import { type HookSite, runContainerHooks, runRuntimeHooks } from "./container-hooks.ts";
import { destroyContainer } from "./destroy.ts";
import { execContext } from "./exec-context.ts";
import { closeSocket, followInit, type InitProcess, killAndLeave, passiveEvents } from "./init.ts";
import type * as Failures from "../diagnosis/operation-error.ts";
import { awaitReadiness, openNotifyRelay } from "./readiness.ts";
import { readSavedConfig } from "./saved-config.ts";
import type { Runtime, Status } from "./requests.ts";
import { deriveStatus, GATE } from "./status.ts";
import type { Task } from "./task.ts";
import { tracedTask } from "../trace/trace.ts";

const SOCK_SEQPACKET = 5;

function checkCreated(id: string, status: Status): void {
  if (status === "created") return;
  if (status === "stopped")
    throw new StateError("ERR_STATE", `cannot start a container that has stopped: "${id}"`);
  if (status === "running")
    throw new StateError("ERR_STATE", `cannot start an already running container: "${id}"`);
  throw new StateError("ERR_STATE", `cannot start a container in the ${status} state: "${id}"`);
}

/**
 * runtime.md "Start": startContainer hooks, the program, poststart hooks. With NOTIFY_SOCKET it ends when the
 * container is ready.
 *
 * @throws {StateError} unless the container is created; {KernelError} when the program can't be executed
 */
export function* startContainer(runtime: Runtime, id: string): Task<void> {
  const directory = yield* lockDirectory(runtime.root, id);
  try {
    const state = readState(runtime.root, directory);
    checkCreated(id, deriveStatus(directory, state));
    const pidfd = openProcess(state.init_process_pid, state.init_process_start);
    if (pidfd === undefined)
      throw new StateError("ERR_STATE", `cannot start a container that has stopped: "${id}"`);
    try {
      const relay = openNotifyRelay(runtime, directory);
      yield* startLocked(runtime, directory, state, pidfd);
      if (relay !== undefined)
        yield* awaitReadiness(relay, directory, { pid: state.init_process_pid, pidfd });
    } finally {
      native().close(pidfd);
    }
  } finally {
    closeDirectory(directory);
  }
}

function* startLocked(runtime: Runtime, directory: Directory, state: SavedState, pidfd: number): Task<void> {
  const hooked = state.hooks.includes("startContainer") || state.hooks.includes("poststart");
  const site = hooked ? { runtime, config: readSavedConfig(directory), state } : undefined;
  if (site !== undefined) yield* orDestroy(site, directory, pidfd, startHooks(site, pidfd));
  yield* tracedTask(runtime.trace, "start program", openGate(runtime, directory, state, pidfd));
  native().unlinkat(directory.fd, GATE, 0);
  if (site !== undefined)
    yield* orDestroy(site, directory, pidfd, runRuntimeHooks(site, ["poststart"], "running"));
}

/** runtime.md "Lifecycle" steps 7 and 9: after a failing hook the container is stopped and destroyed. */
export function* orDestroy(
  site: HookSite,
  directory: Directory,
  pidfd: number,
  hooks: Task<void>,
): Task<void> {
  try {
    yield* hooks;
  } catch (error) {
    yield* killAndLeave(pidfd, site.state.cgroup_paths);
    yield* destroyContainer(site.runtime, directory, site.state);
    throw error;
  }
}

/** startContainer hooks are programs of the container: they get no more rights than its process. */
export function* startHooks(site: HookSite, pidfd: number): Task<void> {
  if ((site.config.hooks?.startContainer?.length ?? 0) === 0) return;
  const host = probeHost();
  yield* runContainerHooks(site, {
    kind: "startContainer",
    pidfd,
    status: "created",
    compile: (hook) => {
      const own = site.config.process;
      const process = {
        ...own,
        cwd: "/",
        user: own?.user ?? {},
        terminal: false,
        args: hook.args === undefined || hook.args.length === 0 ? [hook.path] : hook.args,
        env: hook.env ?? own?.env ?? [],
      };
      return compileExecPlan(
        site.config,
        process,
        { ...execContext(site.state), executable: hook.path },
        host,
      );
    },
  });
}

/** Lets init execute the program, and waits until it has. */
function* openGate(runtime: Runtime, directory: Directory, state: SavedState, pidfd: number): Task<void> {
  const socket = native().connectUnix(directory.fd, GATE, SOCK_SEQPACKET);
  if (socket === -ECONNREFUSED || socket === -ENOENT) {
    throw new StateError("ERR_STATE", `cannot start a container that has stopped: "${state.id}"`);
  }
  if (socket < 0) throw new KernelError(socket, "connect", `start container "${state.id}"`);
  const process: InitProcess = {
    pid: state.init_process_pid,
    pidfd,
    socket,
    explain: (failure) =>
      loadSegment<typeof Failures>("cold").lateError(
        readSavedConfig(directory).process?.args?.[0] ?? "",
        failure,
      ),
  };
  const events = passiveEvents(runtime.warn);
  try {
    yield* followInit(process, events, undefined);
  } finally {
    closeSocket(process);
  }
}
