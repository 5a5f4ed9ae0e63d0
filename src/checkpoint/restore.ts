// SPDX-License-Identifier: Apache-2.0
/** Makes a container of what checkpoint has saved. */
import { joinFiles } from "../cgroup/cgroup.ts";
import type { OciConfig } from "../config/types.ts";
import { KernelError, RuntError } from "../errors/errors.ts";
import { runRuntimeHooks } from "../lifecycle/container-hooks.ts";
import type { InitProcess } from "../lifecycle/init.ts";
import { type Making, recordProcess } from "../lifecycle/launch.ts";
import { enterUnit } from "../lifecycle/make-cgroup.ts";
import type { Runtime } from "../lifecycle/requests.ts";
import { runLaunched } from "../lifecycle/run.ts";
import type { Task } from "../lifecycle/task.ts";
import { AT_FDCWD, O_NONBLOCK, O_RDONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { writePidFile } from "../state/pid-file.ts";
import { connectReceiver } from "../terminal/console-socket.ts";
import { Criu, type CriuSpawn } from "./criu.ts";
import {
  closeImage,
  type ImageDirectories,
  isHanded,
  openImage,
  savedDescriptors,
  savedMounts,
  savedPoints,
} from "./image.ts";
import { restoredExternals } from "./mounts.ts";
import { HANDED_FROM } from "./plan.ts";
import type { RestoreRequest } from "./requests.ts";
import { type RestoredMounts, restoredMounts } from "./restored-mounts.ts";
import { type CriuOptions, REQUEST } from "./rpc.ts";
import { commonOptions, EXTERNAL_NAMESPACES, joinedPath, requireRoot } from "./settings.ts";

const LOG = "restore.log";
const LABEL_LIMIT = 4096;

interface Restoring {
  making: Making;
  request: RestoreRequest;
  directories: ImageDirectories;
  mounts: RestoredMounts;
  /** fds for criu beside the service socket, with the keys of the image. */
  handed: { key: string; fd: number }[];
}

/**
 * As `run`, but the processes are those of the image.
 *
 * @returns the program's exit status in the foreground; 0 when detached
 * @throws {RuntError} ERR_CRIU with everything undone
 */
export function* restoreContainer(runtime: Runtime, request: RestoreRequest): Task<number> {
  requireRoot("restore");
  const directories = openImage(request.imagePath, request.workPath, false);
  try {
    return yield* runLaunched(runtime, request, {
      bringUp: (making) => bringUp(making, request, directories),
      *start({ process }) {
        if (request.pidFile !== undefined) writePidFile(request.pidFile, process.pid);
      },
    });
  } finally {
    closeImage(directories);
  }
}

function* bringUp(making: Making, request: RestoreRequest, directories: ImageDirectories): Task<InitProcess> {
  const mounts = mountsOf(making, directories);
  const namespaces = openNamespaces(making.prepared.config);
  // Under numbers of their own: criu closes what it hands on, and --shell-job wants its standard input.
  const streams = savedDescriptors(directories.imagesFd).map((key, fd) => ({ key, fd }));
  const handed = [...namespaces, ...streams.filter(({ key }) => isHanded(key))];
  const restoring: Restoring = { making, request, directories, mounts, handed };
  let criu: Criu;
  try {
    criu = yield* spawnCriu(restoring);
  } finally {
    for (const { fd } of namespaces) native().close(fd);
  }
  try {
    const response = yield* criu.request({
      type: REQUEST.restore,
      what: `restore container "${request.id}"`,
      options: restoreOptions(restoring, criu.opened),
      workPath: directories.workPath,
      notified: (script, pid, fd) => notified(restoring, script, { pid, fd }),
    });
    const process = takeProcess(making, response.pid ?? 0);
    if (request.lsmProfile !== undefined) requireProfile(request.lsmProfile, process.pid);
    return process;
  } finally {
    criu.close();
  }
}

/** The mount points of the image with sources of this bundle. */
function mountsOf({ prepared, request }: Making, { imagesFd }: ImageDirectories): RestoredMounts {
  const { config, context } = prepared;
  const site = { config, bundle: request.bundle, cgroupPaths: context.cgroupPaths };
  return restoredMounts(site, { external: savedMounts(imagesFd), points: savedPoints(imagesFd) });
}

function openNamespaces(config: OciConfig): Restoring["handed"] {
  return EXTERNAL_NAMESPACES.flatMap(({ type, key }) => {
    const path = joinedPath(config, type);
    if (path === undefined) return [];
    const fd = native().openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0) throw new KernelError(fd, "openat", `open the ${type} namespace ${path}`, { path });
    return [{ key, fd }];
  });
}

/** criu joins the container's cgroup: what it makes is born there. */
function cgroupOf(making: Making): Pick<CriuSpawn, "isPlaced" | "cgroupJoin" | "enter"> {
  const { prepared, runtime, driver, state } = making;
  if (driver === undefined) return { cgroupJoin: joinFiles(prepared.placement.directories) };
  return {
    isPlaced: true,
    cgroupJoin: prepared.context.cgroupJoin,
    *enter(pid) {
      state.init_process_pid = pid;
      yield* enterUnit(driver, prepared, state, runtime);
      state.init_process_pid = 0;
    },
  };
}

function* spawnCriu({ making, request, directories, mounts, handed }: Restoring): Task<Criu> {
  const { prepared, runtime } = making;
  return yield* Criu.spawn({
    environment: runtime.environment,
    stdio: [0, 1, 2],
    fds: handed.map(({ fd }) => fd),
    warn: runtime.warn,
    ...cgroupOf(making),
    rootfs: prepared.rootfs,
    opened: [request.imagePath, directories.workPath],
    mounts,
  });
}

function restoreOptions(restoring: Restoring, [imagesFd = -1, workFd = -1]: readonly number[]): CriuOptions {
  const { making, request, directories, mounts, handed } = restoring;
  const { config, placement, rootfs } = making.prepared;
  const roots = placement.directories.map(({ version, controllers, below }) => ({
    controller: version === 2 ? "" : controllers.join(","),
    path: `/${below}`,
  }));
  const { tcpClose, lsmProfile, lsmMountContext } = request;
  return {
    ...commonOptions(request, config, directories, LOG),
    // criu mounts in its directory, so that must lie in its own mount namespace.
    imagesFd,
    workFd,
    root: rootfs,
    restoreSibling: true,
    external: restoredExternals(mounts.external),
    inheritFds: handed.map(({ key }, index) => ({ key, fd: HANDED_FROM + 1 + index })),
    ...(request.cgroupMode === "ignore" ? {} : { cgroupRoots: roots }),
    ...(tcpClose === true ? { tcpClose } : {}),
    ...(lsmProfile === undefined ? {} : { lsmProfile }),
    ...(lsmMountContext === undefined ? {} : { lsmMountContext }),
  };
}

function* notified(
  restoring: Restoring,
  script: string,
  { pid, fd }: { pid: number; fd: number },
): Task<void> {
  const { making, request } = restoring;
  const { prepared, runtime, state } = making;
  if (script === "setup-namespaces") {
    // From here on a failure must end the half-restored process too.
    state.init_process_pid = pid;
    making.hooksBegan = true;
    const site = { runtime, config: prepared.config, state };
    yield* runRuntimeHooks(site, ["prestart"], "created");
    yield* runRuntimeHooks(site, ["createRuntime"], "creating");
    state.init_process_pid = 0;
  } else if (script === "orphan-pts-master" && fd >= 0) handMaster(making, request, fd);
  else if (fd >= 0) native().close(fd);
}

/** criu leaves a process unconfined that was so when it was saved, whatever --lsm-profile says. */
function requireProfile(lsmProfile: string, pid: number): void {
  const profile = /^apparmor:(.+)$/.exec(lsmProfile)?.[1];
  if (profile === undefined) return;
  const label = native().readText(AT_FDCWD, `/proc/${pid}/attr/current`, 0, LABEL_LIMIT);
  if (typeof label === "string" && (label.trim() === profile || label.startsWith(`${profile} (`))) return;
  const found = typeof label === "string" ? label.trim() : "unknown";
  throw new RuntError(
    "ERR_CRIU",
    `criu did not apply the AppArmor profile ${JSON.stringify(profile)} of --lsm-profile: the process is ${found}`,
    { hint: "criu changes the profile of what had one when it was saved, and leaves unconfined what was so" },
  );
}

/** criu made a new terminal for the container: its other end goes where that of `run` would go. */
function handMaster(making: Making, request: RestoreRequest, fd: number): void {
  if (request.consoleSocket === undefined) {
    making.terminalFd = fd;
    return;
  }
  const socket = connectReceiver("--console-socket", request.consoleSocket);
  const sent = native().sendFds(socket, native().encodeText("/dev/ptmx"), [fd]);
  native().close(socket);
  native().close(fd);
  if (sent < 0) throw new KernelError(sent, "sendmsg", `hand the terminal to ${request.consoleSocket}`);
}

/** The restored process is a child of this one, like one that was just made. */
function takeProcess(making: Making, pid: number): InitProcess {
  const pidfd = native().pidfdOpen(pid, 0);
  if (pidfd < 0) throw new KernelError(pidfd, "pidfd_open", "take over the restored process");
  const process: InitProcess = {
    pid,
    pidfd,
    socket: -1,
    explain: () => new RuntError("ERR_INTERNAL", "a restored process has no operations"),
  };
  making.process = process;
  recordProcess(making);
  return process;
}
