// SPDX-License-Identifier: Apache-2.0
/** One run of the command line: argv in, exit status out. */
import { RuntError, UsageError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import { loadSegment } from "../native/segments.ts";
import type * as ColdSegment from "./cold.ts";
import type { Globals } from "./commands.ts";
import type { Context, Environment } from "./context.ts";
import { hotCommand } from "./hot/commands.ts";
import { Log, type LogLevel } from "./log.ts";
import { complain, print, printable } from "./output.ts";
import { checkArguments, type CommandLine, emptyCommandLine, parseCommandLine } from "./parse.ts";
import { friendlyText, type Report, reportOf } from "./report.ts";

/** What a command line rarely needs: help, and the commands that no engine calls in a hurry. */
function cold(): typeof ColdSegment {
  return loadSegment<typeof ColdSegment>("cold");
}

/**
 * @param argv the words after the program's name
 * @param programName argv[0]'s last component, for messages
 * @returns the exit status
 */
export function main(argv: readonly string[], env: Environment, programName = "runt"): number {
  const line = emptyCommandLine();
  const log = new Log();
  try {
    parseCommandLine(argv, line);
    const { trace } = line.globals;
    const file = trace === undefined || trace === "" ? undefined : cold().openTraceFile(trace);
    const context = { globals: line.globals, env, log, programName, native: native(), trace: file?.tracer };
    let status: number;
    try {
      status = execute(line, context);
    } finally {
      file?.finish(line.command ?? programName);
    }
    log.close();
    return status;
  } catch (error) {
    return fail(error, line, log);
  }
}

function execute(line: CommandLine, context: Context): number {
  const { command, globals, args } = line;
  if (globals.version === true) {
    print(cold().versionText());
    return 0;
  }
  if (globals.help === true || command === undefined) {
    print(cold().helpText(command));
    return 0;
  }
  openLog(context.log, globals);
  checkArguments(context.programName, command, args.length);
  line.accepted = true;
  if (context.log.debugs) context.log.debug(`command ${JSON.stringify([command, ...args])}`);
  const run = hotCommand(command) ?? cold().coldCommand(command);
  return run(line.options, args, context);
}

function openLog(log: Log, globals: Globals): void {
  const { log: path, "log-format": format = "text" } = globals;
  if (path !== undefined && path !== "") log.open(path);
  if (format !== "text" && format !== "json") throw new UsageError(`invalid log-format: ${format}`);
  log.configure(format, logLevel(globals));
}

function logLevel({ debug, "log-level": level }: Globals): LogLevel {
  if (debug === true) return "debug";
  if (level === undefined) return "warning";
  if (level === "error" || level === "warning" || level === "debug") return level;
  throw new UsageError(
    `invalid value ${JSON.stringify(level)} for flag -log-level: error, warning or debug is needed`,
  );
}

/** Tells the log, and people, each once. */
function fail(thrown: unknown, line: CommandLine, log: Log): number {
  const report = reportOf(thrown, line.command);
  openLogAnyway(log, line.globals);
  if (report.usage && report.exitStatus === 1 && !line.accepted) showUsage(report, line);
  if (log.hasFile) {
    log.error(report.message, report.fields);
    complain(`${printable(report.message)}\n`);
  } else if (line.globals["log-format"] === "json") log.error(report.message, report.fields);
  else complain(friendlyText(report));
  log.close();
  return report.exitStatus;
}

/** A command line that is wrong still says where it wants to be told so. */
function openLogAnyway(log: Log, globals: Globals): void {
  try {
    openLog(log, globals);
  } catch (error) {
    // The first mistake is the one reported; without a log it goes to standard error.
    if (!(error instanceof RuntError)) throw error;
  }
}

function showUsage({ message }: Report, { command }: CommandLine): void {
  const counted = message.includes(" argument(s)");
  const title = counted ? "Incorrect Usage." : `Incorrect Usage: ${printable(message)}`;
  native().writeText(1, `${title}\n\n${cold().helpText(command)}`);
}
