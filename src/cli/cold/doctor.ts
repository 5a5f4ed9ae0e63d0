// SPDX-License-Identifier: Apache-2.0
import { type Diagnosis, examineHost } from "../../doctor/doctor.ts";
import { runTask } from "../../lifecycle/task.ts";
import type { Run } from "../context.ts";
import { print, printable } from "../output.ts";
import { chosenFormat } from "./format.ts";

/** What is missing is its result and no failure, unless nothing can run. */
export const doctor: Run<"doctor"> = (options, _args, { env }) => {
  const format = options.json === true ? "json" : chosenFormat(options.format, ["text", "json"]);
  const diagnosis = runTask(examineHost(env));
  print(format === "json" ? `${JSON.stringify(diagnosis, undefined, 2)}\n` : diagnosisText(diagnosis));
  return diagnosis.runs ? 0 : 1;
};

export function diagnosisText({ runs, findings }: Diagnosis): string {
  let text = "";
  for (const { id, status, detail, hint } of findings) {
    text += `${status.padEnd(8)}${id.padEnd(24)}${printable(detail)}\n`;
    if (hint !== undefined) text += `${" ".repeat(8)}hint: ${printable(hint)}\n`;
  }
  return `${text}\n${runs ? "containers can run for this caller" : "no container can run for this caller"}\n`;
}
