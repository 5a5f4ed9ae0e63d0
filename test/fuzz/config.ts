// SPDX-License-Identifier: Apache-2.0
/** config.json: read, checked, and where it is taken compiled to a plan that the judge accepts and that encodes. */
import { readConfig } from "../../src/config/read.ts";
import { checkPlan } from "../../src/ops/check.ts";
import { encodePlan } from "../../src/ops/encode.ts";
import { formatPlan } from "../../src/ops/print.ts";
import { compileCreatePlan } from "../../src/plan/create.ts";
import { configWarnings } from "../../src/policy/warnings.ts";
import { createContext, hybridContext, hybridHost, rootHost, rootlessHost } from "../golden/surroundings.ts";
import { assertReadsAgain, endsWell, installFuzzed } from "./invariant.ts";

installFuzzed();

/** Without privileges sources are opened late, so also after another mount namespace was joined. */
const WAYS = [
  { context: createContext(), host: rootHost(), rootless: false },
  { context: hybridContext(), host: hybridHost(), rootless: false },
  { context: createContext({ terminal: "relay", gate: false }), host: rootlessHost(), rootless: true },
];

export function fuzz(data: Uint8Array): void {
  const config = endsWell(() => readConfig(data));
  if (config === undefined) return;
  assertReadsAgain(config, (bytes) => readConfig(bytes));
  configWarnings(config);
  for (const { context, host, rootless } of WAYS) {
    const plan = endsWell(() => compileCreatePlan(config, context, host));
    if (plan === undefined) continue;
    const [fault] = checkPlan(plan);
    if (fault !== undefined && !(rootless && fault.rule === "host-path"))
      throw new Error(`the judge refuses the plan: ${JSON.stringify(fault)}`);
    encodePlan(plan);
    formatPlan(plan, "text");
  }
}
