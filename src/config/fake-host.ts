// SPDX-License-Identifier: Apache-2.0
/** For tests of this folder: the built addon, and segments without bundles. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { installNative, type Native } from "../native/native.ts";
import { installSegments } from "../native/segments.ts";
import * as explain from "./explain.ts";

/** @returns why the addon can't be used, or false; the value for `skip` of a test */
export function installForTest(): string | false {
  installSegments(() => explain);
  try {
    installNative(createRequire(import.meta.url)(join(process.cwd(), "build/runt.node")) as Native);
    return false;
  } catch {
    return "build/runt.node is not built";
  }
}
