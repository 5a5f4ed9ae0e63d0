// SPDX-License-Identifier: Apache-2.0
/** Everything in a configuration that this host can't do, section by section: create stops at the first. Reads only. */
import { compileResources, placeCgroup, supportOf } from "../cgroup/cgroup.ts";
import type { Hook, LinuxResources, Mount, OciConfig } from "../config/types.ts";
import { errnoText } from "../errors/errno.ts";
import { ConfigError, HostError, type Issue, RuntError } from "../errors/errors.ts";
import type { ErrorCode } from "../errors/codes.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { HostFacts } from "../host/facts.ts";
import { probeHost } from "../host/probe.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { rdtGroup } from "../plan/intel-rdt.ts";
import { lackingModules } from "../plan/labels.ts";
import { planMount } from "../plan/mounts.ts";
import { planNamespaces } from "../plan/namespaces.ts";
import { checkCeiling } from "../plan/rlimits.ts";
import { compileSeccomp } from "../seccomp/compile.ts";
import { namespaceProblem, refuseHostNamespaces } from "./host-namespaces.ts";
import { checkNetDevices } from "./net-devices.ts";
import { prepare, resolveRootfs } from "./prepare.ts";
import type { CreateRequest } from "./requests.ts";

/** Stands for the id that create would be given. */
const ID = "container";
const HOST_HOOKS = ["prestart", "createRuntime", "createContainer", "poststart", "poststop"] as const;
const EXECUTABLE = 0o111;

class Finder {
  readonly issues: Issue[] = [];
  readonly #known: readonly Issue[];
  readonly #wellFormed: boolean;

  /** @param wellFormed the document has the form that types promise */
  constructor(known: readonly Issue[], wellFormed: boolean) {
    this.#known = known;
    this.#wellFormed = wellFormed;
  }

  /** Takes what a check throws. */
  try(check: () => void): void {
    try {
      check();
    } catch (error) {
      if (error instanceof ConfigError) error.issues.forEach((issue) => this.add(issue));
      else if (error instanceof RuntError) this.add(issueOf(error));
      // What the schema refuses can make any check stumble.
      else if (this.#wellFormed) throw error;
    }
  }

  /** What is wrong by itself need not be told again for what it leads to. */
  add(issue: Issue): void {
    const told = (other: Issue): boolean =>
      other.pointer === issue.pointer ||
      issue.pointer.startsWith(`${other.pointer}/`) ||
      other.pointer.startsWith(`${issue.pointer}/`);
    if (!this.#known.some(told) && !this.issues.some(told)) this.issues.push(issue);
  }
}

function issueOf({ code, pointer, message, hint }: RuntError): Issue {
  return {
    code: code as ErrorCode,
    pointer: (pointer ?? "") as JsonPointer,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

function statusOf(path: string): number[] | number {
  return native().fstatat(AT_FDCWD, path, 0);
}

function checkSource(mount: Mount, index: number, bundle: string): void {
  const { kind, options } = planMount(mount, index);
  if (kind !== "bind" || options.copyLink) return;
  const source = mount.source ?? "";
  const status = statusOf(source.startsWith("/") ? source : `${bundle}/${source}`);
  if (typeof status !== "number") return;
  const message = `cannot bind ${JSON.stringify(source)}: ${errnoText(-status)}`;
  throw new HostError("ERR_HOST", `/mounts/${index}/source`, message, "sources are paths of the host");
}

function checkHook({ path }: Hook, pointer: JsonPointer): void {
  const status = statusOf(path);
  if (typeof status === "number")
    throw new HostError(
      "ERR_HOST",
      `${pointer}/path`,
      `cannot run the hook ${JSON.stringify(path)}: ${errnoText(-status)}`,
    );
  if (((status[0] ?? 0) & EXECUTABLE) === 0)
    throw new HostError(
      "ERR_HOST",
      `${pointer}/path`,
      `cannot run the hook ${JSON.stringify(path)}: it is not executable`,
    );
}

function findMounts(config: OciConfig, bundle: string, finder: Finder): void {
  (config.mounts ?? []).forEach((mount, index) => finder.try(() => checkSource(mount, index, bundle)));
}

function findHooks(config: OciConfig, finder: Finder): void {
  for (const point of HOST_HOOKS)
    (config.hooks?.[point] ?? []).forEach((hook, index) =>
      finder.try(() => checkHook(hook, `/hooks/${point}/${index}`)),
    );
}

function findNamespaces(config: OciConfig, finder: Finder): void {
  finder.try(() => refuseHostNamespaces(config));
  for (const joined of planNamespaces(config.linux).joined)
    finder.try(() => {
      const problem = namespaceProblem(joined);
      if (problem !== undefined) throw new ConfigError([problem]);
    });
  for (const [name, device] of Object.entries(config.linux?.netDevices ?? {}))
    finder.try(() =>
      checkNetDevices({ ...config, linux: { ...config.linux, netDevices: { [name]: device } } }),
    );
}

/** Each part of resources by itself. */
function findResources(config: OciConfig, host: HostFacts, finder: Finder): void {
  finder.try(() => void placeCgroup(config.linux?.cgroupsPath, ID, host.cgroup));
  const options = { devices: true, userNamespace: !host.initialUserNamespace };
  for (const [name, value] of Object.entries(config.linux?.resources ?? {})) {
    const part: LinuxResources = { [name]: value };
    finder.try(() => void compileResources(part, supportOf(host.cgroup, true), "/linux/resources", options));
  }
}

function findProcess(config: OciConfig, host: HostFacts, finder: Finder): void {
  for (const error of lackingModules(config.process ?? { cwd: "/" }, host)) finder.add(issueOf(error));
  (config.process?.rlimits ?? []).forEach((rlimit, index) =>
    finder.try(() => checkCeiling(rlimit, `/process/rlimits/${index}`, host)),
  );
}

/**
 * @param known what is known to be wrong already: nothing is told twice
 * @param wellFormed the configuration has the form that the schema wants
 */
export function hostProblems(
  config: OciConfig,
  request: Omit<CreateRequest, "id"> & { configBytes: Uint8Array; rootless: boolean | "auto" },
  known: readonly Issue[],
  wellFormed: boolean,
): Issue[] {
  const finder = new Finder(known, wellFormed);
  const host = probeHost();
  const { bundle } = request;
  finder.try(() => void resolveRootfs(bundle, config.root?.path ?? ""));
  finder.try(() => findMounts(config, bundle, finder));
  finder.try(() => findHooks(config, finder));
  finder.try(() => findNamespaces(config, finder));
  finder.try(() => findResources(config, host, finder));
  finder.try(() => findProcess(config, host, finder));
  finder.try(() => void rdtGroup(config, ID, host));
  finder.try(() => {
    if (config.linux?.seccomp !== undefined)
      compileSeccomp(config.linux.seccomp, "/linux/seccomp", undefined);
  });
  // What only the whole shows.
  if (known.length + finder.issues.length === 0) {
    const { rootless, ...rest } = request;
    const options = { gate: false, detached: false, cacheDirectory: undefined, environment: [], rootless };
    finder.try(() => void prepare({ ...rest, id: ID }, options));
  }
  return finder.issues;
}
