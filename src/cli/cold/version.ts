// SPDX-License-Identifier: Apache-2.0
import { SPEC_VERSION } from "../../lifecycle/status.ts";
import { native } from "../../native/native.ts";

/** Set by the build. */
declare const __RUNT_VERSION__: string | undefined;
declare const __RUNT_COMMIT__: string | undefined;

export function runtVersion(): string {
  return typeof __RUNT_VERSION__ === "string" ? __RUNT_VERSION__ : "0.0.0-dev";
}

export function runtCommit(): string | undefined {
  const commit = typeof __RUNT_COMMIT__ === "string" ? __RUNT_COMMIT__ : "";
  return commit === "" ? undefined : commit;
}

/** One fact a line, as engines parse it. */
export function versionText(): string {
  const commit = runtCommit();
  const lines = [`runt version ${runtVersion()}`];
  if (commit !== undefined) lines.push(`commit: ${commit}`);
  lines.push(`spec: ${SPEC_VERSION}`, `libseccomp: ${native().seccompVersion()}`);
  return `${lines.join("\n")}\n`;
}
