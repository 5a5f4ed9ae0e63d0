// SPDX-License-Identifier: Apache-2.0
import type { ContainerStats } from "../cgroup/cgroup.ts";
import { readResources } from "../config/read.ts";
import { deleteContainer } from "../lifecycle/delete.ts";
import { type ContainerEvent, containerEvents } from "../lifecycle/events.ts";
import { killContainer } from "../lifecycle/kill.ts";
import { pauseContainer, resumeContainer } from "../lifecycle/pause.ts";
import { containerPids } from "../lifecycle/ps.ts";
import type { Runtime as Host, StateDocument } from "../lifecycle/requests.ts";
import { startContainer } from "../lifecycle/start.ts";
import { containerState } from "../lifecycle/state.ts";
import { updateContainer } from "../lifecycle/update.ts";
import type { EventLoop } from "../node/event-loop.ts";
import type { InputStream, OutputStream } from "../node/fd-streams.ts";
import { type Child, type ExitStatus, signalOf } from "./child.ts";
import { documentBytes } from "./documents.ts";
import { followEvents } from "./events.ts";
import { execProcess } from "./exec.ts";
import type {
  DeleteOptions,
  EventsOptions,
  ExecOptions,
  KillOptions,
  Resources,
  WaitOptions,
} from "./options.ts";
import type { ContainerProcess } from "./process.ts";
import type { StdioStreams } from "./stdio.ts";
import type { Terminal } from "./terminal.ts";
import { waitForStranger } from "./stranger.ts";

/** @internal what a container needs of its runtime */
export interface ContainerHost {
  readonly host: Host;
  readonly loop: EventLoop;
}

/**
 * A container of a state root, made by `Runtime.create` or found by `Runtime.load`. All methods look at the
 * container as it is now, whoever has changed it.
 */
export class Container implements AsyncDisposable {
  readonly id: string;
  /** The container process, as the host sees it. */
  readonly pid: number;
  /** Where `stdio` is `"pipe"`, and the container is of this thread's own making. */
  readonly stdin: InputStream | null;
  readonly stdout: OutputStream | null;
  readonly stderr: OutputStream | null;
  /** Where `process.terminal` is true, and no console socket has taken it. */
  readonly terminal: Terminal | null;
  readonly #at: ContainerHost;
  readonly #child: Child | undefined;

  /** @internal */
  constructor(at: ContainerHost, id: string, pid: number, own: { child?: Child; streams: StdioStreams }) {
    const { child, streams } = own;
    this.#at = at;
    this.id = id;
    this.pid = pid;
    this.#child = child;
    this.stdin = streams.stdin;
    this.stdout = streams.stdout;
    this.stderr = streams.stderr;
    this.terminal = streams.terminal;
  }

  /**
   * Runs the user's program in the created container. Resolved once it is executed.
   *
   * @throws {StateError} ERR_STATE unless the container is created
   * @throws {KernelError} the program can't be executed
   * @throws {RuntError} ERR_HOOK: a hook failed, and the container was destroyed
   */
  async start(): Promise<void> {
    await this.#at.loop.run(startContainer(this.#at.host, this.id));
  }

  /**
   * Waits for the end of the container process, and gives how it ended.
   *
   * The status is exact for containers that this thread has made. Of others the kernel tells it from Linux 6.15 on,
   * and only to those who waited at the end; else both members are null.
   */
  wait(options: WaitOptions = {}): Promise<ExitStatus> {
    if (this.#child !== undefined) return this.#child.wait(options.signal);
    return this.#at.loop.run(waitForStranger(this.#at.host, this.id), options);
  }

  /**
   * Sends a signal to the container process.
   *
   * @param signal name or number; default SIGTERM
   * @throws {StateError} ERR_STATE: the container has stopped
   */
  async kill(signal: string | number = "SIGTERM", options: KillOptions = {}): Promise<void> {
    const number = signalOf(signal);
    await this.#at.loop.run(killContainer(this.#at.host, this.id, number, options.all === true));
  }

  /**
   * Starts one more process in the container. Resolved once its program is executed.
   *
   * @example
   * ```ts
   * const process = await container.exec({ args: ["cat", "/etc/hostname"] });
   * const hostname = await text(process.stdout!);
   * const { exitCode } = await process.wait();
   * ```
   */
  exec(options: ExecOptions): Promise<ContainerProcess> {
    return execProcess(this.#at, this.id, options);
  }

  /** Freezes all processes. @throws {StateError} ERR_STATE unless created or running */
  async pause(): Promise<void> {
    await this.#at.loop.run(pauseContainer(this.#at.host, this.id));
  }

  /** Lets them go on. @throws {StateError} ERR_STATE unless paused */
  async resume(): Promise<void> {
    await this.#at.loop.run(resumeContainer(this.#at.host, this.id));
  }

  /**
   * Changes limits: all that are given, or after a failure none.
   *
   * @throws {ConfigError} with every problem of `resources`
   */
  async update(resources: Resources): Promise<void> {
    const checked = readResources(documentBytes(resources, "resources"));
    await this.#at.loop.run(updateContainer(this.#at.host, this.id, checked));
  }

  /** Use of resources. @throws {StateError} ERR_STATE: the container has stopped */
  async stats(): Promise<ContainerStats> {
    let stats: ContainerStats | undefined;
    const take = (event: ContainerEvent): void => {
      if (event.type === "stats") stats = event.data;
    };
    await this.#at.loop.run(containerEvents(this.#at.host, { id: this.id, intervalMs: 0, once: true }, take));
    return stats as unknown as ContainerStats;
  }

  /**
   * Statistics at each interval, and kills for lack of memory as they come, until the container has ended.
   *
   * @example
   * ```ts
   * for await (const event of container.events({ intervalMs: 1000 })) {
   *   if (event.type === "oom") console.log("out of memory");
   * }
   * ```
   */
  events(options: EventsOptions = {}): AsyncGenerator<ContainerEvent, void, undefined> {
    return followEvents(this.#at, this.id, options, (waiting) => this.wait(waiting));
  }

  /** The state document of the specification. @throws {StateError} ERR_NOT_FOUND once it is deleted */
  async state(): Promise<StateDocument> {
    return containerState(this.#at.host, this.id);
  }

  /** Pids of all processes of the container, as the host sees them. */
  async ps(): Promise<number[]> {
    return containerPids(this.#at.host, this.id);
  }

  /**
   * Removes a stopped or created container with its cgroup and state, and runs its poststop hooks. Output that was
   * not read yet can still be read.
   *
   * @throws {StateError} ERR_STATE: it runs, and `force` is not set
   */
  async delete(options: DeleteOptions = {}): Promise<void> {
    await this.#at.loop.run(deleteContainer(this.#at.host, this.id, options.force === true));
    this.stdin?.destroy();
    this.stdout?.finish();
    this.stderr?.finish();
    this.terminal?.finish();
  }

  /** `delete({ force: true })`, also of a container that was loaded. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.delete({ force: true });
  }
}
