// SPDX-License-Identifier: Apache-2.0
/** An RFC 6901 JSON pointer into config.json; "" is the whole document. */
export type JsonPointer = "" | `/${string}`;

/** Appends one token, escaped. */
export function pointerTo(base: JsonPointer, token: string | number): JsonPointer {
  if (typeof token === "number") return `${base}/${token}`;
  const escaped = token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
  return `${base}/${escaped}`;
}
