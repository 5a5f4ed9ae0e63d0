// SPDX-License-Identifier: Apache-2.0
/** Saves a container to disk with criu. */
import type { OciConfig } from "../config/types.ts";
import { HostError, KernelError, StateError, UsageError } from "../errors/errors.ts";
import { destroyContainer } from "../lifecycle/destroy.ts";
import type { Runtime } from "../lifecycle/requests.ts";
import { readSavedConfig } from "../lifecycle/saved-config.ts";
import { deriveStatus } from "../lifecycle/status.ts";
import { readable, type Task } from "../lifecycle/task.ts";
import { AT_FDCWD, O_RDWR } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { dropCheckpointPid, saveCheckpointPid } from "../state/checkpoint-pid.ts";
import { closeDirectory, type Directory, lockDirectory } from "../state/directory.ts";
import { openProcess } from "../state/process.ts";
import { readState, type SavedState } from "../state/saved.ts";
import { Criu } from "./criu.ts";
import {
  closeImage,
  hostTerminal,
  type ImageDirectories,
  openImage,
  readDescriptors,
  saveDescriptors,
  saveMounts,
  savePoints,
} from "./image.ts";
import { dumpedExternals, externalMounts, mountPoints, parseMountinfo } from "./mounts.ts";
import type { CheckpointRequest } from "./requests.ts";
import { type CriuFeatures, type CriuOptions, REQUEST } from "./rpc.ts";
import { commonOptions, EXTERNAL_NAMESPACES, joinedPath, requireRoot } from "./settings.ts";

const LOG = "dump.log";
const MOUNTINFO_LIMIT = 16 * 1024 * 1024;

interface Dump {
  runtime: Runtime;
  directory: Directory;
  request: CheckpointRequest;
  state: SavedState;
  config: OciConfig;
  directories: ImageDirectories;
}

/**
 * Saves a running or paused container. It is deleted then, unless it is to run on.
 *
 * @throws {StateError} ERR_STATE; {RuntError} ERR_CRIU: the container runs on as before
 */
export function* checkpointContainer(runtime: Runtime, request: CheckpointRequest): Task<void> {
  requireRoot("checkpoint");
  const directory = yield* lockDirectory(runtime.root, request.id);
  try {
    const state = readState(runtime.root, directory);
    const status = deriveStatus(directory, state);
    if (status !== "running" && status !== "paused")
      throw new StateError("ERR_STATE", `container cannot be checkpointed in ${status} state: "${state.id}"`);
    if (request.parentPath?.startsWith("/") === true)
      throw new UsageError(`--parent-path must be relative to --image-path: ${request.parentPath}`);
    const directories = openImage(request.imagePath, request.workPath, true);
    try {
      checkParent(request, directories);
      yield* checkFeatures(runtime, request);
      const config = readSavedConfig(directory);
      yield* dump({ runtime, directory, request, state, config, directories });
    } finally {
      closeImage(directories);
    }
    if (request.leaveRunning !== true && request.preDump !== true) yield* destroy(runtime, directory, state);
  } finally {
    closeDirectory(directory);
  }
}

/** criu has killed its processes. */
function* destroy(runtime: Runtime, directory: Directory, state: SavedState): Task<void> {
  const pidfd = openProcess(state.init_process_pid, state.init_process_start);
  if (pidfd !== undefined) {
    yield* readable(pidfd, 10_000);
    native().waitPidfd(pidfd, 0);
    native().close(pidfd);
  }
  yield* destroyContainer(runtime, directory, state);
}

/** criu would silently save everything. */
function checkParent({ parentPath, imagePath }: CheckpointRequest, { imagesFd }: ImageDirectories): void {
  if (parentPath === undefined) return;
  const path = `${imagePath}/${parentPath}`;
  const found = native().fstatat(imagesFd, parentPath, 0);
  if (typeof found === "number") throw new KernelError(found, "stat", `--parent-path ${path}`, { path });
}

/** What a request needs of the kernel is asked for ahead: criu's own words for it are hard to read. */
function* checkFeatures(runtime: Runtime, request: CheckpointRequest): Task<void> {
  const { preDump, parentPath, lazyPages } = request;
  if (preDump !== true && parentPath === undefined && lazyPages !== true) return;
  const features = yield* probeFeatures(runtime);
  if ((preDump === true || parentPath !== undefined) && !features.memoryTracking) {
    const hint = "the kernel needs CONFIG_MEM_SOFT_DIRTY; a full checkpoint works without";
    throw new HostError(
      "ERR_HOST",
      undefined,
      "this kernel does not track memory changes, which --pre-dump and --parent-path need",
      hint,
    );
  }
  if (lazyPages === true && !features.lazyPages) {
    const hint = "the kernel needs CONFIG_USERFAULTFD, and vm.unprivileged_userfaultfd or CAP_SYS_PTRACE";
    throw new HostError(
      "ERR_HOST",
      undefined,
      "this kernel can't move memory pages on demand (userfaultfd)",
      hint,
    );
  }
}

function* probeFeatures(runtime: Runtime): Task<CriuFeatures> {
  const criu = yield* spawnCriu(runtime, []);
  try {
    const request = { type: REQUEST.featureCheck, what: "look for kernel features", workPath: "" };
    const response = yield* criu.request(request);
    return response.features ?? { memoryTracking: false, lazyPages: false };
  } finally {
    criu.close();
  }
}

function* spawnCriu({ environment, warn }: Runtime, fds: readonly number[]): Task<Criu> {
  const none = native().openat(AT_FDCWD, "/dev/null", O_RDWR, 0);
  if (none < 0) throw new KernelError(none, "openat", "open /dev/null");
  try {
    return yield* Criu.spawn({
      environment,
      stdio: [none, none, none],
      fds,
      warn,
      cgroupJoin: [],
      opened: [],
    });
  } finally {
    native().close(none);
  }
}

function externalNamespaces({ config, state }: Dump): string[] {
  return EXTERNAL_NAMESPACES.filter(({ type }) => joinedPath(config, type) !== undefined).map(
    ({ criu, key }) => {
      const found = native().fstatat(AT_FDCWD, `/proc/${state.init_process_pid}/ns/${criu}`, 0);
      if (typeof found === "number") throw new KernelError(found, "stat", `look up the ${criu} namespace`);
      return `${criu}[${found[6]}]:${key}`;
    },
  );
}

function* dump(site: Dump): Task<void> {
  const { runtime, directory, request, state, directories } = site;
  const options = dumpOptions(site);
  const criu = yield* spawnCriu(runtime, [directory.fd]);
  try {
    saveCheckpointPid(directory, criu.pid);
    const type = request.preDump === true ? REQUEST.preDump : REQUEST.dump;
    const what = `checkpoint container "${state.id}"`;
    yield* criu.request({ type, what, options, workPath: directories.workPath });
  } finally {
    criu.close();
    dropCheckpointPid(directory);
  }
}

/** criu would save it, and fail to restore it when the container is gone. */
function refuseTerminal(path: string | undefined): void {
  if (path === undefined) return;
  throw new HostError(
    "ERR_CRIU",
    "/process/terminal",
    `the container's standard streams are a terminal of the host, ${path}, which can't be saved`,
    "run it with a terminal of its own (process.terminal), or with other streams",
  );
}

/** Also writes the files of the image that are not criu's. */
function dumpOptions(site: Dump): CriuOptions {
  const { request, state, config, directories } = site;
  const pid = state.init_process_pid;
  const mountinfo = native().readText(AT_FDCWD, `/proc/${pid}/mountinfo`, 0, MOUNTINFO_LIMIT);
  if (typeof mountinfo === "number")
    throw new KernelError(mountinfo, "read", `read the mounts of container "${state.id}"`);
  const place = { config, bundle: state.bundle, cgroupPaths: state.cgroup_paths };
  const all = parseMountinfo(mountinfo);
  const mounts = externalMounts(all, place);
  saveMounts(directories.imagesFd, mounts);
  savePoints(directories.imagesFd, mountPoints(all, mounts));
  const ids = new Set(all.map(({ id }) => id));
  if (request.shellJob !== true) refuseTerminal(hostTerminal(pid, ids));
  const descriptors = readDescriptors(pid, ids);
  saveDescriptors(directories.imagesFd, descriptors);
  const files = descriptors.filter((one) => one.startsWith("file["));
  const { parentPath, leaveRunning, tcpSkipInFlight, linkRemap, statusFd, pageServer, preDump } = request;
  const freezeCgroup = state.cgroup_paths.freezer ?? state.cgroup_paths[""];
  return {
    ...commonOptions(request, config, directories, LOG),
    pid,
    root: state.rootfs,
    external: [...dumpedExternals(mounts), ...externalNamespaces(site), ...new Set(files)],
    ...(freezeCgroup === undefined ? {} : { freezeCgroup }),
    ...(leaveRunning === true ? { leaveRunning } : {}),
    ...(tcpSkipInFlight === true ? { tcpSkipInFlight } : {}),
    ...(linkRemap === true ? { linkRemap } : {}),
    ...(statusFd === undefined ? {} : { statusFd }),
    ...(pageServer === undefined ? {} : { pageServer }),
    ...(parentPath === undefined ? {} : { parentImage: parentPath }),
    ...(parentPath !== undefined || preDump === true ? { trackMemory: true } : {}),
  };
}
