// SPDX-License-Identifier: Apache-2.0
/** Exact values of JSON number literals. */

const LEAST = -(2n ** 63n);
const MOST = 2n ** 64n - 1n;
const MOST_DIGITS = 20;
const ZERO = 48;

/**
 * The value of a literal in JSON's grammar, if nothing is lost: a bigint for an integer beyond
 * +-(2 ** 53 - 1), else a number. -0 is 0.
 *
 * @returns undefined for an integer outside of -2 ** 63 to 2 ** 64 - 1, and for a fraction that a double
 * rounds to an integer
 */
export function exactNumber(literal: string): number | bigint | undefined {
  // By far the most frequent: "no limit".
  if (literal === "18446744073709551615") return MOST;
  const [mantissa = "", exponentText = "0"] = literal.toLowerCase().split("e");
  const negative = mantissa.startsWith("-");
  const [whole = "", fraction = ""] = (negative ? mantissa.slice(1) : mantissa).split(".");
  const digits = withoutZeros(whole + fraction);
  if (digits.text === "") return 0;
  const exponent = Number(exponentText) - fraction.length + digits.dropped;
  if (exponent < 0) {
    const rounded = Number(literal);
    return Number.isInteger(rounded) ? undefined : rounded;
  }
  if (digits.text.length + exponent > MOST_DIGITS) return undefined;
  const magnitude = BigInt(digits.text) * 10n ** BigInt(exponent);
  const value = negative ? -magnitude : magnitude;
  if (value < LEAST || value > MOST) return undefined;
  return magnitude > BigInt(Number.MAX_SAFE_INTEGER) ? value : Number(value);
}

/** Without leading and trailing zeros; `dropped` counts the latter. */
function withoutZeros(digits: string): { text: string; dropped: number } {
  let start = 0;
  let end = digits.length;
  while (start < end && digits.charCodeAt(start) === ZERO) start++;
  while (end > start && digits.charCodeAt(end - 1) === ZERO) end--;
  return { text: digits.slice(start, end), dropped: digits.length - end };
}
