// SPDX-License-Identifier: Apache-2.0
/**
 * linux.resources.devices as an ordered list of rules, of which the last one that matches decides. Pure.
 *
 * The list starts with "deny everything", whatever config.json says, and ends with what every container may
 * use: making nodes, and the devices that config.md "Default Devices" and terminals need.
 */
import type { LinuxDeviceCgroup } from "../config/types.ts";
import { ConfigError, HostError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import type { CgroupWrite } from "./write.ts";

/** Access bits, as in linux/bpf.h. */
export const MKNOD = 1;
export const READ = 2;
export const WRITE = 4;
const ALL = MKNOD | READ | WRITE;
/** Any major or minor number. */
const ANY = -1;

export interface DeviceRule {
  allow: boolean;
  /** "a" is both. */
  type: "a" | "b" | "c";
  /** -1 is any. */
  major: number;
  minor: number;
  /** Bits. */
  access: number;
  pointer: JsonPointer;
}

function always(type: "b" | "c", major: number, minor: number, access: number): DeviceRule {
  return { allow: true, type, major, minor, access, pointer: "" };
}

/** null, zero, full, random, urandom, tty, ptmx, pts and tun. */
const ALWAYS: readonly DeviceRule[] = [
  always("c", ANY, ANY, MKNOD),
  always("b", ANY, ANY, MKNOD),
  always("c", 1, 3, ALL),
  always("c", 1, 5, ALL),
  always("c", 1, 7, ALL),
  always("c", 1, 8, ALL),
  always("c", 1, 9, ALL),
  always("c", 5, 0, ALL),
  always("c", 5, 2, ALL),
  always("c", 136, ANY, ALL),
  always("c", 10, 200, ALL),
];

function fail(pointer: JsonPointer, message: string): ConfigError {
  return new ConfigError([{ code: "ERR_CONFIG_RULE", pointer, message }]);
}

function accessBits(text: string | undefined, pointer: JsonPointer): number {
  let bits = 0;
  for (const letter of text ?? "") {
    const bit = letter === "r" ? READ : letter === "w" ? WRITE : letter === "m" ? MKNOD : 0;
    if (bit === 0)
      throw fail(pointerTo(pointer, "access"), `access ${JSON.stringify(text)} may hold only r, w and m`);
    bits |= bit;
  }
  if (bits === 0) throw fail(pointerTo(pointer, "access"), "access needs at least one of r, w and m");
  return bits;
}

function deviceNumber(value: number | bigint | undefined, member: string, pointer: JsonPointer): number {
  if (value === undefined) return ANY;
  if (value < ANY || value > 0xffff_ffff)
    throw fail(pointerTo(pointer, member), `${member} ${value} is no device number`);
  return Number(value);
}

function deviceType(text: string | undefined, pointer: JsonPointer): "a" | "b" | "c" {
  if (text === undefined || text === "") return "a";
  if (text === "a" || text === "b" || text === "c") return text;
  throw fail(pointerTo(pointer, "type"), `type ${JSON.stringify(text)} must be a, b or c`);
}

/**
 * @returns the rules of config.json, then those of every container
 * @throws {ConfigError} ERR_CONFIG_RULE
 */
export function parseDeviceRules(
  devices: readonly LinuxDeviceCgroup[] | undefined,
  at: JsonPointer,
): DeviceRule[] {
  const rules = (devices ?? []).map(({ allow, type, major, minor, access }, index): DeviceRule => {
    const pointer = pointerTo(at, index);
    return {
      allow,
      type: deviceType(type, pointer),
      major: deviceNumber(major, "major", pointer),
      minor: deviceNumber(minor, "minor", pointer),
      access: accessBits(access, pointer),
      pointer,
    };
  });
  return [...rules, ...ALWAYS];
}

/** The rule is about every device and every access. */
export function isTotal({ type, major, minor, access }: DeviceRule): boolean {
  return type === "a" && major === ANY && minor === ANY && access === ALL;
}

/** Nothing is denied, so a host that can't restrict devices does what is asked. */
export function allowsAll(rules: readonly DeviceRule[]): boolean {
  const last = rules.findLastIndex(isTotal);
  return last >= 0 && rules.slice(last).every(({ allow }) => allow);
}

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

function ruleText({ type, major, minor, access }: DeviceRule): string {
  const number = (value: number): string => (value === ANY ? "*" : String(value));
  const letters = `${access & READ ? "r" : ""}${access & WRITE ? "w" : ""}${access & MKNOD ? "m" : ""}`;
  return `${type} ${number(major)}:${number(minor)} ${letters}`;
}

/**
 * Writes for the v1 devices controller with the effect of the list, whatever the cgroup allowed before.
 *
 * @param tolerate errno numbers that are no failure: EPERM in a user namespace
 * @throws {HostError} ERR_HOST: a rule that v1 can't express
 */
export function deviceWrites(
  rules: readonly DeviceRule[],
  at: JsonPointer,
  tolerate: readonly number[],
): CgroupWrite[] {
  const state: Exceptions = { allow: false, rules: [] };
  for (const rule of rules) applyRule(state, rule);
  const write = (allow: boolean, value: string, pointer: JsonPointer): CgroupWrite => {
    const file = allow ? "devices.allow" : "devices.deny";
    return { controller: "devices", file, value, pointer: pointer === "" ? at : pointer, tolerate };
  };
  const exceptions = state.rules.map((rule) => write(!state.allow, ruleText(rule), rule.pointer));
  return [write(state.allow, "a", at), ...exceptions];
}
