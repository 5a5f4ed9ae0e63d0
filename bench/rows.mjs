// SPDX-License-Identifier: Apache-2.0
/**
 * What is measured. A row has titles, a unit, and a function that gives one number for each title; it is called
 * once a round for every contender. `least` is how many rounds are enough where the value hardly varies.
 */
import { readFileSync, statSync } from "node:fs";

const COMMANDS = ["create", "state", "start", "kill", "delete"];
const EXECS = 5;

function kib(pid, ...names) {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const value = (name) => Number(new RegExp(`^${name}: *(\\d+)`, "m").exec(rollup)?.[1] ?? 0);
  return names.reduce((sum, name) => sum + value(name), 0);
}

export function privateMemory(pid) {
  return kib(pid, "Private_Clean", "Private_Dirty");
}

function run(contender, gapMs) {
  return contender.series(gapMs, contender.words("run", "--bundle", contender.bundle, contender.id()));
}

function lifecycle(contender) {
  const id = contender.id();
  const times = contender.series(
    0,
    contender.create(id),
    contender.words("state", id),
    contender.words("start", id),
    contender.words("kill", id, "KILL"),
    contender.remove(id),
  );
  return [...times, times.reduce((sum, time) => sum + time, 0)];
}

function exec(contender) {
  const id = contender.id();
  contender.series(0, contender.create(id), contender.words("start", id));
  const command = contender.words("exec", id, "/bin/true");
  const times = contender.series(0, ...Array.from({ length: EXECS }, () => command));
  contender.series(0, contender.remove(id));
  return [times.sort((a, b) => a - b)[EXECS >> 1]];
}

function firstByte(contender) {
  const words = contender.words("run", "--bundle", contender.echo, contender.id());
  return [contender.spawn("first", ...words)[0][0] / 1e6];
}

function throughput(contender, jobs) {
  const rounds = 16;
  const words = contender.words("run", "--bundle", contender.bundle, contender.id("-%"));
  return [rounds / (contender.spawn("parallel", jobs, rounds, ...words)[0][0] / 1e9)];
}

function peak(contender) {
  const id = contender.id();
  const kilobytes = contender.spawn("peak", ...contender.create(id))[0][0];
  contender.series(0, contender.remove(id));
  return [kilobytes];
}

function initMemory(contender) {
  const id = contender.id();
  contender.series(0, contender.create(id));
  const memory = privateMemory(contender.pid(id));
  contender.series(0, contender.remove(id));
  return [memory];
}

export const ROWS = [
  { titles: ["run, back to back"], unit: "ms", measure: (one) => run(one, 0) },
  { titles: ["run, after 100 ms of rest"], unit: "ms", measure: (one) => run(one, 100) },
  { titles: [...COMMANDS, "all five"], unit: "ms", measure: lifecycle },
  { titles: ["exec of /bin/true"], unit: "ms", measure: exec },
  { titles: ["run, first byte of output"], unit: "ms", measure: firstByte },
  ...[1, 2, 8].map((jobs) => ({
    titles: [`runs a second, ${jobs} at once`],
    unit: "1/s",
    least: 10,
    higherIsBetter: true,
    measure: (one) => throughput(one, jobs),
  })),
  { titles: ["private memory of a created init"], unit: "KiB", least: 5, measure: initMemory },
  { titles: ["peak memory of create"], unit: "KiB", least: 5, measure: peak },
  {
    titles: ["size of the executable"],
    unit: "KiB",
    least: 1,
    measure: (one) => [statSync(one.program).size / 1024],
  },
];
