// SPDX-License-Identifier: Apache-2.0
import type { CreateBuild } from "./build.ts";

export function compileHostname({ plan, config }: CreateBuild): void {
  if (config.hostname !== undefined && config.hostname !== "") {
    plan.at("/hostname", `set the hostname to ${config.hostname}`);
    plan.add({ op: "setHostname", name: config.hostname });
  }
  if (config.domainname !== undefined && config.domainname !== "") {
    plan.at("/domainname", `set the domain name to ${config.domainname}`);
    plan.add({ op: "setDomainname", name: config.domainname });
  }
}
