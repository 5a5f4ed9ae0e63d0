// SPDX-License-Identifier: Apache-2.0
import { commandWords, globalWords, type OptionWords, type Wanted } from "./completion-words.ts";

/** For single quotes, without what the syntax of descriptions uses. */
function quoted(text: string): string {
  return text.replaceAll("'", "’").replaceAll("[", "(").replaceAll("]", ")").replaceAll(":", " -");
}

function action(wanted: Wanted): string {
  if (wanted.kind === "words") return `(${wanted.words.join(" ")})`;
  return { path: "_files", container: "_runt_containers", any: " " }[wanted.kind];
}

/** A specification for _arguments. */
function specification({ names, about, repeats, value }: OptionWords): string {
  const description = `[${quoted(about)}]${value === undefined ? "" : `:value:${action(value)}`}`;
  const star = repeats ? "*" : "";
  const [first = "", second] = names;
  if (second === undefined) return `'${star}${first}${description}'`;
  return `${repeats ? "'*'" : `'(${names.join(" ")})'`}{${second},${first}}'${description}'`;
}

/** Works as an autoloaded file of the fpath, and when it is sourced. */
export function zshCompletion(): string {
  const commands = commandWords();
  const described = commands.map(({ name, about }) => `    '${name}:${quoted(about)}'`);
  const cases = commands.map(({ name, options, arguments: wanted, endsAtId }) => {
    const words = options.map(specification);
    words.push(...wanted.map((one, index) => `'${index + 1}:argument:${action(one)}'`));
    words.push(`'*:argument:_files'`);
    return `    ${name}) _arguments ${endsAtId ? "-A '-*' " : ""}${words.join(" ")} ;;`;
  });
  return `#compdef runt
_runt_containers() {
  local -a ids
  ids=(\${(f)"$(_call_program containers runt $runt_root list --quiet 2>/dev/null)"})
  compadd -a ids
}

_runt() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands runt_root
  commands=(
${described.join("\n")}
  )
  _arguments -C ${globalWords().map(specification).join(" ")} '1:command:->command' '*::argument:->argument' && return
  case $state in
  command) _describe command commands ;;
  argument)
    # The _arguments of the command forgets the global options.
    (( \${+opt_args[--root]} )) && runt_root=(--root "\${(Q)opt_args[--root]}")
    case $line[1] in
${cases.join("\n")}
    esac
    ;;
  esac
}

if [ "$funcstack[1]" = _runt ]; then
  _runt "$@"
else
  compdef _runt runt
fi
`;
}
