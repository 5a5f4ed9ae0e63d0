// SPDX-License-Identifier: Apache-2.0
/** Namespaces that cases make for containers to join. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execute } from "../harness/execute.ts";
import { host } from "./mount-tree.ts";
import type { Json } from "./config.ts";
import type { Trial } from "./trial.ts";

/** Types of the specification to what unshare(1) and /proc/PID/ns call them. */
export const KERNEL_NAMES: Readonly<Record<string, { option: string; file: string }>> = {
  pid: { option: "pid", file: "pid" },
  network: { option: "net", file: "net" },
  mount: { option: "mount", file: "mnt" },
  ipc: { option: "ipc", file: "ipc" },
  uts: { option: "uts", file: "uts" },
  user: { option: "user", file: "user" },
  cgroup: { option: "cgroup", file: "cgroup" },
  time: { option: "time", file: "time" },
};

/** A namespace that a file keeps; gone after the case. */
export async function keptNamespace(t: Trial, type: string, command = "true"): Promise<string> {
  const folder = t.folder("namespace");
  const file = join(folder, type);
  // A mount namespace can only be kept on a mount that is private.
  await host("mount", "--bind", "--make-private", folder, folder);
  writeFileSync(file, "");
  const fork = type === "pid" || type === "time" ? ["--fork"] : [];
  const unshare = ["unshare", `--${KERNEL_NAMES[type]?.option}=${file}`, ...fork, "sh", "-c", command];
  // The kernel refuses to keep a mount namespace that was made before another one, which other cases do at the same time.
  for (let attempt = 1; (await execute(unshare)).status !== 0; attempt++)
    if (attempt === 5) t.skip(`no file keeps a ${type} namespace here`);
  return file;
}

/** Puts the entry in the place of one of its type, or adds it. */
export function withNamespace(type: string, path?: string): (config: Json) => void {
  return (config) => {
    const linux = config["linux"] as { namespaces: { type: string; path?: string }[] };
    linux.namespaces = linux.namespaces.filter((entry) => entry.type !== type);
    linux.namespaces.push({ type, ...(path === undefined ? {} : { path }) });
  };
}
