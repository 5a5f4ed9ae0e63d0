// SPDX-License-Identifier: Apache-2.0
/** Makes compiled writes, says exactly which one failed, and can put the former values back. */
import { ENOENT } from "../errors/errno.ts";
import { O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { belowUseError, missingError, writeError } from "./apply-errors.ts";
import { type OpenCgroup, type OpenDirectory, directoryFor, readControl } from "./open.ts";
import type { CgroupWrite } from "./write.ts";

function writeValue(fd: number, file: string, value: string): number {
  return native().writeFile(fd, file, O_WRONLY | O_NOFOLLOW, 0, value);
}

interface Step {
  file: string;
  putBack: () => boolean;
}

/** What has been changed so far, for putting it back. */
export class Undo {
  readonly #steps: Step[] = [];

  /** @param putBack false if it could not */
  add(file: string, putBack: () => boolean): void {
    this.#steps.push({ file, putBack });
  }

  /** Puts all back, the last first, and adds to the error what could not be. */
  run(error: unknown): void {
    const lost = new Set<string>();
    for (const { file, putBack } of this.#steps.toReversed()) {
      // Of a pair of values that bound each other, a first try may be refused and the second succeed.
      if (putBack()) lost.delete(file);
      else lost.add(file);
    }
    this.#steps.length = 0;
    if (lost.size > 0 && error instanceof Error)
      error.message += ` (and could not put back ${[...lost].join(", ")})`;
  }
}

interface Value {
  file: string;
  value: string;
}

function keep(undo: Undo, fd: number, values: readonly Value[]): void {
  for (const { file, value } of values.toReversed()) undo.add(file, () => writeValue(fd, file, value) >= 0);
}

function withReset(fd: number, values: Value[], file: string | undefined): Value[] {
  // An idle group has no value of its own there.
  const value = file === undefined || values[0]?.value !== "0" ? undefined : readControl(fd, file)?.trim();
  return file === undefined || value === undefined ? values : [...values, { file, value }];
}

/** What has to be written to have the file as it is now; undefined where it can't be read. */
function presentValues(fd: number, file: string, { keyed, named, resets }: CgroupWrite): Value[] | undefined {
  const text = readControl(fd, file);
  if (text === undefined) return undefined;
  const lines = text.split("\n").filter((line) => line !== "");
  if (keyed !== undefined)
    return [{ file, value: lines.find((line) => line.startsWith(`${keyed.key} `)) ?? keyed.none }];
  if (named !== undefined) {
    const line = lines.find((each) => each.startsWith(`${named} `));
    return line === undefined ? undefined : [{ file, value: line.slice(named.length + 1) }];
  }
  const values = (lines.length === 0 ? ["\n"] : lines).map((value) => ({ file, value }));
  return withReset(fd, values, resets);
}

function valueOf(write: CgroupWrite, fd: number): string {
  if (write.keepFirstWord !== true) return write.value;
  const [first] = readControl(fd, write.file)?.split(" ") ?? [];
  return first === undefined ? write.value : `${first}${write.value.slice(write.value.indexOf(" "))}`;
}

function writeOne(write: CgroupWrite, directory: OpenDirectory, undo: Undo | undefined): void {
  const { fd } = directory;
  const former = (file: string): readonly Value[] | undefined =>
    undo === undefined ? undefined : (write.inverse ?? presentValues(fd, file, write));
  let tried = write;
  let before = former(write.file);
  let result = writeValue(fd, write.file, valueOf(write, fd));
  if (result === -ENOENT && write.fallback !== undefined) {
    before = former(write.fallback.file);
    result = writeValue(fd, write.fallback.file, write.fallback.value);
    if (result !== -ENOENT) tried = { ...write, ...write.fallback };
  }
  if (result < 0) {
    if (!(write.tolerate ?? []).includes(-result)) throw writeError(tried, result, directory);
  } else if (before !== undefined) {
    if (undo !== undefined) keep(undo, fd, before);
  }
}

/** Values whose first try may be refused are put back once more at the end. */
function keepBounds(undo: Undo, { fd }: OpenDirectory, { controller, file, tolerate }: CgroupWrite): void {
  const value =
    tolerate === undefined || controller === "devices" ? undefined : readControl(fd, file)?.trim();
  if (value !== undefined) keep(undo, fd, [{ file, value }]);
}

/**
 * Makes the writes in order.
 *
 * @param undo is told what to put back; without it a failure leaves what has been written
 * @throws {KernelError} with pointer, file and value
 * @throws {HostError} ERR_CGROUP: the file does not exist, or the limit is below the present use
 */
export function applyWrites(cgroup: OpenCgroup, writes: readonly CgroupWrite[], undo?: Undo): void {
  const found = writes.map((write) => {
    const directory = directoryFor(cgroup, write.controller);
    if (directory === undefined) throw missingError(write, undefined);
    const error = belowUseError(write, directory);
    if (error !== undefined) throw error;
    return directory;
  });
  if (undo !== undefined) {
    for (const [index, write] of writes.entries()) keepBounds(undo, found[index] as OpenDirectory, write);
  }
  for (const [index, write] of writes.entries()) writeOne(write, found[index] as OpenDirectory, undo);
}
