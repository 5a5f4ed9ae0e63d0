// SPDX-License-Identifier: Apache-2.0
/**
 * Containers that are created and deleted by the command line, one after the other: node scripts/cycles.mjs [N]
 * (1,000). Tells the time of a cycle at the beginning and at the end, and ends with status 1 where a cgroup, a
 * unit of systemd or an entry of the state root is left. RUNT_CGROUP_DRIVER=systemd makes units, of the system's
 * systemd as root and of the user's as an ordinary user.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const runt = process.env.RUNT ?? join(project, "build/runt");
const cycles = Number(process.argv[2] ?? "1000");
const systemd = process.env.RUNT_CGROUP_DRIVER === "systemd";
const user = process.getuid() !== 0;
const name = `runt-cycles-${process.pid}`;

const place = mkdtempSync(join(tmpdir(), `${name}-`));
const root = join(place, "state");
const log = join(place, "log");

function makeBundle() {
  mkdirSync(join(place, "rootfs"));
  execFileSync(runt, ["spec", "--bundle", place, ...(user ? ["--rootless"] : [])]);
  const file = join(place, "config.json");
  const config = JSON.parse(readFileSync(file, "utf8"));
  config.process.terminal = false;
  config.process.rlimits = [];
  // create looks the program up in the root filesystem.
  writeFileSync(join(place, "rootfs/program"), "#!/program\n", { mode: 0o755 });
  config.process.args = ["/program"];
  config.linux.cgroupsPath = systemd ? `:runt:${name}` : `/${name}`;
  config.linux.resources = { ...config.linux.resources, memory: { limit: 67_108_864 }, pids: { limit: 64 } };
  writeFileSync(file, JSON.stringify(config));
}

function command(...words) {
  const driver = systemd ? ["--systemd-cgroup"] : [];
  // A created container keeps the streams of create: of a pipe, the end would never come.
  const { status } = spawnSync(runt, ["--root", root, "--log", log, ...driver, ...words], {
    stdio: "ignore",
  });
  if (status !== 0) throw new Error(`${words.join(" ")}: status ${status}: ${readFileSync(log, "utf8")}`);
}

/** Cgroups and units that have the name of these containers. */
function left() {
  const cgroups = execFileSync("find", ["/sys/fs/cgroup", "-type", "d", "-name", `*${name}*`], {
    encoding: "utf8",
  });
  const units = systemd
    ? execFileSync(
        "systemctl",
        [...(user ? ["--user"] : []), "list-units", "--all", "--plain", "--no-legend", `*${name}*`],
        {
          encoding: "utf8",
        },
      )
    : "";
  return [
    ...`${cgroups}${units}`.split("\n").filter((line) => line !== ""),
    ...readdirSync(root).filter((entry) => entry.startsWith(name)),
  ];
}

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

makeBundle();
try {
  const times = [];
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const begin = performance.now();
    command("create", "--bundle", place, name);
    command("delete", "--force", name);
    times.push(performance.now() - begin);
  }
  const part = Math.ceil(cycles / 10);
  const [first, last] = [median(times.slice(0, part)), median(times.slice(-part))];
  const remains = left();
  console.log(
    `${cycles} cycles (${systemd ? "systemd" : "cgroupfs"}, uid ${process.getuid()}): median of the first ${part} ${first.toFixed(1)} ms, of the last ${part} ${last.toFixed(1)} ms; ${remains.length} left`,
  );
  for (const line of remains) console.log(`left: ${line}`);
  if (remains.length > 0 || last > 2 * first) process.exitCode = 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
