// SPDX-License-Identifier: Apache-2.0
import { configWarnings } from "../policy/warnings.ts";
import { makeUserRoot, stateRoot } from "../cli/state-root.ts";
import { loadConfig } from "../config/load.ts";
import { readConfig } from "../config/read.ts";
import type { OciConfig, OciFeatures } from "../config/types.ts";
import { featuresDocument } from "../cli/cold/features.ts";
import { type Diagnosis, examineHost } from "../doctor/doctor.ts";
import { ConfigError, type Issue } from "../errors/errors.ts";
import { createAttached } from "../lifecycle/create.ts";
import { listContainers } from "../lifecycle/list.ts";
import { type BundlePlan, planBundle } from "../lifecycle/plan.ts";
import type { CreateRequest, Runtime as Host, StateDocument } from "../lifecycle/requests.ts";
import { containerState } from "../lifecycle/state.ts";
import type { Task } from "../lifecycle/task.ts";
import { formatPlan } from "../ops/print.ts";
import type { EventLoop } from "../node/event-loop.ts";
import { resolveBundle } from "./bundle.ts";
import { Child } from "./child.ts";
import { withReceivers } from "./connection.ts";
import { Container, type ContainerHost } from "./container.ts";
import { documentBytes } from "./documents.ts";
import { eventLoop } from "./host.ts";
import type { BundleOptions, CreateOptions, RunOptions, RuntimeOptions } from "./options.ts";
import { runToEnd, type RunResult } from "./run.ts";
import { NO_STREAMS, OpenStdio } from "./stdio.ts";

/** What `Runtime.validate` finds. */
export interface Verdict {
  readonly valid: boolean;
  /** Every problem, with its place. */
  readonly issues: readonly Issue[];
  /** What will be left out or is discouraged. */
  readonly warnings: readonly string[];
}

/** What `Runtime.plan` gives: all that create would do. */
export interface ContainerPlan extends BundlePlan {
  /** The plan as `runt plan` prints it: an operation a line, each with its config pointer. */
  readonly text: string;
}

/** `plan()` needs no id of its own, except where cgroupsPath is left out. */
const PLAN_ID = "container";

/**
 * Makes, finds and runs the containers of one state root, in this process: nothing is started but the
 * containers' own programs.
 *
 * @example
 * ```ts
 * import { Runtime } from "runt";
 *
 * const runtime = new Runtime({ root: "/run/example" });
 * const { exitCode, stdout } = await runtime.run({ bundle: "/srv/bundle" });
 * ```
 */
export class Runtime {
  readonly #host: Host;
  readonly #loop: EventLoop;
  readonly #env: Readonly<Record<string, string>>;

  /**
   * @throws {StateError} ERR_STATE_ROOT: the root is the root directory
   * @throws {Error} the addon can't be loaded
   */
  constructor(options: RuntimeOptions = {}) {
    this.#loop = eventLoop();
    const env = definedOf(options.env ?? process.env);
    this.#env = env;
    const root = stateRoot(options.root, env);
    makeUserRoot(root);
    this.#host = {
      root: root.path,
      defaultRoot: root.isDefault,
      systemdCgroup: false,
      rootless: "auto",
      environment: environmentOf(env),
      warn: options.onWarning ?? ((message) => process.emitWarning(message, "RuntWarning")),
      ...(options.onSpan === undefined ? {} : { trace: options.onSpan }),
    };
  }

  /** Absolute path of the state root. */
  get root(): string {
    return this.#host.root;
  }

  /**
   * Creates a container: everything of it is there, and its program waits for `Container.start`.
   *
   * @throws {ConfigError} with every problem of the configuration; nothing was changed
   * @throws {StateError} ERR_EXISTS, ERR_ID
   * @throws {HostError} the host lacks something that the configuration asks for
   * @throws {KernelError} a system call failed: which one, for which line, and what to do; everything is undone
   *
   * @example
   * ```ts
   * await using container = await runtime.create({ id: "web", bundle: "/srv/bundle", stdio: "inherit" });
   * await container.start();
   * const { exitCode } = await container.wait();
   * ```
   */
  create(options: CreateOptions): Promise<Container> {
    return this.#loop.run(createTask(this.#at, options), { signal: options.signal });
  }

  /**
   * Runs a container from creation to deletion, and gives how it ended and what it printed.
   *
   * @throws what `create` and `Container.start` throw; nothing is left then
   *
   * @example
   * ```ts
   * const { exitCode, stdout } = await runtime.run({
   *   bundle: "/srv/bundle",
   *   input: "1 + 1\n",
   *   signal: AbortSignal.timeout(5000),
   * });
   * ```
   */
  run(options: RunOptions): Promise<RunResult> {
    return runToEnd(this, this.#host, options);
  }

  /**
   * Finds a container of the state root, whoever has made it.
   *
   * @throws {StateError} ERR_NOT_FOUND
   */
  async load(id: string): Promise<Container> {
    const { pid } = containerState(this.#host, id);
    const child = Child.of(pid);
    return new Container(this.#at, id, pid, {
      ...(child === undefined ? {} : { child }),
      streams: NO_STREAMS,
    });
  }

  /** The state documents of all containers, by id. `owner` is a uid in decimal. */
  async list(): Promise<StateDocument[]> {
    const { containers, problems } = listContainers(this.#host);
    for (const problem of problems) this.#host.warn(problem);
    return containers;
  }

  /**
   * What `create` would do: every operation, cgroup and limit. Needs no privileges and changes nothing.
   *
   * @throws {ConfigError}, {HostError} as create would
   *
   * @example
   * ```ts
   * const { plan, text } = await runtime.plan({ bundle: "/srv/bundle" });
   * const mounts = plan.ops.filter(({ op }) => op === "moveMount");
   * ```
   */
  async plan(options: BundleOptions & { id?: string } = {}): Promise<ContainerPlan> {
    const request = bundleRequest(options.id ?? PLAN_ID, options);
    const compiled = planBundle(request, { detached: false, rootless: "auto" });
    return { ...compiled, text: formatPlan(compiled.plan, "text") };
  }

  /** Every problem of a configuration, with its place. Needs no privileges and changes nothing. */
  async validate(options: BundleOptions = {}): Promise<Verdict> {
    const { bundle, configBytes } = bundleRequest(PLAN_ID, options);
    try {
      const config: OciConfig =
        configBytes === undefined
          ? loadConfig(`${bundle}/config.json`).config
          : readConfig(configBytes, "config");
      return { valid: true, issues: [], warnings: configWarnings(config) };
    } catch (error) {
      if (error instanceof ConfigError) return { valid: false, issues: error.issues, warnings: [] };
      throw error;
    }
  }

  /** What this version of runt can do: the features document of the specification. */
  features(): OciFeatures {
    return featuresDocument();
  }

  /**
   * What this host offers to the caller's containers and lacks, with what to do: the document of `runt doctor --json`.
   * Needs no privileges.
   *
   * @example
   * ```ts
   * const { runs, findings } = await runtime.doctor();
   * for (const { id, detail, hint } of findings.filter(({ status }) => status === "missing")) console.log(id, detail, hint);
   * ```
   */
  doctor(): Promise<Diagnosis> {
    return this.#loop.run(examineHost(this.#env));
  }

  get #at(): ContainerHost {
    return { host: this.#host, loop: this.#loop };
  }
}

/** All of it is one task, so that many calls at once take turns. */
function* createTask(at: ContainerHost, options: CreateOptions): Task<Container> {
  const { id, stdio = "pipe", terminal, consoleSocket } = options;
  const request = withReceivers(bundleRequest(id, options), options);
  if (options.noPivot === true) request.noPivot = true;
  if (options.noNewKeyring === true) request.noNewKeyring = true;
  const opened = new OpenStdio(stdio);
  try {
    request.stdio = opened.fds;
    const { pid, pidfd, terminalFd } = yield* createAttached(at.host, request, consoleSocket !== undefined);
    const child = new Child(at.loop, pid, pidfd);
    const streams = opened.streams(at.loop, terminalFd, consoleSocket !== undefined);
    if (terminal !== undefined) streams.terminal?.resize(terminal);
    opened.close();
    return new Container(at, id, pid, { child, streams });
  } catch (error) {
    opened.closeAll();
    throw error;
  }
}

function bundleRequest(id: string, { bundle, config }: BundleOptions): CreateRequest {
  const request: CreateRequest = { id, bundle: resolveBundle(bundle) };
  if (config !== undefined) request.configBytes = documentBytes(config, "config");
  return request;
}

function definedOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) defined[name] = value;
  return defined;
}

/** Sockets that a service manager has passed are the caller's, and not for its containers. */
function environmentOf(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env)
    .filter(([name]) => name !== "LISTEN_FDS" && name !== "LISTEN_PID")
    .map(([name, value]) => `${name}=${value}`);
}
