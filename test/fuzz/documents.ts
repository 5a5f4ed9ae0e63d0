// SPDX-License-Identifier: Apache-2.0
/** The documents of exec (--process) and update (--resources), the latter compiled to writes of cgroup files. */
import { compileResources } from "../../src/cgroup/resources.ts";
import { supportOf } from "../../src/cgroup/cgroup.ts";
import { readProcess, readResources } from "../../src/config/read.ts";
import { compileExecPlan } from "../../src/plan/exec.ts";
import { encodePlan } from "../../src/ops/encode.ts";
import { execContext, hybridHost, rootHost } from "../golden/surroundings.ts";
import { assertReadsAgain, endsWell, installFuzzed } from "./invariant.ts";

installFuzzed();

const HOSTS = [rootHost(), hybridHost()];
const CONFIG = { ociVersion: "1.3.0", linux: {} };

export function fuzz(data: Uint8Array): void {
  const process = endsWell(() => readProcess(data));
  if (process !== undefined) {
    assertReadsAgain(process, (bytes) => readProcess(bytes));
    const plan = endsWell(() => compileExecPlan(CONFIG, process, execContext(), rootHost()));
    if (plan !== undefined) encodePlan(plan);
  }
  const resources = endsWell(() => readResources(data));
  if (resources === undefined) return;
  assertReadsAgain(resources, (bytes) => readResources(bytes));
  for (const host of HOSTS) {
    const support = supportOf(host.cgroup, true);
    const compiled = endsWell(() =>
      compileResources(resources, support, "/linux/resources", { devices: true, userNamespace: false }),
    );
    for (const { file } of compiled?.writes ?? [])
      if (file.includes("/") || file.startsWith(".") || file.includes("\0"))
        throw new Error(`a write to ${JSON.stringify(file)}`);
  }
}
