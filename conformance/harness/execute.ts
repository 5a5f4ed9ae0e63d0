// SPDX-License-Identifier: Apache-2.0
/** Runs commands with their output in files: a container that outlives its runtime must not hold a pipe of ours. */
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Result {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** The limit was reached and the command killed. */
  timedOut: boolean;
  command: string;
}

export interface ExecuteOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Text for standard input; absent is /dev/null, a number is a descriptor of this process. */
  stdin?: string | number;
  /** Descriptors of this process that become 3, 4, ... */
  extra?: number[];
  timeoutMs?: number;
  uid?: number;
  gid?: number;
}

/** Generous: the machine may be loaded. A command that needs this long hangs. */
const TIMEOUT_MS = 60_000;

/** A command that goes on in the background. */
export class Running {
  readonly child: ChildProcess;
  readonly done: Promise<Result>;
  readonly #directory: string;

  constructor(command: readonly string[], options: ExecuteOptions = {}) {
    this.#directory = mkdtempSync(join(tmpdir(), "runt-output."));
    const output = openSync(join(this.#directory, "stdout"), "a");
    const errors = openSync(join(this.#directory, "stderr"), "a");
    const [program = "", ...words] = command;
    this.child = spawn(program, words, {
      cwd: options.cwd,
      env: options.env ?? { PATH: process.env["PATH"] ?? "/usr/bin:/bin" },
      stdio: [stdinOf(options.stdin), output, errors, ...(options.extra ?? [])],
      ...(options.uid === undefined ? {} : { uid: options.uid }),
      ...(options.gid === undefined ? {} : { gid: options.gid }),
    });
    closeSync(output);
    closeSync(errors);
    if (typeof options.stdin === "string") {
      this.child.stdin?.on("error", () => undefined);
      this.child.stdin?.end(options.stdin);
    }
    this.done = this.#finish(command.join(" "), options.timeoutMs ?? TIMEOUT_MS);
  }

  /** What has been printed so far. */
  get stdout(): string {
    return readFileSync(join(this.#directory, "stdout"), "utf8");
  }

  get stderr(): string {
    return readFileSync(join(this.#directory, "stderr"), "utf8");
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error(`${this.child.spawnfile} was not started`);
    return pid;
  }

  async #finish(command: string, timeoutMs: number): Promise<Result> {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      this.child.kill("SIGKILL");
    }, timeoutMs);
    const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("exit", (...exit) => resolve(exit));
    });
    clearTimeout(timer);
    const result = { status, signal, stdout: this.stdout, stderr: this.stderr, timedOut, command };
    rmSync(this.#directory, { recursive: true, force: true });
    return result;
  }
}

function stdinOf(stdin: string | number | undefined): "pipe" | "ignore" | number {
  if (typeof stdin === "number") return stdin;
  return stdin === undefined ? "ignore" : "pipe";
}

export function execute(command: readonly string[], options: ExecuteOptions = {}): Promise<Result> {
  return new Running(command, options).done;
}

/** Polls until `condition` gives something, which must come; timing is no part of the test. */
export async function eventually<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  timeoutMs = 30_000,
): Promise<NonNullable<Value>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new Error(`this did not happen within ${timeoutMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
