// SPDX-License-Identifier: Apache-2.0
import type { Seccomp, SeccompArg, SeccompRule } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { IssueList } from "./issues.ts";

const AT = "/linux/seccomp";
const LAST_ARGUMENT = 5;
/** What the kernel returns at most for ERRNO, and what fits in TRACE's data. */
const MOST_DATA: Readonly<Record<string, number>> = { SCMP_ACT_ERRNO: 4095, SCMP_ACT_TRACE: 65535 };

export function checkSeccomp(seccomp: Seccomp | undefined, list: IssueList): void {
  if (seccomp === undefined) return;
  const { defaultAction, listenerPath = "", listenerMetadata = "", syscalls = [] } = seccomp;
  if (defaultAction === "SCMP_ACT_NOTIFY") {
    const problem = 'is "SCMP_ACT_NOTIFY", under which the container could not even start; rules can notify';
    list.rule(`${AT}/defaultAction`, "linux/seccomp/notify-without-listener", problem);
  }
  const problem = errnoProblem(seccomp.defaultErrnoRet, defaultAction);
  if (problem !== undefined)
    list.rule(`${AT}/defaultErrnoRet`, "linux/seccomp/default-errno-unsupported", problem);
  let notifies = false;
  for (let index = 0; index < syscalls.length; index++) {
    const rule = syscalls[index] as SeccompRule;
    notifies ||= rule.action === "SCMP_ACT_NOTIFY";
    checkRule(rule, `${AT}/syscalls/${index}`, list);
  }
  if (notifies && listenerPath === "") {
    const problem = "is missing; rules with SCMP_ACT_NOTIFY need a listener";
    list.rule(`${AT}/listenerPath`, "linux/seccomp/notify-without-listener", problem);
  }
  if (listenerMetadata !== "" && listenerPath === "") {
    list.rule(
      `${AT}/listenerMetadata`,
      "linux/seccomp/listener-metadata-needs-path",
      "is set, but listenerPath is not",
    );
  }
}

function checkRule({ names, action, errnoRet, args }: SeccompRule, at: JsonPointer, list: IssueList): void {
  if (names.includes(""))
    list.rule(
      `${at}/names/${names.indexOf("")}`,
      "linux/seccomp/names-required",
      "is empty; a system call is needed",
    );
  const problem = errnoProblem(errnoRet, action);
  if (problem !== undefined) list.rule(`${at}/errnoRet`, "linux/seccomp/errno-ret-unsupported", problem);
  if (args === undefined) return;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] as SeccompArg;
    if (argument.index <= LAST_ARGUMENT) continue;
    const problem = `is ${argument.index}; a system call has arguments 0 to ${LAST_ARGUMENT}`;
    list.rule(`${at}/args/${index}/index`, "linux/seccomp/arg-index-required", problem);
  }
}

/** A problem for an errno that is set, but not one that the action can carry. */
function errnoProblem(errno: number | undefined, action: string): string | undefined {
  if (errno === undefined) return undefined;
  const most = MOST_DATA[action];
  if (most === undefined) return `is ${errno}, but ${action} takes no errno`;
  return errno > most ? `is ${errno}; with ${action} at most ${most} is possible` : undefined;
}
