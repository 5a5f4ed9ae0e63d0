// SPDX-License-Identifier: Apache-2.0
/**
 * linux.resources.devices as an ordered list of rules, of which the last one that matches decides. Pure.
 *
 * The list starts with "deny everything", whatever config.json says, and ends with what every container may
 * use: making nodes, and the devices that config.md "Default Devices" and terminals need.
 */
import type { LinuxDeviceCgroup } from "../config/types.ts";
import { ConfigError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";

/** Access bits, as in linux/bpf.h. */
export const MKNOD = 1;
export const READ = 2;
export const WRITE = 4;
const ALL = MKNOD | READ | WRITE;
/** Any major or minor number. */
export const ANY = -1;

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
