// SPDX-License-Identifier: Apache-2.0
/** Turns whatever was thrown into the log's record and the text for people. */
import type { ConfigError, FailedOperation, Issue, KernelError, RuntError } from "../errors/errors.ts";
import type { CommandName } from "./commands.ts";
import type { LogFields } from "./log.ts";
import { printable } from "./output.ts";

export interface Report {
  /** One line that stands alone. */
  readonly message: string;
  readonly fields: LogFields;
  /** Lines under the first one, for people. */
  readonly details: readonly (readonly [label: string, text: string])[];
  readonly exitStatus: number;
  /** A mistake in the command line: the help is shown. */
  readonly usage: boolean;
}

const PREFIXES: Readonly<Partial<Record<CommandName, string>>> = {
  create: "runt create failed: ",
  run: "runt run failed: ",
  exec: "exec failed: ",
};

/** Members of all error classes. Told by their shape, which errors of the engine have too. */
type AnyError = Partial<Pick<RuntError, "code" | "pointer" | "line" | "column" | "hint" | "exitStatus">> &
  Partial<Pick<KernelError, "errno" | "syscall" | "path" | "kernelText" | "operation">> &
  Partial<Pick<ConfigError, "issues">> & { message: string; stack?: string };

export function reportOf(thrown: unknown, command: CommandName | undefined): Report {
  const error = asError(thrown);
  // 255 is exec's own failure, found after its words were read.
  const usage = error.code === "ERR_USAGE" && error.exitStatus !== 255;
  const prefix = usage || command === undefined ? undefined : PREFIXES[command];
  return {
    message: `${prefix ?? ""}${error.message}`,
    fields: fieldsOf(error),
    details: detailsOf(error),
    exitStatus: error.exitStatus ?? (command === "exec" ? 255 : 1),
    usage,
  };
}

function asError(thrown: unknown): AnyError {
  if (thrown instanceof Error) {
    const error = thrown as AnyError;
    if (error.code !== undefined) return error;
    return {
      code: "ERR_INTERNAL",
      message: `internal error: ${thrown.name}: ${thrown.message}`,
      hint: "this is a defect of runt: please report it with the command and config.json",
      stack: thrown.stack ?? "",
    };
  }
  return { code: "ERR_INTERNAL", message: `internal error: ${String(thrown)}` };
}

function fieldsOf(error: AnyError): LogFields {
  const { code, errno, syscall, pointer, line, column, path, operation, kernelText, hint, issues } = error;
  const fields: Record<string, unknown> = { code, errno, syscall, pointer, line, column, path };
  if (operation !== undefined) fields.op = { index: operation.index, name: operation.name };
  fields.kernel = kernelText;
  fields.hint = hint;
  if (issues !== undefined && issues.length > 1) fields.issues = issues;
  return fields;
}

function detailsOf(error: AnyError): [string, string][] {
  if (error.issues !== undefined && error.issues.length > 1) return error.issues.flatMap(issueDetails);
  const details: [string, string][] = [];
  const { pointer, operation, kernelText, hint, stack, code } = error;
  if (pointer !== undefined && pointer !== "") details.push(["config", `${pointer}${placeOf(error)}`]);
  if (operation !== undefined) details.push(["operation", operationText(operation, pointer)]);
  if (kernelText !== undefined) details.push(["kernel", kernelText]);
  if (hint !== undefined) details.push(["hint", hint]);
  if (code === "ERR_INTERNAL" && stack !== undefined) {
    for (const line of stack.split("\n"))
      if (line.trim().startsWith("at ")) details.push(["stack", line.trim()]);
  }
  return details;
}

/** Without the pointer at its end, which has a line of its own. */
function operationText({ text }: FailedOperation, pointer: string | undefined): string {
  const end = `   ${pointer}`;
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}

function placeOf({ line, column }: { line?: number | undefined; column?: number | undefined }): string {
  return line === undefined ? "" : ` (line ${line}, column ${column ?? 1})`;
}

function issueDetails(issue: Issue): [string, string][] {
  const place = placeOf(issue);
  const config: [string, string] = [
    "config",
    `${issue.pointer === "" ? "/" : issue.pointer}${place}: ${issue.message}`,
  ];
  return issue.hint === undefined ? [config] : [config, ["hint", issue.hint]];
}

/** For a terminal: the message and what it is about below it. */
export function friendlyText({ message, details }: Report): string {
  let text = `error: ${printable(message)}\n`;
  for (const [label, detail] of details) text += `  ${label.padEnd(10)} ${printable(detail)}\n`;
  return text;
}
