// SPDX-License-Identifier: Apache-2.0

/** Stands for the pipe among the words of substituted(). */
export const PIPE = "PIPE";

/** A command line of bash in which the text comes from a pipe, as `<(...)` makes it. */
export function substituted(text: string, words: readonly string[]): string[] {
  const at = words.indexOf(PIPE);
  const script = `text=$1; shift; "\${@:1:${at}}" <(printf %s "$text") "\${@:${at + 2}}"`;
  return ["bash", "-c", script, "bash", text, ...words];
}
