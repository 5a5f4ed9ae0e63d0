// SPDX-License-Identifier: Apache-2.0
// Builds build/runt (static executable), build/runt.node (addon), build/cli.mjs (the command line for Node) and
// build/index.mjs (the library).
// Usage: node scripts/build.mjs [--no-quickjs] [--addon] [--debug]
//   --addon  build/runt.node only
// Environment: QUICKJS_DIR, a directory with the source of quickjs-ng instead of Debian's package.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(root, "build");
const scripts = join(output, "js");

/**
 * Modules of which the main script's copy serves all segments: those with identity (instanceof, installed
 * state), and large ones that the main script has anyway. src/cli/quickjs.ts hands them out by these names.
 */
const SHARED = {
  "src/errors/errors.ts": "errors",
  "src/native/native.ts": "native",
  "src/native/segments.ts": "segments",
  "src/cgroup/cgroup.ts": "cgroup",
  "src/config/load.ts": "configLoad",
  "src/config/read.ts": "configRead",
  "src/lifecycle/prepare.ts": "prepare",
  "src/plan/mount-options.ts": "mountOptions",
  "src/policy/warnings.ts": "policyWarnings",
};

/** Scripts that the executable carries, by their entry. */
const SEGMENTS = {
  explain: "src/config/explain.ts",
  cold: "src/cli/cold.ts",
  systemd: "src/cgroup/systemd/systemd.ts",
};

function fail(message) {
  process.stderr.write(`build: ${message}\n`);
  process.exit(1);
}

const known = new Set(["--no-quickjs", "--addon", "--debug"]);
const options = new Set(process.argv.slice(2));
for (const option of options) {
  if (!known.has(option)) fail(`unknown option ${option}; known: ${[...known].join(", ")}`);
}
const debug = options.has("--debug");

const sharedModules = {
  name: "shared-modules",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const name = SHARED[resolve(resolveDir, path).slice(root.length + 1)];
      return name === undefined ? undefined : { path: name, namespace: "shared" };
    });
    onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
      contents: `module.exports = globalThis.__shared.${path};`,
    }));
  },
};

/** "" outside of a git repository. */
function commit() {
  const { status, stdout } = spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : "";
}

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const define = { __RUNT_VERSION__: JSON.stringify(version), __RUNT_COMMIT__: JSON.stringify(commit()) };
const common = {
  bundle: true,
  define,
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  absWorkingDir: root,
  write: false,
};

/** esbuild prints what is wrong itself. */
async function bundle(settings) {
  const result = await build({ ...common, ...settings }).catch(() => fail("the scripts can't be bundled"));
  return result.outputFiles[0].text;
}

/** Keeps the time of a file that did not change, so that what is made of it is not made again. */
function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
}

async function bundleForQuickjs() {
  const settings = { platform: "neutral", mainFields: ["module", "main"], minifySyntax: true };
  const main = await bundle({ ...settings, format: "iife", entryPoints: ["src/cli/quickjs.ts"] });
  writeIfChanged(join(scripts, "main.js"), main);
  for (const [name, entry] of Object.entries(SEGMENTS)) {
    const text = await bundle({
      ...settings,
      format: "cjs",
      entryPoints: [entry],
      plugins: [sharedModules],
      banner: { js: "(() => {\nconst module = { exports: {} };" },
      footer: { js: "return module.exports;\n})();" },
    });
    writeIfChanged(join(scripts, `${name}.js`), text);
  }
}

async function bundleForNode() {
  const text = await bundle({
    platform: "node",
    format: "esm",
    target: "node20",
    entryPoints: ["src/node/cli.ts"],
    banner: { js: "#!/usr/bin/env node" },
    sourcemap: debug ? "inline" : false,
  });
  writeIfChanged(join(output, "cli.mjs"), text);
}

/**
 * The library. Its code is CommonJS, and the module for `import` takes its exports from there: a program that does
 * both has one library, and not two with classes of their own.
 */
async function bundleLibrary() {
  const settings = { platform: "node", target: "node20", entryPoints: ["src/index.ts"] };
  const { metafile } = await build({ ...common, ...settings, format: "esm", metafile: true, outdir: output });
  const { exports } = Object.values(metafile.outputs)[0];
  const text = await bundle({
    ...settings,
    format: "cjs",
    define: { ...define, "import.meta.url": "libraryUrl" },
    banner: { js: 'const libraryUrl = require("node:url").pathToFileURL(__filename).href;' },
    sourcemap: debug ? "inline" : false,
  });
  writeIfChanged(join(output, "index.cjs"), text);
  const names = exports.toSorted().join(", ");
  const wrapper = `import library from "./index.cjs";\nexport const { ${names} } = library;\n`;
  writeIfChanged(join(output, "index.mjs"), wrapper);
}

/** Directory with the source of quickjs-ng, or "" with the reason told. */
function quickjsSource() {
  if (options.has("--no-quickjs")) return "";
  const given = process.env.QUICKJS_DIR;
  if (given !== undefined && given !== "") {
    if (!existsSync(join(given, "quickjs.c"))) fail(`QUICKJS_DIR: ${given} holds no quickjs.c`);
    return resolve(given);
  }
  const fetched = spawnSync("bash", [join(root, "scripts/fetch-quickjs.sh")], { stdio: "inherit" });
  if (fetched.status === 0) return join(root, ".cache/quickjs");
  process.stderr.write(
    "build: without quickjs-ng there is no build/runt; use `node build/cli.mjs` instead\n",
  );
  return "";
}

function cmake(command, directory, type, defines) {
  const require = createRequire(import.meta.url);
  const program = join(dirname(require.resolve("cmake-js/package.json")), "bin/cmake-js");
  const words = [program, command, "-d", root, "-O", directory, "-B", type, "-l", "warn"];
  words.push(...Object.entries(defines).map(([name, value]) => `--CD${name}=${value}`));
  const { status } = spawnSync(process.execPath, words, { stdio: "inherit", cwd: root });
  if (status !== 0) fail(`cmake-js ${command} failed`);
}

/** Configures only where the settings changed: cmake notices changed files by itself. */
function compile(quickjs) {
  const type = debug ? "Debug" : "Release";
  const directory = join(output, "cmake", type.toLowerCase());
  const defines = { RUNT_QUICKJS: quickjs, RUNT_SCRIPTS: scripts };
  const settings = join(directory, "settings.json");
  const text = JSON.stringify(defines);
  if (!existsSync(settings) || readFileSync(settings, "utf8") !== text) {
    cmake("configure", directory, type, defines);
    writeFileSync(settings, text);
  }
  cmake("build", directory, type, defines);
  return directory;
}

/** By rename: a program or addon that is in use stays as it is. */
function deliver(directory, name) {
  copyFileSync(join(directory, name), join(output, `${name}.new`));
  renameSync(join(output, `${name}.new`), join(output, name));
}

mkdirSync(scripts, { recursive: true });
const addonOnly = options.has("--addon");
const quickjs = addonOnly ? "" : quickjsSource();
if (!addonOnly) await bundleForNode();
if (!addonOnly) await bundleLibrary();
if (quickjs !== "") await bundleForQuickjs();
const directory = compile(quickjs);
const products = quickjs === "" ? ["runt.node"] : ["runt.node", "runt"];
for (const product of products) deliver(directory, product);
if (!addonOnly) products.push("cli.mjs", "index.mjs");
process.stderr.write(`build: ${products.map((product) => `build/${product}`).join(", ")}\n`);
