// SPDX-License-Identifier: Apache-2.0
/** One test file's place on the host: its own directories, state root, cgroup parent and canary. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before } from "node:test";
import { Bundle } from "./bundle.ts";
import { stateEntries, takeCanary, type CanaryPlaces } from "./canary.ts";
import { killBelow, processesBelow, removeCgroups } from "./cgroups.ts";
import { defaultConfig, type Config } from "./config.ts";
import {
  asCaller,
  byUser,
  containerCgroup,
  driverWords,
  onSystemd,
  parentCgroup,
  sliceOf,
} from "./driver.ts";
import { eventually, execute, Running, type ExecuteOptions, type Result } from "./execute.ts";
import { linesOf, type Line, type Report } from "./lines.ts";
import { runtime } from "./places.ts";

export type Edit = (config: Config, bundle: Bundle) => void;

export interface State {
  ociVersion: string;
  id: string;
  pid: number;
  status: string;
  bundle: string;
  rootfs: string;
  created: string;
  owner: string;
  annotations?: Record<string, string>;
}

export class TestHost implements CanaryPlaces {
  readonly base: string;
  readonly stateRoot: string;
  readonly cgroupParent: string;
  #serial = 0;

  constructor(name: string) {
    this.base = realpathSync(mkdtempSync(join(tmpdir(), `runt-test.${name}.`)));
    chmodSync(this.base, 0o755);
    this.stateRoot = join(this.base, "state");
    this.cgroupParent = parentCgroup(basename(this.base));
  }

  /** A container id not used before. */
  id(): string {
    this.#serial += 1;
    return `${basename(this.base).split(".")[1]}-${process.pid}-${this.#serial}`;
  }

  /** A fresh directory. */
  directory(name = "dir"): string {
    this.#serial += 1;
    const path = join(this.base, `${name}-${this.#serial}`);
    mkdirSync(path, { mode: 0o755 });
    return path;
  }

  /** A saved bundle; `edit` changes its configuration and root filesystem before. */
  bundle(edit: Edit = () => undefined): Bundle {
    const directory = this.directory("bundle");
    const cgroup = containerCgroup(this.cgroupParent, basename(directory));
    const bundle = new Bundle(directory, asCaller(defaultConfig(cgroup)));
    edit(bundle.config, bundle);
    return bundle.save();
  }

  words(...words: string[]): string[] {
    return [...runtime, ...driverWords, "--root", this.stateRoot, ...words];
  }

  runt(words: string[], options: ExecuteOptions = {}): Promise<Result> {
    return execute(this.words(...words), options);
  }

  background(words: string[], options: ExecuteOptions = {}): Running {
    return new Running(this.words(...words), options);
  }

  /** A command that must succeed. */
  async ok(words: string[], options: ExecuteOptions = {}): Promise<Result> {
    return succeeded(await this.runt(words, options));
  }

  /** Runs the bundle's container to its end. */
  run(bundle: Bundle, options: ExecuteOptions & { words?: string[] } = {}): Promise<Result> {
    return this.runt(["run", "--bundle", bundle.directory, ...(options.words ?? []), this.id()], options);
  }

  /** Runs the probe with these actions and gives what it printed. */
  async probe(edit: Edit, ...actions: string[]): Promise<Line[]> {
    const bundle = this.bundle((config, made) => {
      config.process.args = ["/probe", ...actions];
      edit(config, made);
    });
    return linesOf(succeeded(await this.run(bundle)).stdout);
  }

  /** What a container made so sees of itself. */
  async report(edit: Edit = () => undefined, options: ExecuteOptions = {}): Promise<Report> {
    const bundle = this.bundle((config, made) => {
      config.process.args = ["/probe", "report"];
      edit(config, made);
    });
    const result = succeeded(await this.run(bundle, options));
    return JSON.parse(result.stdout) as Report;
  }

  /** Creates a container; its output goes nowhere. */
  async create(bundle: Bundle, ...words: string[]): Promise<string> {
    const id = this.id();
    await this.ok(["create", "--bundle", bundle.directory, ...words, id]);
    return id;
  }

  /** A container that runs until it is killed. */
  async running(edit: Edit = () => undefined): Promise<{ id: string; bundle: Bundle; pid: number }> {
    const bundle = this.bundle((config, made) => {
      config.process.args = ["/probe", "wait"];
      edit(config, made);
    });
    const id = await this.create(bundle);
    await this.ok(["start", id]);
    return { id, bundle, pid: (await this.state(id)).pid };
  }

  async state(id: string): Promise<State> {
    return JSON.parse((await this.ok(["state", id])).stdout) as State;
  }

  async reached(id: string, status: string): Promise<State> {
    return eventually(`${id} is ${status}`, async () => {
      const state = await this.state(id);
      return state.status === status ? state : undefined;
    });
  }

  /** Kills and deletes; fails if anything of it is left. */
  async remove(...ids: string[]): Promise<void> {
    for (const id of ids) await this.ok(["delete", "--force", id]);
  }

  /**
   * `create` must fail with status 1 and one error that matches, and leave nothing.
   * @returns the message
   */
  async refused(edit: Edit, wanted: RegExp): Promise<string> {
    return this.refusedBundle(this.bundle(edit), wanted);
  }

  async refusedBundle(bundle: Bundle, wanted: RegExp, options: ExecuteOptions = {}): Promise<string> {
    const canary = takeCanary(this);
    const log = join(this.directory("log"), "log.json");
    const words = ["--log", log, "--log-format", "json", "create", "--bundle", bundle.directory, this.id()];
    const result = await this.runt(words, options);
    assert.equal(result.timedOut, false, `${result.command} hangs`);
    if (result.status === 0) await this.remove(words.at(-1) ?? "");
    const ended = `not end with ${result.status ?? result.signal}: ${result.stderr}`;
    assert.equal(result.status, 1, `create must be refused (${wanted}), ${ended}`);
    const errors = linesOf(readFileSync(log, "utf8")).filter((line) => line["level"] === "error");
    assert.equal(errors.length, 1, "one error record a command");
    const message = String(errors[0]?.["msg"]);
    assert.match(message, wanted);
    assert.match(result.stderr, wanted);
    // A process that was killed is still listed for a moment, until its parent has reaped it.
    await eventually("the killed are gone", () => takeCanary(this).length <= canary.length, 5000).catch(
      () => undefined,
    );
    assert.deepEqual(takeCanary(this), canary, "a refused create leaves nothing");
    return message;
  }
}

export function succeeded(result: Result): Result {
  const how = result.timedOut ? "timed out" : `status ${result.status ?? result.signal}`;
  assert.equal(result.status, 0, `${result.command}: ${how}\n${result.stderr}\n${result.stdout}`);
  return result;
}

/** A slice stays when its last unit ends. */
async function removeParent(parent: string): Promise<void> {
  if (onSystemd) await execute(["systemctl", byUser ? "--user" : "--system", "stop", sliceOf(parent)]);
  removeCgroups(parent);
}

/** Makes the file's host, compares its canary after the last test, and cleans up. */
export function testHost(name: string): TestHost {
  const host = new TestHost(name);
  let canary: string[] = [];
  before(() => {
    canary = takeCanary(host);
  });
  after(async () => {
    const left = stateEntries(host.stateRoot);
    await eventually(
      "no process is left",
      () => !takeCanary(host).some((line) => line.startsWith("process ")),
      10_000,
    ).catch(() => undefined);
    const now = takeCanary(host);
    for (const id of left) await host.runt(["delete", "--force", id]);
    killBelow(host.cgroupParent);
    await eventually(
      "the cgroups are empty",
      () => processesBelow(host.cgroupParent).length === 0,
      5_000,
    ).catch(() => undefined);
    await removeParent(host.cgroupParent);
    rmSync(host.base, { recursive: true, force: true });
    assert.deepEqual(now, canary, "the test file left something on the host");
  });
  return host;
}
