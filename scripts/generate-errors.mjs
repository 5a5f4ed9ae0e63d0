// SPDX-License-Identifier: Apache-2.0
// Writes docs/errors.md from src/errors/codes.ts; with --check only says whether it is current.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const target = new URL("../docs/errors.md", import.meta.url);
const bundled = await build({
  entryPoints: [new URL("../src/errors/codes.ts", import.meta.url).pathname],
  bundle: true,
  format: "esm",
  write: false,
});
const source = Buffer.from(bundled.outputFiles[0].contents).toString("base64");
const { ERROR_CODES } = await import(`data:text/javascript;base64,${source}`);
const rows = Object.entries(ERROR_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
const text = `# Error codes

Every error has a \`code\`: the name of the kernel's errno where a system call failed (\`EINVAL\`, \`ENOENT\`, ...), else one of these. Codes are never renamed.

| code | meaning |
|---|---|
${rows.join("\n")}

Classes: \`ConfigError\` (all issues of a document, nothing was changed), \`HostError\` (the host lacks something, nothing was changed), \`KernelError\` (a system call failed; \`errno\`, \`syscall\`, \`path\`), \`StateError\` (the container or the state directory is not in the state that is needed), \`UsageError\` (the call is wrong), \`InternalError\` (a defect of runt).
`;
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("docs/errors.md is stale: run `npm run generate`");
    process.exit(1);
  }
} else writeFileSync(target, text);
