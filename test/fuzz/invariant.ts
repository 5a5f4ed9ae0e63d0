// SPDX-License-Identifier: Apache-2.0
/** What holds for every input of a reader: it gives a value, or one of our errors that is no defect, and soon. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as explain from "../../src/config/explain.ts";
import { formatJson } from "../../src/config/format.ts";
import { InternalError, RuntError } from "../../src/errors/errors.ts";
import { installNative, type Native } from "../../src/native/native.ts";
import { installSegments } from "../../src/native/segments.ts";

/** CPU time, far above what any input of 64 KiB needs. */
const LIMIT_MS = 5000;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The built addon, with what a target replaces. */
export function installFuzzed(overrides: Partial<Native> = {}): void {
  installSegments(() => explain);
  const project = process.env["RUNT_PROJECT"] ?? process.cwd();
  const addon = createRequire(join(project, "package.json"))(join(project, "build/runt.node")) as Native;
  installNative({ ...addon, ...overrides });
}

const PROTOTYPES: readonly object[] = [Object.prototype, Array.prototype, Function.prototype];

function propertiesOfAll(): string {
  return PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).map(String).join()).join(";");
}

const untouched = propertiesOfAll();

/** No input reaches what all objects inherit. */
function assertUnpolluted(): void {
  if (propertiesOfAll() !== untouched) throw new Error("a prototype has changed");
}

/** What was read is the same after it was written and read again. */
export function assertReadsAgain<Value>(value: Value, read: (bytes: Uint8Array) => Value): void {
  const text = formatJson(value);
  const again = read(new TextEncoder().encode(text));
  if (!isDeepStrictEqual(again, value)) throw new Error(`another value after writing and reading: ${text}`);
}

/** @returns what `read` gave, or undefined after one of our errors */
export function endsWell<Value>(read: () => Value): Value | undefined {
  const begin = cpuMs();
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RuntError) || error instanceof InternalError) throw error;
    if (error.message === "") throw new Error(`${error.code} without a message`);
    return undefined;
  } finally {
    const ms = cpuMs() - begin;
    if (ms > LIMIT_MS) throw new Error(`it took ${ms} ms`);
    assertUnpolluted();
  }
}
