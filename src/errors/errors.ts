// SPDX-License-Identifier: Apache-2.0
/** The error classes that reach a user. Codes that are not errno names are listed in codes.ts. */
import type { ErrorCode } from "./codes.ts";
import { errnoName, errnoText } from "./errno.ts";
import type { JsonPointer } from "./pointer.ts";

/** One problem of a configuration. */
export interface Issue {
  readonly code: ErrorCode;
  readonly pointer: JsonPointer;
  /** Names the property, its value and what is wanted; no final period. */
  readonly message: string;
  /** Place in config.json, counted from 1; absent where the document was not read from a file. */
  readonly line?: number;
  readonly column?: number;
  /** Clause id or document section that demands it. */
  readonly clause?: string;
  readonly hint?: string;
}

interface Details {
  pointer?: JsonPointer;
  hint?: string;
  /** Exit status of the command line where it is not 1. */
  exitStatus?: number;
  cause?: unknown;
}

/** Base of all: `message` is one line that stands alone. */
export class RuntError extends Error {
  readonly code: string;
  readonly pointer: JsonPointer | undefined;
  readonly hint: string | undefined;
  exitStatus: number | undefined;
  /** Place of `pointer` in config.json, counted from 1, where it is known. */
  line: number | undefined;
  column: number | undefined;

  constructor(code: string, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.pointer = details.pointer;
    this.hint = details.hint;
    this.exitStatus = details.exitStatus;
  }
}

/** The configuration is wrong; all problems at once. Nothing was changed. */
export class ConfigError extends RuntError {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], what = "config.json") {
    const first = issues[0];
    if (first === undefined) throw new TypeError("ConfigError needs an issue");
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
    const place = first.line === undefined ? "" : `:${first.line}:${first.column ?? 1}`;
    super(
      first.code,
      `${what}${place}: ${first.pointer === "" ? "" : `${first.pointer}: `}${first.message}${more}`,
      {
        pointer: first.pointer,
        ...(first.hint === undefined ? {} : { hint: first.hint }),
      },
    );
    this.issues = issues;
    this.line = first.line;
    this.column = first.column;
  }
}

/** The host lacks something; nothing was changed. */
export class HostError extends RuntError {
  declare readonly code: ErrorCode;
  constructor(code: ErrorCode, pointer: JsonPointer | undefined, message: string, hint?: string) {
    super(code, message, {
      ...(pointer === undefined ? {} : { pointer }),
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

/** The container or the state directory is not in the state that the command needs. */
export class StateError extends RuntError {
  declare readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, hint?: string) {
    super(code, message, hint === undefined ? {} : { hint });
  }
}

/** A mistake in the call: unknown option, wrong number of arguments. */
export class UsageError extends RuntError {
  constructor(message: string, exitStatus = 1) {
    super("ERR_USAGE", message, { exitStatus });
  }
}

/** A defect of runt. */
export class InternalError extends RuntError {
  constructor(message: string, cause?: unknown) {
    super("ERR_INTERNAL", message, {
      cause,
      hint: "this is a defect of runt: please report it with the command and config.json",
    });
  }
}

/** The operation of a plan that failed, for the error's text. */
export interface FailedOperation {
  readonly index: number;
  readonly name: string;
  /** As the plan printer shows it. */
  readonly text: string;
}

export interface KernelDetails extends Details {
  path?: string;
  /** What the kernel said beyond the errno. */
  kernelText?: string;
  operation?: FailedOperation;
}

/** A system call failed. Shape of Node's system errors: `code` EINVAL, `errno` -22, `syscall`, `path`. */
export class KernelError extends RuntError {
  readonly errno: number;
  readonly syscall: string;
  readonly path: string | undefined;
  readonly kernelText: string | undefined;
  readonly operation: FailedOperation | undefined;

  /** @param errno negative, as the native calls return it */
  constructor(errno: number, syscall: string, what: string, details: KernelDetails = {}) {
    super(errnoName(-errno), `${what}: ${syscall}: ${errnoText(-errno)}`, details);
    this.errno = errno;
    this.syscall = syscall;
    this.path = details.path;
    this.kernelText = details.kernelText;
    this.operation = details.operation;
  }
}
