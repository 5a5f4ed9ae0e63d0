// SPDX-License-Identifier: Apache-2.0
/** Writes docs/api from the docstrings of what src/index.ts exports. With --check it says whether they are current. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, LogLevel, OptionDefaults } from "typedoc";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "docs/api");

/** Every file below, by its path, with its text. */
function filesOf(directory) {
  const names = readdirSync(directory, { recursive: true }).filter((name) => name.endsWith(".md"));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(directory, name), "utf8")]));
}

async function generate(out) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: [join(root, "src/index.ts")],
    tsconfig: join(root, "tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    name: "runt",
    out,
    readme: "none",
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeExternals: true,
    sort: ["source-order"],
    router: "kind",
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    typeDeclarationFormat: "table",
    // `npm run check` checks them by itself.
    skipErrorChecking: true,
    // Of the schemas that the types of config.json come from.
    blockTags: [...OptionDefaults.blockTags, "@minItems", "@maxItems"],
    logLevel: LogLevel.Warn,
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("the library's types are wrong");
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("docstrings are wrong, see above");
  await app.generateOutputs(project);
}

async function main(out) {
  await generate(out);
  if (process.argv.includes("--check")) {
    const current = existsSync(target) && JSON.stringify(filesOf(target)) === JSON.stringify(filesOf(out));
    process.exitCode = current ? 0 : 1;
    return;
  }
  rmSync(target, { recursive: true, force: true });
  cpSync(out, target, { recursive: true });
}

const made = mkdtempSync(join(tmpdir(), "runt-api."));
try {
  await main(join(made, "api"));
} finally {
  rmSync(made, { recursive: true, force: true });
}
