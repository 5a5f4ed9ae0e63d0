// SPDX-License-Identifier: Apache-2.0
/** Errors that know which property they are about learn where in config.json it stands. */
import type { ConfigSource } from "../config/load.ts";
import { placed } from "../config/read.ts";
import { ConfigError, RuntError } from "../errors/errors.ts";

/** @param source the text of config.json, and its name @returns what to throw in place of `error` */
export function withPlace(error: unknown, { bytes, what }: ConfigSource): unknown {
  if (error instanceof ConfigError) {
    const lacking = error.issues.some(({ line }) => line === undefined);
    return lacking ? new ConfigError(placed(bytes, error.issues), what) : error;
  }
  if (!(error instanceof RuntError) || (error.pointer ?? "") === "" || error.line !== undefined) return error;
  const { pointer = "" } = error;
  const [issue] = placed(bytes, [{ code: "ERR_HOST", pointer, message: "" }]);
  error.line = issue?.line;
  error.column = issue?.column;
  return error;
}
