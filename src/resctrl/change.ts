// SPDX-License-Identifier: Apache-2.0
import type { Undo } from "../cgroup/cgroup.ts";
import { HostError, KernelError } from "../errors/errors.ts";
import { AT_FDCWD, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";

const LARGEST = 1 << 20;

function write(path: string, text: string): number {
  return native().writeFile(AT_FDCWD, path, O_WRONLY, 0, `${text}\n`);
}

/**
 * Writes lines as "L3:0=ff" into the schemata of a container's resctrl group.
 *
 * @param group its directory; undefined where config.json has no linux.intelRdt
 * @param undo is told the lines of before
 * @throws {HostError} ERR_HOST: no group; {KernelError} naming file and value
 */
export function changeSchemata(group: string | undefined, lines: readonly string[], undo: Undo): void {
  if (lines.length === 0) return;
  if (group === undefined) {
    const message = `cannot set the Intel RDT schemata "${lines[0]}": the container has no resctrl group`;
    throw new HostError("ERR_HOST", undefined, message, "create it with linux.intelRdt in config.json");
  }
  const path = `${group}/schemata`;
  const former = native().readText(AT_FDCWD, path, 0, LARGEST);
  const present = typeof former === "number" ? [] : former.split("\n").map((line) => line.trim());
  for (const line of lines) {
    const written = write(path, line);
    if (written < 0) throw new KernelError(written, "write", `write "${line}" to ${path}`, { path });
    const before = present.find((each) => each.startsWith(line.slice(0, line.indexOf(":") + 1)));
    if (before !== undefined && before !== "") undo.add(path, () => write(path, before) >= 0);
  }
}
