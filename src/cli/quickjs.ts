// SPDX-License-Identifier: Apache-2.0
/** Entry of the static executable. */
import * as errors from "../errors/errors.ts";
import * as surface from "../native/native.ts";
import * as segments from "../native/segments.ts";
import { main } from "./main.ts";

/** What addon/quickjs/main.c puts into the global object; `__shared` is read by the other segments. */
interface Host {
  __native: surface.Native;
  __argv: string[];
  /** NAME=value */
  __env: string[];
  __segment(name: segments.SegmentName): unknown;
  /** Modules with identity: one copy for all segments (scripts/build.mjs). */
  __shared: Record<string, unknown>;
}

function environment(entries: readonly string[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const entry of entries) {
    const equals = entry.indexOf("=");
    if (equals > 0) env[entry.slice(0, equals)] = entry.slice(equals + 1);
  }
  return env;
}

const host = globalThis as unknown as Host;
host.__shared = { errors, native: surface, segments };
surface.installNative(host.__native);
segments.installSegments(host.__segment);
const [program = "runt", ...words] = host.__argv;
host.__native.exit(main(words, environment(host.__env), program.slice(program.lastIndexOf("/") + 1)));
