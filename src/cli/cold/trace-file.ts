// SPDX-License-Identifier: Apache-2.0
/** The file of --trace: made before the command begins, filled when it ends. */
import { errnoText } from "../../errors/errno.ts";
import { RuntError } from "../../errors/errors.ts";
import { AT_FDCWD, O_CREAT, O_NOCTTY, O_TRUNC, O_WRONLY } from "../../native/flags.ts";
import { native } from "../../native/native.ts";
import { chromeTrace } from "../../trace/chrome.ts";
import type { Span, Tracer } from "../../trace/trace.ts";

export interface TraceFile {
  readonly tracer: Tracer;
  /** Writes what was traced, under the command's name. Done once. */
  finish(title: string): void;
}

/** @throws {RuntError} ERR_LOG when the file can't be made */
export function openTraceFile(path: string): TraceFile {
  const fd = native().openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY, 0o644);
  if (fd < 0) throw traceError(path, "open", fd);
  const begin = native().monotonicUs();
  const spans: Span[] = [];
  return {
    tracer: (span) => void spans.push(span),
    finish(title) {
      spans.push({ name: title, kind: "phase", begin, duration: native().monotonicUs() - begin, pid: 0 });
      const written = native().writeText(fd, chromeTrace(spans, title));
      native().close(fd);
      if (written < 0) throw traceError(path, "write", written);
    },
  };
}

function traceError(path: string, call: string, errno: number): RuntError {
  return new RuntError("ERR_LOG", `trace file ${JSON.stringify(path)}: ${call}: ${errnoText(-errno)}`);
}
