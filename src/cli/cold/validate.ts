// SPDX-License-Identifier: Apache-2.0
import { loadConfig } from "../../config/load.ts";
import { ConfigError, type Issue } from "../../errors/errors.ts";
import type { Run } from "../context.ts";
import { print, printable } from "../output.ts";
import { enterBundle } from "../path.ts";
import { chosenFormat } from "./format.ts";

/** Problems are its result and not its failure: they go to standard output. */
export const validate: Run<"validate"> = (options) => {
  const format = chosenFormat(options.format, ["text", "json"]);
  const issues = issuesOf(`${enterBundle(options.bundle)}/config.json`);
  print(format === "json" ? `${JSON.stringify(issues, undefined, 2)}\n` : issuesText(issues));
  return issues.length === 0 ? 0 : 1;
};

function issuesOf(path: string): readonly Issue[] {
  try {
    loadConfig(path);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
}

export function issuesText(issues: readonly Issue[]): string {
  let text = "";
  for (const { pointer, message, line, column, hint, clause } of issues) {
    const place = line === undefined ? "config.json" : `config.json:${line}:${column ?? 1}`;
    text += `${place}: ${pointer === "" ? "" : `${printable(pointer)}: `}${printable(message)}\n`;
    if (hint !== undefined) text += `  hint    ${printable(hint)}\n`;
    if (clause !== undefined) text += `  clause  ${clause}\n`;
  }
  return text === "" ? "config.json is valid\n" : text;
}
