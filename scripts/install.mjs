// SPDX-License-Identifier: Apache-2.0
/**
 * npm runs this where the package is installed. The package holds the addon and the executable for the machine on
 * which it was packed: where they fit, nothing is done. Elsewhere the addon is built from its source, and the command
 * `runt` becomes the same program on Node. In a checkout, `npm run build` builds.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const addon = join(root, "build/runt.node");
const program = join(root, "build/runt");
const directory = join(root, "build/cmake");
const require = createRequire(import.meta.url);

const NEEDED = "cmake, a C and C++ compiler, musl-gcc and libseccomp's static library";
const DEBIAN = "apt-get install cmake g++ musl-tools libseccomp-dev";

function fail(why) {
  process.stderr.write(
    `runt: the packed addon does not fit this machine, and it can't be built: ${why}\n` +
      `runt: building needs ${NEEDED}; on Debian: ${DEBIAN}\n`,
  );
  process.exit(1);
}

function loads() {
  // In a process of its own: an addon of another C library may end it.
  return spawnSync(process.execPath, ["-e", "require(process.argv[1])", addon]).status === 0;
}

function cmake(...words) {
  const { status, error } = spawnSync("cmake", words, { stdio: ["ignore", "inherit", "inherit"] });
  if (error !== undefined) fail(`cmake: ${error.message}`);
  if (status !== 0) fail(`cmake ${words[0]} ended with status ${status}`);
}

function build() {
  const headers = require("node-api-headers").include_dir;
  const api = dirname(require.resolve("node-addon-api/package.json"));
  const defines = [`CMAKE_JS_INC=${headers}`, `RUNT_NODE_ADDON_API=${api}`, "CMAKE_BUILD_TYPE=Release"];
  cmake("-S", root, "-B", directory, ...defines.map((define) => `-D${define}`));
  cmake("--build", directory, "--target", "addon", "--parallel");
  copyFileSync(join(directory, "runt.node"), addon);
  rmSync(directory, { recursive: true });
  if (!loads()) fail("what was built can't be loaded");
}

/** The command, by the name that npm has linked already. */
function useNode() {
  const script = '#!/bin/sh\nexec node "$(dirname "$(readlink -f "$0")")/cli.mjs" "$@"\n';
  rmSync(program, { force: true });
  writeFileSync(program, script);
  chmodSync(program, 0o755);
}

const checkout = existsSync(join(root, "src"));
if (!checkout && !loads()) build();
if (!checkout && spawnSync(program, ["--version"]).status !== 0) useNode();
