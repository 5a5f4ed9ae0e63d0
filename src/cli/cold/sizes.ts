// SPDX-License-Identifier: Apache-2.0
import { UsageError } from "../../errors/errors.ts";

const FACTORS = "bkmgtp";

/** Bytes: a number with an optional fraction and k, m, g, t or p (1024 each), also kb and kib; -1 lifts the limit. */
export function sizeBytes(option: string, text: string): number {
  if (text === "-1") return -1;
  const match = /^([0-9]+(?:\.[0-9]+)?) ?([bkmgtp]?)(?:i?b)?$/.exec(text.toLowerCase());
  const [, number = "", unit = ""] = match ?? [];
  const bytes =
    match === null ? Number.NaN : Math.floor(Number(number) * 1024 ** Math.max(0, FACTORS.indexOf(unit)));
  if (Number.isSafeInteger(bytes)) return bytes;
  throw new UsageError(
    `invalid value ${JSON.stringify(text)} for flag -${option}: a size as 512m, or -1, is needed`,
  );
}
