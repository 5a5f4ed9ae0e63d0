// SPDX-License-Identifier: Apache-2.0
/** One runtime under measurement, with bundles made of its own default configuration. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** crun refuses cgroup2 beside v1 with controllers in it: it runs where that mount is not seen. */
const HYBRID = existsSync("/sys/fs/cgroup/unified");
const HIDE = ["unshare", "-m", "sh", "-c", 'umount /sys/fs/cgroup/unified; exec "$@"', "sh"];

/** A bundle with busybox, without terminal and without limits that the caller may lack. */
export function makeBundle(directory, program, words) {
  mkdirSync(join(directory, "rootfs/bin"), { recursive: true });
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  if (busybox === undefined) throw new Error("busybox is missing: install the package busybox-static");
  cpSync(busybox, join(directory, "rootfs/bin/busybox"));
  for (const name of ["true", "echo"]) symlinkSync("busybox", join(directory, "rootfs/bin", name));
  execFileSync(program, ["spec"], { cwd: directory });
  const file = join(directory, "config.json");
  const config = JSON.parse(readFileSync(file, "utf8"));
  config.process.terminal = false;
  config.process.args = words;
  config.process.rlimits = [];
  writeFileSync(file, JSON.stringify(config));
  return directory;
}

export class Contender {
  #serial = 0;
  #spawner;
  #errors;
  #root;

  constructor(name, program, { base, spawner }) {
    this.name = name;
    this.program = program;
    this.#spawner = spawner;
    this.#root = join(base, `state-${name}`);
    this.#errors = join(base, `errors-${name}`);
    mkdirSync(this.#root, { mode: 0o700 });
    const bundle = (title, ...words) => makeBundle(join(base, `${title}-${name}`), program, words);
    this.bundle = bundle("true", "/bin/true");
    this.echo = bundle("echo", "/bin/echo", "1");
    this.waiting = bundle("waiting", "/bin/busybox", "sleep", "10000");
  }

  /** A new id; with % the round's number goes into it. */
  id(suffix = "") {
    this.#serial += 1;
    return `bench-${this.name}-${process.pid}-${this.#serial}${suffix}`;
  }

  /** The words of one of the runtime's commands. */
  words(...words) {
    return [this.program, "--root", this.#root, ...words];
  }

  version() {
    return execFileSync(this.program, ["--version"], { encoding: "utf8" }).split("\n")[0];
  }

  pid(id) {
    return JSON.parse(execFileSync(...split(this.words("state", id)), { encoding: "utf8" })).pid;
  }

  /** Runs the spawner. @returns the numbers of each line */
  spawn(...words) {
    const hide = this.name === "crun" && HYBRID ? HIDE : [];
    // A file: a created container would hold a pipe open.
    const errors = openSync(this.#errors, "w");
    const { status, stdout } = spawnSync(...split([...hide, this.#spawner, ...words.map(String)]), {
      encoding: "utf8",
      stdio: ["ignore", "pipe", errors],
      maxBuffer: 1 << 26,
    });
    closeSync(errors);
    if (status !== 0) throw new Error(`${this.name}: ${readFileSync(this.#errors, "utf8")}`);
    return stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(" ").map(Number));
  }

  /** Runs commands one after the other. @returns milliseconds of each */
  series(gapMs, ...commands) {
    const joined = commands.flatMap((command, index) => (index === 0 ? command : ["--", ...command]));
    return this.spawn("series", gapMs, 1, ...joined)[0].map((ns) => ns / 1e6);
  }

  create(id) {
    return this.words("create", "--bundle", this.waiting, id);
  }

  remove(id) {
    return this.words("delete", "--force", id);
  }
}

function split([program, ...words]) {
  return [program, words];
}
