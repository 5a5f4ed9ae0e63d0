// SPDX-License-Identifier: Apache-2.0
/** A test file's place for the library: the harness's host, and a runtime of its own on it. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Container, type CreateOptions, type OciConfig, Runtime } from "runt";
import type { Bundle } from "../harness/bundle.ts";
import type { Config } from "../harness/config.ts";
import { type Edit, type TestHost, testHost } from "../harness/host.ts";
import { project } from "../harness/places.ts";

export class LibraryPlace {
  readonly host: TestHost;
  readonly warnings: string[] = [];
  #runtime: Runtime | undefined;

  constructor(name: string) {
    this.host = testHost(name);
  }

  get runtime(): Runtime {
    this.#runtime ??= new Runtime({
      root: this.host.stateRoot,
      onWarning: (message) => this.warnings.push(message),
    });
    return this.#runtime;
  }

  /** A bundle whose program is `args`. */
  bundle(args: string[], edit: Edit = () => undefined): Bundle {
    return this.host.bundle((config, bundle) => {
      config.process.args = args;
      edit(config, bundle);
    });
  }

  /** A created container whose program is `args`. */
  create(args: string[], options: Partial<CreateOptions> & { edit?: Edit } = {}): Promise<Container> {
    const { edit, ...rest } = options;
    const bundle = this.bundle(args, edit);
    return this.runtime.create({ id: this.host.id(), bundle: bundle.directory, ...rest });
  }

  /** A container that runs until it is killed. */
  async running(options: Partial<CreateOptions> & { edit?: Edit } = {}): Promise<Container> {
    const container = await this.create(["/probe", "wait"], { stdio: "ignore", ...options });
    await container.start();
    return container;
  }
}

/** The loose configuration of the harness, as the library's type. */
export function typed(config: Config): OciConfig {
  return config as unknown as OciConfig;
}

export function openFds(): number {
  return readdirSync("/proc/self/fd").length;
}

export function threads(): number {
  return readdirSync("/proc/self/task").length;
}

export function statusField(pid: number | "self", name: string): string {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  return new RegExp(`^${name}:\\s*(.*)$`, "m").exec(text)?.[1] ?? "";
}

/** Bun's executable, or undefined where it was not fetched. */
export function bun(): string | undefined {
  const path = join(project, ".cache/bun/bun");
  return existsSync(path) ? path : undefined;
}

export function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !statusField(pid, "State").startsWith("Z");
}

/** All that a piped stream gives. */
export function output(stream: NodeJS.ReadableStream | null): Promise<string> {
  if (stream === null) throw new Error("the stream is not piped");
  return text(stream);
}
