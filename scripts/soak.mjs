// SPDX-License-Identifier: Apache-2.0
/**
 * Cycles of create, start, wait and delete in one process, under Node or Bun:
 * node scripts/soak.mjs [--cycles N] [--report N] [--json FILE]   (npm run soak: 10,000 cycles)
 * Prints at intervals what the process holds, and ends with status 1 where something grows. Needs root and a build.
 */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const { Runtime } = await import(join(project, "build/index.mjs"));

/** Memory may move by so much. */
const MEMORY_SLACK_KB = 16_384;
/** Reports count after this part of the cycles, when caches are full and code is compiled. */
const WARM_UP = 0.2;

function option(name, fallback) {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
}

const cycles = Number(option("--cycles", "10000"));
const interval = Number(option("--report", String(Math.max(1, Math.floor(cycles / 10)))));
const jsonFile = option("--json", undefined);

function makeBundle(directory) {
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  if (busybox === undefined) throw new Error("busybox is missing: install the package busybox-static");
  mkdirSync(join(directory, "rootfs/bin"), { recursive: true });
  cpSync(busybox, join(directory, "rootfs/bin/busybox"));
  symlinkSync("busybox", join(directory, "rootfs/bin/true"));
  const cli = existsSync(join(project, "build/runt"))
    ? [join(project, "build/runt")]
    : ["node", join(project, "build/cli.mjs")];
  execFileSync(cli[0], [...cli.slice(1), "spec", "--bundle", directory]);
  const config = JSON.parse(readFileSync(join(directory, "config.json"), "utf8"));
  config.process.terminal = false;
  config.process.args = ["true"];
  return config;
}

function statusKb(name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))?.[1]);
}

/** Directories of cgroups with this name in any hierarchy. */
function countCgroups(name) {
  const mounts = readFileSync("/proc/self/mounts", "utf8").split("\n");
  const points = mounts.map((line) => line.split(" ")).filter(([, , type]) => /^cgroup2?$/.test(type ?? ""));
  return points.filter(([, point]) => existsSync(join(point, name))).length;
}

/** Keys of this user, from /proc/key-users: "uid: usage keys/instantiated ..." */
function countKeys() {
  const uid = process.getuid();
  const line = new RegExp(`^\\s*${uid}:\\s+\\d+\\s+(\\d+)/`, "m");
  return Number(line.exec(readFileSync("/proc/key-users", "utf8"))?.[1] ?? 0);
}

function sample(done, { stateRoot, cgroup, begin }) {
  globalThis.gc?.();
  return {
    cycles: done,
    seconds: Number(((performance.now() - begin) / 1000).toFixed(1)),
    rssKb: statusKb("VmRSS"),
    fds: readdirSync("/proc/self/fd").length,
    threads: statusKb("Threads"),
    cgroups: countCgroups(cgroup),
    keys: countKeys(),
    states: existsSync(stateRoot) ? readdirSync(stateRoot).filter((name) => name !== "@cache").length : 0,
    children: readFileSync("/proc/thread-self/children", "utf8").trim().split(" ").filter(Boolean).length,
  };
}

/** The least that was held in these samples: an engine's heap breathes, but comes back. */
function least(samples, name) {
  return Math.min(...samples.map((one) => one[name]));
}

/** What has grown from the first half to the second, in words. Other programs of this user may have keys too. */
function growth(samples) {
  const warm = samples.filter(({ cycles: done }) => done >= cycles * WARM_UP);
  const middle = Math.ceil(warm.length / 2);
  const [early, late] = [warm.slice(0, middle), warm.slice(middle)];
  const slack = { rssKb: MEMORY_SLACK_KB, keys: Math.max(50, cycles / 50) };
  return ["rssKb", "fds", "threads", "cgroups", "keys", "states", "children"]
    .filter((name) => least(late, name) > least(early, name) + (slack[name] ?? 0))
    .map((name) => `${name}: ${least(early, name)} to ${least(late, name)}`);
}

async function soak(runtime, config, place) {
  const samples = [];
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const options = { id: `soak-${process.pid}-${cycle}`, bundle: place.bundle, config };
    const container = await runtime.create({ ...options, stdio: cycle % 2 === 0 ? "pipe" : "ignore" });
    await container.start();
    const { exitCode } = await container.wait();
    if (exitCode !== 0) throw new Error(`cycle ${cycle}: exit code ${exitCode}`);
    await container.delete();
    container.stdout?.resume();
    container.stderr?.resume();
    if (cycle % interval === 0 || cycle === cycles) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      samples.push(sample(cycle, place));
      console.log(
        Object.entries(samples.at(-1))
          .map(([name, value]) => `${name} ${value}`)
          .join("  "),
      );
    }
  }
  return samples;
}

const base = mkdtempSync(join(tmpdir(), "runt-soak."));
const place = {
  bundle: join(base, "bundle"),
  stateRoot: join(base, "state"),
  cgroup: `runt-soak-${process.pid}`,
  begin: performance.now(),
};
try {
  const config = makeBundle(place.bundle);
  config.linux.cgroupsPath = `/${place.cgroup}`;
  const samples = await soak(new Runtime({ root: place.stateRoot }), config, place);
  const grown = growth(samples);
  if (jsonFile !== undefined)
    writeFileSync(jsonFile, `${JSON.stringify({ samples, grown }, undefined, 2)}\n`);
  console.log(grown.length === 0 ? `flat over ${cycles} cycles` : `grows: ${grown.join(", ")}`);
  process.exitCode = grown.length === 0 ? 0 : 1;
} finally {
  rmSync(base, { recursive: true, force: true });
}
