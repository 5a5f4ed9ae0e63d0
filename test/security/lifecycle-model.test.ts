// SPDX-License-Identifier: Apache-2.0
/**
 * Random commands on a few containers, from several processes at once, against the state machine of model.ts.
 * RUNT_MODEL_STEPS commands (1500) from RUNT_MODEL_WORKERS (3), seeded by RUNT_MODEL_SEED; a failure prints the seed and the container's history.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Bundle } from "../harness/bundle.ts";
import { takeCanary } from "../harness/canary.ts";
import { eventually } from "../harness/execute.ts";
import { type State, testHost } from "../harness/host.ts";
import {
  type Answer,
  clash,
  type Done,
  explains,
  follow,
  kills,
  makes,
  onTheWay,
  OPERATIONS,
  type Operation,
  type Place,
  settled,
} from "./model.ts";
import { type Outcome, Shell } from "./shell.ts";

const host = testHost("lifecycle-model");
const STEPS = Number(process.env["RUNT_MODEL_STEPS"] ?? 1500);
const SEED = Number(process.env["RUNT_MODEL_SEED"] ?? Date.now() % 1_000_000_007);
const WORKERS = Number(process.env["RUNT_MODEL_WORKERS"] ?? 3);
/** Commands at once in one step. */
const GROUP = 3;

/** xorshift32. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  below(limit: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % limit;
  }

  pick<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)] as Item;
  }
}

/** What is likely from each place, so that containers do not stay where they are. */
const LIKELY: Readonly<Record<Place, readonly Operation[]>> = {
  absent: ["create", "create", "create", "run"],
  created: ["start", "start", "start", "state", "list", "exec"],
  running: ["kill", "killAll", "exec", "pause", "update", "term", "ps", "stats", "state", "list"],
  pausedCreated: ["resume", "resume", "kill", "state"],
  paused: ["resume", "resume", "kill", "state"],
  dying: ["state"],
  stopped: ["delete", "delete", "delete", "state", "list"],
};

/** One container and what was done to it. */
class Subject {
  readonly id: string;
  place: Place = "absent";
  history: string[] = [];
  readonly #bundle: Bundle;

  constructor(id: string, bundle: Bundle) {
    this.id = id;
    this.#bundle = bundle;
  }

  words(operation: Operation): string[] {
    const { id } = this;
    const table: Record<Operation, string[]> = {
      create: ["create", "--bundle", this.#bundle.directory, id],
      run: ["run", "--detach", "--bundle", this.#bundle.directory, id],
      start: ["start", id],
      kill: ["kill", id, "KILL"],
      killAll: ["kill", "--all", id, "SIGKILL"],
      term: ["kill", id, "TERM"],
      hangup: ["kill", id, "1"],
      probe: ["kill", id, "0"],
      noSignal: ["kill", id, "NOSUCH"],
      delete: ["delete", id],
      force: ["delete", "--force", id],
      pause: ["pause", id],
      resume: ["resume", id],
      exec: ["exec", id, "/bin/true"],
      update: ["update", "--pids-limit", "77", id],
      ps: ["ps", "--format", "json", id],
      stats: ["events", "--stats", id],
      checkpoint: ["checkpoint", "--image-path", "/dev/null/image", id],
      state: ["state", id],
      list: ["list", "--format", "json"],
    };
    return host.words(...table[operation]);
  }

  answer(operation: Operation, { status, stdout, stderr }: Outcome): Answer {
    assert.ok(status <= 3 || status === 255 || status === 137, `${operation} gives ${status}: ${stderr}`);
    if (operation === "state") return { ok: status === 0, told: statusOf(status, stdout) };
    if (operation !== "list") return { ok: status === 0 };
    const containers = (JSON.parse(stdout) ?? []) as State[];
    return { ok: status === 0, told: containers.find(({ id }) => id === this.id)?.status ?? "" };
  }
}

function statusOf(status: number, stdout: string): string {
  return status === 0 ? (JSON.parse(stdout) as State).status : "";
}

/** Runs commands on its own containers: one, or a few at once on the same one. */
class Worker {
  steps = 0;
  readonly #random: Random;
  readonly #shells: Shell[];
  readonly #subjects: Subject[];

  constructor(number: number, bundle: () => Bundle) {
    this.#random = new Random(SEED + number * 7919);
    this.#shells = Array.from(
      { length: GROUP },
      (_, index) => new Shell(join(host.base, `shell-${number}-${index}`)),
    );
    this.#subjects = Array.from({ length: 2 }, () => new Subject(host.id(), bundle()));
  }

  async work(until: () => boolean): Promise<void> {
    try {
      while (!until()) await this.#next();
    } finally {
      for (const { id } of this.#subjects) await host.runt(["delete", "--force", id]);
      for (const shell of this.#shells) await shell.close();
    }
  }

  async #next(): Promise<void> {
    const subject = this.#random.pick(this.#subjects);
    const operations = this.#choose(subject);
    try {
      await this.#step(subject, operations);
    } catch (error) {
      const history = subject.history.slice(-20).join("\n  ");
      const told = error instanceof Error ? error.message : String(error);
      throw new Error(`${told}\nseed ${SEED}, container ${subject.id}:\n  ${history}`, { cause: told });
    }
    this.steps += operations.length;
  }

  #choose({ place }: Subject): Operation[] {
    for (;;) {
      const count = this.#random.below(3) === 0 ? 2 + this.#random.below(GROUP - 1) : 1;
      const operations = Array.from({ length: count }, () =>
        this.#random.below(3) === 0 ? this.#random.pick(OPERATIONS) : this.#random.pick(LIKELY[place]),
      );
      if (count === 1 || !clash(operations)) return operations;
    }
  }

  async #step(subject: Subject, operations: readonly Operation[]): Promise<void> {
    const outcomes = await Promise.all(
      operations.map((operation, index) =>
        (this.#shells[index] as Shell).run(subject.words(operation), makes(operation)),
      ),
    );
    const done = operations.map((operation, index) => {
      const outcome = outcomes[index] as Outcome;
      return { operation, answer: subject.answer(operation, outcome), outcome };
    });
    const told = done.map(({ operation, answer, outcome }) => {
      const first = outcome.stderr.split("\n")[0] ?? "";
      return `${operation}: ${answer.ok ? "ok" : `no (${first})`}${answer.told === undefined ? "" : ` "${answer.told}"`}`;
    });
    subject.history.push(`${subject.place} -> ${told.join(" | ")}`);
    if (done.length === 1) await this.#single(subject, done[0] as (typeof done)[number]);
    else await this.#group(subject, done);
  }

  async #single(subject: Subject, { operation, answer }: Done): Promise<void> {
    const [next] = follow(subject.place, operation, answer);
    assert.notEqual(next, undefined, `${operation} at ${subject.place} answers ${JSON.stringify(answer)}`);
    subject.place = next as Place;
    if (subject.place !== "dying") return;
    await this.#found(subject, (status) => status === "stopped");
    subject.place = "stopped";
  }

  async #group(subject: Subject, done: Done[]): Promise<void> {
    const killed = done.some(({ operation, answer }) => kills(operation) && answer.ok);
    const steady = ["stopped", ""];
    // What was killed is waited for, unless it is a new one that stands in its place.
    const made = done.some(({ operation, answer }) => makes(operation) && answer.ok);
    const status = await this.#found(subject, (seen) => !killed || made || steady.includes(seen));
    const orderly = done.filter((one) => !onTheWay(one, done));
    const to = placesTold(status).find((place) => explains(subject.place, orderly, place));
    assert.notEqual(to, undefined, `at ${subject.place}, afterwards "${status}": no order explains this`);
    subject.place = settled(to as Place);
    if (killed && made && subject.place !== "absent") await this.#settleMade(subject, done);
  }

  /** A container that was made and killed in one group may still be dying: then it is removed. */
  async #settleMade(subject: Subject, done: readonly Done[]): Promise<void> {
    await (this.#shells[0] as Shell).run(subject.words("force"));
    subject.history.push(`(removed after ${done.length} at once)`);
    subject.place = "absent";
  }

  async #found(subject: Subject, wanted: (status: string) => boolean): Promise<string> {
    let status = "";
    await eventually(`${subject.id} settles`, async () => {
      const { status: code, stdout } = await (this.#shells[0] as Shell).run(subject.words("state"));
      status = statusOf(code, stdout);
      return wanted(status);
    });
    return status;
  }
}

function placesTold(status: string): Place[] {
  if (status === "") return ["absent"];
  if (status === "paused") return ["paused", "pausedCreated"];
  return [status as Place];
}

suite("lifecycle against a model", () => {
  test(`${STEPS} random commands agree (F06, F12, F13, F14, F15, F16)`, { timeout: 7_200_000 }, async () => {
    const canary = takeCanary(host);
    const bundle = () =>
      host.bundle((config) => {
        config.process.args = ["/probe", "wait"];
      });
    const workers = Array.from({ length: WORKERS }, (_, number) => new Worker(number, bundle));
    const steps = () => workers.reduce((sum, worker) => sum + worker.steps, 0);
    let failed = false;
    const until = () => failed || steps() >= STEPS;
    const results = await Promise.allSettled(
      workers.map((worker) =>
        worker.work(until).catch((error: unknown) => {
          failed = true;
          throw error;
        }),
      ),
    );
    for (const result of results) if (result.status === "rejected") throw result.reason;
    console.error(`lifecycle model: ${steps()} commands from ${WORKERS} processes, seed ${SEED}`);
    await eventually("nothing is left", () => takeCanary(host).length === canary.length);
    assert.deepEqual(takeCanary(host), canary);
  });
});
