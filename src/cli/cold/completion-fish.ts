// SPDX-License-Identifier: Apache-2.0
import { commandWords, globalWords, type OptionWords, type Wanted } from "./completion-words.ts";

function quoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}

function valueFlags(value: Wanted | undefined): string {
  if (value === undefined) return "";
  if (value.kind === "words") return ` -x -a '${value.words.join(" ")}'`;
  return value.kind === "path" ? " -r -F" : " -x";
}

function optionLine(condition: string, { names, about, value }: OptionWords): string {
  const flags = names.map((name) =>
    name.startsWith("--") ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`,
  );
  return `complete -c runt -n '${condition}'${flags.join("")}${valueFlags(value)} -d '${quoted(about)}'`;
}

function argumentLine(name: string, wanted: Wanted, index: number): string[] {
  const condition = `__runt_argument ${name} ${index}`;
  if (wanted.kind === "words")
    return [`complete -c runt -f -n '${condition}' -a '${wanted.words.join(" ")}'`];
  if (wanted.kind === "container") return [`complete -c runt -f -n '${condition}' -a '(__runt_containers)'`];
  return [];
}

/** Options that take a value wherever they are known. */
function valueNames(): string[] {
  const all = [...globalWords(), ...commandWords().flatMap(({ options }) => options)];
  const flags = new Set(all.filter(({ value }) => value === undefined).flatMap(({ names }) => names));
  const names = all.filter(({ value }) => value !== undefined).flatMap((option) => option.names);
  return [...new Set(names)].filter((name) => !flags.has(name));
}

const FUNCTIONS = (
  names: readonly string[],
): string => `# The command and its arguments, without options and their values.
function __runt_words
  set -l value no
  for token in (commandline -opc)[2..-1]
    if test $value = yes
      set value no
    else if contains -- $token ${names.join(" ")}
      set value yes
    else if not string match -q -- '-*' $token
      echo $token
    end
  end
end
# Containers of the state root that the command line names.
function __runt_containers
  set -l root
  set -l value no
  for token in (commandline -opc)[2..-1]
    if test $value = yes
      set root --root $token
      set value no
    else if test $token = --root
      set value yes
    else if string match -q -- '--root=*' $token
      set root --root (string replace -- --root= '' $token)
    end
  end
  runt $root list --quiet 2>/dev/null
end
function __runt_no_command
  test (count (__runt_words)) -eq 0
end
function __runt_command
  set -l words (__runt_words)
  test (count $words) -gt 0; and test $words[1] = $argv[1]
end
function __runt_argument
  set -l words (__runt_words)
  test (count $words) -eq (math $argv[2] + 1); and test $words[1] = $argv[1]
end`;

export function fishCompletion(): string {
  const lines = ["# fish completion for runt", FUNCTIONS(valueNames()), "complete -c runt -f"];
  for (const option of globalWords()) lines.push(optionLine("__runt_no_command", option));
  for (const { name, about, options, arguments: wanted, endsAtId } of commandWords()) {
    lines.push(`complete -c runt -n __runt_no_command -a ${name} -d '${quoted(about)}'`);
    const place = endsAtId ? `__runt_argument ${name} 0` : `__runt_command ${name}`;
    for (const option of options) lines.push(optionLine(place, option));
    wanted.forEach((one, index) => lines.push(...argumentLine(name, one, index)));
  }
  return `${lines.join("\n")}\n`;
}
