// SPDX-License-Identifier: Apache-2.0
import { UsageError } from "../../errors/errors.ts";

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a duration as Go writes it: 5s, 1m30s, 1.5h. @throws {UsageError} unless above 0 */
export function durationMs(option: string, text: string): number {
  let total = 0;
  const rest = text.replace(
    /([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h)/gy,
    (_, number: string, unit: string) => {
      total += Number(number) * (UNIT_MS[unit] ?? 0);
      return "";
    },
  );
  if (rest === "" && total > 0 && Number.isFinite(total)) return Math.max(1, Math.round(total));
  const wanted = "a time above 0 with a unit, as 5s or 1m30s, is needed";
  throw new UsageError(`invalid value ${JSON.stringify(text)} for flag -${option}: ${wanted}`);
}
