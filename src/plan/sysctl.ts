// SPDX-License-Identifier: Apache-2.0
import { pointerTo } from "../errors/pointer.ts";
import { O_NOFOLLOW, O_WRONLY } from "../ops/kernel.ts";
import { sysctlPath } from "../policy/sysctl.ts";
import type { CreateBuild } from "./build.ts";
import { ruleError } from "./refuse.ts";

/** config-linux.md "Sysctl". Which names a container may set is checked before. */
export function compileSysctls(build: CreateBuild): void {
  const { plan, sysctls } = build;
  if (sysctls === undefined) return;
  for (const [name, value] of Object.entries(build.config.linux?.sysctl ?? {})) {
    const pointer = pointerTo("/linux/sysctl", name);
    const path = sysctlPath(name);
    if (path.split("/").some((part) => part === "" || part === "." || part === "..")) {
      throw ruleError(pointer, `sysctl name ${JSON.stringify(name)} has an empty part, "." or ".."`);
    }
    plan.at(pointer, `set the sysctl ${name}`);
    const slot = plan.take();
    plan.add({
      op: "openBeneath",
      out: slot,
      dir: sysctls,
      path: `sys/${path}`,
      flags: O_WRONLY | O_NOFOLLOW,
    });
    plan.add({ op: "write", slot, data: value });
    plan.close(slot);
  }
  plan.close(sysctls);
  build.sysctls = undefined;
}
