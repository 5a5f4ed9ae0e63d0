// SPDX-License-Identifier: Apache-2.0
/** The file of --trace: made before the command begins, filled when it ends. */
import { errnoText } from "../../errors/errno.ts";
import { RuntError } from "../../errors/errors.ts";
import { O_TRUNC } from "../../native/flags.ts";
import { native } from "../../native/native.ts";
import { openOutput } from "../log.ts";
import { chromeTrace } from "../../trace/chrome.ts";
import type { Span, Tracer } from "../../trace/trace.ts";

export interface TraceFile {
  readonly tracer: Tracer;
  /** Writes what was traced, under the command's name. Done once. */
  finish(title: string): void;
}

/** @throws {RuntError} ERR_LOG when the file can't be made */
export function openTraceFile(path: string): TraceFile {
  const what = `trace file ${JSON.stringify(path)}`;
  const fd = openOutput(what, path, O_TRUNC);
  // A trace may be longer than a pipe holds.
  native().setNonblock(fd, 0);
  const begin = native().monotonicUs();
  const spans: Span[] = [];
  return {
    tracer: (span) => void spans.push(span),
    finish(title) {
      spans.push({ name: title, kind: "phase", begin, duration: native().monotonicUs() - begin, pid: 0 });
      const written = native().writeText(fd, chromeTrace(spans, title));
      native().close(fd);
      if (written < 0) throw new RuntError("ERR_LOG", `${what}: write: ${errnoText(-written)}`);
    },
  };
}
