// SPDX-License-Identifier: Apache-2.0
/**
 * Go's way with options: one or two dashes mean the same, a value is `=value` or the next word whatever it
 * looks like, a boolean takes no second word, and short options are not combined.
 */
import { UsageError } from "../errors/errors.ts";
import { type CommandName, COMMANDS, GLOBAL_OPTIONS, type Globals } from "./commands.ts";
import type { CommandRow, OptionRow, OptionTable } from "./option.ts";

type Value = boolean | number | string | string[];

/** Filled from left to right, so that what came before a mistake (`--log`) is known when it is reported. */
export interface CommandLine {
  readonly globals: Globals;
  command: CommandName | undefined;
  readonly options: Record<string, Value>;
  readonly args: string[];
  /** Nothing is wrong with it: from now on an error is the command's own. */
  accepted: boolean;
}

export function emptyCommandLine(): CommandLine {
  return { globals: {}, command: undefined, options: {}, args: [], accepted: false };
}

/**
 * Reads the words after the program's name. The number of arguments is not checked: see checkArguments().
 *
 * @throws {UsageError} exit status 3 for an unknown command
 */
export function parseCommandLine(argv: readonly string[], line: CommandLine): void {
  const index = parseOptions(argv, 0, line, undefined);
  const name = argv[index] === "h" ? "help" : argv[index];
  // The versions are wanted whatever else the words say.
  if (name === undefined || line.globals.version === true) return;
  if (!Object.hasOwn(COMMANDS, name)) throw new UsageError(`No help topic for '${name}'`, 3);
  line.command = name as CommandName;
  parseOptions(argv, index + 1, line, COMMANDS[line.command]);
}

/** Without a command it stops at the first word that is no option. @returns where it stopped */
function parseOptions(
  argv: readonly string[],
  from: number,
  line: CommandLine,
  command: CommandRow | undefined,
): number {
  let index = from;
  while (index < argv.length) {
    const word = argv[index] as string;
    if (isOption(word)) {
      index = parseOption(argv, index, line, command?.options);
      continue;
    }
    const dashes = word === "--";
    if (command === undefined) return dashes ? index + 1 : index;
    if (!dashes) line.args.push(word);
    index++;
    // A dash that no letter follows (-9, but not - alone) ends the options as `--` does.
    const ends =
      dashes || command.stopAtFirstPositional === true || (word.length > 1 && word.startsWith("-"));
    if (!ends) continue;
    for (; index < argv.length; index++) line.args.push(argv[index] as string);
  }
  return index;
}

/** One or two dashes and then a letter. */
function isOption(word: string): boolean {
  if (word.charCodeAt(0) !== 0x2d) return false;
  const letter = word.charCodeAt(word.charCodeAt(1) === 0x2d ? 2 : 1) | 0x20;
  return letter >= 0x61 && letter <= 0x7a;
}

function parseOption(
  argv: readonly string[],
  index: number,
  line: CommandLine,
  table: OptionTable | undefined,
): number {
  const word = argv[index] as string;
  const start = word.charCodeAt(1) === 0x2d ? 2 : 1;
  const equals = word.indexOf("=", start);
  const given = equals === -1 ? word.slice(start) : word.slice(start, equals);
  const inline = equals === -1 ? undefined : word.slice(equals + 1);
  const own = table === undefined ? undefined : optionNamed(table, given);
  const name = own ?? optionNamed(GLOBAL_OPTIONS, given);
  if (name === undefined) throw new UsageError(`flag provided but not defined: -${given}`);
  const row = (own === undefined ? GLOBAL_OPTIONS : (table as OptionTable))[name as "help"] as OptionRow;
  const values = (own === undefined ? line.globals : line.options) as Record<string, Value>;
  if (row.kind === "bool") {
    values[name] = inline === undefined ? true : boolValue(given, inline);
    return index + 1;
  }
  const text = inline ?? argv[index + 1];
  if (text === undefined) throw new UsageError(`flag needs an argument: ${word}`);
  if (row.kind === "repeat") {
    const list = values[name] as string[] | undefined;
    if (list === undefined) values[name] = [text];
    else list.push(text);
  } else values[name] = row.kind === "int" ? intValue(given, text) : text;
  return inline === undefined ? index + 2 : index + 1;
}

function optionNamed(table: OptionTable, given: string): string | undefined {
  if (Object.hasOwn(table, given)) return given;
  if (given.length !== 1) return undefined;
  for (const name in table) if (table[name]?.short === given) return name;
  return undefined;
}

/** Go's words for them, comma before and after. */
const TRUE = ",1,t,T,true,TRUE,True,";
const FALSE = ",0,f,F,false,FALSE,False,";

function boolValue(name: string, text: string): boolean {
  if (TRUE.includes(`,${text},`)) return true;
  if (FALSE.includes(`,${text},`)) return false;
  throw new UsageError(`invalid value ${JSON.stringify(text)} for flag -${name}: true or false is needed`);
}

function intValue(name: string, text: string): number {
  const value = /^[+-]?[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new UsageError(`invalid value ${JSON.stringify(text)} for flag -${name}: a whole number is needed`);
}

/** @throws {UsageError} with the words that engines and people know */
export function checkArguments(programName: string, command: CommandName, count: number): void {
  const { least, most }: CommandRow = COMMANDS[command];
  if (count >= least && count <= most) return;
  const bound = least === most ? "exactly" : count < least ? "a minimum of" : "a maximum of";
  const wanted = count < least ? least : most;
  throw new UsageError(`${programName}: "${command}" requires ${bound} ${wanted} argument(s)`);
}
