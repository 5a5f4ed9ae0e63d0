// SPDX-License-Identifier: Apache-2.0
/** What `doctor` says of checkpoint and restore: whether criu is there, and by its own check whether it works. Cold. */
import { runProgram } from "../hooks/program.ts";
import { findProgram } from "../host/find-program.ts";
import type { HostFacts } from "../host/facts.ts";
import type { Task } from "../lifecycle/task.ts";
import { CAP_SYS_ADMIN, hasCapability } from "../ops/capabilities.ts";
import { type Finding, info, missing, ok } from "./finding.ts";

const TIMEOUT_SECONDS = 30;

/** The first cause: later lines only say that it failed, and some that a program of its own did. */
function firstError(output: string): string {
  const errors = output.split("\n").filter((line) => line.startsWith("Error"));
  return errors.find((line) => !line.includes("exited, status")) ?? errors[0] ?? "";
}

export function* criuFinding({ initialUserNamespace, capabilities }: HostFacts): Task<Finding> {
  const file = findProgram("criu");
  if (file === undefined)
    return missing(
      "criu",
      "not installed: no checkpoint and restore",
      "root: apt-get install criu (Debian), dnf install criu (Fedora), apk add criu (Alpine)",
    );
  if (!initialUserNamespace || !hasCapability(capabilities, CAP_SYS_ADMIN))
    return info("criu", `${file}, which only root can use`, "run checkpoint and restore as root");
  const { exitCode, stdout, stderr } = yield* runProgram(file, ["criu", "check"], TIMEOUT_SECONDS);
  if (exitCode === 0) return ok("criu", `${file}; its check finds all that it needs`);
  const why = firstError(`${stderr}${stdout}`);
  return missing(
    "criu",
    `${file} can't be used with this kernel${why === "" ? "" : `: ${why}`}`,
    `\`${file} check -v4\` tells more; a newer criu (https://criu.org) knows newer kernels, and the kernel needs CONFIG_CHECKPOINT_RESTORE`,
  );
}
