// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from "../errors/codes.ts";
import type { Issue } from "../errors/errors.ts";
import { dottedName, type JsonPointer } from "../errors/pointer.ts";

/** Collects issues; texts are only made for those. */
export class IssueList {
  readonly issues: Issue[] = [];

  /**
   * A rule that is not kept.
   *
   * @param problem follows the property's name: `is "tmp"; an absolute path is needed`
   */
  rule(pointer: JsonPointer, clause: string, problem: string, hint?: string): void {
    this.issues.push(
      issueOf("ERR_CONFIG_RULE", pointer, problem, hint === undefined ? { clause } : { clause, hint }),
    );
  }

  /** A valid value that runt has no way to apply. */
  unsupported(pointer: JsonPointer, clause: string, problem: string): void {
    this.issues.push(issueOf("ERR_CONFIG_UNSUPPORTED", pointer, problem, { clause }));
  }
}

function issueOf(
  code: ErrorCode,
  pointer: JsonPointer,
  problem: string,
  more: { clause: string; hint?: string },
): Issue {
  return { code, pointer, message: `${dottedName(pointer)} ${problem}`, ...more };
}

/** A user's text in a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}

export function isAbsolute(path: string): boolean {
  return path.charCodeAt(0) === 47;
}

/** Line ends and NUL, which would end a line of a kernel interface. */
export function hasLineEnd(text: string): boolean {
  return text.includes("\n") || text.includes("\0");
}
