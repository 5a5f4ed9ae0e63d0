// SPDX-License-Identifier: Apache-2.0
/**
 * Engines in Go write null for members that they have no value for, and read it as absent: so does this.
 * The published schemas know no null, so only a document that they refuse is looked through.
 */

type Container = Record<string | number, unknown>;

/** Takes members that are null out of all objects. @returns whether there were any */
export function dropNulls(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const container = value as Container;
  const list = Array.isArray(value);
  let dropped = false;
  for (const name of Object.keys(container)) {
    const member = container[name];
    if (member === null && !list) {
      delete container[name];
      dropped = true;
    } else if (dropNulls(member)) dropped = true;
  }
  return dropped;
}
