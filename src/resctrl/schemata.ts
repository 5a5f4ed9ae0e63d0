// SPDX-License-Identifier: Apache-2.0
/** Lines of resctrl's schemata file: "L3:0=ff;1=f0". Pure. */

/** Values by domain, as they compare: without leading zeros, in lower case. */
function valuesOf(list: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const entry of list.split(";")) {
    const equals = entry.indexOf("=");
    if (equals < 0) continue;
    const value = entry
      .slice(equals + 1)
      .trim()
      .toLowerCase();
    values.set(entry.slice(0, equals).trim(), value.replace(/^0+(?=.)/, ""));
  }
  return values;
}

function splitLine(line: string): [resource: string, list: string] {
  const colon = line.indexOf(":");
  return colon < 0 ? [line.trim(), ""] : [line.slice(0, colon).trim(), line.slice(colon + 1)];
}

/**
 * Compares what is wanted with the content of a schemata file, which has every domain of every resource.
 *
 * @returns the first wanted line that does not hold, with the file's line of that resource
 */
export function schemataMismatch(
  file: string,
  wanted: readonly string[],
): { line: string; there: string | undefined } | undefined {
  const lines = new Map(file.split("\n").map(splitLine));
  for (const line of wanted) {
    const [resource, list] = splitLine(line);
    const there = lines.get(resource);
    const values = there === undefined ? undefined : valuesOf(there);
    for (const [domain, value] of valuesOf(list)) {
      if (values?.get(domain) === value) continue;
      return { line, there: there === undefined ? undefined : `${resource}:${there.trim()}` };
    }
  }
  return undefined;
}
