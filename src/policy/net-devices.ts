// SPDX-License-Identifier: Apache-2.0
import type { NetDevice, OciConfig } from "../config/types.ts";
import { pointerTo } from "../errors/pointer.ts";
import { type IssueList, quoted } from "./issues.ts";
import { namespaceOf } from "./namespaces.ts";

export function checkNetDevices(config: OciConfig, list: IssueList): void {
  const devices = Object.entries<NetDevice>(config.linux?.netDevices ?? {});
  if (devices.length === 0) return;
  if (namespaceOf(config, "network") === undefined) {
    const hint = 'add {"type": "network"} to linux.namespaces';
    list.rule(
      "/linux/netDevices",
      "linux/netdevices/check-possible",
      "is set, but there is no network namespace to move to",
      hint,
    );
  }
  const taken = new Set<string>();
  for (const [host, { name }] of devices) {
    const at = pointerTo("/linux/netDevices", host);
    const inside = name === undefined || name === "" ? host : name;
    if (host === "lo")
      list.rule(
        at,
        "linux/netdevices/check-possible",
        "is the loopback device, which every namespace has its own of",
      );
    if (!isInterfaceName(host))
      list.rule(at, "linux/netdevices/check-possible", `is no name of a network device: ${quoted(host)}`);
    if (inside !== host && !isInterfaceName(inside)) {
      const problem = `is ${quoted(inside)}; at most 15 characters without "/", ":" and spaces are needed`;
      list.rule(`${at}/name`, "linux/netdevices/name-template", problem);
    }
    // A name that ends in %d gets its number from the kernel.
    if (taken.has(inside) && !inside.endsWith("%d")) {
      list.rule(at, "linux/netdevices/name-clash", `would be ${quoted(inside)} inside, as another device`);
    }
    taken.add(inside);
  }
}

function isInterfaceName(name: string): boolean {
  return (
    name.length <= 15 && name !== "." && name !== ".." && /^[^\s/:]+$/.test(name) && !/%(?!d$)/.test(name)
  );
}
