// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the option words of one mount. config.md "Mounts", table of Linux mount options; mount(8).
 *
 * Words of the table become attributes, propagation and superblock flags; all others are the filesystem's own.
 */
import * as kernel from "../ops/kernel.ts";

interface Attribute {
  readonly set: number;
  readonly clear: number;
  readonly recursive: boolean;
}

interface Propagation {
  readonly flag: number;
  readonly recursive: boolean;
}

/** One option that the filesystem itself reads. */
export interface DataOption {
  readonly key: string;
  /** Absent for a flag. */
  readonly value: string | undefined;
  /** Position in options. */
  readonly index: number;
}

export interface MountOptions {
  bind: boolean;
  /** The source's submounts come along. */
  recursive: boolean;
  remount: boolean;
  set: number;
  clear: number;
  recursiveSet: number;
  recursiveClear: number;
  readonly propagation: Propagation[];
  /** Flags of the superblock by name, on or off. */
  readonly superblock: Map<string, boolean>;
  readonly data: DataOption[];
  /** Position of tmpcopyup in options, or -1. */
  copyUp: number;
  /** A source that is a symbolic link is made anew instead of being followed. */
  copyLink: boolean;
  idmap: "none" | "one" | "recursive";
}

type Word =
  | { readonly kind: "attribute"; readonly attribute: Attribute }
  | { readonly kind: "propagation"; readonly propagation: Propagation }
  | { readonly kind: "superblock"; readonly name: string; readonly on: boolean }
  | { readonly kind: "mark"; readonly mark: (typeof MARKS)[number] }
  | { readonly kind: "nothing" };

/** Name, what it sets, what it clears: also with "r" in front, for the whole tree. */
const ATTRIBUTES: readonly (readonly [name: string, set: number, clear: number])[] = [
  ["ro", kernel.MOUNT_ATTR_RDONLY, 0],
  ["rw", 0, kernel.MOUNT_ATTR_RDONLY],
  ["nosuid", kernel.MOUNT_ATTR_NOSUID, 0],
  ["suid", 0, kernel.MOUNT_ATTR_NOSUID],
  ["nodev", kernel.MOUNT_ATTR_NODEV, 0],
  ["dev", 0, kernel.MOUNT_ATTR_NODEV],
  ["noexec", kernel.MOUNT_ATTR_NOEXEC, 0],
  ["exec", 0, kernel.MOUNT_ATTR_NOEXEC],
  ["nodiratime", kernel.MOUNT_ATTR_NODIRATIME, 0],
  ["diratime", 0, kernel.MOUNT_ATTR_NODIRATIME],
  ["nosymfollow", kernel.MOUNT_ATTR_NOSYMFOLLOW, 0],
  ["symfollow", 0, kernel.MOUNT_ATTR_NOSYMFOLLOW],
  ["noatime", kernel.MOUNT_ATTR_NOATIME, kernel.MOUNT_ATTR__ATIME],
  ["strictatime", kernel.MOUNT_ATTR_STRICTATIME, kernel.MOUNT_ATTR__ATIME],
  ["relatime", 0, kernel.MOUNT_ATTR__ATIME],
  ["atime", 0, kernel.MOUNT_ATTR__ATIME],
  ["nostrictatime", 0, kernel.MOUNT_ATTR__ATIME],
  // relatime is what remains when no other mode is asked for, so there is nothing to take away.
  ["norelatime", 0, 0],
];

const PROPAGATION: readonly (readonly [name: string, flag: number])[] = [
  ["private", kernel.MS_PRIVATE],
  ["shared", kernel.MS_SHARED],
  ["slave", kernel.MS_SLAVE],
  ["unbindable", kernel.MS_UNBINDABLE],
];

const SUPERBLOCK: readonly (readonly [word: string, name: string, on: boolean])[] = [
  ["sync", "sync", true],
  ["async", "sync", false],
  ["dirsync", "dirsync", true],
  ["lazytime", "lazytime", true],
  ["nolazytime", "lazytime", false],
  ["mand", "mand", true],
  ["nomand", "mand", false],
];

const MARKS = ["bind", "rbind", "remount", "tmpcopyup", "copy-symlink", "idmap", "ridmap"] as const;

/** `iversion` is each filesystem's own matter since Linux 5.17, and fsconfig(2) prints nothing to be silent about. */
const NOTHING = ["defaults", "silent", "loud", "iversion", "noiversion"] as const;

let words: Map<string, Word> | undefined;

function wordTable(): Map<string, Word> {
  if (words !== undefined) return words;
  const table = new Map<string, Word>();
  for (const [name, set, clear] of ATTRIBUTES) {
    table.set(name, { kind: "attribute", attribute: { set, clear, recursive: false } });
    table.set(`r${name}`, { kind: "attribute", attribute: { set, clear, recursive: true } });
  }
  for (const [name, flag] of PROPAGATION) {
    table.set(name, { kind: "propagation", propagation: { flag, recursive: false } });
    table.set(`r${name}`, { kind: "propagation", propagation: { flag, recursive: true } });
  }
  for (const [word, name, on] of SUPERBLOCK) table.set(word, { kind: "superblock", name, on });
  for (const mark of MARKS) table.set(mark, { kind: "mark", mark });
  for (const word of NOTHING) table.set(word, { kind: "nothing" });
  words = table;
  return table;
}

/** Every word of the table, for `features`. */
export function mountOptionWords(): string[] {
  return [...wordTable().keys()].sort();
}

/** The propagation that a word of rootfsPropagation names. */
export function propagationOf(word: string): Propagation | undefined {
  const found = wordTable().get(word);
  return found?.kind === "propagation" ? found.propagation : undefined;
}

/** A later word wins over an earlier one; a word for the whole tree is one for its top too. */
function applyAttribute(options: MountOptions, { set, clear, recursive }: Attribute): void {
  const keep = ~(set | clear);
  if (recursive) {
    options.set &= keep;
    options.clear &= keep;
    options.recursiveSet = (options.recursiveSet & keep) | set;
    options.recursiveClear = (options.recursiveClear & keep) | clear;
  } else {
    options.set = (options.set & keep) | set;
    options.clear = (options.clear & keep) | clear;
  }
}

function applyMark(options: MountOptions, mark: (typeof MARKS)[number], index: number): void {
  if (mark === "remount") options.remount = true;
  else if (mark === "tmpcopyup") options.copyUp = index;
  else if (mark === "copy-symlink") options.copyLink = true;
  else if (mark === "idmap" || mark === "ridmap") options.idmap = mark === "idmap" ? "one" : "recursive";
  else {
    options.bind = true;
    options.recursive = mark === "rbind";
  }
}

/** mount(8) takes the quotes off security contexts, which can hold commas. */
function dataOption(option: string, index: number): DataOption {
  const equals = option.indexOf("=");
  if (equals < 0) return { key: option, value: undefined, index };
  const key = option.slice(0, equals);
  const value = option.slice(equals + 1);
  const quoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  return { key, value: quoted && key.endsWith("context") ? value.slice(1, -1) : value, index };
}

export function parseMountOptions(options: readonly string[]): MountOptions {
  const parsed: MountOptions = {
    bind: false,
    recursive: false,
    remount: false,
    set: 0,
    clear: 0,
    recursiveSet: 0,
    recursiveClear: 0,
    propagation: [],
    superblock: new Map(),
    data: [],
    copyUp: -1,
    copyLink: false,
    idmap: "none",
  };
  const table = wordTable();
  for (let index = 0; index < options.length; index++) {
    const option = options[index] as string;
    const word = table.get(option);
    if (word === undefined) {
      if (option !== "") parsed.data.push(dataOption(option, index));
    } else if (word.kind === "attribute") applyAttribute(parsed, word.attribute);
    else if (word.kind === "propagation") parsed.propagation.push(word.propagation);
    else if (word.kind === "superblock") parsed.superblock.set(word.name, word.on);
    else if (word.kind === "mark") applyMark(parsed, word.mark, index);
  }
  return parsed;
}
