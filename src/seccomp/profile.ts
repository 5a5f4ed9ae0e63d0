// SPDX-License-Identifier: Apache-2.0
/**
 * Turns linux.seccomp into what native().seccompCompile() takes. Pure.
 *
 * Words, all unsigned 32-bit values:
 *   default action, optimisation level (2 is a binary tree, 0 leaves libseccomp's own), number of
 *   architectures, their tokens, number of rules, and each rule:
 *     action, number of names, number of conditions, and each condition:
 *       argument index, operator, value high, low, second value high, low
 * The names of all rules, in order, are in the text, each ended by a NUL.
 */
import type { Seccomp, SeccompAction, SeccompArch, SeccompArg, SeccompRule } from "../config/types.ts";
import { ConfigError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { ACTIONS, ARCHITECTURES, LONE_ARCHITECTURES, OPERATORS } from "./constants.ts";

export interface Profile {
  words: number[];
  strings: string;
  notifies: boolean;
  /** Names that only rules equal to the default action have, each ended by a NUL. */
  skipped: string;
  /** What no rule names gets EPERM, and newer system calls ENOSYS (newer.ts). */
  deniesByDefault: boolean;
  /** Pointer of the entry of `syscalls` that each rule of the words comes from. */
  pointers: JsonPointer[];
}

const EPERM = 1;
const AUDIT_ARCH_LE = 0x4000_0000;
/** From this many names on a filter is a binary tree of system call numbers and not a list. */
const TREE_FROM_NAMES = 32;

function fail(pointer: JsonPointer, message: string, clause: string): ConfigError {
  return new ConfigError([{ code: "ERR_CONFIG_RULE", pointer, message, clause }]);
}

/** Programs of the other byte order never run here, and libseccomp does not mix the two in a filter. */
function mayRunHere(name: SeccompArch): boolean {
  const ownIsLittle = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
  const isLittle = (ARCHITECTURES[name] & AUDIT_ARCH_LE) !== 0;
  return isLittle === ownIsLittle && !LONE_ARCHITECTURES.includes(name);
}

/** Action with its errno; ERRNO and TRACE without one have EPERM. */
function actionWord(action: SeccompAction, errnoRet: number | undefined, pointer: JsonPointer): number {
  if (action === "SCMP_ACT_ERRNO" || action === "SCMP_ACT_TRACE") {
    const errno = errnoRet ?? EPERM;
    if (errno <= 0xffff) return ACTIONS[action] + errno;
    throw fail(pointer, `errno ${errno} does not fit in 16 bits`, "linux/seccomp/errno-ret");
  }
  if (errnoRet === undefined) return ACTIONS[action];
  throw fail(pointer, `${action} takes no errno`, "linux/seccomp/errno-ret-unsupported");
}

function pushValue(words: number[], value: number | bigint): void {
  if (typeof value === "bigint") words.push(Number(value >> 32n), Number(value & 0xffff_ffffn));
  else words.push(Math.floor(value / 0x1_0000_0000), value % 0x1_0000_0000);
}

function pushCondition(words: number[], { index, value, valueTwo, op }: SeccompArg): void {
  words.push(index, OPERATORS[op]);
  pushValue(words, value);
  pushValue(words, valueTwo ?? 0);
}

/** Conditions on different arguments must all hold; if two are on one argument, any condition of the rule suffices. */
function alternatives(args: readonly SeccompArg[]): (readonly SeccompArg[])[] {
  const distinct = new Set(args.map(({ index }) => index)).size === args.length;
  return distinct ? [args] : args.map((each) => [each]);
}

function checkNotify(rule: SeccompRule, pointer: JsonPointer): void {
  if (!rule.names.includes("write")) return;
  // The runtime itself writes after the filter is loaded, and nobody could answer.
  throw fail(pointer, "SCMP_ACT_NOTIFY can't be used for write", "linux/seccomp/listener-path");
}

/** Adds one entry of `syscalls`; gives the number of names that it adds. */
function pushRule(profile: Profile, rule: SeccompRule, action: number, pointer: JsonPointer): number {
  const choices = alternatives(rule.args ?? []);
  for (const conditions of choices) {
    profile.words.push(action, rule.names.length, conditions.length);
    for (const condition of conditions) pushCondition(profile.words, condition);
    profile.strings += `${rule.names.join("\0")}\0`;
    profile.pointers.push(pointer);
  }
  return choices.length * rule.names.length;
}

/**
 * @returns undefined for an empty profile: no default action and no rules
 * @throws {ConfigError} ERR_CONFIG_RULE: an errno for an action that takes none; NOTIFY by default, for write
 *   or without a listener
 */
export function encodeProfile(seccomp: Seccomp, at: JsonPointer): Profile | undefined {
  const rules = seccomp.syscalls ?? [];
  if (seccomp.defaultAction === undefined && rules.length === 0) return undefined;
  if (seccomp.defaultAction === "SCMP_ACT_NOTIFY") {
    throw fail(
      pointerTo(at, "defaultAction"),
      "SCMP_ACT_NOTIFY can't be the default action",
      "linux/seccomp/listener-path",
    );
  }
  const byDefault = actionWord(
    seccomp.defaultAction,
    seccomp.defaultErrnoRet,
    pointerTo(at, "defaultErrnoRet"),
  );
  const architectures = (seccomp.architectures ?? []).filter(mayRunHere).map((name) => ARCHITECTURES[name]);
  const profile: Profile = {
    words: [],
    strings: "",
    notifies: false,
    skipped: "",
    deniesByDefault: byDefault === ACTIONS.SCMP_ACT_ERRNO + EPERM,
    pointers: [],
  };
  let names = 0;
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index] as SeccompRule;
    const pointer = pointerTo(pointerTo(at, "syscalls"), index);
    const action = actionWord(rule.action, rule.errnoRet, pointer);
    if (action === byDefault) {
      profile.skipped += `${rule.names.join("\0")}\0`;
      continue;
    }
    if (rule.action === "SCMP_ACT_NOTIFY") {
      checkNotify(rule, pointer);
      profile.notifies = true;
    }
    names += pushRule(profile, rule, action, pointer);
  }
  if (profile.notifies && (seccomp.listenerPath ?? "") === "") {
    throw fail(at, "SCMP_ACT_NOTIFY needs a listenerPath", "linux/seccomp/notify-without-listener");
  }
  const optimize = names >= TREE_FROM_NAMES ? 2 : 0;
  profile.words.unshift(byDefault, optimize, architectures.length, ...architectures, profile.pointers.length);
  return profile;
}
