// SPDX-License-Identifier: Apache-2.0
import type { Hook, Hooks } from "../config/types.ts";
import { type IssueList, isAbsolute, quoted } from "./issues.ts";

const POINTS = [
  "prestart",
  "createRuntime",
  "createContainer",
  "startContainer",
  "poststart",
  "poststop",
] as const;

export function checkHooks(hooks: Hooks | undefined, list: IssueList): void {
  if (hooks === undefined) return;
  for (const point of POINTS) {
    const entries = hooks[point];
    if (entries === undefined) continue;
    for (let index = 0; index < entries.length; index++)
      checkHook(entries[index] as Hook, `/hooks/${point}/${index}`, list);
  }
}

function checkHook({ path, timeout }: Hook, at: `/${string}`, list: IssueList): void {
  if (!isAbsolute(path))
    list.rule(`${at}/path`, "hooks/entry/path-absolute", `is ${quoted(path)}; an absolute path is needed`);
  if (timeout !== undefined && timeout <= 0) {
    list.rule(
      `${at}/timeout`,
      "hooks/entry/timeout-positive",
      `is ${timeout}; a number of seconds above 0 is needed`,
    );
  }
}
