// SPDX-License-Identifier: Apache-2.0
/** Hook entries for cases. */
import type { Bundle } from "./bundle.ts";
import type { Json } from "./config.ts";

export interface Hook {
  path: string;
  args?: string[];
  env?: string[];
  timeout?: number;
}

export const KINDS = [
  "prestart",
  "createRuntime",
  "createContainer",
  "startContainer",
  "poststart",
  "poststop",
] as const;
export type Kind = (typeof KINDS)[number];

/** Runs the host's shell; its standard input is the state. */
export function shell(script: string): Hook {
  return { path: "/bin/sh", args: ["sh", "-c", script], env: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] };
}

/** Does actions of the probe; the path is the host's or the container's. */
export function probeHook(path: string, ...actions: string[]): Hook {
  return { path, args: ["probe", ...actions], env: [] };
}

/**
 * A hook of any kind that appends a line to BUNDLE/rootfs/out/FILE: startContainer hooks run inside, where
 * that is /out/FILE, and the others see the host's tree.
 */
export function noteHook(kind: Kind, bundle: Bundle, file: string, fails = false): Hook {
  const [program, place] =
    kind === "startContainer"
      ? ["/probe", `/out/${file}`]
      : [bundle.path("/probe"), bundle.path(`/out/${file}`)];
  return probeHook(program, "to", place, "touch", place, "report", ...(fails ? ["exit", "1"] : []));
}

/** Sets the hooks of one kind. */
export function setHooks(config: Json, kind: Kind, ...hooks: Hook[]): void {
  const all = (config["hooks"] ?? {}) as Json;
  all[kind] = hooks;
  config["hooks"] = all;
}
