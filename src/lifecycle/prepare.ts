// SPDX-License-Identifier: Apache-2.0
/** Everything of create that changes nothing: read, check, place, compile. `runt plan` stops after it. */
import type { UnitDriver } from "../cgroup/systemd/systemd.ts";
import {
  type CgroupDirectory,
  type CgroupPlacement,
  type CompiledResources,
  compileResources,
  joinFiles,
  pathsOf,
  type PermittedPlacement,
  permittedPlacement,
  permittedResources,
  placeCgroup,
  supportOf,
} from "../cgroup/cgroup.ts";
import { type ConfigSource, type LoadedConfig, loadConfig } from "../config/load.ts";
import { readConfig } from "../config/read.ts";
import type { OciConfig } from "../config/types.ts";
import { EACCES, EBADF, ELOOP, ENOTDIR, errnoText } from "../errors/errno.ts";
import { HostError, KernelError, RuntError } from "../errors/errors.ts";
import type { HostFacts } from "../host/facts.ts";
import { probeHost } from "../host/probe.ts";
import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_PATH,
  S_IFCHR,
  S_IFMT,
} from "../native/flags.ts";
import { native } from "../native/native.ts";
import { mayMount } from "../plan/build.ts";
import { compileCreatePlan } from "../plan/create.ts";
import { rdtDirectories, type RdtGroup, rdtGroup } from "../plan/intel-rdt.ts";
import type { Plan, PlanContext, SeccompFilter, TerminalUse } from "../plan/plan.ts";
import { configWarnings } from "../policy/warnings.ts";
import { traced, type Tracer } from "../trace/trace.ts";
import { compileSeccomp } from "../seccomp/compile.ts";
import { refuseHostNamespaces } from "./host-namespaces.ts";
import { linkTargets } from "./link-targets.ts";
import { countListenFds } from "./listen-fds.ts";
import { checkNetDevices } from "./net-devices.ts";
import { withPlace } from "../diagnosis/placed-error.ts";
import type { CreateRequest } from "./requests.ts";

export interface PrepareOptions {
  /** create: init waits for `start` at the gate. */
  gate: boolean;
  /** The command returns while the container lives on. */
  detached: boolean;
  /** Where compiled seccomp filters are kept; undefined compiles anew. */
  cacheDirectory: string | undefined;
  environment: readonly string[];
  /** Cgroups for which the caller has no permission are left out where config.json asks for none. */
  rootless: boolean | "auto";
  /** The container gets no cgroup of its own. */
  noCgroups?: boolean;
  /** A bundle that only root can run is compiled as root would do it. */
  forRoot?: boolean;
  /** An unset umask is the caller's. */
  strict?: boolean;
  trace?: Tracer;
  /** Where the container's NOTIFY_SOCKET will be. */
  notifyDirectory?(config: OciConfig): string | undefined;
  /** The cgroup is a unit of systemd. */
  driver?: UnitDriver;
  /** As `driver`, of a host as it is assumed. */
  driverFor?: (host: HostFacts) => UnitDriver;
}

export interface Prepared {
  config: OciConfig;
  source: ConfigSource;
  host: HostFacts;
  rootfs: string;
  placement: CgroupPlacement;
  /** The v2 cgroup is about to be made, and clone3(2) can put the first process into it. */
  spawnsIntoV2: boolean;
  rdt: RdtGroup | undefined;
  resources: CompiledResources;
  context: PlanContext;
  plan: Plan;
  warnings: string[];
}

/** config.md "POSIX-platform User": without a value the umask stays that of the calling process. */
function keepUmask(config: OciConfig): void {
  const user = config.process?.user;
  if (user === undefined || user.umask !== undefined) return;
  const mask = native().umask(0);
  native().umask(mask);
  user.umask = mask;
}

export function prepare(request: CreateRequest, options: PrepareOptions): Prepared {
  const loaded = traced(options.trace, "read configuration", () => configOf(request));
  try {
    return prepareLoaded(loaded, request, options);
  } catch (error) {
    throw withPlace(error, loaded);
  }
}

function prepareLoaded(
  { config, ...source }: LoadedConfig,
  request: CreateRequest,
  options: PrepareOptions,
): Prepared {
  const { trace } = options;
  refuseHostNamespaces(config);
  checkNetDevices(config);
  if (options.strict === true) keepUmask(config);
  const probed = traced(trace, "probe host", probeHost);
  const host = options.forRoot === true && !mayRun(config, probed) ? asRoot(probed) : probed;
  const rootfs = resolveRootfs(request.bundle, config.root?.path ?? "");
  const rootless = isRootless(options.rootless, host);
  const driver = options.driver ?? options.driverFor?.(host);
  const { placement, denied } =
    driver === undefined
      ? place(config, request.id, host, { rootless, noCgroups: options.noCgroups === true })
      : { placement: driver.place(config, request.id), denied: [] };
  const existing = placement.directories.filter(exists);
  // One that exists is joined by writing: where cgroup.kill was ever used, Linux 6.18 kills a process that a
  // process outside clones into it.
  const joined = placement.directories.filter(
    (one) => one.version === 1 || (driver === undefined ? existing.includes(one) : driver.joinsByItself),
  );
  const resources =
    options.noCgroups === true
      ? withoutLimits(config)
      : compileLimits(config, host, denied, { fresh: existing.length === 0, rootless });
  if (driver !== undefined) resources.writes = driver.adjust(resources.writes);
  const rdt = rdtGroup(config, request.id, host);
  const listenFds = countListenFds(options.environment);
  const seccomp = filterOf(config, options);
  const notifyDirectory = options.notifyDirectory?.(config);
  const context: PlanContext = {
    id: request.id,
    bundle: request.bundle,
    rootfs,
    cgroupJoin: joinFiles(joined),
    ...(rdt === undefined ? {} : { rdtJoin: rdtDirectories(rdt) }),
    cgroupPaths: pathsOf(placement.directories),
    isPlaced: driver !== undefined,
    terminal: terminalUse(config, request, options),
    gate: options.gate,
    preserveFds: (request.preserveFds ?? 0) + listenFds,
    listenFds,
    pidfdSocket: request.pidfdSocket !== undefined,
    linkTargets: linkTargets(config, request.bundle),
    noPivot: request.noPivot ?? false,
    noNewKeyring: request.noNewKeyring ?? false,
    ...(notifyDirectory === undefined ? {} : { notifyDirectory }),
    nullStdio: nullStreams(request.stdio ?? [0, 1, 2]),
    ...(seccomp === undefined ? {} : { seccomp }),
  };
  const plan = traced(trace, "compile plan", () => compileCreatePlan(config, context, host));
  const warnings = [...configWarnings(config), ...resources.warnings, ...plan.warnings];
  const spawnsIntoV2 = driver === undefined && joined.length < placement.directories.length;
  return {
    config,
    source,
    host,
    rootfs,
    placement,
    spawnsIntoV2,
    rdt,
    resources,
    context,
    plan,
    warnings,
  };
}

function filterOf(
  { linux }: OciConfig,
  { trace, cacheDirectory }: PrepareOptions,
): SeccompFilter | undefined {
  const profile = linux?.seccomp;
  if (profile === undefined) return undefined;
  return traced(trace, "compile seccomp filter", () =>
    compileSeccomp(profile, "/linux/seccomp", cacheDirectory),
  );
}

function configOf({ configBytes, configFile, bundle }: CreateRequest): LoadedConfig {
  if (configBytes !== undefined) {
    const what = "config";
    return { config: readConfig(configBytes, what), bytes: configBytes, what };
  }
  return loadConfig(configFile ?? `${bundle}/config.json`);
}

/** Without privileges there are no namespaces but in a user namespace of one's own. */
function mayRun({ linux }: OciConfig, host: HostFacts): boolean {
  const namespaces = linux?.namespaces ?? [];
  return mayMount(host) || namespaces.length === 0 || namespaces.some(({ type }) => type === "user");
}

function asRoot(host: HostFacts): HostFacts {
  const all = (1n << BigInt(host.lastCapability + 1)) - 1n;
  const { hardLimits, lastCapability, setgroupsDenied, appArmor, selinux, resctrl, machine } = host;
  const probed = { hardLimits, lastCapability, setgroupsDenied, appArmor, selinux, resctrl, machine };
  // The second group is probed when it is first asked for, and no member that a copy takes.
  return { ...host, ...probed, euid: 0, egid: 0, capabilities: all, bounding: all } as HostFacts;
}

/** @param setting of --rootless. "auto": everybody but root of the host */
function isRootless(setting: boolean | "auto", host: HostFacts): boolean {
  return setting === "auto" ? host.euid !== 0 || !host.initialUserNamespace : setting;
}

function place(
  config: OciConfig,
  id: string,
  host: HostFacts,
  { rootless, noCgroups }: { rootless: boolean; noCgroups: boolean },
): PermittedPlacement {
  if (noCgroups) return { placement: { mode: host.cgroup.mode, directories: [] }, denied: [] };
  const path = config.linux?.cgroupsPath;
  const placement = placeCgroup(path, id, host.cgroup);
  const names = path !== undefined && path !== "";
  return rootless ? permittedPlacement(placement, host.cgroup, names) : { placement, denied: [] };
}

function withoutLimits({ linux }: OciConfig): CompiledResources {
  const asked = Object.keys(linux?.resources ?? {});
  if (asked.length === 0) return { writes: [], gap: false, warnings: [] };
  return {
    writes: [],
    gap: false,
    warnings: [
      `without cgroups (--cgroup-manager disabled) nothing of /linux/resources is applied: ${asked.join(", ")}`,
    ],
  };
}

function compileLimits(
  config: OciConfig,
  host: HostFacts,
  denied: readonly CgroupDirectory[],
  { fresh, rootless }: { fresh: boolean; rootless: boolean },
): CompiledResources {
  const limits = config.linux?.resources;
  const options = { devices: true, userNamespace: rootless };
  const compiled = compileResources(limits, supportOf(host.cgroup, fresh), "/linux/resources", options);
  return permittedResources(compiled, denied, (limits?.devices ?? []).length > 0);
}

function exists({ path }: CgroupDirectory): boolean {
  return typeof native().fstatat(AT_FDCWD, path, 0) !== "number";
}

/** Positions of those among the standard streams that are /dev/null. */
function nullStreams(stdio: readonly number[]): number[] {
  return [0, 1, 2].filter((position) => {
    const found = native().fstatat(stdio[position] ?? -1, "", AT_EMPTY_PATH);
    if (found === -EBADF) return false;
    if (typeof found === "number")
      throw new KernelError(found, "fstatat", `look at standard stream ${position}`);
    const [mode = 0, , , , , , , major, minor] = found;
    return (mode & S_IFMT) === S_IFCHR && major === 1 && minor === 3;
  });
}

/** The words are those of runc but for the program's name. */
export function terminalUse(
  config: { process?: { terminal?: boolean } },
  request: { consoleSocket?: string },
  options: { detached: boolean },
): TerminalUse {
  const terminal = config.process?.terminal === true;
  const { consoleSocket } = request;
  if (terminal && options.detached && consoleSocket === undefined) {
    throw new RuntError(
      "ERR_CONSOLE",
      "cannot allocate tty if runt will detach without setting console socket",
      {
        pointer: "/process/terminal",
        hint: "name a socket that takes the terminal with --console-socket",
      },
    );
  }
  if (consoleSocket !== undefined && !(terminal && options.detached)) {
    throw new RuntError("ERR_CONSOLE", "cannot use console socket if runt will not detach or allocate tty", {
      hint: 'set "terminal": true in process, or leave out --console-socket',
    });
  }
  return terminal ? (options.detached ? "socket" : "relay") : "none";
}

/** @returns the absolute path of root.path without links. @throws {HostError} ERR_ROOTFS */
export function resolveRootfs(bundle: string, path: string): string {
  const given = path.startsWith("/") ? path : `${bundle}/${path}`;
  // A slash at the end would make the last link be followed.
  const named = given.replace(/\/+$/, "");
  const fd = native().openat(AT_FDCWD, named === "" ? "/" : named, O_PATH | O_DIRECTORY | O_NOFOLLOW, 0);
  if (fd < 0) throw rootfsError(given, fd);
  const resolved = native().readlinkat(AT_FDCWD, `/proc/self/fd/${fd}`);
  native().close(fd);
  if (typeof resolved === "number") {
    const why = `its path can't be read in /proc: ${errnoText(-resolved)}`;
    throw new HostError(
      "ERR_ROOTFS",
      "/root/path",
      `invalid rootfs: ${given}: ${why}`,
      "mount procfs on /proc",
    );
  }
  if (resolved === "/") {
    throw new HostError(
      "ERR_ROOTFS",
      "/root/path",
      `invalid rootfs: ${given} is the root directory of the host`,
    );
  }
  return resolved;
}

function rootfsError(path: string, errno: number): HostError {
  const why =
    errno === -ENOTDIR || errno === -ELOOP ? "not a directory, or a symbolic link to one" : errnoText(-errno);
  const hint =
    errno === -EACCES
      ? "the caller can't enter a directory of the path"
      : "root.path names the directory that holds the root filesystem; a relative one starts at the bundle";
  return new HostError("ERR_ROOTFS", "/root/path", `invalid rootfs: ${path}: ${why}`, hint);
}
