// SPDX-License-Identifier: Apache-2.0
import type { OciConfig } from "../config/types.ts";
import * as flags from "../native/flags.ts";
import { makesNamespace } from "../policy/namespaces.ts";

const CLONE_FLAG: Readonly<Record<string, number>> = {
  cgroup: flags.CLONE_NEWCGROUP,
  ipc: flags.CLONE_NEWIPC,
  mount: flags.CLONE_NEWNS,
  network: flags.CLONE_NEWNET,
  pid: flags.CLONE_NEWPID,
  time: flags.CLONE_NEWTIME,
  user: flags.CLONE_NEWUSER,
  uts: flags.CLONE_NEWUTS,
};

/** CLONE_NEW flags of every namespace that config.json lists, new or joined: those are not the runtime's. */
export function namespaceFlags(config: OciConfig): number {
  let all = 0;
  for (const { type } of config.linux?.namespaces ?? []) all |= CLONE_FLAG[type] ?? 0;
  return all;
}

/** A new pid namespace ends with its first process. */
export function ownsPidNamespace(config: OciConfig): boolean {
  return makesNamespace(config, "pid");
}
