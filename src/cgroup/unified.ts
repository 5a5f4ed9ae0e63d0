// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources.unified: files of the v2 cgroup, written as they are, one line a write. */
import { ConfigError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { NO_IO_MAX } from "./block-io.ts";
import type { CgroupWrite } from "./write.ts";

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

/** Files with a line for each device, and what takes such a line away. */
const NO_LIMIT: Readonly<Record<string, string>> = {
  "io.max": NO_IO_MAX,
  "io.latency": "target=0",
  "io.weight": "default",
  "io.bfq.weight": "default",
  "rdma.max": "hca_handle=max hca_object=max",
};

function keyedBy(file: string, value: string): Pick<CgroupWrite, "keyed"> {
  const none = NO_LIMIT[file];
  const key = value.slice(0, value.indexOf(" "));
  if (none === undefined || key === "" || (file.endsWith("weight") && !key.includes(":"))) return {};
  return { keyed: { key, none: `${key} ${none}` } };
}

/** @throws {ConfigError} ERR_CONFIG_RULE: a key of wrong form */
export function compileUnified(unified: Readonly<Record<string, string>>, at: JsonPointer): CgroupWrite[] {
  const writes: CgroupWrite[] = [];
  for (const key of Object.keys(unified)) {
    const pointer = pointerTo(at, key);
    checkKey(key, pointer);
    for (const value of (unified[key] as string).split("\n")) {
      if (value !== "") writes.push({ controller: "", file: key, value, pointer, ...keyedBy(key, value) });
    }
  }
  return writes;
}
