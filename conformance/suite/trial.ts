// SPDX-License-Identifier: Apache-2.0
/** One run of one case: its directories, state root and cgroup parent, and the calls that cases are made of. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { processesBelow, removeCgroups } from "../harness/cgroups.ts";
import { eventually, execute, type ExecuteOptions, type Result, Running } from "../harness/execute.ts";
import { parseMounts } from "../harness/mountinfo.ts";
import { type Line, linesOf, type Report } from "../harness/lines.ts";
import { Bundle, type Edit } from "./bundle.ts";
import type { Refusal } from "./case.ts";
import { baseConfig, type Json } from "./config.ts";
import type { HostFacts } from "./host.ts";
import { program } from "./places.ts";
import type { Runtime } from "./runtime.ts";
import { type Places, takeTraces } from "./untouched.ts";

/** Thrown where this host or runtime gives no answer. */
export class Skip extends Error {}

export interface State {
  ociVersion: string;
  id: string;
  status: string;
  pid?: number;
  bundle: string;
  annotations?: Record<string, string>;
  [other: string]: unknown;
}

export interface Container {
  id: string;
  pid: number;
  bundle: Bundle;
}

/** A command that hangs is a failure; the machine may be loaded. */
const TIMEOUT_MS = 30_000;

export class Trial implements Places {
  readonly directory: string;
  readonly stateRoot: string;
  readonly cgroupParent: string;
  readonly runtime: Runtime;
  readonly host: HostFacts;
  readonly #ids: string[] = [];
  readonly #undo: (() => void | Promise<void>)[] = [];
  #serial = 0;

  constructor(directory: string, cgroupParent: string, runtime: Runtime, host: HostFacts) {
    this.directory = directory;
    this.stateRoot = join(directory, "state");
    this.cgroupParent = cgroupParent;
    this.runtime = runtime;
    this.host = host;
    mkdirSync(directory, { mode: 0o755 });
  }

  /** Ends the case without a verdict. */
  skip(reason: string): never {
    throw new Skip(reason);
  }

  /** Undone in reverse order after the case. */
  defer(undo: () => void | Promise<void>): void {
    this.#undo.push(undo);
  }

  /** A container id not used before. */
  id(): string {
    this.#serial += 1;
    const id = `${this.cgroupParent.slice(1).replaceAll("/", "-")}-${this.#serial}`;
    this.#ids.push(id);
    return id;
  }

  /** A fresh directory. */
  folder(name = "folder"): string {
    this.#serial += 1;
    const path = join(this.directory, `${name}-${this.#serial}`);
    mkdirSync(path, { mode: 0o755 });
    return path;
  }

  /** A saved bundle. */
  bundle(edit: Edit = {}): Bundle {
    const directory = this.folder("bundle");
    const config = baseConfig(`${this.cgroupParent}/c${this.#serial}`);
    return new Bundle(directory, config).edit(edit).save();
  }

  words(...words: string[]): string[] {
    return [...this.runtime.command, "--root", this.stateRoot, ...words];
  }

  call(words: readonly string[], options: ExecuteOptions = {}): Promise<Result> {
    return execute(this.words(...words), { timeoutMs: TIMEOUT_MS, ...options });
  }

  background(words: readonly string[], options: ExecuteOptions = {}): Running {
    return new Running(this.words(...words), options);
  }

  /** A command that must succeed. */
  async ok(words: readonly string[], options: ExecuteOptions = {}): Promise<Result> {
    return succeeded(await this.call(words, options));
  }

  /** A command that must fail. */
  async fails(words: readonly string[], options: ExecuteOptions = {}): Promise<Result> {
    const result = await this.call(words, options);
    assert.equal(result.timedOut, false, `${result.command} hangs`);
    assert.notEqual(result.status, 0, `${result.command} must fail`);
    return result;
  }

  /** Runs a container to its end. */
  run(edit: Edit, options: ExecuteOptions & { words?: string[] } = {}): Promise<Result> {
    const bundle = this.bundle(edit);
    return this.call(["run", "--bundle", bundle.directory, ...(options.words ?? []), this.id()], options);
  }

  /** Runs the probe with these actions in a container and gives its lines. */
  async probe(edit: Edit, ...actions: string[]): Promise<Line[]> {
    const result = await this.run(withActions(edit, actions));
    return linesOf(succeeded(result).stdout);
  }

  /** The one line of one action. */
  async act(edit: Edit, ...action: string[]): Promise<Line> {
    const lines = await this.probe(edit, ...action);
    return lines[lines.length - 1] ?? {};
  }

  /** What the process of such a container sees. */
  async report(edit: Edit = {}, options: ExecuteOptions = {}): Promise<Report> {
    const result = succeeded(await this.run(withActions(edit, ["report"]), options));
    return linesOf(result.stdout).at(-1) as unknown as Report;
  }

  async create(bundle: Bundle, ...words: string[]): Promise<string> {
    const id = this.id();
    await this.ok(["create", "--bundle", bundle.directory, ...words, id]);
    return id;
  }

  /** A container in created. */
  async created(edit: Edit = {}): Promise<Container> {
    const bundle = this.bundle(edit);
    const id = await this.create(bundle);
    return { id, bundle, pid: (await this.state(id)).pid ?? 0 };
  }

  /** A container whose probe waits for signals, unless `edit` says otherwise. */
  async running(edit: Edit = {}): Promise<Container> {
    const container = await this.created(withActions(edit, ["wait"], true));
    await this.ok(["start", container.id]);
    return container;
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

  async remove(...ids: string[]): Promise<void> {
    for (const id of ids) await this.ok(["delete", "--force", id]);
  }

  /** `create` must fail and leave nothing; `refusal` is compared where the runtime is runt. */
  async refused(edit: Edit, refusal?: Refusal, words: readonly string[] = []): Promise<Result> {
    return this.refusedBundle(this.bundle(edit), refusal, words);
  }

  async refusedBundle(bundle: Bundle, refusal?: Refusal, words: readonly string[] = []): Promise<Result> {
    const before = takeTraces(this);
    const log = join(this.folder("log"), "log.json");
    const id = this.id();
    const create = ["create", "--bundle", bundle.directory, ...words, id];
    const result = await this.call(["--log", log, "--log-format", "json", ...create]);
    assert.equal(result.timedOut, false, `${result.command} hangs`);
    if (result.status === 0) await this.call(["delete", "--force", id]);
    assert.notEqual(result.status, 0, "create must fail, and it succeeds");
    if (this.runtime.kind === "runt" && refusal !== undefined) this.#compareRefusal(log, refusal);
    await this.unchanged(before);
    await this.fails(["state", id]);
    return result;
  }

  /** Fails unless the traces come to be what they were; the killed are listed until they are reaped. */
  async unchanged(before: readonly string[]): Promise<void> {
    const same = (): boolean => takeTraces(this).join("\n") === before.join("\n");
    await eventually("the traces are as before", same, 5000).catch(() => undefined);
    assert.deepEqual(takeTraces(this), before, "the failed operation left something or took something");
  }

  #compareRefusal(log: string, refusal: Refusal): void {
    const errors = linesOf(readFileSync(log, "utf8")).filter((line) => line["level"] === "error");
    assert.equal(errors.length, 1, "a failed command logs one error");
    const { code, pointer } = errors[0] as { code?: string; pointer?: string };
    const wanted = { code: refusal.code, pointer: refusal.pointer ?? pointer };
    assert.deepEqual({ code, pointer }, wanted, String(errors[0]?.["msg"]));
  }

  /** The other end of a console socket or seccomp listener; `socket` is there when this returns. */
  async receiver(...words: string[]): Promise<{ socket: string; running: Running }> {
    const socket = join(this.folder("socket"), "s");
    const running = new Running([program("receive"), socket, ...words]);
    this.defer(async () => {
      running.child.kill("SIGKILL");
      await running.done;
    });
    await eventually("the socket is there", () => existsSync(socket));
    return { socket, running };
  }

  /** Ends what the case left. */
  async close(): Promise<void> {
    for (const undo of this.#undo.reverse()) await undo();
    for (const id of this.#ids)
      if (existsSync(join(this.stateRoot, id))) await this.call(["delete", "--force", id]);
    const left = processesBelow(this.cgroupParent);
    for (const pid of left) killed(pid);
    if (left.length > 0)
      await eventually(
        "no process is left",
        () => processesBelow(this.cgroupParent).length === 0,
        5000,
      ).catch(() => undefined);
    removeCgroups(this.cgroupParent);
    await unmountBelow(this.directory);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** What is mounted there may be a directory of the host: it must be gone before anything is removed. */
async function unmountBelow(directory: string): Promise<void> {
  const points = parseMounts(readFileSync("/proc/self/mountinfo", "utf8"))
    .map((mount) => mount.point)
    .filter((point) => point.startsWith(`${directory}/`));
  for (const point of points.reverse()) succeeded(await execute(["umount", "--lazy", point]));
}

function killed(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

/** @param weak leaves args that the edit has set */
function withActions(edit: Edit, actions: readonly string[], weak = false): Edit {
  const setArgs = (config: Json): void => {
    const section = config["process"] as { args: string[] };
    if (!weak || section.args[1] === "report") section.args = ["/probe", ...actions];
  };
  const changes = Array.isArray(edit) ? edit : [edit];
  return weak ? [...changes, setArgs] : [setArgs, ...changes];
}

export function succeeded(result: Result): Result {
  const how = result.timedOut ? "timed out" : `status ${result.status ?? result.signal}`;
  assert.equal(result.status, 0, `${result.command}: ${how}\n${result.stderr}\n${result.stdout}`);
  return result;
}
