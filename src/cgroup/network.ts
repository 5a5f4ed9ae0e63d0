// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources.network: net_cls and net_prio, which only v1 has. */
import type { LinuxNetwork } from "../config/types.ts";
import { ConfigError, HostError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { type CgroupSupport, type CgroupWrite, isSet } from "./write.ts";

function need(support: CgroupSupport, controller: string, pointer: JsonPointer): void {
  if (support.v1.includes(controller)) return;
  throw new HostError(
    "ERR_HOST",
    pointer,
    `cannot set it: the host has no cgroup v1 controller "${controller}"`,
  );
}

/** @throws {HostError} ERR_HOST: the host has no such v1 hierarchy */
export function compileNetwork(
  network: LinuxNetwork,
  at: JsonPointer,
  support: CgroupSupport,
): CgroupWrite[] {
  const writes: CgroupWrite[] = [];
  if (isSet(network.classID)) {
    const pointer = pointerTo(at, "classID");
    need(support, "net_cls", pointer);
    writes.push({ controller: "net_cls", file: "net_cls.classid", value: String(network.classID), pointer });
  }
  for (const [index, { name, priority }] of (network.priorities ?? []).entries()) {
    const pointer = pointerTo(pointerTo(at, "priorities"), index);
    need(support, "net_prio", pointer);
    if (/[\s/]/.test(name) || name === "") {
      const message = `${JSON.stringify(name)} is no name of a network interface`;
      throw new ConfigError([{ code: "ERR_CONFIG_RULE", pointer: pointerTo(pointer, "name"), message }]);
    }
    writes.push({
      controller: "net_prio",
      file: "net_prio.ifpriomap",
      value: `${name} ${priority}`,
      pointer,
    });
  }
  return writes;
}
