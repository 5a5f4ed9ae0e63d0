// SPDX-License-Identifier: Apache-2.0
import type { Edit } from "./bundle.ts";
import type { Trial } from "./trial.ts";

export interface Case {
  /** A sentence in the present tense; unique in its chapter. */
  name: string;
  /** Ids of clauses.tsv that this case proves. */
  clauses: readonly string[];
  /** Runs while no other case does: it measures or changes what cases share. */
  alone?: boolean;
  /** Throws when the clause is not kept; `trial.skip(reason)` when this host can't tell. */
  run(trial: Trial): Promise<void>;
}

export interface Chapter {
  /** Folder of cases/, named after the file of the specification. */
  name: string;
  cases: readonly Case[];
}

/** What runt's log says of a refused configuration; other runtimes have their own words. */
export interface Refusal {
  code: string;
  pointer?: string;
}

/** One wrong configuration a row: clauses, sentence, change, code and pointer. */
export type RefusalRow = readonly [
  clauses: string | readonly string[],
  name: string,
  edit: Edit,
  code?: string | undefined,
  pointer?: string,
];

/** Cases that want `create` to fail and to leave nothing. */
export function refusals(rows: readonly RefusalRow[]): Case[] {
  return rows.map(([clauses, name, edit, code, pointer]) => ({
    name,
    clauses: typeof clauses === "string" ? [clauses] : clauses,
    run: async (trial) => {
      const refusal = { code: code ?? "ERR_CONFIG_RULE", ...(pointer === undefined ? {} : { pointer }) };
      await trial.refused(edit, refusal);
    },
  }));
}
