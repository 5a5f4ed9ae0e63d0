// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { chromeTrace } from "./chrome.ts";

suite("chromeTrace", () => {
  test("a span is a complete event on its process's row", () => {
    const text = chromeTrace(
      [
        { name: "mount", kind: "operation", begin: 10, duration: 2.5, pid: 7, pointer: "/mounts/0" },
        { name: "run", kind: "phase", begin: 0, duration: 20, pid: 0, error: "no" },
      ],
      "run",
    );
    const { traceEvents } = JSON.parse(text) as { traceEvents: object[] };
    assert.deepEqual(traceEvents, [
      { name: "process_name", ph: "M", pid: 0, args: { name: "run" } },
      { name: "process_name", ph: "M", pid: 7, args: { name: "init 7" } },
      {
        name: "mount",
        cat: "operation",
        ph: "X",
        ts: 10,
        dur: 2.5,
        pid: 7,
        tid: 7,
        args: { pointer: "/mounts/0" },
      },
      { name: "run", cat: "phase", ph: "X", ts: 0, dur: 20, pid: 0, tid: 0, args: { error: "no" } },
    ]);
  });
});
