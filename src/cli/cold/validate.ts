// SPDX-License-Identifier: Apache-2.0
import { readConfigBytes } from "../../config/load.ts";
import { inspectConfig, placed } from "../../config/read.ts";
import type { OciConfig } from "../../config/types.ts";
import type { ErrorCode } from "../../errors/codes.ts";
import type { Issue } from "../../errors/errors.ts";
import { hostProblems } from "../../lifecycle/host-problems.ts";
import { configWarnings } from "../../policy/warnings.ts";
import { type Run, rootlessOf } from "../context.ts";
import { print, printable } from "../output.ts";
import { enterBundle } from "../path.ts";
import { chosenFormat } from "./format.ts";

interface Verdict {
  readonly issues: readonly Issue[];
  readonly warnings: readonly string[];
}

/** Problems are its result and not its failure: they go to standard output. */
export const validate: Run<"validate"> = (options, _words, { globals }) => {
  const format = chosenFormat(options.format, ["text", "json"]);
  const verdict = verdictOn(enterBundle(options.bundle), rootlessOf(globals.rootless));
  print(format === "json" ? `${JSON.stringify(verdict, undefined, 2)}\n` : verdictText(verdict));
  return verdict.issues.length === 0 ? 0 : 1;
};

/** A document with one of these is not of the form that the types promise; others only break rules. */
function isOfForm(code: ErrorCode): boolean {
  return code === "ERR_CONFIG_RULE" || code === "ERR_CONFIG_UNSUPPORTED" || code === "ERR_JSON_DUPLICATE";
}

/** @throws {RuntError} ERR_CONFIG_FILE, ERR_JSON_SIZE: there is nothing to judge */
function verdictOn(bundle: string, rootless: boolean | "auto"): Verdict {
  const bytes = readConfigBytes(`${bundle}/config.json`);
  const { value, issues } = inspectConfig(bytes);
  if (typeof value !== "object" || value === null) return { issues, warnings: [] };
  const config = value as OciConfig;
  const wellFormed = issues.every(({ code }) => isOfForm(code));
  const onHost = hostProblems(config, { bundle, configBytes: bytes, rootless }, issues, wellFormed);
  const all = onHost.length === 0 ? issues : placed(bytes, [...issues, ...onHost]);
  return { issues: all, warnings: all.length === 0 ? configWarnings(config) : [] };
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
