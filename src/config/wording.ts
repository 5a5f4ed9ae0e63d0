// SPDX-License-Identifier: Apache-2.0
/** Words for values and for what a schema wants, in messages. */

const LONGEST = 60;

/** `"0", a string` or `an array`: what the user has written. */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  switch (typeof value) {
    case "object":
      return "an object";
    case "string":
      return `${quoted(value)}, a string`;
    case "boolean":
      return `${value}, a boolean`;
    default:
      return `${String(value)}, a number`;
  }
}

/** The value alone, where its type is right. */
export function shortValue(value: unknown): string {
  return typeof value === "string" ? quoted(value) : String(value);
}

export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);
}

export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

type Schema = Readonly<Record<string, unknown>>;

/** What a value of this schema is, with its article. */
export function describeWanted(schema: Schema): string {
  if (Array.isArray(schema.integer64)) return range(String(schema.integer64[0]), String(schema.integer64[1]));
  if (typeof schema["x-form"] === "string") return schema["x-form"];
  if (Array.isArray(schema.enum))
    return `${schema.enum.length > 1 ? "one of " : ""}${listed(schema.enum.map(String))}`;
  switch (schema.type) {
    case "integer":
      return range(
        String(schema.minimum ?? Number.MIN_SAFE_INTEGER),
        String(schema.maximum ?? Number.MAX_SAFE_INTEGER),
      );
    case "boolean":
      return "true or false";
    case "array":
      return "an array";
    case "object":
      return "an object";
    default:
      return "a string";
  }
}

function range(least: string, most: string): string {
  return `an integer from ${least} to ${most}`;
}

/** The candidate that differs in few letters, if one does. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toUpperCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 4)) + 1;
  for (const candidate of candidates) {
    const upper = candidate.toUpperCase();
    const away = upper.endsWith(`_${wanted}`) ? 0 : distance(wanted, upper, least);
    if (away >= least) continue;
    least = away;
    best = candidate;
  }
  return best;
}

/** Edits between two words; at least `enough` once it is clear that there are no fewer. */
function distance(from: string, to: string, enough: number): number {
  if (Math.abs(from.length - to.length) >= enough) return enough;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[to.length] ?? enough;
}
