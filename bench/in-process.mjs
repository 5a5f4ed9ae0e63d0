// SPDX-License-Identifier: Apache-2.0
/** Runs from inside a JavaScript program: create, start, wait, delete through the library. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./statistics.mjs";

const SCRIPT = fileURLToPath(new URL("./in-process-rounds.mjs", import.meta.url));

/** The JavaScript hosts that are here. */
export function inProcessHosts(project) {
  const library = join(project, "build/index.mjs");
  if (!existsSync(library)) return [];
  const bun = join(project, ".cache/bun/bun");
  return [
    { title: `in-process run, Node ${process.versions.node}`, program: process.execPath, library },
    ...(existsSync(bun)
      ? [
          {
            title: `in-process run, Bun ${execFileSync(bun, ["--version"], { encoding: "utf8" }).trim()}`,
            program: bun,
            library,
          },
        ]
      : []),
  ];
}

/** @returns milliseconds of one run, the median of `rounds` after as many to warm up */
export function measureInProcess({ program, library }, { base, bundle, rounds }) {
  const words = [SCRIPT, library, join(base, "state-in-process"), bundle, String(rounds)];
  const printed = execFileSync(program, words, { encoding: "utf8" });
  return median(JSON.parse(printed));
}
