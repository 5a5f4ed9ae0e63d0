// SPDX-License-Identifier: Apache-2.0
/** What attacks aim at: a host directory whose content is compared, and links that are swapped all the time. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Bundle } from "./bundle.ts";
import type { TestHost } from "./host.ts";
import { tool } from "./places.ts";

export const CORE_PATTERN = "/proc/sys/kernel/core_pattern";

/** Either an error or a container that ran; `check` looks at what it printed. */
export async function endures(
  host: TestHost,
  bundle: Bundle,
  check: (output: string) => void = () => undefined,
): Promise<void> {
  const core = readFileSync(CORE_PATTERN, "utf8");
  const result = await host.run(bundle);
  assert.equal(result.timedOut, false);
  assert.notEqual(result.status, null);
  if (result.status === 0) check(result.stdout);
  else assert.notEqual(result.stderr, "");
  assert.equal(readFileSync(CORE_PATTERN, "utf8"), core);
}

/** Path, type, mode, owner and content of everything below. */
export function treeHash(directory: string): string {
  const hash = createHash("sha256");
  const visit = (path: string): void => {
    const stat = lstatSync(path);
    hash.update(`${path}\0${stat.mode}\0${stat.uid}\0${stat.gid}\0${stat.rdev}\0`);
    if (stat.isSymbolicLink()) hash.update(readlinkSync(path));
    else if (stat.isFile()) hash.update(readFileSync(path));
    else if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  visit(directory);
  return hash.digest("hex");
}

/** A directory of the host with a few files that an attack would change. */
export function makeTarget(directory: string): { path: string; untouched(): void } {
  mkdirSync(join(directory, "sub"), { recursive: true });
  for (const name of ["ptmx", "null", "sub/file"]) writeFileSync(join(directory, name), "marker of the host");
  const before = treeHash(directory);
  return {
    path: directory,
    untouched: () => assert.equal(treeHash(directory), before, `${directory} was changed`),
  };
}

/** Two names that are exchanged all the time: a directory and a link to the target. */
export class Swapper {
  readonly #child: ChildProcess;

  constructor(names: readonly [string, string]) {
    this.#child = spawn(tool("swap"), [...names], { stdio: "ignore" });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill("SIGKILL");
    await ended;
  }
}

/** V/a is a directory, V/b a link to the target, and both are exchanged all the time. */
export function swapIn(volume: string, target: string): Swapper {
  mkdirSync(join(volume, "a"));
  symlinkSync(target, join(volume, "b"));
  return new Swapper([join(volume, "a"), join(volume, "b")]);
}
