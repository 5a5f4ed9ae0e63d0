// SPDX-License-Identifier: Apache-2.0
/** The state machine of runtime.md with pause, as sets of what may be: what a command may answer, and what is then. */

/** "dying": SIGKILL was sent, and the process may or may not be gone. */
export type Place = "absent" | "created" | "running" | "pausedCreated" | "paused" | "dying" | "stopped";

export const OPERATIONS = [
  "create",
  "run",
  "start",
  "kill",
  "killAll",
  "term",
  "hangup",
  "probe",
  "noSignal",
  "delete",
  "force",
  "pause",
  "resume",
  "exec",
  "update",
  "ps",
  "stats",
  "checkpoint",
  "state",
  "list",
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What a command answered: whether it succeeded, and the status that `state` or `list` told ("" for none). */
export interface Answer {
  ok: boolean;
  told?: string;
}

const TOLD: Readonly<Record<Place, readonly string[]>> = {
  absent: [""],
  created: ["created"],
  running: ["running"],
  pausedCreated: ["paused"],
  paused: ["paused"],
  dying: ["created", "running", "stopped"],
  stopped: ["stopped"],
};

const ANY_ALIVE: Partial<Record<Place, Place>> = {
  created: "created",
  running: "running",
  pausedCreated: "pausedCreated",
  paused: "paused",
};
const KILLED: Partial<Record<Place, Place>> = {
  created: "dying",
  running: "dying",
  pausedCreated: "dying",
  paused: "dying",
};

/**
 * Where each command leads from; a place that is not listed refuses it and stays. `noSignal` and `checkpoint` (into
 * a place where nothing can be made) are refused everywhere.
 */
const STEPS: Readonly<Partial<Record<Operation, Partial<Record<Place, Place>>>>> = {
  create: { absent: "created" },
  start: { created: "running" },
  run: { absent: "running" },
  kill: KILLED,
  killAll: { ...KILLED, stopped: "stopped" },
  term: ANY_ALIVE,
  hangup: ANY_ALIVE,
  probe: ANY_ALIVE,
  delete: { created: "absent", stopped: "absent" },
  pause: { created: "pausedCreated", running: "paused" },
  resume: { pausedCreated: "created", paused: "running" },
  exec: { created: "created", running: "running" },
  update: ANY_ALIVE,
  ps: { ...ANY_ALIVE, stopped: "stopped" },
  stats: ANY_ALIVE,
};

/** @returns the places where this answer may lead; none where the model forbids it */
export function follow(place: Place, operation: Operation, { ok, told }: Answer): Place[] {
  if (operation === "state" || operation === "list") return TOLD[place].includes(told ?? "") ? [place] : [];
  if (operation === "force") return ok ? ["absent"] : [];
  if (place === "dying") return followDying(operation, ok);
  const next = STEPS[operation]?.[place];
  if (next === undefined) return ok ? [] : [place];
  return ok ? [next] : [];
}

/** Each answer is right but a second container, and what is refused everywhere, as it depends on when the process is gone. */
function followDying(operation: Operation, ok: boolean): Place[] {
  if (ok && NEVER_NOW.has(operation)) return [];
  if (operation === "delete" && ok) return ["absent"];
  return ["dying"];
}

const NEVER_NOW: ReadonlySet<Operation> = new Set(["create", "run", "noSignal", "checkpoint"]);

/** These make a container. */
export function makes(operation: Operation): boolean {
  return operation === "create" || operation === "run";
}

/** These send SIGKILL. */
export function kills(operation: Operation): boolean {
  return operation === "kill" || operation === "killAll";
}

/** Once the dead are gone. */
export function settled(place: Place): Place {
  return place === "dying" ? "stopped" : place;
}

/** A command that was done at once with others, and its answer. */
export interface Done {
  operation: Operation;
  answer: Answer;
}

/**
 * Without a place in any order: what `state` and `list` tell of a container on its way, since create and delete
 * take more than a moment, and creates that `delete --force` has ended.
 */
export function onTheWay({ operation, answer }: Done, all: readonly Done[]): boolean {
  const succeeded = (name: Operation): boolean =>
    all.some((done) => done.operation === name && done.answer.ok);
  if (makes(operation)) return !answer.ok && succeeded("force");
  if (operation !== "state" && operation !== "list") return false;
  if (answer.told === "creating") return all.some((done) => makes(done.operation));
  return succeeded("delete") || succeeded("force");
}

/** Some order of commands that ran at once explains their answers and the place that was found afterwards. */
export function explains(from: Place, done: readonly Done[], to: Place): boolean {
  if (done.length === 0) return settled(from) === to;
  return done.some(({ operation, answer }, index) => {
    const others = done.filter((_one, other) => other !== index);
    return follow(from, operation, answer).some((next) => explains(next, others, to));
  });
}

/** These at once can wait for each other: a frozen exec, a kill that is delivered after a freeze. */
const CLASHES: readonly (readonly [Operation, Operation])[] = [
  ["pause", "exec"],
  ["pause", "kill"],
  ["pause", "killAll"],
];

export function clash(operations: readonly Operation[]): boolean {
  return CLASHES.some(([one, other]) => operations.includes(one) && operations.includes(other));
}
