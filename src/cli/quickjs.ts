// SPDX-License-Identifier: Apache-2.0
/**
 * Entry of the static executable. It is evaluated once, when the executable is built (addon/quickjs/heap.h):
 * no module that it imports may call the native surface or read a clock before start() runs.
 */
import * as cgroup from "../cgroup/cgroup.ts";
import * as configLoad from "../config/load.ts";
import * as configRead from "../config/read.ts";
import * as errors from "../errors/errors.ts";
import * as prepare from "../lifecycle/prepare.ts";
import * as surface from "../native/native.ts";
import * as segments from "../native/segments.ts";
import * as mountOptions from "../plan/mount-options.ts";
import * as policyWarnings from "../policy/warnings.ts";
import { main } from "./main.ts";

/** The global object's members for addon/quickjs. */
interface Host {
  __native: surface.Native;
  __segment(name: segments.SegmentName): unknown;
  /** Called with argv and the environment as NAME=value strings. */
  __start(argv: readonly string[], environment: readonly string[]): void;
  /** Modules of which one copy serves all segments (scripts/build.mjs). */
  __shared: Record<string, unknown>;
}

function parseEnvironment(entries: readonly string[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const entry of entries) {
    const equals = entry.indexOf("=");
    if (equals > 0) environment[entry.slice(0, equals)] = entry.slice(equals + 1);
  }
  return environment;
}

const host = globalThis as unknown as Host;
surface.installNative(host.__native);
segments.installSegments(host.__segment);
host.__shared = {
  errors,
  native: surface,
  segments,
  cgroup,
  configLoad,
  configRead,
  prepare,
  mountOptions,
  policyWarnings,
};
host.__start = ([program = "runt", ...words], environment) => {
  const name = program.slice(program.lastIndexOf("/") + 1);
  host.__native.exit(main(words, parseEnvironment(environment), name));
};
