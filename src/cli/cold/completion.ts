// SPDX-License-Identifier: Apache-2.0
/** Completion scripts, from the command table. */
import { RuntError } from "../../errors/errors.ts";
import { COMMAND_DOCS, GLOBAL_DOCS } from "../command-docs.ts";
import { type CommandName, COMMANDS, GLOBAL_OPTIONS } from "../commands.ts";
import type { Run } from "../context.ts";
import type { OptionTable } from "../option.ts";
import { print } from "../output.ts";

const SCRIPTS: Readonly<Record<string, () => string>> = { bash, zsh, fish };

export const completion: Run<"completion"> = (_options, [shell = ""]) => {
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (script === undefined)
    throw new RuntError(
      "ERR_USAGE",
      `no completion for shell ${JSON.stringify(shell)}: bash, zsh or fish is needed`,
    );
  print(script());
  return 0;
};

const names = Object.keys(COMMANDS) as CommandName[];

function optionsOf(table: OptionTable): string[] {
  return Object.keys(table).filter((name) => table[name]?.hidden !== true);
}

function words(table: OptionTable): string {
  return optionsOf(table)
    .map((name) => `--${name}`)
    .join(" ");
}

/** Commands whose first argument is a container id. */
function idCommands(): CommandName[] {
  return names.filter(
    (name) => COMMANDS[name].usage.startsWith("<container-id>") && name !== "create" && name !== "run",
  );
}

function bash(): string {
  const cases = names.map((name) => `    ${name}) words="${words(COMMANDS[name].options)}" ;;`);
  return `_runt() {
  local current=\${COMP_WORDS[COMP_CWORD]} command= word words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
    ${names.join("|")}) command=$word; break ;;
    esac
  done
  case $command in
    "") words="${names.join(" ")} ${words(GLOBAL_OPTIONS)}" ;;
${cases.join("\n")}
  esac
  if [[ $current != -* ]]; then
    case $command in
    "") ;;
    ${idCommands().join("|")}) words=$(runt list --quiet 2>/dev/null) ;;
    help) words="${names.join(" ")}" ;;
    *) words= ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _runt runt
`;
}

/** For single quotes in zsh and fish, without what these shells' description syntax uses. */
function quoted(text: string): string {
  return text.replaceAll("'", "’").replaceAll("[", "(").replaceAll("]", ")").replaceAll(":", " -");
}

function zsh(): string {
  const commands = names.map((name) => `    '${name}:${quoted(COMMAND_DOCS[name].about)}'`);
  const cases = names.map((name) => {
    const docs: Readonly<Record<string, string>> = COMMAND_DOCS[name].options;
    const specs = optionsOf(COMMANDS[name].options).map(
      (option) => ` '--${option}[${quoted(docs[option] ?? "")}]'`,
    );
    return `    ${name}) _arguments${specs.join("")} '*:argument:_default' ;;`;
  });
  return `#compdef runt
_runt() {
  local -a commands
  commands=(
${commands.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
${cases.join("\n")}
  esac
}
compdef _runt runt
`;
}

function fish(): string {
  const lines = ["complete -c runt -f"];
  for (const option of optionsOf(GLOBAL_OPTIONS)) {
    lines.push(
      `complete -c runt -n __fish_use_subcommand -l ${option} -d '${quoted(GLOBAL_DOCS[option as "help"])}'`,
    );
  }
  for (const name of names) {
    const docs: Readonly<Record<string, string>> = COMMAND_DOCS[name].options;
    const condition = `-n '__fish_seen_subcommand_from ${name}'`;
    lines.push(
      `complete -c runt -n __fish_use_subcommand -a ${name} -d '${quoted(COMMAND_DOCS[name].about)}'`,
    );
    for (const option of optionsOf(COMMANDS[name].options)) {
      lines.push(`complete -c runt ${condition} -l ${option} -d '${quoted(docs[option] ?? "")}'`);
    }
  }
  lines.push(
    `complete -c runt -n '__fish_seen_subcommand_from ${idCommands().join(" ")}' -a '(runt list --quiet 2>/dev/null)'`,
  );
  return `${lines.join("\n")}\n`;
}
