// SPDX-License-Identifier: Apache-2.0
/**
 * Device rules as writes of the v1 devices controller. Pure.
 *
 * The files can't be read back in full, so a change is worked out from the rules that are in force.
 */
import { HostError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { ANY, type DeviceRule, MKNOD, READ, WRITE, isTotal } from "./device-rules.ts";
import type { CgroupWrite } from "./write.ts";

/** cgroup v1 has one default and a set of exceptions; each exception has its own access bits. */
interface Exceptions {
  allow: boolean;
  rules: DeviceRule[];
}

function covers(outer: DeviceRule, inner: DeviceRule): boolean {
  const major = outer.major === ANY || outer.major === inner.major;
  return outer.type === inner.type && major && (outer.minor === ANY || outer.minor === inner.minor);
}

function meets(one: DeviceRule, other: DeviceRule): boolean {
  const major = one.major === ANY || other.major === ANY || one.major === other.major;
  return (
    one.type === other.type &&
    major &&
    (one.minor === ANY || other.minor === ANY || one.minor === other.minor)
  );
}

function addException(state: Exceptions, rule: DeviceRule): void {
  const known = state.rules.find((each) => covers(each, rule) && covers(rule, each));
  if (known === undefined) state.rules.push({ ...rule });
  else known.access |= rule.access;
}

function dropExceptions(state: Exceptions, rule: DeviceRule): void {
  for (const exception of state.rules) {
    if ((exception.access & rule.access) === 0 || !meets(exception, rule)) continue;
    if (!covers(rule, exception)) {
      const message =
        "cannot apply the device rule: cgroup v1 can't make an exception of the wider rule before it";
      throw new HostError("ERR_HOST", rule.pointer, message, "list the devices one by one, or use cgroup v2");
    }
    exception.access &= ~rule.access;
  }
  state.rules = state.rules.filter(({ access }) => access !== 0);
}

function applyRule(state: Exceptions, rule: DeviceRule): void {
  if (isTotal(rule)) {
    state.allow = rule.allow;
    state.rules = [];
    return;
  }
  // v1 knows no "both types" but for everything.
  for (const type of rule.type === "a" ? (["b", "c"] as const) : [rule.type]) {
    const each = { ...rule, type };
    if (rule.allow === state.allow) dropExceptions(state, each);
    else addException(state, each);
  }
}

function stateOf(rules: readonly DeviceRule[]): Exceptions {
  const state: Exceptions = { allow: false, rules: [] };
  for (const rule of rules) applyRule(state, rule);
  return state;
}

function ruleText({ type, major, minor, access }: DeviceRule): string {
  const number = (value: number): string => (value === ANY ? "*" : String(value));
  const letters = `${access & READ ? "r" : ""}${access & WRITE ? "w" : ""}${access & MKNOD ? "m" : ""}`;
  return `${type} ${number(major)}:${number(minor)} ${letters}`;
}

interface Line {
  file: "devices.allow" | "devices.deny";
  value: string;
  pointer: JsonPointer;
}

function line(allow: boolean, value: string, pointer: JsonPointer): Line {
  return { file: allow ? "devices.allow" : "devices.deny", value, pointer };
}

/** Sets the whole state, whatever the cgroup allowed before. */
function allLines({ allow, rules }: Exceptions): Line[] {
  return [line(allow, "a", ""), ...rules.map((rule) => line(!allow, ruleText(rule), rule.pointer))];
}

/** Exceptions, or parts of their access, that `state` has and `other` has not. */
function beyond(state: Exceptions, other: Exceptions): DeviceRule[] {
  const rest = state.rules.map((rule) => {
    const same = other.rules.find((each) => covers(each, rule) && covers(rule, each));
    return { ...rule, access: rule.access & ~(same?.access ?? 0) };
  });
  return rest.filter(({ access }) => access !== 0);
}

/** New exceptions come first: what is allowed before and after is allowed all the time. */
function changedLines(from: Exceptions, to: Exceptions): Line[] {
  return [
    ...beyond(to, from).map((rule) => line(!to.allow, ruleText(rule), rule.pointer)),
    ...beyond(from, to).map((rule) => line(to.allow, ruleText(rule), "")),
  ];
}

function opposite({ file, value }: Line): { file: string; value: string } {
  return { file: file === "devices.allow" ? "devices.deny" : "devices.allow", value };
}

export interface DeviceWrites {
  writes: CgroupWrite[];
  /** Between the writes more or less is allowed than before and after. */
  gap: boolean;
}

/**
 * Writes for the v1 devices controller with the effect of the list.
 *
 * @param before the rules in force; undefined for a new container, whose cgroup may allow anything
 * @param tolerate errno numbers that are no failure: EPERM in a user namespace
 * @throws {HostError} ERR_HOST: a rule that v1 can't express
 */
export function deviceWrites(
  rules: readonly DeviceRule[],
  before: readonly DeviceRule[] | undefined,
  at: JsonPointer,
  tolerate: readonly number[],
): DeviceWrites {
  const to = stateOf(rules);
  const from = before === undefined ? undefined : stateOf(before);
  const gap = from !== undefined && from.allow !== to.allow;
  const lines = from === undefined || gap ? allLines(to) : changedLines(from, to);
  const writes = lines.map(
    ({ file, value, pointer }): CgroupWrite => ({
      controller: "devices",
      file,
      value,
      pointer: pointer === "" ? at : pointer,
      tolerate,
    }),
  );
  if (from === undefined) return { writes, gap };
  for (const [index, write] of writes.entries()) {
    if (!gap) write.inverse = [opposite(lines[index] as Line)];
    else write.inverse = index === 0 ? allLines(from) : [];
  }
  return { writes, gap };
}
