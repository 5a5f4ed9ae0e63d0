// SPDX-License-Identifier: Apache-2.0
/** An RFC 6901 JSON pointer into config.json; "" is the whole document. */
export type JsonPointer = "" | `/${string}`;

/** Appends one token, escaped. */
export function pointerTo(base: JsonPointer, token: string | number): JsonPointer {
  if (typeof token === "number") return `${base}/${token}`;
  const escaped =
    token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
  return `${base}/${escaped}`;
}

/** As one would write it in a program: `/process/rlimits/0/type` is `process.rlimits[0].type`. */
export function dottedName(pointer: JsonPointer): string {
  let name = "";
  for (const token of pointer.split("/").slice(1)) {
    const word = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (/^\d+$/.test(word)) name += `[${word}]`;
    else if (!/^[A-Za-z_]\w*$/.test(word)) name += `[${JSON.stringify(word)}]`;
    else name += name === "" ? word : `.${word}`;
  }
  return name === "" ? "the document" : name;
}
