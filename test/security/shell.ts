// SPDX-License-Identifier: Apache-2.0
/** A shell that stays and runs one command after the other: far cheaper than a process of Node's for each. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** A command that needs this long hangs. */
const TIMEOUT_S = 60;

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

export class Shell {
  readonly #child: ChildProcess;
  readonly #output: string;
  #waiting: ((status: number) => void) | undefined;

  /** @param output a path for files of what commands print */
  constructor(output: string) {
    this.#output = output;
    this.#child = spawn("/bin/sh", ["-s"], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    lines.on("line", (line) => this.#waiting?.(Number(line)));
  }

  /** @param quiet what the command starts keeps its output: it goes nowhere */
  async run(words: readonly string[], quiet = false): Promise<Outcome> {
    const command = words.map(quoted).join(" ");
    const ended = new Promise<number>((resolve) => {
      this.#waiting = resolve;
    });
    const output = quiet ? "/dev/null" : `${this.#output}.out`;
    this.#child.stdin?.write(
      `timeout -s KILL ${TIMEOUT_S} ${command} </dev/null >${output} 2>${this.#output}.err; echo $?\n`,
    );
    const status = await ended;
    return {
      status,
      stdout: quiet ? "" : readFileSync(`${this.#output}.out`, "utf8"),
      stderr: readFileSync(`${this.#output}.err`, "utf8"),
    };
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.stdin?.end();
    await ended;
  }
}
