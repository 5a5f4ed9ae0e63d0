// SPDX-License-Identifier: Apache-2.0
import { HostError, KernelError, RuntError } from "../../errors/errors.ts";
import { containerPids } from "../../lifecycle/ps.ts";
import { AT_FDCWD, S_IFMT, S_IFREG } from "../../native/flags.ts";
import { native } from "../../native/native.ts";
import { type Environment, type Run, runtimeOf } from "../context.ts";
import { print } from "../output.ts";
import { chosenFormat } from "./format.ts";
import { readToEnd } from "./read-to-end.ts";

const OUTPUT_MAX = 64 * 1024 * 1024;
const DEFAULT_PATH = "/usr/bin:/bin";

export const ps: Run<"ps"> = (options, args, context) => {
  const format = chosenFormat(options.format, ["table", "json"]);
  const [id = "", ...words] = args;
  const pids = containerPids(runtimeOf(context), id);
  if (format === "json") {
    print(`${pids.length === 0 ? "null" : JSON.stringify(pids)}\n`);
    return 0;
  }
  const output = runPs(words.length === 0 ? ["-ef"] : words, context.env);
  print(rowsOf(output, new Set(pids)));
  return 0;
};

/** The header and the rows of these processes. @throws {RuntError} without a PID column */
export function rowsOf(output: string, pids: ReadonlySet<number>): string {
  const [header = "", ...rows] = output.split("\n");
  const column = header.trim().split(/\s+/).indexOf("PID");
  if (column === -1) throw new RuntError("ERR_HOST", "ps options: the output has no PID column");
  const own = rows.filter((row) => pids.has(Number(row.trim().split(/\s+/)[column])));
  return `${[header, ...own].join("\n")}\n`;
}

function findPs(path: string): string {
  for (const directory of path.split(":")) {
    if (!directory.startsWith("/")) continue;
    const stat = native().fstatat(AT_FDCWD, `${directory}/ps`, 0);
    if (typeof stat === "number") continue;
    const [mode = 0] = stat;
    if ((mode & S_IFMT) === S_IFREG && (mode & 0o111) !== 0) return `${directory}/ps`;
  }
  throw new HostError(
    "ERR_HOST",
    undefined,
    "ps: executable file not found in $PATH",
    "--format json needs no ps",
  );
}

function joined(words: readonly string[]): Uint8Array {
  return native().encodeText(words.join("\0"));
}

function runPs(words: readonly string[], env: Environment): string {
  const file = findPs(env.PATH ?? DEFAULT_PATH);
  const pipe = native().pipe();
  if (typeof pipe === "number") throw new KernelError(pipe, "pipe2", "run ps");
  const [readEnd = -1, writeEnd = -1] = pipe;
  const environment = joined(Object.keys(env).map((name) => `${name}=${env[name]}`));
  const spawned = native().spawnProgram(file, joined(["ps", ...words]), environment, -1, [0, writeEnd, 2]);
  native().close(writeEnd);
  try {
    if (typeof spawned === "number") throw new KernelError(spawned, "execve", "run ps", { path: file });
    const output = native().decodeText(readToEnd(readEnd, "output of ps", OUTPUT_MAX));
    const [, pidfd = -1] = spawned;
    const ended = native().waitPidfd(pidfd, 1);
    native().close(pidfd);
    if (typeof ended !== "number" && (ended[0] !== 1 || ended[1] !== 0))
      throw new RuntError("ERR_HOST", `ps failed with status ${ended[1]}`);
    return output;
  } finally {
    native().close(readEnd);
  }
}
