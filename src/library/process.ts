// SPDX-License-Identifier: Apache-2.0
import { SIGKILL } from "../native/flags.ts";
import type { InputStream, OutputStream } from "../node/fd-streams.ts";
import { type Child, type ExitStatus, signalOf } from "./child.ts";
import type { WaitOptions } from "./options.ts";
import type { StdioStreams } from "./stdio.ts";
import type { Terminal } from "./terminal.ts";

/** A process that `Container.exec` has started. */
export class ContainerProcess implements AsyncDisposable {
  /** As the host sees it. */
  readonly pid: number;
  readonly stdin: InputStream | null;
  readonly stdout: OutputStream | null;
  readonly stderr: OutputStream | null;
  readonly terminal: Terminal | null;
  readonly #child: Child;

  /** @internal */
  constructor(child: Child, streams: StdioStreams, signal: AbortSignal | undefined) {
    this.#child = child;
    this.pid = child.pid;
    this.stdin = streams.stdin;
    this.stdout = streams.stdout;
    this.stderr = streams.stderr;
    this.terminal = streams.terminal;
    if (signal !== undefined) this.#killOn(signal);
  }

  #killOn(signal: AbortSignal): void {
    const onAbort = (): void => this.#child.kill(SIGKILL);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    void this.#child.exited.then(() => signal.removeEventListener("abort", onAbort));
  }

  /** Waits for the end of the process. Its output may still be unread then. */
  wait(options: WaitOptions = {}): Promise<ExitStatus> {
    return this.#child.wait(options.signal);
  }

  /**
   * @param signal name or number; default SIGTERM
   * @throws {StateError} ERR_STATE once the process has ended
   */
  kill(signal: string | number = "SIGTERM"): void {
    this.#child.kill(signalOf(signal));
  }

  /** Kills the process if it still runs, and waits for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#child.ended) this.#child.kill(SIGKILL);
    await this.#child.wait();
    for (const stream of [this.stdin, this.terminal]) stream?.destroy();
  }
}
