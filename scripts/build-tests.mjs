// SPDX-License-Identifier: Apache-2.0
/**
 * Bundles tests with esbuild and builds what they need: node scripts/build-tests.mjs unit|root|integration|library|security
 * unit: src, scripts, conformance and test/golden to .cache/unit; root: test/root to .cache/root;
 * integration: test/integration to .cache/integration, with the programs of conformance/probe and a root filesystem;
 * security: test/security and test/faults to .cache/security, with the same.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildPrograms, newer } from "../conformance/programs.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(project, ".cache");

const KINDS = {
  unit: ["src", "scripts", "conformance", "test/golden"],
  root: ["test/root"],
  integration: ["test/integration"],
  library: ["test/library"],
  security: ["test/security", "test/faults"],
};

/** Keeps the folders, so that a test's name tells its source file. */
async function bundle(folders, out) {
  const entryPoints = folders.flatMap((folder) => testsBelow(join(project, folder)));
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  if (entryPoints.length === 0) return;
  await build({
    entryPoints,
    outdir: out,
    outbase: project,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    // Tests of the library import what was built.
    external: ["runt"],
    sourcemap: "inline",
    outExtension: { ".js": ".mjs" },
    loader: { ".node": "copy" },
    logLevel: "warning",
  });
  console.log(`${entryPoints.length} test files in ${relative(project, out)}`);
}

function testsBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name))
    .sort();
}

const APPLETS = [
  "sh",
  "cat",
  "echo",
  "ls",
  "mkdir",
  "rm",
  "id",
  "sleep",
  "true",
  "false",
  "touch",
  "mount",
  "umount",
  "stty",
  "hostname",
  "kill",
  "env",
  "pwd",
  "test",
  "ln",
  "mv",
  "head",
  "wc",
  "grep",
  "ps",
  "dd",
  "chmod",
  "readlink",
  "setsid",
  "ip",
  "trap",
  "tty",
];

function buildRootfs(rootfs, probe) {
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  if (busybox === undefined) throw new Error("busybox is missing: install the package busybox-static");
  if (!newer([busybox, probe, fileURLToPath(import.meta.url)], join(rootfs, "probe"))) return;
  rmSync(rootfs, { recursive: true, force: true });
  for (const name of ["bin", "dev", "etc", "proc", "root", "run", "sys", "tmp", "usr/bin", "var"])
    mkdirSync(join(rootfs, name), { recursive: true });
  copyFileSync(busybox, join(rootfs, "bin/busybox"));
  for (const applet of APPLETS) symlinkSync("busybox", join(rootfs, "bin", applet));
  copyFileSync(probe, join(rootfs, "probe"));
}

const kind = process.argv[2] ?? "";
if (!Object.hasOwn(KINDS, kind)) {
  console.error("usage: node scripts/build-tests.mjs unit|root|integration|library|security");
  process.exit(1);
}
await bundle(KINDS[kind], join(cache, kind));
// Bun would follow the project's paths to the sources.
if (kind === "library") writeFileSync(join(cache, kind, "tsconfig.json"), "{}\n");
if (kind !== "unit" && kind !== "root") {
  const programs = join(cache, "tests");
  buildPrograms(programs);
  buildRootfs(join(programs, "rootfs"), join(programs, "probe"));
}
