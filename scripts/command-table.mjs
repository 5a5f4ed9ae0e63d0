// SPDX-License-Identifier: Apache-2.0
// The command table and its texts (src/cli/commands.ts, src/cli/command-docs.ts) as plain JavaScript, for what is
// generated from them.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const directory = fileURLToPath(new URL("../src/cli", import.meta.url));

/** COMMANDS, GLOBAL_OPTIONS, COMMAND_DOCS and GLOBAL_DOCS. */
export async function loadCommandTable() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from "./commands.ts"; export * from "./command-docs.ts";`,
      resolveDir: directory,
    },
    bundle: true,
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const PATHS =
  /^(bundle|config|log|root|process|resources|trace|image-path|work-path|parent-path)$|-(file|socket)$/;

/** What an option's value is called; "" for a flag. */
export function valueName(name, { kind }) {
  if (kind === "bool") return "";
  if (kind === "int") return "N";
  if (kind === "duration") return "DURATION";
  if (PATHS.test(name)) return "PATH";
  return "VALUE";
}
