// SPDX-License-Identifier: Apache-2.0
/** The bare C program that performs runt's own plan (floor.c). */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { planFile } from "../scripts/plan-file.mjs";

/** v1 cpusets start empty: what runt copies from the parent. */
function cpusetWrites(directory) {
  return ["cpuset.cpus", "cpuset.mems"]
    .filter((name) => existsSync(join(directory, name)) || existsSync(join(dirname(directory), name)))
    .map((name) => [join(directory, name), readFileSync(join(dirname(directory), name), "utf8").trim()]);
}

function resourceWrites({ cgroupPaths, cgroupWrites }) {
  return cgroupWrites.map(({ controller, file, value }) => [
    join(cgroupPaths[controller] ?? cgroupPaths[""], file),
    value,
  ]);
}

export class Floor {
  #program;
  #words;

  /** @param bundle of which `runt plan` makes the plan */
  static async make(project, base, { runt, bundle }) {
    const printed = execFileSync(runt, ["plan", "--bundle", bundle, "--format", "json"], {
      encoding: "utf8",
    });
    const compiled = JSON.parse(printed);
    // The floor knows no second command: it starts at once, as `run` does.
    const operations = compiled.plan.ops.filter(({ op }) => op !== "gate");
    const file = join(base, "plan.bin");
    writeFileSync(file, await planFile(operations));
    const program = join(base, "floor");
    const sources = `${project}/addon/init/[!m]*.c ${project}/bench/floor.c`;
    const flags = `-std=gnu11 -O2 -static -I${project}/addon -I${project}/addon/init -idirafter /usr/include -idirafter /usr/include/$(uname -m)-linux-gnu`;
    execFileSync("sh", ["-c", `musl-gcc ${flags} -o ${program} ${sources}`], { stdio: "inherit" });
    const { cgroupPaths } = compiled;
    const cpuset = cgroupPaths.cpuset === undefined ? [] : cpusetWrites(cgroupPaths.cpuset);
    const writes = [...cpuset, ...resourceWrites(compiled)];
    const directories = [...new Set(Object.values(cgroupPaths))];
    return new Floor(program, [file, compiled.plan.cloneFlags, directories, writes.flat()]);
  }

  constructor(program, words) {
    this.#program = program;
    this.#words = words;
  }

  /** @returns milliseconds of each round */
  run(gapMs, rounds) {
    const [file, flags, directories, writes] = this.#words;
    const words = [file, flags, gapMs, rounds, ...directories, "--", ...writes].map(String);
    const printed = execFileSync(this.#program, words, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    return printed
      .trim()
      .split("\n")
      .map((line) => Number(line) / 1e6);
  }
}
