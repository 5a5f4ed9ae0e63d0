// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const FORMATS = ["tap", "json", "markdown", "html"] as const;
export type Format = (typeof FORMATS)[number];

export interface Options {
  runtime: string | undefined;
  format: Format | undefined;
  /** Directory for result.json, report.md, report.html, result.tap. */
  out: string | undefined;
  /** Parts of clause ids, case names or chapters; none is all. */
  filters: readonly string[];
  jobs: number;
  /** JSON results of other runtimes, for the matrix. */
  compare: readonly string[];
  strict: readonly string[] | undefined;
  list: boolean;
  help: boolean;
}

export const HELP = `usage: npm run conformance -- --runtime PATH [option...]

  --runtime PATH       runtime with the command line of runc
  --format FORMAT      what is printed: tap, json, markdown or html; progress and totals without it
  --out DIR            writes result.json, result.tap, report.md and report.html
  --filter TEXT        cases whose clause ids, chapter or name hold TEXT; can be repeated
  --jobs N             cases at a time (4)
  --compare FILE       a result.json of another runtime, beside this one in the matrix; can be repeated;
                       without --runtime the report is made of these alone
  --strict-option WORD option with which the runtime follows the specification where engines want otherwise
  --setup COMMAND      shell command in the suite's own mount namespace, before it runs; can be repeated
  --list               prints cases with their clauses, and coverage; runs nothing
  --help

RUNTIME_TOOLS=DIR      a built checkout of opencontainers/runtime-tools: its programs are run too
Root is needed. The status is 1 if a MUST fails.`;

/** @throws {Error} for words that are not understood */
export function parseOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      runtime: { type: "string" },
      format: { type: "string" },
      out: { type: "string" },
      filter: { type: "string", multiple: true },
      jobs: { type: "string" },
      compare: { type: "string", multiple: true },
      "strict-option": { type: "string", multiple: true },
      setup: { type: "string", multiple: true },
      list: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const jobs = Number(values.jobs ?? "4");
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new Error(`--jobs ${values.jobs}: a number above 0 is needed`);
  if (values.format !== undefined && !FORMATS.includes(values.format as Format))
    throw new Error(`--format ${values.format}: one of ${FORMATS.join(", ")} is needed`);
  return {
    // Cases run it from other directories; a name without slash is looked for in PATH.
    runtime: values.runtime?.includes("/") === true ? resolve(values.runtime) : values.runtime,
    format: values.format as Format | undefined,
    out: values.out,
    filters: values.filter ?? [],
    jobs,
    compare: values.compare ?? [],
    strict: values["strict-option"],
    list: values.list === true,
    help: values.help === true,
  };
}
