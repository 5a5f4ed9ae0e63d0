// SPDX-License-Identifier: Apache-2.0
/** Configurations with one change, and tables of what is refused and taken; for tests. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { OciConfig } from "../config/types.ts";
import { checkConfig } from "./check.ts";

export type Row = [name: string, change: object, issue: string];

const BASE: OciConfig = { ociVersion: "1.3.0", root: { path: "rootfs" } };
export const NO_ID = 4294967295;
const TYPES = ["mount", "network", "uts", "ipc", "user", "time"].map((type) => ({ type }));
export const MAP = [{ containerID: 0, hostID: 1000, size: 10 }];
export const MAPS = { uidMappings: MAP, gidMappings: MAP };

export function issuesOf(config: OciConfig): string[] {
  return checkConfig(config).map(({ pointer, clause, message }) => `${pointer} ${clause}: ${message}`);
}

export const withChange = (change: object): OciConfig => ({ ...BASE, ...change }) as OciConfig;
export const withProcess = (process: object): OciConfig =>
  withChange({ process: { cwd: "/", args: ["sh"], ...process } });
export const withLinux = (linux: object): OciConfig => withChange({ linux });
export const withOwn = (linux: object): OciConfig => withLinux({ namespaces: TYPES, ...MAPS, ...linux });
export const withSeccomp = (seccomp: object): OciConfig =>
  withLinux({ seccomp: { defaultAction: "SCMP_ACT_ALLOW", ...seccomp } });
export const withResources = (resources: object): OciConfig => withLinux({ resources });

/** One issue each, beginning with pointer and clause. */
export function refuses(name: string, make: (change: object) => OciConfig, rows: readonly Row[]): void {
  suite(`checkConfig() of ${name} refuses`, () => {
    for (const [what, change, issue] of rows) {
      test(what, () => {
        const issues = issuesOf(make(change));
        assert.deepEqual(
          issues.map((line) => line.slice(0, issue.length)),
          [issue],
          issues.join("\n"),
        );
      });
    }
  });
}

export function takes(
  name: string,
  make: (change: object) => OciConfig,
  rows: readonly (readonly [name: string, change: object])[],
): void {
  suite(`checkConfig() of ${name} takes`, () => {
    for (const [what, change] of rows) test(what, () => assert.deepEqual(issuesOf(make(change)), []));
  });
}
