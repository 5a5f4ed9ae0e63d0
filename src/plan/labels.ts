// SPDX-License-Identifier: Apache-2.0
/** AppArmor profile and SELinux label of the program, in force from its execve on. config.md "apparmorProfile", "selinuxLabel". */
import type { Process } from "../config/types.ts";
import { HostError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { HostFacts } from "../host/facts.ts";
import { O_RDWR } from "../ops/kernel.ts";
import type { ProcessBuild } from "./build.ts";

/** Errors of code ERR_HOST for modules that the host does not have. */
export function lackingModules(process: Process, host: HostFacts): HostError[] {
  const { apparmorProfile = "", selinuxLabel = "" } = process;
  const lacking: HostError[] = [];
  const lacks = (pointer: JsonPointer, name: string, value: string): void => {
    const message = `cannot apply ${JSON.stringify(value)}: this host does not have ${name} enabled`;
    lacking.push(new HostError("ERR_HOST", pointer, message));
  };
  if (apparmorProfile !== "" && !host.appArmor)
    lacks("/process/apparmorProfile", "AppArmor", apparmorProfile);
  if (selinuxLabel !== "" && !host.selinux) lacks("/process/selinuxLabel", "SELinux", selinuxLabel);
  return lacking;
}

export function compileLabels(build: ProcessBuild): void {
  const [lacking] = lackingModules(build.process, build.host);
  if (lacking !== undefined) throw lacking;
  const { plan, process, attributes } = build;
  if (attributes === undefined) return;
  const { apparmorProfile = "", selinuxLabel = "" } = process;
  if (apparmorProfile !== "") {
    plan.at("/process/apparmorProfile", `apply the AppArmor profile ${apparmorProfile}`);
    const slot = plan.take();
    plan.add({
      op: "openBeneath",
      out: slot,
      dir: attributes,
      path: "self/attr/apparmor/exec",
      flags: O_RDWR,
    });
    // Read back it would show the profile's mode too. The kernel refuses a profile that it does not have.
    plan.add({ op: "write", slot, data: `exec ${apparmorProfile}` });
    plan.close(slot);
  }
  if (selinuxLabel !== "") {
    plan.at("/process/selinuxLabel", `apply the SELinux label ${selinuxLabel}`);
    const slot = plan.take();
    plan.add({ op: "openBeneath", out: slot, dir: attributes, path: "self/attr/exec", flags: O_RDWR });
    plan.add({ op: "write", slot, data: selinuxLabel });
    plan.add({ op: "expect", slot, data: selinuxLabel });
    plan.close(slot);
  }
  plan.close(attributes);
  build.attributes = undefined;
}
