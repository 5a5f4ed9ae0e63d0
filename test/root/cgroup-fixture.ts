// SPDX-License-Identifier: Apache-2.0
/** A cgroup of the test's own in every hierarchy of a layout, and processes in it. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import {
  applyWrites,
  type CgroupPlacement,
  type CgroupWrite,
  type CompiledResources,
  type CreatedCgroup,
  compileResources,
  createCgroup,
  killCgroup,
  neededControllers,
  pathsOf,
  placeCgroup,
  planCgroupCreation,
  removeCgroup,
  supportOf,
  thawCgroup,
  Undo,
} from "../../src/cgroup/cgroup.ts";
import type { LinuxResources } from "../../src/config/types.ts";
import type { CgroupLayout } from "../../src/host/facts.ts";
import { runTask } from "../../src/lifecycle/task.ts";

let count = 0;

export class TestCgroup {
  readonly layout: CgroupLayout;
  /** Name of the outermost directory that is the test's own. */
  readonly top: string;
  readonly placement: CgroupPlacement;
  readonly paths: Record<string, string>;
  readonly leaves: string[];
  #children: ChildProcess[] = [];

  constructor(layout: CgroupLayout) {
    this.layout = layout;
    this.top = `runt-test-${process.pid}-${count++}`;
    this.placement = placeCgroup(`/${this.top}/middle/leaf`, "id", layout);
    this.paths = pathsOf(this.placement.directories);
    this.leaves = this.placement.directories.map(({ path }) => path);
  }

  make(resources: LinuxResources = {}): CreatedCgroup {
    const { writes } = this.compile(resources, true);
    const enable =
      this.layout.mode === "v2" ? (this.layout.v2?.controllers ?? []) : neededControllers(writes);
    const missing = planCgroupCreation(this.placement);
    const created = createCgroup(this.placement, missing, { enable });
    applyWrites(created, writes);
    return created;
  }

  compile(resources: LinuxResources, fresh: boolean): CompiledResources {
    const options = { devices: false, userNamespace: false };
    return compileResources(resources, supportOf(this.layout, fresh), "/linux/resources", options);
  }

  /** As an update does: all writes or none. */
  change(created: CreatedCgroup, writes: readonly CgroupWrite[]): void {
    const undo = new Undo();
    try {
      applyWrites(created, writes, undo);
    } catch (error) {
      undo.run(error);
      throw error;
    }
  }

  has(controller: string): boolean {
    const support = supportOf(this.layout, true);
    return support.v1.includes(controller) || support.v2.includes(controller);
  }

  /** Runs a shell script that first joins every directory; gives it once it is inside. */
  async started(script: string): Promise<ChildProcess> {
    const join = this.leaves.map((path) => `echo $$ >${path}/cgroup.procs`).join(" && ");
    const child = spawn("/bin/sh", ["-c", `${join} && echo in && ${script}`], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#children.push(child);
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    return child;
  }

  read(controller: string, file: string): string {
    return readFileSync(`${this.paths[controller]}/${file}`, "utf8").trim();
  }

  /** Value of a file that has another name in each version. */
  limit([controller, file]: readonly [string, string], v2: string): string {
    return this.paths[controller] === undefined ? this.read("", v2) : this.read(controller, file);
  }

  leftovers(): string[] {
    const tops = this.placement.directories.map(({ mountPoint }) => `${mountPoint}/${this.top}`);
    return tops.filter((path) => existsSync(path));
  }

  async cleanUp(): Promise<void> {
    if (this.leaves.length === 0) return;
    thawCgroup(this.paths);
    runTask(killCgroup(this.paths));
    await Promise.all(this.#children.map(ended));
    this.#children = [];
    const parents = this.placement.directories.flatMap(({ mountPoint }) => [
      `${mountPoint}/${this.top}`,
      `${mountPoint}/${this.top}/middle`,
    ]);
    runTask(removeCgroup([...parents, ...this.leaves], this.leaves));
  }
}

export function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", resolve));
}
