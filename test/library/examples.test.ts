// SPDX-License-Identifier: Apache-2.0
/** Examples are true: those of the docstrings run, and the programs of examples/ print what their READMEs say. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { execute } from "../harness/execute.ts";
import { succeeded } from "../harness/host.ts";
import { project } from "../harness/places.ts";
import { LibraryPlace } from "./place.ts";

const place = new LibraryPlace("library-examples");

/** Numbers that each run has its own of. */
function withoutTimes(text: string): string {
  return text.replaceAll(/\d+\.\d+/g, "#");
}

/** Commands of a README with what they print. */
function consoleBlocks(markdown: string): { command: string; output: string }[] {
  return [...markdown.matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/g)].map(
    ([, command = "", output = ""]) => ({
      command,
      output,
    }),
  );
}

suite("examples/", () => {
  const names = readdirSync(join(project, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  for (const name of names) {
    const blocks = consoleBlocks(readFileSync(join(project, "examples", name, "README.md"), "utf8"));
    test(`${name}/README.md says what its program prints`, async (context) => {
      assert.ok(blocks.length > 0);
      for (const { command, output } of blocks) {
        const result = await execute(command.split(" "), { cwd: project, timeoutMs: 120_000 });
        assert.equal(withoutTimes(result.stdout), withoutTimes(output), result.stderr);
        const last = result.stdout.trim().split("\n").at(-1) ?? "";
        if (/\d+\.\d+ ms/.test(last)) context.diagnostic(`${name}: ${last}`);
      }
    });
  }
});

/** The names under which the examples of docstrings find what their readers have. */
const PREAMBLE = `
import * as library from ${JSON.stringify(pathToFileURL(join(project, "build/index.mjs")).href)};
import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
const { Runtime, chromeTrace } = library;
const [root, bundle, lasting] = process.argv.slice(2);
`;

const CONTAINER = `
const runtime = new Runtime({ root });
await using container = await runtime.create({ id: "example", bundle: lasting, stdio: "ignore" });
await container.start();
`;

function exampleProgram(example: string): string {
  const body = example
    .replaceAll(/^import .* from "runt";$/gm, "")
    .replaceAll('"/srv/bundle"', "bundle")
    .replaceAll('"/run/example"', "root");
  const needs = (name: string): boolean =>
    new RegExp(`\\b${name}\\b`).test(body) && !new RegExp(`(const|using) ${name}\\b`).test(body);
  const runtime = needs("container")
    ? CONTAINER
    : needs("runtime")
      ? "const runtime = new Runtime({ root });"
      : "";
  const source = `${PREAMBLE}${runtime}\n{\n${body}\n}\n`;
  return transformSync(source, { loader: "ts", target: "node20", format: "esm" }).code;
}

/** The guide's example, and those of the generated pages, each once. */
function docExamples(): Map<string, string> {
  const guide = readFileSync(join(project, "docs/library.md"), "utf8");
  const examples = new Map([["docs/library.md", /^```ts\n([\s\S]*?)^```/m.exec(guide)?.[1] ?? ""]]);
  const directory = join(project, "docs/api");
  for (const name of readdirSync(directory, { recursive: true }).map(String).sort()) {
    if (!name.endsWith(".md")) continue;
    const markdown = readFileSync(join(directory, name), "utf8");
    const sections = markdown.split(/^#+ Examples?$/m).slice(1);
    for (const section of sections) {
      const code = /^```ts\n([\s\S]*?)^```/m.exec(section)?.[1];
      if (code !== undefined && ![...examples.values()].includes(code))
        examples.set(`${name} (${code.trim().split("\n").at(-1)?.trim()})`, code);
    }
  }
  return examples;
}

suite("docs", () => {
  const examples = docExamples();

  test("has examples", () => {
    assert.ok(examples.size >= 6, `${examples.size} examples`);
  });

  for (const [name, code] of examples) {
    test(`example of ${name} runs`, async () => {
      const directory = place.host.directory("example");
      const file = join(directory, "main.mjs");
      writeFileSync(file, exampleProgram(code));
      const bundle = place.bundle(["sh", "-c", "cat >/dev/null; echo done"], (config) => {
        config.process.terminal = code.includes("terminal:");
        if (config.process.terminal) config.process.args = ["true"];
      });
      const lasting = place.bundle(["sleep", "1"]);
      const words = [process.execPath, file, place.host.stateRoot, bundle.directory, lasting.directory];
      succeeded(await execute(words, { cwd: directory, timeoutMs: 60_000 }));
      const left = await place.runtime.list();
      for (const { id } of left) await place.host.remove(id);
    });
  }
});
