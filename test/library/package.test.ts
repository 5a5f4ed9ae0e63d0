// SPDX-License-Identifier: Apache-2.0
/** The npm package: packed, installed where nothing can be compiled, used from both kinds of modules, type-checked. */
import assert from "node:assert/strict";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { before, suite, test } from "node:test";
import { execute, type Result } from "../harness/execute.ts";
import { succeeded } from "../harness/host.ts";
import { project } from "../harness/places.ts";
import { LibraryPlace } from "./place.ts";

const place = new LibraryPlace("library-package");

function which(program: string): string {
  const paths = (process.env["PATH"] ?? "").split(delimiter).map((directory) => join(directory, program));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${program} is not in PATH`);
  return found;
}

/** A PATH with Node and a shell, and without any compiler. */
function barePath(): string {
  const directory = place.host.directory("path");
  for (const program of ["node", "npm", "sh", "env"]) symlinkSync(which(program), join(directory, program));
  return directory;
}

const CONSUMER = `
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { ConfigError, Runtime } from "runt";
import common from "./common.cjs";

assert.equal(common.Runtime, Runtime, "one library, whatever loads it");
const [root, bundle] = process.argv.slice(2);
const runtime = new Runtime({ root });
const { exitCode, stdout } = await runtime.run({ bundle });
const error = await runtime.create({ id: "x", bundle, config: {} }).catch((thrown) => thrown);
assert.ok(error instanceof ConfigError);
console.log(JSON.stringify({ exitCode, stdout, common: await common.run(root, bundle) }));
`;

const COMMON = `
const { Runtime } = require("runt");
const run = async (root, bundle) => (await new Runtime({ root }).run({ bundle })).stdout;
module.exports = { Runtime, run };
`;

const TYPED = `
import { type Container, type ExitStatus, KernelError, type OciConfig, Runtime } from "runt";

const config: OciConfig = {
  ociVersion: "1.3.0",
  root: { path: "rootfs" },
  process: { cwd: "/", args: ["true"], rlimits: [{ type: "RLIMIT_NOFILE", soft: 10n, hard: 20 }] },
  linux: { namespaces: [{ type: "pid" }, { type: "mount" }], resources: { memory: { limit: 1 << 26 } } },
};

export async function use(runtime: Runtime): Promise<ExitStatus> {
  await using container: Container = await runtime.create({ id: "a", config, stdio: "inherit" });
  container.stdout?.on("data", (chunk: Buffer) => chunk.length);
  try {
    await container.start();
  } catch (error) {
    if (error instanceof KernelError) console.error(error.code, error.errno, error.syscall, error.pointer);
  }
  for await (const event of container.events({ intervalMs: 100 })) {
    if (event.type === "stats") console.log(event.data.memory.usage);
  }
  // @ts-expect-error a member that no configuration has
  await runtime.create({ id: "b", config: { ...config, process: { cwd: "/", argz: [] } } });
  // @ts-expect-error the id is missing
  await runtime.create({ config });
  return container.wait({ signal: AbortSignal.timeout(1000) });
}
`;

interface Installed {
  directory: string;
  env: Record<string, string>;
  result: Result;
}

async function install(): Promise<Installed> {
  const packed = place.host.directory("packed");
  const npm = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "/root" };
  const options = { cwd: project, env: npm, timeoutMs: 120_000 };
  succeeded(await execute([process.execPath, join(project, "scripts/build-types.mjs")], options));
  const pack = ["npm", "pack", "--ignore-scripts", "--json", "--pack-destination", packed];
  const [{ filename }] = JSON.parse(succeeded(await execute(pack, options)).stdout) as [{ filename: string }];
  const directory = place.host.directory("consumer");
  writeFileSync(join(directory, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(directory, "main.js"), CONSUMER);
  writeFileSync(join(directory, "common.cjs"), COMMON);
  writeFileSync(join(directory, "main.ts"), TYPED);
  const env = { ...npm, PATH: barePath() };
  const words = ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", join(packed, filename)];
  return { directory, env, result: await execute(words, { cwd: directory, env, timeoutMs: 120_000 }) };
}

suite("the npm package", () => {
  let installed: Installed;
  const at = (path: string): string => join(installed.directory, "node_modules/runt", path);

  before(async () => {
    installed = await install();
  });

  test("installs without a compiler, and its command runs", async () => {
    const { directory, env, result } = installed;
    succeeded(result);
    const compilers = await execute(["sh", "-c", "command -v cc gcc c++ cmake musl-gcc"], { env });
    assert.equal(compilers.stdout, "", "nothing compiles here");
    const version = await execute([join(directory, "node_modules/.bin/runt"), "--version"], { env });
    const { version: own } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
      version: string;
    };
    assert.match(succeeded(version).stdout, new RegExp(`runt version ${own.replaceAll(".", "\\.")}`));
  });

  test("holds no sources of tests, no scripts but its own, and no development files", () => {
    for (const path of ["src", "test", "docs", "node_modules", "scripts/build.mjs", "addon/test"])
      assert.ok(!existsSync(at(path)), path);
    accessSync(at("build/runt"), constants.X_OK);
  });

  test("works from an ES module and from a CommonJS one of the same program", async () => {
    const { directory, env } = installed;
    const bundle = place.bundle(["echo", "packed"]).directory;
    const words = [process.execPath, join(directory, "main.js"), place.host.stateRoot, bundle];
    const result = succeeded(await execute(words, { env }));
    assert.deepEqual(JSON.parse(result.stdout), { exitCode: 0, stdout: "packed\n", common: "packed\n" });
  });

  test("has types that a strict consumer's compiler accepts, for both kinds of modules", async () => {
    const { directory } = installed;
    mkdirSync(join(directory, "node_modules/@types"), { recursive: true });
    for (const name of ["@types/node", "undici-types"])
      symlinkSync(join(project, "node_modules", name), join(directory, "node_modules", name));
    writeFileSync(join(directory, "common.cts"), TYPED);
    const compilerOptions = {
      module: "NodeNext",
      target: "ES2022",
      lib: ["ES2022", "ESNext.Disposable"],
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    const files = ["main.ts", "common.cts"];
    writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const compiler = join(project, "node_modules/typescript/bin/tsc");
    const result = await execute([process.execPath, compiler, "-p", directory], { timeoutMs: 180_000 });
    assert.equal(result.status, 0, result.stdout);
  });

  test("is built from its source where the packed addon and executable do not fit", async () => {
    const { directory, env } = installed;
    for (const path of ["build/runt.node", "build/runt"]) writeFileSync(at(path), "of another machine");
    const words = [process.execPath, at("scripts/install.mjs")];
    const refused = await execute(words, { cwd: directory, env });
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /building needs cmake, a C and C\+\+ compiler, musl-gcc and libseccomp/);
    const whole = { ...env, PATH: process.env["PATH"] ?? "" };
    succeeded(await execute(words, { cwd: directory, env: whole, timeoutMs: 240_000 }));
    const bundle = place.bundle(["echo", "built"]).directory;
    const run = [process.execPath, join(directory, "main.js"), place.host.stateRoot, bundle];
    assert.equal(JSON.parse(succeeded(await execute(run, { env: whole })).stdout).stdout, "built\n");
    const command = join(directory, "node_modules/.bin/runt");
    succeeded(await execute([command, "--version"], { env: whole }));
  });
});
