// SPDX-License-Identifier: Apache-2.0
/** The runtime under test and what the suite may assume of it. */
import { execute } from "../harness/execute.ts";

export interface Runtime {
  /** Column of the matrix: `runc 1.3.6`. */
  name: string;
  /** First word of its --version; decides what errors are compared with. */
  kind: string;
  /** Program and words before the command. */
  command: readonly string[];
  /** Options that make it follow the specification where its default follows engines; none if it has no such mode. */
  strict: readonly string[];
  version: string;
}

/** Known strict options by kind; others can be told with --strict-option. */
const STRICT: Readonly<Record<string, readonly string[]>> = { runt: ["--strict"] };

/** @throws {Error} if the program does not answer to --version */
export async function probeRuntime(path: string, strict: readonly string[] | undefined): Promise<Runtime> {
  const command = [path];
  const result = await execute([...command, "--version"], { timeoutMs: 20_000 });
  if (result.status !== 0) throw new Error(`${path} --version failed: ${result.stderr.trim()}`);
  const line = result.stdout.split("\n")[0] ?? "";
  const kind = /^[\w-]+/.exec(line)?.[0] ?? path;
  const number = /\d+(\.\d+)+\S*/.exec(line)?.[0] ?? "";
  return {
    name: `${kind} ${number}`.trim(),
    kind,
    command,
    strict: strict ?? STRICT[kind] ?? [],
    version: result.stdout.trim(),
  };
}
