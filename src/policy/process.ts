// SPDX-License-Identifier: Apache-2.0
/** Rules of `process`, but for limits and scheduling. `at` is the pointer of the process object. */
import type { Process } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { cpuListProblem } from "./cpu-list.ts";
import { type IssueList, isAbsolute, quoted } from "./issues.ts";

/** (uid_t) -1 means "leave it" to the kernel. */
const NO_ID = 4294967295;
const MOST_SIZE = 65535;
const NGROUPS_MAX = 65536;
/** With the words by which engines know that there is no such program. */
const EMPTY_NAME = `is empty; the program's name is needed (exec: "": executable file not found in $PATH)`;

export function checkArguments({ args }: Process, at: JsonPointer, list: IssueList): void {
  if (args === undefined || args.length === 0) {
    const how = args === undefined ? "is missing" : "is empty";
    list.rule(`${at}/args`, "config/process/args-one-entry", `${how}; at least the program's name is needed`);
  } else if (args[0] === "") {
    list.rule(`${at}/args/0`, "config/process/args-execvp", EMPTY_NAME);
  }
}

export function checkDirectory({ cwd }: Process, at: JsonPointer, list: IssueList): void {
  if (isAbsolute(cwd)) return;
  const problem = `is ${quoted(cwd)}; an absolute path is needed`;
  list.rule(
    `${at}/cwd`,
    "config/process/cwd-absolute",
    problem,
    cwd === "" ? 'write "/"' : `write ${quoted(`/${cwd}`)}`,
  );
}

export function checkEnvironment({ env }: Process, at: JsonPointer, list: IssueList): void {
  if (env === undefined) return;
  for (let index = 0; index < env.length; index++) {
    const entry = env[index] ?? "";
    if (entry.indexOf("=") > 0 && !entry.includes("\0")) continue;
    // The value may be a secret: only the name is told.
    const name = quoted(entry.split("=", 1)[0] ?? "");
    const problem = entry.includes("\0")
      ? `(${name}) holds a NUL character`
      : `is ${name}${entry.includes("=") ? " and a value" : ""}; NAME=value is needed`;
    list.rule(`${at}/env/${index}`, "config/process/env", problem);
  }
}

export function checkUser({ user }: Process, at: JsonPointer, list: IssueList): void {
  if (user === undefined) return;
  const problem = `is ${NO_ID}, which the kernel takes for "unchanged"; an id from 0 to ${NO_ID - 1} is needed`;
  if (user.uid === NO_ID) list.rule(`${at}/user/uid`, "config/user/uid-required", problem);
  if (user.gid === NO_ID) list.rule(`${at}/user/gid`, "config/user/gid-required", problem);
  const groups = user.additionalGids?.length ?? 0;
  if (groups > NGROUPS_MAX)
    list.rule(
      `${at}/user/additionalGids`,
      "config/user/additional-gids",
      `has ${groups} groups; the kernel takes at most ${NGROUPS_MAX}`,
    );
  user.additionalGids?.forEach((gid, index) => {
    if (gid === NO_ID)
      list.rule(`${at}/user/additionalGids/${index}`, "config/user/additional-gids", problem);
  });
  if ((user.umask ?? 0) > 0o777) {
    const octal = "a mask from 0 to 511 (octal 777) is needed";
    list.rule(
      `${at}/user/umask`,
      "config/user/umask",
      `is ${user.umask}; ${octal}`,
      "JSON has no octal numbers: 022 is 18",
    );
  }
}

/** Without a terminal the size is ignored. */
export function checkTerminal({ terminal, consoleSize }: Process, at: JsonPointer, list: IssueList): void {
  if (terminal !== true || consoleSize === undefined) return;
  for (const side of ["height", "width"] as const) {
    if (consoleSize[side] <= MOST_SIZE) continue;
    const problem = `is ${consoleSize[side]}; at most ${MOST_SIZE} is possible`;
    list.rule(`${at}/consoleSize/${side}`, "config/process/console-size-applied", problem);
  }
}

export function checkOomScore({ oomScoreAdj }: Process, at: JsonPointer, list: IssueList): void {
  if (oomScoreAdj === undefined || (oomScoreAdj >= -1000 && oomScoreAdj <= 1000)) return;
  const problem = `is ${oomScoreAdj}; a number from -1000 to 1000 is needed`;
  list.rule(`${at}/oomScoreAdj`, "config/process/oom-score-adj/set", problem);
}

export function checkAffinity({ execCPUAffinity }: Process, at: JsonPointer, list: IssueList): void {
  for (const moment of ["initial", "final"] as const) {
    const cpus = execCPUAffinity?.[moment] ?? "";
    const problem = cpus === "" ? undefined : cpuListProblem(cpus);
    if (problem !== undefined)
      list.rule(`${at}/execCPUAffinity/${moment}`, `config/process/exec-cpu-affinity/${moment}`, problem);
  }
}
