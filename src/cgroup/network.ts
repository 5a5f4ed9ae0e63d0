// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources.network: net_cls and net_prio, which only v1 has. */
import type { LinuxNetwork } from "../config/types.ts";
import { ConfigError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { type CgroupWrite, isSet } from "./write.ts";

/** @throws {ConfigError} ERR_CONFIG_RULE: a name that no interface can have */
export function compileNetwork(network: LinuxNetwork, at: JsonPointer): CgroupWrite[] {
  const writes: CgroupWrite[] = [];
  if (isSet(network.classID)) {
    const pointer = pointerTo(at, "classID");
    writes.push({ controller: "net_cls", file: "net_cls.classid", value: String(network.classID), pointer });
  }
  for (const [index, { name, priority }] of (network.priorities ?? []).entries()) {
    const pointer = pointerTo(pointerTo(at, "priorities"), index);
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
