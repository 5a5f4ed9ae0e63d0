// SPDX-License-Identifier: Apache-2.0
/** Makes compiled writes, says exactly which one failed, and can put the former values back. */
import { EACCES, EBUSY, EINVAL, ENODEV, ENOENT, ERANGE } from "../errors/errno.ts";
import { HostError, KernelError, type RuntError } from "../errors/errors.ts";
import { O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { type OpenCgroup, type OpenDirectory, directoryFor } from "./open.ts";
import type { CgroupWrite } from "./write.ts";

const FILE_LIMIT = 1024 * 1024;

function readValue(fd: number, file: string): string | undefined {
  const text = native().readText(fd, file, O_NOFOLLOW, FILE_LIMIT);
  return typeof text === "string" ? text : undefined;
}

function writeValue(fd: number, file: string, value: string): number {
  return native().writeFile(fd, file, O_WRONLY | O_NOFOLLOW, 0, value);
}

/** "cpu.max" belongs to controller "cpu". */
function controllerName({ controller, file }: CgroupWrite): string {
  return controller === "" ? file.slice(0, file.indexOf(".")) : controller;
}

function missingError(write: CgroupWrite, directory: OpenDirectory | undefined): HostError {
  const name = controllerName(write);
  const what = `cannot set ${write.file} to "${write.value}"`;
  if (directory === undefined) {
    return new HostError(
      "ERR_CGROUP",
      write.pointer,
      `${what}: the container is in no cgroup of controller "${name}"`,
    );
  }
  if (name === "hugetlb") {
    const hint = "the host's page sizes are the names in /sys/kernel/mm/hugepages";
    return new HostError(
      "ERR_CGROUP",
      write.pointer,
      `${what}: cgroup ${directory.path} has no such file`,
      hint,
    );
  }
  const hint =
    directory.version === 2
      ? `"${name}" must be in cgroup.subtree_control of every cgroup above it, and none of these may hold processes`
      : "this kernel has no such setting";
  return new HostError(
    "ERR_CGROUP",
    write.pointer,
    `${what}: cgroup ${directory.path} has no such file`,
    hint,
  );
}

function usageHint(directory: OpenDirectory): string | undefined {
  const [now, peak] =
    directory.version === 1
      ? ["memory.usage_in_bytes", "memory.max_usage_in_bytes"]
      : ["memory.current", "memory.peak"];
  const current = readValue(directory.fd, now as string)?.trim();
  if (current === undefined) return undefined;
  return `the cgroup uses ${current} bytes now, and used ${readValue(directory.fd, peak as string)?.trim() ?? "?"} at most`;
}

function hintFor(write: CgroupWrite, errno: number, directory: OpenDirectory): string | undefined {
  const name = controllerName(write);
  if (errno === EBUSY && name === "memory") return usageHint(directory);
  if (name === "cpuset" && (errno === EACCES || errno === EINVAL || errno === ERANGE)) {
    return "CPUs and memory nodes must be among those of the cgroup above";
  }
  if (name === "cpu" && errno === EINVAL) {
    return "a cgroup above may allow less, a burst can't be above the quota, and real-time run time must be given to each cgroup above first";
  }
  if ((name === "blkio" || name === "io") && errno === ENODEV)
    return "no block device of the host has these numbers";
  return undefined;
}

function writeError(write: CgroupWrite, result: number, directory: OpenDirectory): RuntError {
  if (result === -ENOENT) return missingError(write, directory);
  const path = `${directory.path}/${write.file}`;
  const hint = hintFor(write, -result, directory);
  return new KernelError(result, "write", `write "${write.value}" to ${path}`, {
    pointer: write.pointer,
    path,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A limit below the present use is refused where config.json asks for the check. */
function checkUse(write: CgroupWrite, directory: OpenDirectory): void {
  if (write.notBelow === undefined) return;
  const used = readValue(directory.fd, write.notBelow)?.trim();
  if (used === undefined || !/^[0-9]+$/.test(used) || BigInt(write.value) >= BigInt(used)) return;
  const message = `cannot set ${write.file} to "${write.value}": cgroup ${directory.path} uses ${used} bytes now`;
  throw new HostError("ERR_CGROUP", write.pointer, message);
}

interface Former {
  fd: number;
  file: string;
  /** What to write, line by line. */
  lines: string[];
}

function former(fd: number, file: string, write: CgroupWrite): Former | undefined {
  const text = readValue(fd, file);
  if (text === undefined) return undefined;
  const lines = text.split("\n").filter((line) => line !== "");
  const { keyed } = write;
  if (keyed === undefined) return { fd, file, lines: lines.length === 0 ? ["\n"] : lines };
  return { fd, file, lines: [lines.find((line) => line.startsWith(`${keyed.key} `)) ?? keyed.none] };
}

function putBack(formers: readonly Former[]): string[] {
  const failed = new Set<string>();
  for (const { fd, file, lines } of formers.toReversed()) {
    let ok = true;
    for (const line of lines) if (writeValue(fd, file, line) < 0) ok = false;
    // Of a pair of bounds the first try may be refused and the second succeeds.
    if (ok) failed.delete(file);
    else failed.add(file);
  }
  return [...failed];
}

function writeOne(write: CgroupWrite, directory: OpenDirectory, keep: Former[] | undefined): void {
  checkUse(write, directory);
  const { fd } = directory;
  const before = keep === undefined ? undefined : former(fd, write.file, write);
  let result = writeValue(fd, write.file, write.value);
  if (result === -ENOENT && write.fallback !== undefined) {
    const { file, value } = write.fallback;
    const other = keep === undefined ? undefined : former(fd, file, write);
    result = writeValue(fd, file, value);
    if (result >= 0 && other !== undefined) keep?.push(other);
  } else if (result >= 0 && before !== undefined) {
    keep?.push(before);
  }
  if (result < 0 && !(write.tolerate ?? []).includes(-result)) throw writeError(write, result, directory);
}

/**
 * Makes the writes in order.
 *
 * @param rollback put the former values back when one fails: for update
 * @throws {KernelError} with pointer, file and value
 * @throws {HostError} ERR_CGROUP: the file does not exist, or the limit is below the present use
 */
export function applyWrites(cgroup: OpenCgroup, writes: readonly CgroupWrite[], rollback: boolean): void {
  const keep: Former[] | undefined = rollback ? [] : undefined;
  try {
    for (const write of writes) {
      const directory = directoryFor(cgroup, write.controller);
      if (directory === undefined) throw missingError(write, undefined);
      writeOne(write, directory, keep);
    }
  } catch (error) {
    const lost = putBack(keep ?? []);
    if (lost.length > 0 && error instanceof Error)
      error.message += ` (and could not put back ${lost.join(", ")})`;
    throw error;
  }
}
