// SPDX-License-Identifier: Apache-2.0
/** Writes the library's declarations, build/index.d.mts and build/index.d.cts: each one file with all types. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = await rollup({
  input: join(root, "src/index.ts"),
  plugins: [dts({ tsconfig: join(root, "tsconfig.json") })],
  external: [/^node:/],
  onwarn(warning) {
    throw new Error(warning.message);
  },
});
const { output } = await bundle.generate({ format: "es" });
mkdirSync(join(root, "build"), { recursive: true });
// The same for both: the declarations have named exports only.
for (const name of ["index.d.mts", "index.d.cts"]) writeFileSync(join(root, "build", name), output[0].code);
