// SPDX-License-Identifier: Apache-2.0
/** Where things are. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Root of the project; the tests run as bundles elsewhere, so they are told. */
export const project = process.env["RUNT_PROJECT"] ?? process.cwd();

/** The command line under test: RUNT, words separated by spaces, or the built executable, or the CLI on Node. */
export const runtime: readonly string[] = runtimeWords();

function runtimeWords(): string[] {
  const asked = process.env["RUNT"];
  if (asked !== undefined && asked !== "") return asked.split(" ");
  const built = join(project, "build/runt");
  return existsSync(built) ? [built] : [process.execPath, join(project, "build/cli.mjs")];
}

/** The program is runt (and not another runtime, which the harness is proved with). */
export const isRunt = !/\b(runc|crun)$/.test(runtime.at(-1) ?? "");

/** The one static executable, and not the CLI on Node. */
export const isStatic = isRunt && runtime.length === 1;

/** A program of conformance/probe, built for the host. */
export function tool(name: "receive" | "pty" | "swap" | "spy" | "fault"): string {
  return join(project, ".cache/tests", name);
}
