// SPDX-License-Identifier: Apache-2.0
/**
 * Compares runt with runc, crun and the floor:
 *   npm run bench -- [--rounds N] [--held N] [--only PART-OF-TITLE] [--json FILE] [--write]
 * In each round every runtime runs once, in changing order, so that they share the machine's moods: quote the
 * ratios, which come from the pairs of one round. The peers are found in PATH or .cache/peers/bin
 * (bash scripts/fetch-peers.sh). --write makes docs/benchmarks.md, .json and .svg. Needs root.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Contender } from "./contender.mjs";
import { Floor } from "./floor.mjs";
import { measureHeld } from "./held.mjs";
import { inProcessHosts, measureInProcess } from "./in-process.mjs";
import { printHeld, printRow, writeDocuments } from "./report.mjs";
import { ROWS } from "./rows.mjs";
import { median, summarise } from "./statistics.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const WARM_UP = 3;

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "40" },
    held: { type: "string", default: "1000" },
    only: { type: "string", default: "" },
    json: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(options.rounds);

function find(name) {
  const places = [
    join(project, "build"),
    ...(process.env.PATH ?? "").split(delimiter),
    join(project, ".cache/peers/bin"),
  ];
  return places.map((place) => join(place, name)).find((path) => existsSync(path));
}

function buildSpawner(directory) {
  const target = join(directory, "spawn");
  execFileSync("cc", ["-O2", "-Wall", "-o", target, join(project, "bench/spawn.c")], { stdio: "inherit" });
  return target;
}

/** Every contender once a round, another one first in each. @returns one summary for each title */
function compare(row, contenders, count) {
  const values = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = -Math.min(WARM_UP, count - 1); round < count; round += 1) {
    const turn = (round + WARM_UP) % contenders.length;
    for (const contender of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
      const measured = (contender.measure ?? row.measure)(contender);
      if (round >= 0) values.get(contender.name).push(measured);
    }
  }
  const names = contenders.map(({ name }) => name);
  return row.titles.map((title, index) =>
    summarise(title, row, names, (name) => values.get(name).map((measured) => measured[index])),
  );
}

function machine() {
  const read = (path) => readFileSync(path, "utf8").trim();
  return {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? "unknown",
    kernel: read("/proc/sys/kernel/osrelease"),
    load: read("/proc/loadavg").split(" ")[0],
    cgroups: existsSync("/sys/fs/cgroup/cgroup.controllers") ? "v2" : "v1",
  };
}

function chosen({ titles }) {
  return titles.some((title) => title.includes(options.only));
}

function measureRows(contenders, floor) {
  const rows = [];
  for (const row of ROWS.filter(chosen)) {
    const floored =
      row.titles[0].startsWith("run, ") && row.unit === "ms" && !row.titles[0].includes("first");
    const gap = row.titles[0].includes("rest") ? 100 : 0;
    const others = floored ? [{ name: "floor", measure: () => floor.run(gap, 1) }] : [];
    const count = Math.min(row.least ?? rounds, rounds);
    for (const summary of compare(row, [...contenders, ...others], count)) {
      printRow(summary);
      rows.push(summary);
    }
  }
  return rows;
}

/** One line for each JavaScript host, against the floor. */
async function measureLibrary(base, bundle, floor) {
  const rows = [];
  for (const host of inProcessHosts(project).filter(({ title }) => chosen({ titles: [title] }))) {
    const row = { titles: [host.title], unit: "ms" };
    const batch = 50;
    const summary = compare(
      row,
      [
        { name: "runt", measure: () => [measureInProcess(host, { base, bundle, rounds: batch })] },
        { name: "floor", measure: () => [median(floor.run(0, batch))] },
      ],
      Math.min(10, rounds),
    )[0];
    printRow(summary);
    rows.push(summary);
  }
  return rows;
}

function measureAllHeld(contenders) {
  const count = Number(options.held);
  if (count === 0 || !chosen({ titles: ["containers held"] })) return [];
  return contenders.map((contender) => {
    const held = { name: contender.name, count, values: measureHeld(contender, count) };
    printHeld(held);
    return held;
  });
}

async function main() {
  if (process.getuid() !== 0) throw new Error("root is needed, to make containers");
  const names = ["runt", "runc", "crun"].filter((name) => find(name) !== undefined);
  if (names[0] !== "runt") throw new Error("build/runt is missing: bash scripts/setup.sh");
  // A tmpfs: what the disk does is not the runtime's doing.
  const base = mkdtempSync("/dev/shm/runt-bench.");
  try {
    const spawner = buildSpawner(base);
    const contenders = names.map((name) => new Contender(name, find(name), { base, spawner }));
    const bundle = contenders[0].bundle;
    const floor = await Floor.make(project, base, { runt: contenders[0].program, bundle });
    const about = { ...machine(), rounds, versions: contenders.map((one) => one.version()) };
    console.log(
      `${about.versions.join(", ")}; ${about.cpus} CPUs, Linux ${about.kernel}, cgroup ${about.cgroups}`,
    );
    console.log(
      `load ${about.load}, ${rounds} rounds; median (p5-p95), runt's time for one of the other's\n`,
    );
    const rows = [...measureRows(contenders, floor), ...(await measureLibrary(base, bundle, floor))];
    const result = { about, rows, held: measureAllHeld(contenders) };
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
    if (options.write) writeDocuments(project, result);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
