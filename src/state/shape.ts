// SPDX-License-Identifier: Apache-2.0
/** Shapes of members of our own files, which a crash or a hand may have damaged. */

function isMapOf(value: unknown, shape: (member: unknown) => boolean): boolean {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(shape)
  );
}

export const isText = (value: unknown): boolean => typeof value === "string";
export const isTextMap = (value: unknown): boolean => isMapOf(value, isText);
export const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
export const isFlag = (value: unknown): boolean => typeof value === "boolean";
export const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
export const isCountMap = (value: unknown): boolean => isMapOf(value, isCount);
export const isPid = (value: unknown): boolean => isCount(value) && (value as number) > 0;
/** Clock ticks since boot. */
export const isStart = (value: unknown): boolean => isText(value) && /^[0-9]+$/.test(value as string);

/** A unit of systemd: its name, and whether it is the user's manager that has it. */
export function isUnit(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { name, user } = value as Record<string, unknown>;
  return isText(name) && name !== "" && isFlag(user);
}

/** Absent, or of the shape. */
export function optional(shape: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || shape(value);
}
