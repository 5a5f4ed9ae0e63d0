// SPDX-License-Identifier: Apache-2.0
/** Subordinate ids of a user: subuid(5), subgid(5). */
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { IdKind } from "../plan/own-mapping.ts";

const FILE_MAX = 4 * 1024 * 1024;

export interface IdBlock {
  readonly first: number;
  readonly count: number;
}

function readAll(path: string): string {
  const bytes = native().readFile(AT_FDCWD, path, 0, FILE_MAX);
  return typeof bytes === "number" ? "" : native().decodeText(bytes);
}

/** Name of a uid in the text of /etc/passwd. Pure. */
export function nameOf(passwd: string, uid: number): string | undefined {
  for (const line of passwd.split("\n")) {
    const [name, , number] = line.split(":", 3);
    if (name !== undefined && name !== "" && number === String(uid)) return name;
  }
  return undefined;
}

/** Blocks of a user, who is named there by name or number. Pure. */
export function blocksOf(text: string, name: string | undefined, uid: number): IdBlock[] {
  const blocks: IdBlock[] = [];
  for (const line of text.split("\n")) {
    const [owner, first, count, more] = line.trim().split(":");
    if (more !== undefined || owner === undefined || (owner !== name && owner !== String(uid))) continue;
    if (!/^[0-9]+$/.test(first ?? "") || !/^[0-9]+$/.test(count ?? "")) continue;
    blocks.push({ first: Number(first), count: Number(count) });
  }
  return blocks;
}

export function subordinateFile(kind: IdKind): string {
  return `/etc/sub${kind}`;
}

export function userName(uid: number): string | undefined {
  return nameOf(readAll("/etc/passwd"), uid);
}

export function readSubordinates(kind: IdKind): string {
  return readAll(subordinateFile(kind));
}

const FIRST_SUBORDINATE = 100_000;

/** The first id above all that are granted to anybody. Pure. */
export function firstFree(text: string): number {
  let free = FIRST_SUBORDINATE;
  for (const line of text.split("\n")) {
    const [, first, count] = line.trim().split(":");
    const end = Number(first ?? NaN) + Number(count ?? NaN);
    if (end > free) free = end;
  }
  return free;
}

export function readBlocks(kind: IdKind, uid: number): IdBlock[] {
  return blocksOf(readSubordinates(kind), userName(uid), uid);
}

/** Every id from `first` on is in one of the blocks, which may adjoin. */
export function coversAll(blocks: readonly IdBlock[], first: number, count: number): boolean {
  let next = first;
  const end = first + count;
  while (next < end) {
    const block = blocks.find((one) => one.first <= next && next < one.first + one.count);
    if (block === undefined) return false;
    next = block.first + block.count;
  }
  return true;
}
