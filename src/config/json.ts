// SPDX-License-Identifier: Apache-2.0
import { ConfigError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import { loadSegment } from "../native/segments.ts";
import { scanJson } from "./scan.ts";

/**
 * Strict JSON of any shape: for our own files. Large integers are bigint.
 *
 * @param what names the document in errors
 * @throws {ConfigError} with every problem
 */
export function parseJson(bytes: Uint8Array, what = "JSON"): unknown {
  const parsed = scanJson(bytes);
  if (parsed.problems.length === 0) return parsed.value;
  const { explainJson } = loadSegment<typeof import("./explain.ts")>("explain");
  throw new ConfigError(explainJson({ bytes, parsed, decode: (part) => native().decodeText(part) }), what);
}
