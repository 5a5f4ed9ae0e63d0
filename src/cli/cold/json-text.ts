// SPDX-License-Identifier: Apache-2.0
type Member = readonly [name: string, value: unknown];

/**
 * JSON text with bigint as plain integers, which JSON.stringify() refuses; bytes as numbers.
 *
 * @param indent spaces a level, 0 for one line
 */
export function jsonText(value: unknown, indent = 0, margin = ""): string {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return `[${value.join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const inner = margin + " ".repeat(indent);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const items = Array.isArray(value)
    ? value.map((item) => jsonText(item, indent, inner))
    : members(value).map(
        ([name, item]) => `${JSON.stringify(name)}:${indent > 0 ? " " : ""}${jsonText(item, indent, inner)}`,
      );
  if (items.length === 0) return open + close;
  return indent === 0
    ? open + items.join(",") + close
    : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${margin}${close}`;
}

function members(value: object): Member[] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}
