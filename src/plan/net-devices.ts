// SPDX-License-Identifier: Apache-2.0
/** Network devices: the runtime moves them, through a socket of the container's network namespace. */
import type { NetDevice } from "../config/types.ts";
import { HANDED, SYNC } from "../ops/table.ts";
import type { CreateBuild } from "./build.ts";

function wordsOf([host, { name = "" }]: [string, NetDevice]): string {
  return name === "" || name === host ? host : `${host} as ${name}`;
}

/** config-linux.md "Network Devices". */
export function compileNetDevices({ plan, config }: CreateBuild): void {
  const devices = Object.entries<NetDevice>(config.linux?.netDevices ?? {});
  if (devices.length === 0) return;
  plan.at("/linux/netDevices", `take the network devices ${devices.map(wordsOf).join(", ")}`);
  const slot = plan.take();
  plan.add({ op: "openNetlink", out: slot });
  plan.add({ op: "handOver", slot, tag: HANDED.netlink });
  plan.close(slot);
  plan.add({ op: "sync", point: SYNC.network });
}
