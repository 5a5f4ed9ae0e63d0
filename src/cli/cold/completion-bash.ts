// SPDX-License-Identifier: Apache-2.0
import { commandWords, globalWords, type OptionWords, type Wanted } from "./completion-words.ts";

/** `command:option` patterns of the options with a value of one sort. */
function patterns(filter: (value: Wanted) => boolean): string[] {
  const sections: [string, readonly OptionWords[]][] = [["", globalWords()]];
  for (const { name, options } of commandWords()) sections.push([name, options]);
  return sections.flatMap(([command, options]) =>
    options
      .filter(({ value }) => value !== undefined && filter(value))
      .flatMap(({ names }) => names.map((name) => `${command}:${name}`)),
  );
}

function longNames(options: readonly OptionWords[]): string {
  return options.map(({ names }) => names[0]).join(" ");
}

/** One case a list of words: the options that take one of them. */
function choiceCases(): string[] {
  const byWords = new Map<string, string[]>();
  const sections: [string, readonly OptionWords[]][] = [["", globalWords()]];
  for (const { name, options } of commandWords()) sections.push([name, options]);
  for (const [command, options] of sections) {
    for (const { names, value } of options) {
      if (value?.kind !== "words") continue;
      const key = value.words.join(" ");
      const known = byWords.get(key) ?? [];
      known.push(...names.map((name) => `${command}:${name}`));
      byWords.set(key, known);
    }
  }
  return [...byWords].map(([words, cases]) => `  ${cases.join("|")}) words="${words}" ;;`);
}

function argumentCases(): string[] {
  return commandWords().flatMap(({ name, arguments: wanted }) =>
    wanted.flatMap((one, index) => {
      if (one.kind === "container")
        return [`    ${name}:${index}) words=$(runt \${root:+--root "$root"} list --quiet 2>/dev/null) ;;`];
      return one.kind === "words" ? [`    ${name}:${index}) words="${one.words.join(" ")}" ;;`] : [];
    }),
  );
}

/** Values that are no known words are left to the shell's own completion of file names. */
export function bashCompletion(): string {
  const commands = commandWords();
  const alien = commands.filter(({ endsAtId }) => endsAtId).map(({ name }) => name);
  const optionCases = commands.map(({ name, options }) => `    ${name}) words="${longNames(options)}" ;;`);
  return `# bash completion for runt
_runt_takes_value() {
  case $1:$2 in
  ${patterns(() => true).join("|")}) return 0 ;;
  esac
  return 1
}

# The word stands where an option can be.
_runt_is_option() {
  [[ $1 == -* && ! ( $count -gt 0 && $command == @(${alien.join("|")}) ) ]]
}

_runt() {
  local current=\${COMP_WORDS[COMP_CWORD]} command= count=0 index word wanted= words= root=
  # bash cuts --name=value into three words.
  [[ $current == = ]] && current=
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ $word == = ]]; then continue
    elif [[ -n $wanted ]]; then
      [[ $wanted == --root ]] && root=$word
      wanted=
    elif _runt_is_option "$word"; then
      _runt_takes_value "$command" "$word" && wanted=$word
    elif [[ -z $command ]]; then command=$word
    else ((++count))
    fi
  done
  case $command:$wanted in
${choiceCases().join("\n")}
  *:-*) ;;
  :) words="${commands.map(({ name }) => name).join(" ")}" ;;
  *)
    case $command:$count in
${argumentCases().join("\n")}
    esac
    ;;
  esac
  if [[ -z $wanted ]] && _runt_is_option "$current"; then
    case $command in
    "") words="${longNames(globalWords())}" ;;
${optionCases.join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _runt runt
`;
}
