// SPDX-License-Identifier: Apache-2.0
/** Compiles the programs of probe/: one static program for containers, the others for the host. */
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const sourceFolder = join(dirname(fileURLToPath(import.meta.url)), "probe");
const PROGRAMS = {
  probe: { files: ["probe.c", "files.c", "report.c", "system.c", "json.c"], isStatic: true },
  receive: { files: ["receive.c", "json.c"], isStatic: false },
  pty: { files: ["pty.c"], isStatic: false },
  swap: { files: ["swap.c"], isStatic: false },
  spy: { files: ["spy.c"], isStatic: true },
  fault: { files: ["fault.c"], isStatic: false },
};

/** Some source is newer than the target, or the target is missing. */
export function newer(sources, target) {
  const made = statSync(target, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return sources.some((source) => statSync(source).mtimeMs > made);
}

/** The first compiler that there is: musl makes the smallest static programs, and any libc will do. */
function compilers(isStatic) {
  const asked = process.env["CC"];
  if (asked !== undefined && asked !== "") return [asked];
  return isStatic ? ["musl-gcc", "gcc", "cc"] : ["gcc", "cc"];
}

function compile({ files, isStatic }, target) {
  const sources = files.map((name) => join(sourceFolder, name));
  if (!newer(sources, target)) return;
  const words = ["-std=c11", "-Os", "-Wall", "-Wextra", "-Werror"];
  if (isStatic) words.push("-static", "-s");
  for (const compiler of compilers(isStatic)) {
    try {
      execFileSync(compiler, [...words, "-o", target, ...sources], { stdio: "inherit" });
      return;
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  throw new Error(`no C compiler for ${target}: install musl-tools or gcc, or name one in CC`);
}

/** Builds what is not current into the directory. */
export function buildPrograms(directory) {
  mkdirSync(directory, { recursive: true });
  for (const [name, program] of Object.entries(PROGRAMS)) compile(program, join(directory, name));
}
