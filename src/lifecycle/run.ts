// SPDX-License-Identifier: Apache-2.0
import { PR_SET_CHILD_SUBREAPER } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { SYNC } from "../ops/table.ts";
import { closeDirectory, relockDirectory, unlockDirectory } from "../state/directory.ts";
import { writePidFile } from "../state/pid-file.ts";
import { openRelay, type Relay } from "../terminal/relay.ts";
import { type HookSite, runRuntimeHooks } from "./container-hooks.ts";
import { abandon } from "./create.ts";
import { destroyContainer } from "./destroy.ts";
import { closeInit, closeSocket, followInit, go, killAndWait, passiveEvents } from "./init.ts";
import { catchEnding, forgetSignals, interruptible, UNDONE } from "./interrupt.ts";
import { type BringUp, launch, type Launched } from "./launch.ts";
import type { NotifyRelay } from "./notify.ts";
import { awaitReadiness, tryNotifyRelay } from "./readiness.ts";
import type { RunRequest, Runtime } from "./requests.ts";
import { catchSignals, exitStatus, followProgram } from "./foreground.ts";
import { startHooks } from "./start.ts";
import type { Task } from "./task.ts";
import { tracedTask } from "../trace/trace.ts";

/**
 * create and start in one; in the foreground also the rest of the container's life.
 *
 * @returns the program's exit status (128 + n after signal n); 0 when detached
 */
export function runContainer(runtime: Runtime, request: RunRequest): Task<number> {
  return runLaunched(runtime, request, {
    start: (launched) => startProgram(runtime, request, launched),
  });
}

export interface RunSteps {
  bringUp?: BringUp;
  /** From the launched container to the running program. */
  start(launched: Launched): Task<void>;
}

export function* runLaunched(runtime: Runtime, request: RunRequest, steps: RunSteps): Task<number> {
  const detached = request.detach === true;
  // Caught before anything is made, so that no signal is lost between start and the first wait.
  const caught = detached ? catchEnding() : catchSignals();
  if (!detached && request.noSubreaper !== true) native().prctl(PR_SET_CHILD_SUBREAPER, 1);
  const started = yield* interruptible(caught, launchAndStart(runtime, request, steps), UNDONE);
  const { launched, relay, notify } = started;
  if (detached) {
    if (notify !== undefined) {
      const ready = awaitReadiness(notify, launched.directory, launched.process);
      yield* interruptible(caught, ready, "the container runs");
    }
    closeInit(launched.process);
    closeDirectory(launched.directory);
    return 0;
  }
  // While the program runs other commands reach the container.
  unlockDirectory(launched.directory);
  const program = followProgram({ process: launched.process, caught, relay, notify });
  const ending = yield* tracedTask(runtime.trace, "program", program);
  relay?.close();
  native().close(launched.process.pidfd);
  // One of them may have deleted it.
  if (request.keep !== true && (yield* relockDirectory(launched.directory))) {
    forgetSignals(caught);
    yield* destroyContainer(runtime, launched.directory, launched.state, caught);
  }
  closeDirectory(launched.directory);
  return exitStatus(ending);
}

interface Started {
  launched: Launched;
  relay: Relay | undefined;
  notify: NotifyRelay | undefined;
}

function* launchAndStart(runtime: Runtime, request: RunRequest, steps: RunSteps): Task<Started> {
  const launched = yield* launch(runtime, request, {
    gate: false,
    detached: request.detach === true,
    ...(steps.bringUp === undefined ? {} : { bringUp: steps.bringUp }),
  });
  let relay: Relay | undefined;
  const notify = tryNotifyRelay(runtime, launched.directory);
  try {
    if (launched.terminalFd >= 0) relay = openRelay(launched.terminalFd);
    yield* tracedTask(runtime.trace, "start program", steps.start(launched));
  } catch (error) {
    relay?.close();
    if (request.keep === true) {
      yield* killAndWait(launched.process.pidfd, launched.state.cgroup_paths);
      closeInit(launched.process);
    } else yield* abandon(runtime, launched);
    throw error;
  }
  return { launched, relay, notify };
}

function* startProgram(runtime: Runtime, request: RunRequest, launched: Launched): Task<void> {
  const { process, prepared, state } = launched;
  const site: HookSite = { runtime, config: prepared.config, state };
  const events = passiveEvents(runtime.warn);
  if (request.pidFile !== undefined) writePidFile(request.pidFile, process.pid);
  yield* startHooks(site, process.pidfd);
  go(process, SYNC.ready);
  yield* followInit(process, events, undefined);
  closeSocket(process);
  yield* runRuntimeHooks(site, ["poststart"], "running");
}
