// SPDX-License-Identifier: Apache-2.0
/** Words of the command line, and the values that exec, update, kill and events make of them. */
import { durationMs } from "../../src/cli/cold/duration.ts";
import { resourcesFromFlags } from "../../src/cli/cold/update-resources.ts";
import type { CommandOptions } from "../../src/cli/commands.ts";
import { processWithFlags } from "../../src/cli/hot/exec-process.ts";
import { checkArguments, emptyCommandLine, parseCommandLine } from "../../src/cli/parse.ts";
import { cleanPath } from "../../src/cli/path.ts";
import { signalNumber } from "../../src/cli/signals.ts";
import { checkProcessAlone, checkResourcesAlone } from "../../src/policy/check.ts";
import { checkId } from "../../src/state/root.ts";
import { endsWell, installFuzzed } from "./invariant.ts";

installFuzzed();

function useExec(options: CommandOptions<"exec">, words: readonly string[]): void {
  const base = { cwd: "/", user: { uid: 0, gid: 0 }, args: [], capabilities: {} };
  const process = endsWell(() => processWithFlags(base, options, words));
  if (process === undefined) return;
  checkProcessAlone(process);
  const ids = [process.user?.uid, process.user?.gid, ...(process.user?.additionalGids ?? [])];
  for (const id of ids)
    if (typeof id !== "number" || !(id >= 0 && id < 4294967295)) throw new Error(`an id became ${id}`);
}

export function fuzz(data: Uint8Array): void {
  const words = new TextDecoder().decode(data).split("\0");
  const line = emptyCommandLine();
  endsWell(() => parseCommandLine(words, line));
  const { command, options, args } = line;
  if (command === undefined) return;
  endsWell(() => checkArguments("runt", command, args.length));
  const [id = "", second = ""] = args;
  endsWell(() => checkId(id));
  if (command === "exec") useExec(options as CommandOptions<"exec">, args.slice(1));
  if (command === "update") {
    const resources = endsWell(() => resourcesFromFlags(options as CommandOptions<"update">));
    if (resources !== undefined) checkResourcesAlone(resources);
  }
  const signal = endsWell(() => signalNumber(second));
  if (signal !== undefined && !(Number.isInteger(signal) && signal >= 0 && signal < 65))
    throw new Error(`${JSON.stringify(second)} became signal ${signal}`);
  endsWell(() => durationMs("interval", second));
  const path = cleanPath(`/${id}`);
  const names = path.slice(1).split("/");
  if (path !== "/" && names.some((name) => name === "" || name === "." || name === ".."))
    throw new Error(`${JSON.stringify(id)} became ${path}`);
}
