// SPDX-License-Identifier: Apache-2.0
/** Completion scripts, from the command table. */
import { RuntError } from "../../errors/errors.ts";
import type { Run } from "../context.ts";
import { print } from "../output.ts";
import { bashCompletion } from "./completion-bash.ts";
import { fishCompletion } from "./completion-fish.ts";
import { zshCompletion } from "./completion-zsh.ts";

const SCRIPTS: Readonly<Record<string, () => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

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
