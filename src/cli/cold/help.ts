// SPDX-License-Identifier: Apache-2.0
import { UsageError } from "../../errors/errors.ts";
import type { CommandName } from "../commands.ts";
import type { Run } from "../context.ts";
import { HELP } from "../generated/help.ts";
import { print } from "../output.ts";

/** Rendered at build time by scripts/generate-help.mjs. */
export function helpText(command: CommandName | undefined): string {
  return HELP[command ?? ""] ?? "";
}

export const help: Run<"help"> = (_options, [topic]) => {
  if (topic !== undefined && !Object.hasOwn(HELP, topic))
    throw new UsageError(`No help topic for '${topic}'`, 3);
  print(helpText(topic as CommandName | undefined));
  return 0;
};
