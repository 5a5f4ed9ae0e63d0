// SPDX-License-Identifier: Apache-2.0
/**
 * Compares runt with runc and crun: node scripts/bench.mjs [--rounds N] [--json FILE]
 * In each round every runtime runs once, in changing order, so that they share the machine's moods: quote the
 * ratios, which come from the pairs of one round. The peers are found in PATH or .cache/peers/bin
 * (bash scripts/fetch-peers.sh). Needs root.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { cpus } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const WARM_UP = 3;

/** crun refuses cgroup2 beside v1 with controllers in it: it runs where that mount is not seen. */
const HYBRID = existsSync("/sys/fs/cgroup/unified");

function option(name, fallback) {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
}

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

/** A bundle whose configuration is each runtime's own default one, with /bin/true and no terminal. */
function makeBundle(directory, program, words) {
  mkdirSync(join(directory, "rootfs/bin"), { recursive: true });
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  if (busybox === undefined) throw new Error("busybox is missing: install the package busybox-static");
  cpSync(busybox, join(directory, "rootfs/bin/busybox"));
  symlinkSync("busybox", join(directory, "rootfs/bin/true"));
  execFileSync(program, ["spec"], { cwd: directory });
  const file = join(directory, "config.json");
  const config = JSON.parse(readFileSync(file, "utf8"));
  config.process.terminal = false;
  config.process.args = words;
  // What the caller lacks it can't give.
  config.process.rlimits = [];
  writeFileSync(file, JSON.stringify(config));
  return directory;
}

class Contender {
  constructor(name, program, base, spawner) {
    this.name = name;
    this.program = program;
    this.spawner = spawner;
    this.root = join(base, `state-${name}`);
    this.errors = join(base, `errors-${name}`);
    mkdirSync(this.root, { mode: 0o700 });
    this.bundle = makeBundle(join(base, `bundle-${name}`), program, ["/bin/true"]);
    this.waiting = makeBundle(join(base, `waiting-${name}`), program, ["/bin/busybox", "sleep", "1000"]);
    this.serial = 0;
  }

  id() {
    this.serial += 1;
    return `bench-${this.name}-${process.pid}-${this.serial}`;
  }

  words(...words) {
    return [this.program, "--root", this.root, ...words];
  }

  /** Prints of the spawner: nanoseconds, or KiB with -p. */
  measure(flags, ...commands) {
    const joined = commands.flatMap((command, index) => (index === 0 ? command : ["--", ...command]));
    const words = [this.spawner, ...flags, ...joined];
    const hide = this.name === "crun" && HYBRID;
    const [program, ...rest] = hide
      ? ["unshare", "-m", "sh", "-c", 'umount /sys/fs/cgroup/unified; exec "$@"', "sh", ...words]
      : words;
    // A file: a created container would hold a pipe open.
    const errors = openSync(this.errors, "w");
    const { status, stdout } = spawnSync(program, rest, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", errors],
    });
    closeSync(errors);
    if (status !== 0) throw new Error(`${this.name}: ${readFileSync(this.errors, "utf8")}`);
    return Number(stdout);
  }

  run(gapMs) {
    return this.measure([String(gapMs)], this.words("run", "--bundle", this.bundle, this.id())) / 1e6;
  }

  lifecycle() {
    const id = this.id();
    return (
      this.measure(
        ["0"],
        this.words("create", "--bundle", this.waiting, id),
        this.words("state", id),
        this.words("start", id),
        this.words("kill", id, "KILL"),
        this.words("delete", "--force", id),
      ) / 1e6
    );
  }

  peak() {
    const id = this.id();
    const peak = this.measure(["-p", "0"], this.words("create", "--bundle", this.waiting, id));
    this.measure(["0"], this.words("delete", "--force", id));
    return peak;
  }

  /** Private memory in KiB of a created container's init. */
  initMemory() {
    const id = this.id();
    this.measure(["0"], this.words("create", "--bundle", this.waiting, id));
    const { pid } = JSON.parse(
      execFileSync(this.program, ["--root", this.root, "state", id], { encoding: "utf8" }),
    );
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const kib = (name) => Number(new RegExp(`^${name}: *(\\d+)`, "m").exec(rollup)?.[1] ?? 0);
    this.measure(["0"], this.words("delete", "--force", id));
    return kib("Private_Clean") + kib("Private_Dirty");
  }

  size() {
    return statSync(this.program).size / 1024;
  }
}

function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** One row: every contender once a round, first in turn; ratios are medians over the rounds' pairs. */
function compare({ title, unit, rounds }, contenders, measure) {
  const values = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = -Math.min(WARM_UP, rounds - 1); round < rounds; round += 1) {
    const turn = (round + WARM_UP) % contenders.length;
    for (const contender of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
      const value = measure(contender);
      if (round >= 0) values.get(contender.name).push(value);
    }
  }
  const summary = contenders.map(({ name }) => {
    const own = values.get(name);
    const ratios = own.map((value, index) => values.get(contenders[0].name)[index] / value);
    return {
      name,
      median: quantile(own, 0.5),
      p5: quantile(own, 0.05),
      p95: quantile(own, 0.95),
      ratio: quantile(ratios, 0.5),
    };
  });
  return { title, unit, rounds, summary };
}

function printRow({ title, unit, summary }) {
  const cells = summary.map(({ name, median, p5, p95, ratio }, index) => {
    const spread = p5 === p95 ? "" : ` (${p5.toFixed(1)}-${p95.toFixed(1)})`;
    return `${name} ${median.toFixed(1)}${spread}${index === 0 ? "" : `, runt/${name} ${ratio.toFixed(2)}`}`;
  });
  console.log(`${`${title} [${unit}]`.padEnd(52)} ${cells.join(" | ")}`);
}

function main() {
  if (process.getuid() !== 0) throw new Error("bench needs root");
  const rounds = Number(option("--rounds", "40"));
  // A tmpfs: what the disk does is not the runtime's doing.
  const base = mkdtempSync("/dev/shm/runt-bench.");
  const names = ["runt", "runc", "crun"].filter((name) => find(name) !== undefined);
  if (names[0] !== "runt") throw new Error("build/runt is missing: bash scripts/setup.sh");
  try {
    const spawner = buildSpawner(base);
    const contenders = names.map((name) => new Contender(name, find(name), base, spawner));
    for (const { program } of contenders)
      console.log(execFileSync(program, ["--version"], { encoding: "utf8" }).split("\n")[0]);
    const load = readFileSync("/proc/loadavg", "utf8").split(" ")[0];
    console.log(
      `${cpus().length} CPUs, Linux ${readFileSync("/proc/sys/kernel/osrelease", "utf8").trim()}, load ${load}, ${rounds} rounds; median (p5-p95)\n`,
    );
    const rows = [
      ["run, back to back", "ms", rounds, (contender) => contender.run(0)],
      ["run, after 100 ms of rest", "ms", rounds, (contender) => contender.run(100)],
      ["create, state, start, kill, delete", "ms", rounds, (contender) => contender.lifecycle()],
      ["private memory of a created init", "KiB", 5, (contender) => contender.initMemory()],
      ["peak memory of create", "KiB", 5, (contender) => contender.peak()],
      ["size of the executable", "KiB", 1, (contender) => contender.size()],
    ].map(([title, unit, count, measure]) => {
      const row = compare({ title, unit, rounds: Math.min(count, rounds) }, contenders, measure);
      printRow(row);
      return row;
    });
    const file = option("--json", undefined);
    if (file !== undefined) writeFileSync(file, `${JSON.stringify({ load, rows }, null, 2)}\n`);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
