// SPDX-License-Identifier: Apache-2.0
/** A container's whole life in one call. */
import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { oomKilled } from "../cgroup/oom.ts";
import type { Runtime as Host } from "../lifecycle/requests.ts";
import { closeDirectory, openDirectory } from "../state/directory.ts";
import { readState } from "../state/saved.ts";
import type { ExitStatus } from "./child.ts";
import type { Container } from "./container.ts";
import type { CreateOptions, RunOptions } from "./options.ts";

const OUTPUT_MAX = 16 * 1024 * 1024;

/** How a container ended, and what it printed. */
export interface RunResult extends ExitStatus {
  readonly id: string;
  /** As UTF-8 text; "" where it was not collected. */
  readonly stdout: string;
  readonly stderr: string;
  /** Output was dropped: it was more than `maxOutputBytes`. */
  readonly truncated: boolean;
  /** The kernel has killed a process of the container for lack of memory. */
  readonly oomKilled: boolean;
}

/** Reads a stream to its end, and keeps the first bytes of it. */
class Collected {
  readonly ended: Promise<void>;
  truncated = false;
  readonly #chunks: Uint8Array[] = [];
  #room: number;

  constructor(stream: Readable | null, most: number) {
    this.#room = most;
    this.ended =
      stream === null
        ? Promise.resolve()
        : new Promise((resolve, reject) => {
            stream.on("data", (chunk: Uint8Array) => this.#keep(chunk));
            stream.once("error", reject);
            stream.once("close", resolve);
          });
  }

  #keep(chunk: Uint8Array): void {
    if (chunk.length > this.#room) this.truncated = true;
    if (this.#room > 0) this.#chunks.push(chunk.subarray(0, this.#room));
    this.#room = Math.max(0, this.#room - chunk.length);
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}

function wasOomKilled(host: Host, id: string): boolean {
  const directory = openDirectory(host.root, id);
  try {
    return oomKilled(readState(host.root, directory).cgroup_paths);
  } finally {
    closeDirectory(directory);
  }
}

function createOptions(options: RunOptions): CreateOptions {
  const { input, maxOutputBytes: _, id = `run-${randomUUID()}`, stdio, ...rest } = options;
  const first = input === undefined ? "ignore" : "pipe";
  return { ...rest, id, stdio: stdio ?? [first, "pipe", "pipe"] };
}

export async function runToEnd(
  runtime: { create(options: CreateOptions): Promise<Container> },
  host: Host,
  options: RunOptions,
): Promise<RunResult> {
  const { input = "", maxOutputBytes = OUTPUT_MAX, signal } = options;
  await using container = await runtime.create(createOptions(options));
  const { stdin, stdout, stderr, terminal } = container;
  const output = new Collected(terminal ?? stdout, maxOutputBytes);
  const errors = new Collected(stderr, maxOutputBytes);
  // A program need not read its input to the end.
  stdin?.on("error", () => undefined);
  stdin?.end(input);
  await container.start();
  const status = await container.wait({ signal });
  const killed = wasOomKilled(host, container.id);
  await container.delete({ force: true });
  await Promise.all([output.ended, errors.ended]);
  return {
    id: container.id,
    ...status,
    stdout: output.text,
    stderr: errors.text,
    truncated: output.truncated || errors.truncated,
    oomKilled: killed,
  };
}
