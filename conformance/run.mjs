// SPDX-License-Identifier: Apache-2.0
/**
 * Builds the suite and its programs and runs it: node conformance/run.mjs --runtime PATH (--help tells more).
 * The suite runs in a mount and a network namespace of its own, so that what a runtime does wrong ends with it.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildPrograms } from "./programs.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
const cache = process.env["CONFORMANCE_CACHE"] ?? join(folder, "../.cache/conformance");

mkdirSync(cache, { recursive: true });
buildPrograms(cache);
await build({
  entryPoints: [join(folder, "suite/main.ts")],
  outfile: join(cache, "suite.mjs"),
  bundle: true,
  platform: "node",
  format: "esm",
  sourcemap: "inline",
  logLevel: "warning",
});

/** The words of each --setup: shell commands that run in the suite's mount namespace before it. */
function setupCommands(words) {
  return words.flatMap((word, index) => (words[index - 1] === "--setup" ? [word] : []));
}

const words = process.argv.slice(2);
const suite = [process.execPath, "--enable-source-maps", join(cache, "suite.mjs"), ...words];
const environment = { ...process.env, CONFORMANCE_FOLDER: folder, CONFORMANCE_PROGRAMS: cache };
const isolated = !words.includes("--help") && process.getuid?.() === 0;
const script = ["set -e", ...setupCommands(words), 'exec "$@"'].join("\n");
const command = isolated
  ? ["unshare", "--mount", "--net", "--propagation", "private", "sh", "-c", script, "sh", ...suite]
  : suite;
const { status, error } = spawnSync(command[0], command.slice(1), { stdio: "inherit", env: environment });
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
