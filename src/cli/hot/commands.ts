// SPDX-License-Identifier: Apache-2.0
/** The commands of a container's life, which are loaded at every start of the program. */
import type { CommandName } from "../commands.ts";
import type { AnyRun, Run } from "../context.ts";
import { create } from "./create.ts";
import { deleteCommand } from "./delete.ts";
import { exec } from "./exec.ts";
import { kill } from "./kill.ts";
import { pause, resume } from "./pause.ts";
import { run } from "./run.ts";
import { start } from "./start.ts";
import { state } from "./state.ts";

const HOT: { readonly [Name in CommandName]?: Run<Name> } = {
  create,
  start,
  state,
  kill,
  delete: deleteCommand,
  run,
  exec,
  pause,
  resume,
};

export function hotCommand(name: CommandName): AnyRun | undefined {
  return HOT[name] as AnyRun | undefined;
}
