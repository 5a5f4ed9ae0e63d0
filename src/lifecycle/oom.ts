// SPDX-License-Identifier: Apache-2.0
import { oomKilled } from "../cgroup/oom.ts";
import { RuntError } from "../errors/errors.ts";

/** An init that was killed by its own memory limit says nothing; the cgroup's counter does. */
export function withOomCause(error: unknown, cgroupPaths: Record<string, string>): unknown {
  if (!(error instanceof RuntError) || error.code !== "ERR_INIT" || !oomKilled(cgroupPaths)) return error;
  return new RuntError("ERR_INIT", "container init was OOM-killed (memory limit too low?)", {
    pointer: "/linux/resources/memory/limit",
    cause: error,
    hint: "raise the limit",
  });
}
