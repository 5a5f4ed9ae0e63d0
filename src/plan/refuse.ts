// SPDX-License-Identifier: Apache-2.0
/** Errors of compilers: what config.json asks for can't become a plan. */
import { ConfigError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";

export function ruleError(pointer: JsonPointer, message: string, hint?: string): ConfigError {
  return new ConfigError([
    { code: "ERR_CONFIG_RULE", pointer, message, ...(hint === undefined ? {} : { hint }) },
  ]);
}

export function unsupportedError(pointer: JsonPointer, message: string, hint?: string): ConfigError {
  return new ConfigError([
    { code: "ERR_CONFIG_UNSUPPORTED", pointer, message, ...(hint === undefined ? {} : { hint }) },
  ]);
}
