// SPDX-License-Identifier: Apache-2.0
/** Makes and removes resctrl groups. */
import { EEXIST, ENOENT } from "../errors/errno.ts";
import { HostError, KernelError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { AT_FDCWD, AT_REMOVEDIR, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { RdtGroup } from "../plan/intel-rdt.ts";
import { schemataMismatch } from "./schemata.ts";

const AT: JsonPointer = "/linux/intelRdt";
const LARGEST = 1 << 20;

function exists(path: string): boolean {
  return typeof native().fstatat(AT_FDCWD, path, 0) !== "number";
}

/** What resctrl says about the last write that it refused. */
function lastStatus(root: string): string {
  const text = native().readText(AT_FDCWD, `${root}/info/last_cmd_status`, 0, LARGEST);
  return typeof text === "number" ? "" : text.trim();
}

function failed(
  errno: number,
  syscall: string,
  what: string,
  where: { root: string; path: string; pointer: JsonPointer },
): KernelError {
  const kernelText = lastStatus(where.root);
  return new KernelError(errno, syscall, what, {
    path: where.path,
    pointer: where.pointer,
    ...(kernelText === "" || kernelText === "ok" ? {} : { kernelText }),
  });
}

/** Directories that makeGroups() would make, innermost last: for the journal, before anything is made. */
export function missingGroups({ control, monitor, lines, own }: RdtGroup): string[] {
  const missing = (own || lines.length > 0) && !exists(control) ? [control] : [];
  return monitor === undefined || exists(monitor) ? missing : [...missing, monitor];
}

function makeDirectory(group: RdtGroup, path: string, pointer: JsonPointer): void {
  const made = native().mkdirat(AT_FDCWD, path, 0o755);
  if (made < 0 && made !== -EEXIST)
    throw failed(made, "mkdir", `make the resctrl group ${path}`, { root: group.root, path, pointer });
}

function writeSchemata(group: RdtGroup): void {
  const path = `${group.control}/schemata`;
  const text = group.lines.map((line) => `${line}\n`).join("");
  const written = native().writeFile(AT_FDCWD, path, O_WRONLY, 0, text);
  if (written < 0) throw failed(written, "write", `write ${path}`, { root: group.root, path, pointer: AT });
}

/** config-linux.md: a group that is there must have the values already. */
function compareSchemata(group: RdtGroup): void {
  const path = `${group.control}/schemata`;
  const text = native().readText(AT_FDCWD, path, 0, LARGEST);
  if (typeof text === "number")
    throw failed(text, "read", `read ${path}`, { root: group.root, path, pointer: AT });
  const mismatch = schemataMismatch(text, group.lines);
  if (mismatch === undefined) return;
  const { line, there } = mismatch;
  const message = `the resctrl group ${group.control} has ${there ?? "no such resource"}, and config.json wants ${line}`;
  throw new HostError(
    "ERR_HOST",
    AT,
    message,
    "choose another closID, or leave out the schemata to join the group as it is",
  );
}

/** @throws {HostError} {KernelError}; what was made by then is in missingGroups() */
export function makeGroups(group: RdtGroup, missing: readonly string[]): void {
  const { control, monitor, lines } = group;
  const fresh = missing.includes(control);
  if (fresh) makeDirectory(group, control, AT);
  else if (!exists(control)) {
    const message = `cannot join the resctrl group ${control}: it does not exist`;
    throw new HostError(
      "ERR_HOST",
      `${AT}/closID`,
      message,
      "make the group, or give schemata to have it made",
    );
  }
  if (lines.length > 0) {
    if (fresh) writeSchemata(group);
    else compareSchemata(group);
  }
  if (monitor !== undefined) makeDirectory(group, monitor, `${AT}/enableMonitoring`);
}

/** Removes groups, innermost first. @param warn is told of those that stay */
export function removeGroups(made: readonly string[], warn: (message: string) => void): void {
  for (const path of [...made].reverse()) {
    const removed = native().unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
    if (removed < 0 && removed !== -ENOENT)
      warn(new KernelError(removed, "rmdir", `remove the resctrl group ${path}`, { path }).message);
  }
}
