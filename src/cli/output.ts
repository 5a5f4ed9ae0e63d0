// SPDX-License-Identifier: Apache-2.0
/** Standard output and error of the command line. */
import { KernelError } from "../errors/errors.ts";
import { native } from "../native/native.ts";

/** @throws {KernelError} so that a full disk or a closed pipe ends in a failure */
export function print(text: string): void {
  if (text === "") return;
  const written = native().writeText(1, text);
  if (written < 0) throw new KernelError(written, "write", "write to standard output");
}

/** Nobody is left to tell if standard error can't be written to. */
export function complain(text: string): void {
  native().writeText(2, text);
}

function escaped(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** One line that can't move a terminal's cursor: much of what errors quote comes from others. */
export function printable(text: string): string {
  // C0, DEL, C1, line and paragraph separators, and what turns the direction of text around.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escaped);
}
