// SPDX-License-Identifier: Apache-2.0
import type { Rlimit } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { RLIMITS } from "../ops/kernel.ts";
import type { IssueList } from "./issues.ts";

const NAMES: readonly string[] = RLIMITS;

export function checkRlimits(rlimits: readonly Rlimit[] | undefined, at: JsonPointer, list: IssueList): void {
  if (rlimits === undefined) return;
  for (let index = 0; index < rlimits.length; index++) {
    const { type, soft, hard } = rlimits[index] as Rlimit;
    if (!NAMES.includes(type)) {
      const problem = `is "${type}", which Linux does not have`;
      list.rule(
        `${at}/${index}/type`,
        "config/process/rlimits/unmappable-type",
        problem,
        `use one of ${NAMES.join(", ")}`,
      );
    } else if (rlimits.findIndex((other) => other.type === type) < index) {
      const problem = `is "${type}", which an earlier entry sets already`;
      list.rule(`${at}/${index}/type`, "config/process/rlimits/duplicate-type", problem);
    }
    if (soft > hard) {
      const problem = `is ${soft}, above the hard limit of ${hard}`;
      list.rule(`${at}/${index}/soft`, "config/process/rlimits/soft-matches", problem);
    }
  }
}
