// SPDX-License-Identifier: Apache-2.0
/** Turns a failed operation into an error that names what the user asked for. */
import {
  EACCES,
  EISDIR,
  ENOENT,
  ENOEXEC,
  ENOSPC,
  ENOTDIR,
  EPERM,
  EUSERS,
  errnoText,
} from "../errors/errno.ts";
import { KernelError, RuntError } from "../errors/errors.ts";
import { CLONE_NEWUSER } from "../ops/kernel.ts";
import type { Operation } from "../ops/operation.ts";
import { formatOperation } from "../ops/print.ts";
import { OPERATIONS, type OperationName } from "../ops/table.ts";
import type { Plan } from "../plan/plan.ts";
import { hintFor } from "./hints.ts";
import { userNamespaceHint } from "../userns/userns-diagnosis.ts";

/** What init reports of the operation at which it stopped. */
export interface OperationFailure {
  /** Position in the plan, from 0. */
  index: number;
  /** Position in the operation table, from 1. */
  opcode: number;
  /** Positive. */
  errno: number;
  /** What the kernel or init said beyond the errno. */
  text: string;
}

interface Words {
  message: string;
  hint?: string;
}

const BAD_INTERPRETER =
  "the file was there: the interpreter of its first line, or its dynamic loader, is not in the root filesystem, or it was removed since";
const BAD_FORMAT =
  "the file is neither a program for this machine nor a script with a first line like #!/bin/sh";

function execWords(file: string, errno: number): Words {
  const message = `exec ${file}: ${errnoText(errno)}`;
  if (errno === ENOENT) return { message, hint: BAD_INTERPRETER };
  return errno === ENOEXEC ? { message, hint: BAD_FORMAT } : { message };
}

function lookupWords(file: string, errno: number): Words {
  const quoted = JSON.stringify(file);
  if (errno === ENOENT && !file.includes("/")) {
    return {
      message: `exec: ${quoted}: executable file not found in $PATH`,
      hint: "PATH is the one of process.env",
    };
  }
  if (errno === ENOENT || errno === ENOTDIR)
    return { message: `exec: ${quoted}: stat ${file}: ${errnoText(errno)}` };
  if (errno === EISDIR) return { message: `exec: ${quoted}: is a directory: permission denied` };
  const message = `exec: ${quoted}: ${errnoText(errno)}`;
  return errno === EACCES ? { message, hint: "is the file's x bit set, for this user?" } : { message };
}

/**
 * The program can't be found or executed. Engines search for these texts, so they are Go's.
 *
 * @param file args[0]
 */
export function executableError(
  op: "findExecutable" | "exec",
  file: string,
  failure: OperationFailure,
): KernelError {
  const { message, hint } = op === "exec" ? execWords(file, failure.errno) : lookupWords(file, failure.errno);
  const operation = { index: failure.index, name: op, text: `${op} ${JSON.stringify(file)}` };
  const details = { pointer: "/process/args/0" as const, path: file, operation };
  const error = new KernelError(
    -failure.errno,
    "execve",
    file,
    hint === undefined ? details : { ...details, hint },
  );
  error.message = message;
  return error;
}

/** What the operation was about, for KernelError.path. */
function pathOf(operation: Operation): string | undefined {
  if ("path" in operation && typeof operation.path === "string") return operation.path;
  return "name" in operation && typeof operation.name === "string" ? operation.name : undefined;
}

const SHOWN_LENGTH = 4096;
const REFUSALS: readonly number[] = [EPERM, EACCES, ENOSPC, EUSERS];

/** Distributions restrict user namespaces in their own ways, which the errno alone does not tell. */
function namespaceHint(plan: Plan, { index, errno }: OperationFailure): string | undefined {
  if (!REFUSALS.includes(errno)) return undefined;
  const made = plan.ops.findIndex((one) => one.op === "fork" && (one.flags & CLONE_NEWUSER) !== 0);
  if (made === -1 || index < made) return undefined;
  return userNamespaceHint(index === made, errno);
}

/** An operation may hold as much as a configuration does. */
function shortened(text: string): string {
  const more = text.length - SHOWN_LENGTH;
  return more <= 0 ? text : `${text.slice(0, SHOWN_LENGTH)}... and ${more} more characters`;
}

/** The error of an operation of a plan at hand. */
export function operationError(plan: Plan, failure: OperationFailure): RuntError {
  const { index, errno, text } = failure;
  const operation = plan.ops[index];
  if (operation === undefined)
    return new RuntError("ERR_INIT", `init reports operation ${index}, which its plan does not have`);
  if (operation.op === "findExecutable" || operation.op === "exec") {
    const lookup = plan.ops.find(({ op }) => op === "findExecutable");
    return executableError(operation.op, lookup?.op === "findExecutable" ? lookup.file : "", failure);
  }
  const path = pathOf(operation);
  const hint = namespaceHint(plan, failure) ?? hintFor(operation, errno);
  return new KernelError(
    -errno,
    OPERATIONS[operation.op].syscall,
    operation.step === "" ? operation.op : operation.step,
    {
      operation: { index, name: operation.op, text: shortened(formatOperation(operation, index)) },
      ...(operation.pointer === "" ? {} : { pointer: operation.pointer }),
      ...(path === undefined ? {} : { path }),
      ...(text === "" ? {} : { kernelText: text }),
      ...(hint === undefined ? {} : { hint }),
    },
  );
}

/** The error of an operation behind the gate, where the plan is not at hand any more. */
export function lateError(file: string, failure: OperationFailure): RuntError {
  const name = (Object.keys(OPERATIONS) as OperationName[])[failure.opcode - 1];
  if (name === undefined)
    return new RuntError("ERR_INIT", `init reports an unknown operation ${failure.opcode}`);
  if (name === "findExecutable" || name === "exec") return executableError(name, file, failure);
  const seccomp = name === "setSeccomp";
  return new KernelError(
    -failure.errno,
    OPERATIONS[name].syscall,
    seccomp ? "load the seccomp filter" : name,
    {
      operation: { index: failure.index, name, text: name },
      ...(seccomp ? { pointer: "/linux/seccomp" as const } : {}),
      ...(failure.text === "" ? {} : { kernelText: failure.text }),
    },
  );
}
