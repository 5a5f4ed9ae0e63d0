// SPDX-License-Identifier: Apache-2.0
/** The structure of features.md as cases read it. */
import type { Trial } from "./trial.ts";

export interface SeccompFeatures {
  enabled?: boolean;
  actions?: string[];
  operators?: string[];
  archs?: string[];
  knownFlags?: string[];
  supportedFlags?: string[];
}

export interface LinuxFeatures {
  namespaces?: string[];
  capabilities?: string[];
  cgroup?: Record<string, unknown>;
  seccomp?: SeccompFeatures;
  apparmor?: { enabled?: boolean };
  selinux?: { enabled?: boolean };
  memoryPolicy?: { modes?: string[]; flags?: string[] };
  intelRdt?: { enabled?: boolean; schemata?: boolean; monitoring?: boolean };
  mountExtensions?: { idmap?: { enabled?: boolean } };
  netDevices?: { enabled?: boolean };
}

export interface Features {
  ociVersionMin: string;
  ociVersionMax: string;
  hooks?: string[];
  mountOptions?: string[];
  linux?: LinuxFeatures;
  annotations?: Record<string, string>;
  potentiallyUnsafeConfigAnnotations?: string[];
}

/** MAY: a runtime without the command is skipped. */
export async function featuresOf(t: Trial): Promise<Features> {
  const result = await t.call(["features"]);
  if (result.status !== 0) t.skip("the runtime has no features");
  return JSON.parse(result.stdout) as Features;
}

/** Order of two versions by SemVer's numbers; a pre-release is below its release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => {
    const [numbers = "", pre] = (text.split("+")[0] ?? "").split(/-(.*)/);
    return [...numbers.split(".").map(Number), pre === undefined ? 1 : 0];
  }) as [number[], number[]];
  const index = left.findIndex((number, place) => number !== right[place]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
