// SPDX-License-Identifier: Apache-2.0
import { UsageError } from "../../errors/errors.ts";

/** @throws {UsageError} */
export function chosenFormat<Format extends string>(
  given: string | undefined,
  formats: readonly [Format, ...Format[]],
): Format {
  if (given === undefined || given === "") return formats[0];
  const found = formats.find((format) => format === given);
  if (found !== undefined) return found;
  throw new UsageError(`invalid format option: ${JSON.stringify(given)}: ${formats.join(" or ")} is needed`);
}
