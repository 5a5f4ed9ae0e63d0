// SPDX-License-Identifier: Apache-2.0
// Examples in documents stay true: commands in README.md and docs/ name files, npm scripts and subcommands that exist,
// and JSON blocks parse.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const npmScripts = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).scripts);
const commands = existsSync("src/cli/commands.ts") ? readFileSync("src/cli/commands.ts", "utf8") : "";
const problems = [];

function checkCommand(document, line) {
  const words = line
    .replace(/^\$ /, "")
    .replace(/^(sudo )/, "")
    .split(/\s+/);
  if (words[0] === "npm" && words[1] === "run" && !npmScripts.includes(words[2]))
    problems.push(`${document}: no npm script ${words[2]}`);
  if (
    (words[0] === "bash" || words[0] === "node") &&
    /^(\.ci|scripts)\//.test(words[1] ?? "") &&
    !existsSync(words[1])
  )
    problems.push(`${document}: no file ${words[1]}`);
  const runt = words.findIndex((word) => /(^|\/)runt$/.test(word));
  const command = runt === 0 ? words.slice(1).find((word) => /^[a-z]+$/.test(word)) : undefined;
  if (command !== undefined && commands !== "" && !new RegExp(`["' ]${command}["':]`).test(commands))
    problems.push(`${document}: no command runt ${command}`);
}

function checkBlock(document, language, body) {
  if (language === "json") {
    try {
      JSON.parse(body);
    } catch (error) {
      problems.push(`${document}: ${error.message}`);
    }
  }
  const lines = body.split("\n");
  if (language === "sh") for (const line of lines) checkCommand(document, line);
  if (language === "console")
    for (const line of lines.filter((text) => text.startsWith("$ "))) checkCommand(document, line);
}

for (const document of documents.filter((name) => existsSync(name))) {
  const text = readFileSync(document, "utf8");
  for (const [, language, body] of text.matchAll(/```(\w*)\n(.*?)```/gs))
    checkBlock(document, language, body);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
