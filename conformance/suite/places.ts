// SPDX-License-Identifier: Apache-2.0
/** Where the suite's own files are; run.mjs tells. */
import { join } from "node:path";

export const suiteFolder = process.env["CONFORMANCE_FOLDER"] ?? process.cwd();
const programs = process.env["CONFORMANCE_PROGRAMS"] ?? join(suiteFolder, "../.cache/conformance");

/** A program of probe/, built. */
export function program(name: "probe" | "receive" | "pty"): string {
  return join(programs, name);
}
