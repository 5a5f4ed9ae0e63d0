// SPDX-License-Identifier: Apache-2.0
/**
 * A criu that saves a container has the container's lock as well as its checkpoint command. It goes on when that
 * is killed; its pid is kept here so that delete can end it.
 */
import { O_NOFOLLOW } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { type Directory, writeAtomically } from "./directory.ts";
import { isPid } from "./shape.ts";

const NAME = "criu.pid";
const LIMIT = 16;

export function saveCheckpointPid(directory: Directory, pid: number): void {
  writeAtomically(directory, NAME, String(pid));
}

export function dropCheckpointPid(directory: Directory): void {
  native().unlinkat(directory.fd, NAME, 0);
}

/** Undefined where no checkpoint is known to be at work. */
export function checkpointPid(directory: Directory): number | undefined {
  const text = native().readText(directory.fd, NAME, O_NOFOLLOW, LIMIT);
  const pid = typeof text === "string" ? Number(text) : undefined;
  return isPid(pid) ? pid : undefined;
}
