// SPDX-License-Identifier: Apache-2.0
/** Runs cases side by side, those that must be alone after the others. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Case, Chapter } from "./case.ts";
import type { HostFacts } from "./host.ts";
import type { CaseResult } from "./results.ts";
import type { Runtime } from "./runtime.ts";
import { Skip, Trial } from "./trial.ts";

export interface RunPlan {
  chapters: readonly Chapter[];
  runtime: Runtime;
  host: HostFacts;
  /** Empty directory for the cases' own. */
  directory: string;
  cgroupParent: string;
  jobs: number;
  /** Called in the order of completion. */
  done(result: CaseResult): void;
}

interface Item {
  chapter: string;
  one: Case;
  serial: number;
}

export async function runCases(plan: RunPlan): Promise<CaseResult[]> {
  let serial = 0;
  const items: Item[] = plan.chapters.flatMap((chapter) =>
    chapter.cases.map((one) => ({ chapter: chapter.name, one, serial: ++serial })),
  );
  const results = new Map<number, CaseResult>();
  mkdirSync(plan.directory, { recursive: true });
  const work = async (queue: Item[]): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      const result = await runCase(plan, item);
      results.set(item.serial, result);
      plan.done(result);
    }
  };
  const together = items.filter((item) => item.one.alone !== true);
  await Promise.all(Array.from({ length: plan.jobs }, () => work(together)));
  await work(items.filter((item) => item.one.alone === true));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

async function runCase(plan: RunPlan, item: Item): Promise<CaseResult> {
  const begin = performance.now();
  const trial = new Trial(
    join(plan.directory, String(item.serial)),
    `${plan.cgroupParent}/${item.serial}`,
    plan.runtime,
    plan.host,
  );
  let outcome: Pick<CaseResult, "outcome" | "reason"> = { outcome: "pass" };
  try {
    await item.one.run(trial);
  } catch (error) {
    outcome = outcomeOf(error, plan.runtime);
  }
  try {
    await trial.close();
  } catch (error) {
    if (outcome.outcome !== "fail") outcome = outcomeOf(error, plan.runtime);
  }
  return {
    name: `${item.chapter}: ${item.one.name}`,
    clauses: item.one.clauses,
    ...outcome,
    milliseconds: Math.round(performance.now() - begin),
  };
}

function outcomeOf(error: unknown, runtime: Runtime): Pick<CaseResult, "outcome" | "reason"> {
  if (error instanceof Skip) return { outcome: "skip", reason: error.message };
  const text = error instanceof Error ? error.message : String(error);
  return { outcome: "fail", reason: shortened(text.replaceAll(runtime.command[0] ?? "", runtime.kind)) };
}

/** Ids and places differ from run to run; reports should not. */
function shortened(text: string): string {
  const lines = text
    .replaceAll(/\/\S*conformance\.\w+\/\d+\//g, "")
    .replaceAll(/conformance-\w{6}-/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.join(" | ").slice(0, 600);
}
