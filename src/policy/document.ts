// SPDX-License-Identifier: Apache-2.0
import type { Annotations, OciConfig } from "../config/types.ts";
import { pointerTo } from "../errors/pointer.ts";
import { type IssueList, quoted } from "./issues.ts";

/** SemVer 2.0.0, major version 1. */
const VERSION =
  /^1\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

export function checkVersion({ ociVersion }: OciConfig, list: IssueList): void {
  if (VERSION.test(ociVersion)) return;
  const problem = `is ${quoted(ociVersion)}; a version 1.x.y of the runtime specification is needed`;
  list.rule("/ociVersion", "config/version/required-semver", problem, 'write "1.3.0"');
}

export function checkRoot({ root }: OciConfig, list: IssueList): void {
  if (root === undefined) {
    list.rule(
      "/root",
      "config/root/required",
      "is missing; an object with the path of the root filesystem is needed",
    );
  } else if (root.path === "") {
    list.rule(
      "/root/path",
      "config/root/path-required",
      "is empty; the path of the root filesystem is needed",
    );
  }
}

export function checkAnnotations(annotations: Annotations | undefined, list: IssueList): void {
  if (annotations === undefined || !Object.hasOwn(annotations, "")) return;
  list.rule(pointerTo("/annotations", ""), "annotations/key-not-empty", "has an empty key; a name is needed");
}
