// SPDX-License-Identifier: Apache-2.0
/** What the completion scripts of all shells know of commands, options and their values. */
import { COMMAND_DOCS, GLOBAL_DOCS } from "../command-docs.ts";
import { type CommandName, COMMANDS, GLOBAL_OPTIONS } from "../commands.ts";
import type { CommandRow, OptionTable } from "../option.ts";

/** What may stand where an option's value or an argument is wanted. */
export type Wanted =
  | { kind: "words"; words: readonly string[] }
  | { kind: "path" }
  | { kind: "container" }
  | { kind: "any" };

export interface OptionWords {
  /** With their dashes: --name, and -x where there is one. */
  names: readonly string[];
  about: string;
  repeats: boolean;
  /** Undefined for a flag. */
  value?: Wanted;
}

export interface CommandWords {
  name: string;
  about: string;
  options: readonly OptionWords[];
  /** One after the other; of what comes after them nothing is known. */
  arguments: readonly Wanted[];
  /** What comes after the id belongs to another program, with its options. */
  endsAtId: boolean;
}

const SIGNALS = ["HUP", "INT", "QUIT", "KILL", "USR1", "USR2", "TERM", "CONT", "STOP", "WINCH"];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  "log-format": ["text", "json"],
  "log-level": ["error", "warning", "debug"],
  "cgroup-manager": ["cgroupfs", "systemd", "disabled"],
  "manage-cgroups-mode": ["soft", "full", "strict", "ignore"],
  "empty-ns": ["network"],
  "cpu-idle": ["0", "1"],
};

/** Options called format give a table or a text, beside JSON. */
const TEXT_FORMATS = new Set(["validate", "plan", "doctor"]);

function wantedValue(command: string, option: string): Wanted {
  const words = CHOICES[option];
  if (words !== undefined) return { kind: "words", words };
  if (option === "format")
    return { kind: "words", words: [TEXT_FORMATS.has(command) ? "text" : "table", "json"] };
  if (option === "rootless") return { kind: "words", words: ["true", "false", "auto"] };
  const isPath = /^(bundle|config|log|root|process|resources|trace)$|-(path|file|socket)$/.test(option);
  return { kind: isPath ? "path" : "any" };
}

function optionWords(
  command: string,
  table: OptionTable,
  docs: Readonly<Record<string, string>>,
): OptionWords[] {
  const shown = Object.entries(table).filter(([, row]) => row.hidden !== true);
  return shown.map(([name, { kind, short }]) => ({
    names: [`--${name}`, ...(short === undefined ? [] : [`-${short}`])],
    about: docs[name] ?? "",
    repeats: kind === "repeat",
    ...(kind === "bool" ? {} : { value: wantedValue(command, name) }),
  }));
}

/** Commands whose id must be a new one. */
const MAKERS = new Set<string>(["create", "run", "restore"]);

function argumentWords(name: CommandName): Wanted[] {
  if (name === "help") return [{ kind: "words", words: Object.keys(COMMANDS) }];
  if (name === "completion") return [{ kind: "words", words: ["bash", "zsh", "fish"] }];
  if (!COMMANDS[name].usage.startsWith("<container-id>")) return [];
  if (MAKERS.has(name)) return [{ kind: "any" }];
  return name === "kill"
    ? [{ kind: "container" }, { kind: "words", words: SIGNALS }]
    : [{ kind: "container" }];
}

export function globalWords(): OptionWords[] {
  return optionWords("", GLOBAL_OPTIONS, GLOBAL_DOCS);
}

export function commandWords(): CommandWords[] {
  return (Object.keys(COMMANDS) as CommandName[]).map((name) => ({
    name,
    about: COMMAND_DOCS[name].about,
    options: optionWords(name, COMMANDS[name].options, COMMAND_DOCS[name].options),
    arguments: argumentWords(name),
    endsAtId: (COMMANDS[name] as CommandRow).stopAtFirstPositional === true,
  }));
}
