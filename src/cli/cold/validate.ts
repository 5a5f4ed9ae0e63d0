// SPDX-License-Identifier: Apache-2.0
import { loadConfig } from "../../config/load.ts";
import { ConfigError, type Issue } from "../../errors/errors.ts";
import { configWarnings } from "../../policy/warnings.ts";
import type { Run } from "../context.ts";
import { print, printable } from "../output.ts";
import { enterBundle } from "../path.ts";
import { chosenFormat } from "./format.ts";

interface Verdict {
  readonly issues: readonly Issue[];
  readonly warnings: readonly string[];
}

/** Problems are its result and not its failure: they go to standard output. */
export const validate: Run<"validate"> = (options) => {
  const format = chosenFormat(options.format, ["text", "json"]);
  const verdict = verdictOn(`${enterBundle(options.bundle)}/config.json`);
  print(format === "json" ? `${JSON.stringify(verdict, undefined, 2)}\n` : verdictText(verdict));
  return verdict.issues.length === 0 ? 0 : 1;
};

function verdictOn(path: string): Verdict {
  try {
    return { issues: [], warnings: configWarnings(loadConfig(path).config) };
  } catch (error) {
    if (error instanceof ConfigError) return { issues: error.issues, warnings: [] };
    throw error;
  }
}

export function verdictText({ issues, warnings }: Verdict): string {
  let text = "";
  for (const { pointer, message, line, column, hint, clause } of issues) {
    const place = line === undefined ? "config.json" : `config.json:${line}:${column ?? 1}`;
    text += `${place}: ${pointer === "" ? "" : `${printable(pointer)}: `}${printable(message)}\n`;
    if (hint !== undefined) text += `  hint    ${printable(hint)}\n`;
    if (clause !== undefined) text += `  clause  ${clause}\n`;
  }
  for (const warning of warnings) text += `warning: ${printable(warning)}\n`;
  return issues.length === 0 ? `${text}config.json is valid\n` : text;
}
