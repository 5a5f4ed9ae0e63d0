// SPDX-License-Identifier: Apache-2.0
/** Rules of `linux.maskedPaths`, `linux.readonlyPaths` and `linux.cgroupsPath`. */
import type { OciConfig } from "../config/types.ts";
import { hasLineEnd, type IssueList, isAbsolute, quoted } from "./issues.ts";
import { namespaceOf } from "./namespaces.ts";

export function checkHiddenPaths(config: OciConfig, list: IssueList): void {
  check("maskedPaths", "linux/masked-paths");
  check("readonlyPaths", "linux/readonly-paths");

  function check(property: "maskedPaths" | "readonlyPaths", clause: string): void {
    const paths = config.linux?.[property];
    if (paths === undefined || paths.length === 0) return;
    if (namespaceOf(config, "mount") === undefined) {
      const problem = "is set, but without a mount namespace it would change the host";
      list.rule(
        `/linux/${property}`,
        `${clause}/absolute`,
        problem,
        'add {"type": "mount"} to linux.namespaces',
      );
    }
    for (let index = 0; index < paths.length; index++) {
      const path = paths[index] ?? "";
      if (isAbsolute(path)) continue;
      list.rule(
        `/linux/${property}/${index}`,
        `${clause}/absolute`,
        `is ${quoted(path)}; an absolute path is needed`,
      );
    }
  }
}

/** The form for systemd is a matter of the cgroup manager. */
export function checkCgroupsPath(path: string | undefined, list: IssueList): void {
  if (path === undefined || !hasLineEnd(path)) return;
  list.rule(
    "/linux/cgroupsPath",
    "linux/cgroups/path-invalid-error",
    `is ${quoted(path)}; a path without line ends is needed`,
  );
}
