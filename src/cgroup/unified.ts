// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources.unified: files of the v2 cgroup, written as they are, one line a write. */
import { ConfigError, HostError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import type { CgroupSupport, CgroupWrite } from "./write.ts";

const KEY = /^[a-z_]+\.[A-Za-z0-9_.-]+$/;
/** Files of the core that take no setting but move or kill processes. */
const ACTIONS = new Set(["cgroup.procs", "cgroup.threads", "cgroup.kill", "cgroup.freeze"]);

function checkKey(key: string, pointer: JsonPointer): void {
  if (KEY.test(key) && !ACTIONS.has(key)) return;
  const message = ACTIONS.has(key)
    ? `${key} is no setting`
    : `${JSON.stringify(key)} must have the form CONTROLLER.PARAMETER, without "/"`;
  throw new ConfigError([{ code: "ERR_CONFIG_RULE", pointer, message, clause: "linux/unified/files" }]);
}

/**
 * @throws {ConfigError} ERR_CONFIG_RULE: a key of wrong form
 * @throws {HostError} ERR_HOST: no v2 hierarchy, or it lacks the key's controller
 */
export function compileUnified(
  unified: Readonly<Record<string, string>>,
  at: JsonPointer,
  support: CgroupSupport,
): CgroupWrite[] {
  const writes: CgroupWrite[] = [];
  for (const key of Object.keys(unified)) {
    const pointer = pointerTo(at, key);
    checkKey(key, pointer);
    const controller = key.slice(0, key.indexOf("."));
    if (controller !== "cgroup" && !support.v2.includes(controller)) {
      const where = support.v1.includes(controller) ? "has it only in cgroup v1" : "has no such controller";
      throw new HostError(
        "ERR_HOST",
        pointer,
        `cannot set ${key}: it needs the cgroup v2 controller "${controller}" and the host ${where}`,
      );
    }
    for (const value of (unified[key] as string).split("\n")) {
      if (value !== "") writes.push({ controller: "", file: key, value, pointer });
    }
  }
  return writes;
}
