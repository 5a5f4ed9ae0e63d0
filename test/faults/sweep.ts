// SPDX-License-Identifier: Apache-2.0
/**
 * Faults at every system call of a command: a recorded run lists them, and each run after it fails at another one.
 * RUNT_FAULTS=full tries every call, a number that many of each command, 2/5 the second fifth of them all; else a
 * sample is tried, another one each day.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { takeCanary } from "../harness/canary.ts";
import { eventually, execute, type ExecuteOptions, type Result } from "../harness/execute.ts";
import type { TestHost } from "../harness/host.ts";
import { isStatic, tool } from "../harness/places.ts";

export const full = process.env["RUNT_FAULTS"] === "full";

export const skip = !existsSync("/usr/bin/strace")
  ? "strace is missing"
  : isStatic
    ? false
    : "the sweep counts system calls, of which Node makes thousands of its own; the static executable runs the same code";

/** One system call of a command, as strace's injection names it. */
export interface Call {
  name: string;
  /** Which of the process's calls of this name, from 1. */
  when: number;
}

/** A disturbed call, as conformance/probe/fault.c takes it. */
export interface Fault {
  /** 0 is the command itself, 1 the first process below it. */
  process: number;
  /** Which of the process's calls, from 1. */
  call: number;
  /** An errno, or what happens. */
  action: "kill" | "short" | number;
}

/** Calls that wait: how often they are made differs from run to run. */
const WAITING = new Set(["poll", "nanosleep", "clock_nanosleep", "restart_syscall"]);

function parseCalls(text: string): Call[] {
  const counts = new Map<string, number>();
  return [...text.matchAll(/^([a-z_0-9]+)\(/gm)].map(([, name = ""]) => {
    const when = (counts.get(name) ?? 0) + 1;
    counts.set(name, when);
    return { name, when };
  });
}

export class Sweep {
  readonly host: TestHost;

  constructor(host: TestHost) {
    this.host = host;
  }

  /** The calls that the command makes, without its children's. */
  async calls(words: readonly string[], options: { status?: number } = {}): Promise<Call[]> {
    const file = join(this.host.directory("trace"), "calls");
    const traced = await execute(["strace", "-qq", "-o", file, ...this.host.words(...words)]);
    assert.equal(traced.status, options.status ?? 0, traced.stderr);
    return parseCalls(readFileSync(file, "utf8"));
  }

  /** Runs the command with something injected. */
  inject(injection: string, words: readonly string[], options: ExecuteOptions = {}): Promise<Result> {
    const strace = ["strace", "-qq", "-o", "/dev/null", "-e", "signal=none", "-e", `inject=${injection}`];
    return execute([...strace, ...this.host.words(...words)], options);
  }

  /** Texts of the system calls of the command and of each process below it, in the order in which they were made. */
  async callsOfEach(words: readonly string[]): Promise<string[][]> {
    const file = join(this.host.directory("trace"), "calls");
    const traced = await execute(["strace", "-f", "-qq", "-o", file, ...this.host.words(...words)]);
    assert.equal(traced.status, 0, traced.stderr);
    const texts = new Map<string, string[]>();
    for (const [, pid = "", text = ""] of readFileSync(file, "utf8").matchAll(/^(\d+) +([a-z_0-9]+\(.*)/gm)) {
      if (!texts.has(pid)) texts.set(pid, []);
      texts.get(pid)?.push(text);
    }
    return [...texts.values()];
  }

  /** Runs the command with one call of one of its processes killed, failed or cut short. */
  async disturb(fault: Fault, words: readonly string[]): Promise<Result & { hit: boolean }> {
    const report = join(this.host.directory("report"), "hit");
    const { process, call, action } = fault;
    const before = [tool("fault"), String(process), String(call), String(action), report];
    const result = await execute([...before, ...this.host.words(...words)]);
    return { ...result, hit: existsSync(report) };
  }

  kill({ name, when }: Call, words: readonly string[], options: ExecuteOptions = {}): Promise<Result> {
    return this.inject(`${name}:signal=KILL:when=${when}`, words, options);
  }

  /** Nothing of ours is left but what the canary had. */
  async clean(what: string, canary: readonly string[]): Promise<void> {
    const own = (): string[] => takeCanary(this.host).filter((line) => !canary.includes(line));
    await eventually(`${what}: nothing is left`, () => own().length === 0).catch(() => undefined);
    assert.deepEqual(takeCanary(this.host), canary, what);
  }
}

/** All calls but those that wait, or about `most` of them. */
export function sample(calls: readonly Call[], most: number): readonly Call[] {
  return some(
    calls.filter(({ name }) => !WAITING.has(name)),
    most,
  );
}

/** All of them, or a part, or about `most` (RUNT_FAULTS may be a smaller number), evenly, from another place each day. */
export function some<Item>(steady: readonly Item[], most: number): readonly Item[] {
  const asked = process.env["RUNT_FAULTS"] ?? "";
  const [part, parts] = asked.split("/").map(Number);
  if (part !== undefined && parts !== undefined)
    return steady.filter((_item, index) => index % parts === part - 1);
  const wanted = Math.min(most, Number(asked) || most);
  if (full || steady.length <= wanted) return steady;
  const step = Math.ceil(steady.length / wanted);
  const offset = Math.floor(Date.now() / 86_400_000) % step;
  return steady.filter((_item, index) => index % step === offset);
}

/** Counts of a sweep, for people: the reporter shows what goes to standard error. */
export function tell(what: string, tried: number, all: number, hit: number): void {
  console.error(`${what}: ${tried} of ${all} system calls tried, ${hit} of them ended it`);
}
