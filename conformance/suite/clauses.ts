// SPDX-License-Identifier: Apache-2.0
/** The index of clauses and what is said about some of them in data files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suiteFolder } from "./places.ts";

export type Level = "MUST" | "SHOULD" | "MAY";
export const LEVELS: readonly Level[] = ["MUST", "SHOULD", "MAY"];

export interface Clause {
  id: string;
  /** File and section of the specification: `config.md#root`. */
  source: string;
  level: Level;
  /** Whom it binds: runtime, config, features, hook. */
  subject: string;
  paraphrase: string;
}

/** Rows of a tab-separated file below its heading; `#` starts a comment line. */
export function readTable(name: string): string[][] {
  return readFileSync(join(suiteFolder, name), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .slice(1)
    .map((line) => line.split("\t"));
}

export function readClauses(): Clause[] {
  return readTable("clauses.tsv").map(([id = "", source = "", level, subject = "", paraphrase = ""]) => {
    if (!LEVELS.includes(level as Level))
      throw new Error(`clauses.tsv: ${id}: the level ${level} is unknown`);
    return { id, source, level: level as Level, subject, paraphrase };
  });
}

/** Clauses that no black-box case can prove, with the reason. */
export function readUntestable(): Map<string, string> {
  return new Map(readTable("untestable.tsv").map(([id = "", reason = ""]) => [id, reason]));
}

/** Why a case is right although reference runtimes fail it: case name to argument. */
export function readNotes(): Map<string, string> {
  return new Map(readTable("notes.tsv").map(([name = "", note = ""]) => [name, note]));
}
