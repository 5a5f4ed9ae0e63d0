// SPDX-License-Identifier: Apache-2.0
/**
 * Device rules as DevicePolicy= and DeviceAllow= of a unit. systemd puts its own policy in force beside the
 * container's, and again at each daemon-reload: one that leaves out a device takes it away from a running
 * container. On v2 the container's own program stays attached and decides exactly; the unit's list may allow
 * more, never less. Pure.
 */
import { allowsAll, type DeviceRule, isTotal, MKNOD, READ, WRITE } from "../device-rules.ts";
import { type Property, property } from "./property.ts";

const ANY = -1;

/** Names of /proc/devices: "c 136" to "pts". */
export type DriverNames = ReadonlyMap<string, string>;

/** Reads /proc/devices; the first name of a number that is no pattern. */
export function parseDriverNames(text: string): Map<string, string> {
  const names = new Map<string, string>();
  let type = "c";
  for (const line of text.split("\n")) {
    if (line.startsWith("Character")) type = "c";
    else if (line.startsWith("Block")) type = "b";
    const [, major, name] = /^\s*([0-9]+) ([^*?[\]\s]+)$/.exec(line) ?? [];
    const key = `${type} ${major}`;
    if (name !== undefined && !names.has(key)) names.set(key, name);
  }
  return names;
}

/** How DeviceAllow= names the devices of a rule; undefined where it can't. */
function pathOf(type: "b" | "c", { major, minor }: DeviceRule, drivers: DriverNames): string | undefined {
  const kind = type === "c" ? "char" : "block";
  // The numbers are read from the path: a node need not exist.
  if (major !== ANY && minor !== ANY) return `/dev/${kind}/${major}:${minor}`;
  if (major === ANY) return `${kind}-*`;
  const name = drivers.get(`${type} ${major}`);
  return name === undefined ? undefined : `${kind}-${name}`;
}

function letters(access: number): string {
  return `${access & READ ? "r" : ""}${access & WRITE ? "w" : ""}${access & MKNOD ? "m" : ""}`;
}

export interface DevicePolicy {
  properties: Property[];
  /** v1 only: after a daemon-reload the container has these rights too, or lacks them. */
  warnings: string[];
}

/** Numbers of a driver that is not loaded, which a unit can't name as a whole. */
const MINORS = 256;

interface Found {
  /** v1, where the unit's list is what is in force after a reload: it may allow no other devices. */
  exact: boolean;
  /** Path to access bits. */
  allowed: Map<string, number>;
  everything: boolean;
  warnings: Set<string>;
}

function deny(found: Found, path: string | undefined, access: number): void {
  const known = path === undefined ? undefined : found.allowed.get(path);
  if (path === undefined || known === undefined) return;
  const left = known & ~access;
  if (left === 0) found.allowed.delete(path);
  else found.allowed.set(path, left);
}

function allow(found: Found, rule: DeviceRule, type: "b" | "c", path: string | undefined): void {
  const kind = type === "c" ? "char" : "block";
  const add = (one: string): void => void found.allowed.set(one, (found.allowed.get(one) ?? 0) | rule.access);
  if (path !== undefined) return add(path);
  const what = `the driver of ${kind} devices ${rule.major}:* is not loaded`;
  if (found.exact) {
    found.warnings.add(`${what}, so the unit has the first ${MINORS} of them`);
    for (let minor = 0; minor < MINORS; minor++) add(`/dev/${kind}/${rule.major}:${minor}`);
  } else {
    found.warnings.add(`${what}, so the unit can't name them`);
    add(`${kind}-*`);
  }
}

/** A later rule can take something from an earlier, wider one: that can't be said in a unit. */
function narrows(found: Found, rule: DeviceRule): boolean {
  return !rule.allow && (found.everything || found.allowed.size > 0);
}

function take(found: Found, rule: DeviceRule, drivers: DriverNames): void {
  if (isTotal(rule)) {
    found.allowed.clear();
    found.everything = rule.allow;
    return;
  }
  for (const type of rule.type === "a" ? (["b", "c"] as const) : [rule.type]) {
    const path = pathOf(type, rule, drivers);
    if (rule.allow) allow(found, rule, type, path);
    else {
      if (narrows(found, rule) && (path === undefined || !found.allowed.has(path)))
        found.warnings.add(
          `devices ${type} ${rule.major}:${rule.minor} can't be denied in a unit that allows wider ones`.replaceAll(
            "-1",
            "*",
          ),
        );
      deny(found, path, rule.access);
    }
  }
}

/**
 * @param rules as parseDeviceRules() gives them
 * @param exact no program decides beside the unit (v1)
 */
export function devicePolicy(
  rules: readonly DeviceRule[],
  drivers: DriverNames,
  exact: boolean,
): DevicePolicy {
  const found: Found = { exact, allowed: new Map(), everything: false, warnings: new Set() };
  for (const rule of rules) take(found, rule, drivers);
  const open = found.everything || allowsAll(rules);
  const list = open ? [] : [...found.allowed].map(([path, access]) => [path, letters(access)]);
  return {
    properties: [
      property("DevicePolicy", "s", open ? "auto" : "strict", "/linux/resources/devices"),
      property("DeviceAllow", "a(ss)", list, "/linux/resources/devices"),
    ],
    warnings: [...found.warnings],
  };
}
