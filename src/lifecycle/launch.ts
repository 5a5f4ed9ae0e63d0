// SPDX-License-Identifier: Apache-2.0
/** What create and run share: claim the id, journal, cgroup, init, up to the point where only exec is left. */
import { type CreatedCgroup, closeCgroup, planCgroupCreation, v2Fd } from "../cgroup/cgroup.ts";
import type { UnitDriver } from "../cgroup/systemd/systemd.ts";
import { HostError, InternalError, KernelError, type RuntError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import { timestamp } from "../native/time.ts";
import { HANDED, SYNC } from "../ops/table.ts";
import { compileHookPlan, type HookContext } from "../plan/hook.ts";
import type { InheritedFd } from "../plan/plan.ts";
import {
  claimDirectory,
  closeDirectory,
  type Directory,
  isAbsent,
  removeDirectory,
} from "../state/directory.ts";
import { journalProcess, openJournal } from "../state/journal.ts";
import { checkPidFile } from "../state/pid-file.ts";
import { currentPidScope, readProcess } from "../state/process.ts";
import { CACHE_DIRECTORY, checkId, makeRoot } from "../state/root.ts";
import { type SavedState, writeState } from "../state/saved.ts";
import { connectReceiver } from "../terminal/console-socket.ts";
import { runContainerHooks, runRuntimeHooks } from "./container-hooks.ts";
import { clearLeftovers } from "./delete.ts";
import { laterHooks, removeRemains, runPoststop } from "./destroy.ts";
import { makeUserns } from "../userns/idmaps.ts";
import { keptUntilDelete, makeRdtGroups, rdtState } from "./intel-rdt.ts";
import { closeInit, followInit, type InitEvents, type InitProcess, killAndWait, spawnPlan } from "./init.ts";
import { checkJoinedMappings } from "../userns/joined-mappings.ts";
import { DeviceMove } from "./net-devices.ts";
import { checkPreserved } from "./listen-fds.ts";
import { sendListener } from "./listener.ts";
import { enterUnit, makeCgroup, openUnitDriver } from "./make-cgroup.ts";
import { writeMappings } from "../userns/mappings.ts";
import { namespaceFlags, ownsPidNamespace } from "./namespaces.ts";
import { withOomCause } from "./oom.ts";
import { withPlace } from "../diagnosis/placed-error.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { makeNotifyFolder, notifyDirectory } from "./readiness.ts";
import type { CreateRequest, Runtime } from "./requests.ts";
import { saveConfig } from "./saved-config.ts";
import { GATE, hookState } from "./status.ts";
import { type Task, TURN } from "./task.ts";
import { traced, tracedTask } from "../trace/trace.ts";

export interface LaunchOptions {
  gate: boolean;
  detached: boolean;
  /** Makes the container process in another way than by the plan of create: restore. */
  bringUp?: BringUp;
}

/** Sets `making.process` as soon as there is one, so that a failure ends it. */
export type BringUp = (making: Making) => Task<InitProcess>;

/** A container whose init has done all but exec, and waits at sync(ready). */
export interface Launched {
  directory: Directory;
  prepared: Prepared;
  state: SavedState;
  process: InitProcess;
  /** The pty's master for a relayed terminal. */
  terminalFd: number;
}

export function* launch(runtime: Runtime, request: CreateRequest, options: LaunchOptions): Task<Launched> {
  checkId(request.id);
  if (request.pidFile !== undefined) checkPidFile(request.pidFile);
  const driver = runtime.systemdCgroup ? yield* openUnitDriver(runtime) : undefined;
  try {
    return yield* launchWith(runtime, request, options, driver);
  } finally {
    driver?.close();
  }
}

function* launchWith(
  runtime: Runtime,
  request: CreateRequest,
  options: LaunchOptions,
  driver: UnitDriver | undefined,
): Task<Launched> {
  const { trace } = runtime;
  const prepared = traced(trace, "prepare", () =>
    prepare(request, {
      ...options,
      cacheDirectory: cacheDirectory(runtime),
      environment: runtime.environment,
      rootless: runtime.rootless,
      strict: runtime.strict === true,
      noCgroups: runtime.noCgroups === true,
      ...(runtime.notifySocket === undefined || options.bringUp !== undefined
        ? {}
        : { notifyDirectory: (config) => notifyDirectory(runtime, request.id, config) }),
      ...(trace === undefined ? {} : { trace }),
      ...(driver === undefined ? {} : { driver }),
    }),
  );
  yield* checkMappings(prepared, runtime);
  for (const warning of prepared.warnings) runtime.warn(warning);
  checkPreserved(prepared.plan.preserveFds);
  yield TURN;
  const directory = yield* tracedTask(
    trace,
    "claim id",
    claimDirectory(runtime.root, request.id, (left) => reuseLeftovers(left, runtime)),
  );
  let making: Making;
  try {
    making = begin(runtime, request, prepared, { directory, driver });
    if (options.bringUp !== undefined) making.bringUp = options.bringUp;
  } catch (error) {
    removeDirectory(directory);
    closeDirectory(directory);
    throw error;
  }
  try {
    return yield* make(making);
  } catch (error) {
    closeDirectory(directory);
    throw withPlace(error, prepared.source);
  }
}

function* checkMappings({ config, source }: Prepared, runtime: Runtime): Task<void> {
  try {
    yield* checkJoinedMappings(config, runtime.warn);
  } catch (error) {
    throw withPlace(error, source);
  }
}

/**
 * An unlocked directory without a state is what a killed create left, or what another create has made and
 * not yet locked: the lock decides between the two creates.
 */
function* reuseLeftovers(directory: Directory, runtime: Runtime): Task<boolean> {
  if (!isAbsent(directory, "state.json")) return false;
  yield* clearLeftovers(directory, runtime);
  return true;
}

function cacheDirectory(runtime: Runtime): string {
  const rootFd = makeRoot(runtime.root);
  native().mkdirat(rootFd, CACHE_DIRECTORY, 0o700);
  native().close(rootFd);
  return `${runtime.root}/${CACHE_DIRECTORY}`;
}

/** What has been made so far, for undoing it. */
export interface Making {
  runtime: Runtime;
  request: CreateRequest;
  prepared: Prepared;
  directory: Directory;
  driver: UnitDriver | undefined;
  cgroup: CreatedCgroup | undefined;
  state: SavedState;
  process: InitProcess | undefined;
  terminalFd: number;
  devices: DeviceMove;
  /** The first hook has been called: poststop hooks are due after a failure. */
  hooksBegan: boolean;
  bringUp: BringUp;
}

/** Writes the journal. After it everything can be undone, by this process or by a later one. */
function begin(
  runtime: Runtime,
  request: CreateRequest,
  prepared: Prepared,
  { directory, driver }: Pick<Making, "directory" | "driver">,
): Making {
  const missing = planCgroupCreation(prepared.placement);
  const state = firstState(request, prepared, driver === undefined ? missing : driver.made(missing));
  const { bootId, pidNamespace, cgroup_paths: cgroupPaths, cgroupMade, bundle, rootfs, created } = state;
  openJournal(directory, {
    bootId,
    ...(pidNamespace === undefined ? {} : { pidNamespace }),
    cgroupPaths,
    cgroupMade,
    bundle,
    rootfs,
    created,
    ...(driver === undefined ? {} : { systemd: driver.saved }),
    ...(state.annotations === undefined ? {} : { annotations: state.annotations }),
    ...(state.intelRdtMade === undefined ? {} : { intelRdtMade: state.intelRdtMade }),
    ...(runtime.ownProcess === true ? { creator: native().ids()[0] ?? 0 } : {}),
  });
  return {
    runtime,
    request,
    prepared,
    directory,
    driver,
    cgroup: undefined,
    state,
    process: undefined,
    terminalFd: -1,
    devices: new DeviceMove(),
    hooksBegan: false,
    bringUp: setUpByPlan,
  };
}

function* make(making: Making): Task<Launched> {
  const { directory, prepared } = making;
  try {
    saveConfig(directory, prepared.source.bytes);
    if (prepared.context.notifyDirectory !== undefined) makeNotifyFolder(directory);
    const { trace } = making.runtime;
    if (making.driver === undefined) {
      making.cgroup = traced(trace, "make cgroups", () => makeCgroup(prepared, making.state, making.runtime));
    }
    makeRdtGroups(prepared.rdt, making.state);
    const process = yield* making.bringUp(making);
    recordProcess(making);
    const saved = { ...making.state, ...keptUntilDelete(prepared.rdt, making.state) };
    traced(trace, "write state", () => writeState(directory, saved));
    making.devices.done();
    return { directory, prepared, state: saved, process, terminalFd: making.terminalFd };
  } catch (error) {
    const cause = withOomCause(error, making.state.cgroup_paths);
    yield* undo(making);
    throw cause;
  }
}

function* setUpByPlan(making: Making): Task<InitProcess> {
  const { trace } = making.runtime;
  const process = yield* tracedTask(trace, "spawn init", spawnInit(making));
  making.process = process;
  yield* tracedTask(trace, "set up container", followInit(process, initEvents(making), SYNC.ready));
  return process;
}

function firstState(request: CreateRequest, prepared: Prepared, cgroupMade: string[]): SavedState {
  const { config } = prepared;
  return {
    format: 1,
    id: request.id,
    bundle: request.bundle,
    rootfs: prepared.rootfs,
    created: timestamp(),
    init_process_pid: 0,
    init_process_start: "0",
    ...currentPidScope(),
    cgroup_paths: prepared.context.cgroupPaths,
    cgroupMade,
    ...rdtState(prepared),
    namespaces: namespaceFlags(config),
    ownPidNamespace: ownsPidNamespace(config),
    terminal: config.process?.terminal === true,
    noNewKeyring: request.noNewKeyring ?? false,
    ...(config.annotations === undefined ? {} : { annotations: config.annotations }),
    hooks: laterHooks(config),
  };
}

function* spawnInit(making: Making): Task<InitProcess> {
  const { prepared, cgroup, request } = making;
  const inherited: number[] = [];
  try {
    yield TURN;
    for (const name of prepared.plan.inherited) inherited.push(yield* openInherited(name, making));
    const cgroupFd = cgroup !== undefined && prepared.spawnsIntoV2 ? v2Fd(cgroup) : -1;
    const stdio = request.stdio ?? [0, 1, 2];
    const { trace } = making.runtime;
    const process = spawnPlan(prepared.plan, { cgroupFd, inherited, stdio, trace });
    making.process = process;
    recordProcess(making);
    return process;
  } finally {
    for (const fd of inherited) native().close(fd);
    if (cgroup !== undefined) closeCgroup(cgroup);
    making.cgroup = undefined;
  }
}

function* openInherited(name: InheritedFd, making: Making): Task<number> {
  const { request, directory, prepared, runtime } = making;
  if (name === "gate") {
    const fd = native().listenUnix(directory.fd, GATE);
    if (fd < 0)
      throw new KernelError(fd, "bind", `make the start gate in the state directory of "${request.id}"`);
    return fd;
  }
  if (name === "consoleSocket") return connectReceiver("--console-socket", request.consoleSocket ?? "");
  if (name === "pidfdSocket") return connectReceiver("--pidfd-socket", request.pidfdSocket ?? "");
  if (name.startsWith("userns:"))
    return yield* makeUserns(prepared, Number(name.slice("userns:".length)), runtime.warn);
  throw new InternalError(`create's plan wants the fd ${name}`);
}

/** Notes the process in the journal; again when a fork operation has made another one. */
export function recordProcess({ directory, process, state }: Making): void {
  if (process === undefined || state.init_process_pid === process.pid) return;
  state.init_process_pid = process.pid;
  const facts = readProcess(process.pid);
  // Without it nobody could tell the process from a later one of its pid, and nobody would ever kill it.
  if (facts === undefined)
    throw new HostError("ERR_HOST", undefined, `init's start time can't be read: /proc/${process.pid}/stat`);
  state.init_process_start = facts.start;
  journalProcess(directory, process.pid, state.init_process_start);
}

function initEvents(making: Making): InitEvents {
  const { prepared, runtime, state } = making;
  const site = { runtime, config: prepared.config, state };
  return {
    *sync(point) {
      recordProcess(making);
      if (point === SYNC.placed && making.driver !== undefined) {
        yield* tracedTask(runtime.trace, "start unit", enterUnit(making.driver, prepared, state, runtime));
      } else if (point === SYNC.mapped) {
        const { uidMappings = [], gidMappings = [] } = prepared.config.linux ?? {};
        const first = { pid: state.init_process_pid, pointer: "/linux" } as const;
        yield* writeMappings({ uidMappings, gidMappings }, first, prepared.host);
      } else if (point === SYNC.network) making.devices.move(prepared.config, state.init_process_pid);
      else if (point === SYNC.createRuntime) {
        making.hooksBegan = true;
        // prestart is older than the status "creating": its programs expect "created".
        yield* runRuntimeHooks(site, ["prestart"], "created");
        yield* runRuntimeHooks(site, ["createRuntime"], "creating");
      } else if (point === SYNC.createContainer) {
        making.hooksBegan = true;
        yield* runContainerHooks(site, {
          kind: "createContainer",
          pidfd: making.process?.pidfd ?? -1,
          status: "creating",
          compile: (hook, index) => compileHookPlan(hook, hookContext(making, index), prepared.host),
        });
      } else throw new InternalError(`init waits at an unknown sync point ${point}`);
    },
    handed(tag, fd) {
      recordProcess(making);
      if (tag === HANDED.terminal) making.terminalFd = fd;
      else if (tag === HANDED.netlink) making.devices.take(fd);
      else if (tag === HANDED.seccompListener) {
        const pid = state.init_process_pid;
        sendListener(fd, { config: prepared.config, pid, state: hookState(state, "creating", pid) });
      } else native().close(fd);
    },
    warn: runtime.warn,
  };
}

/** A createContainer hook starts in the root filesystem, still by its path of the host, as runc's do. */
function hookContext({ prepared, runtime, state }: Making, index: number): HookContext {
  const { linux } = prepared.config;
  return {
    index,
    namespaces: state.namespaces,
    cwd: prepared.rootfs,
    env: runtime.environment,
    ...(linux === undefined ? {} : { linux }),
  };
}

/** Leaves the host as if create had never been called; a failure to clean up is a warning beside the error. */
function* undo(making: Making): Task<void> {
  const { runtime, directory, process, state, prepared } = making;
  try {
    if (process !== undefined) {
      yield* killAndWait(process.pidfd, state.cgroup_paths);
      closeInit(process);
    }
    making.devices.undo(runtime.warn);
    if (making.terminalFd >= 0) native().close(making.terminalFd);
    if (making.cgroup !== undefined) closeCgroup(making.cgroup);
    yield* removeRemains(runtime, directory, {
      ...state,
      ownPidNamespace: state.ownPidNamespace && process !== undefined,
    });
    const hooks = prepared.config.hooks?.poststop ?? [];
    if (making.hooksBegan && hooks.length > 0) yield* runPoststop(runtime, state, hooks);
  } catch (error) {
    runtime.warn(
      `clean-up after a failed create: ${(error as RuntError).message}; \`runt delete --force ${state.id}\` does it again`,
    );
  }
}
