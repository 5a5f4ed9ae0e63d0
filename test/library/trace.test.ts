// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { chromeTrace, Runtime, type Span } from "runt";
import { LibraryPlace } from "./place.ts";

const place = new LibraryPlace("library-trace");

suite("onSpan", () => {
  test("a run's phases and operations are told, and make a trace file", async () => {
    const spans: Span[] = [];
    const runtime = new Runtime({ root: place.host.stateRoot, onSpan: (span) => spans.push(span) });
    const bundle = place.bundle(["/bin/true"]);
    await runtime.run({ id: place.host.id(), bundle: bundle.directory });
    const phases = spans.filter(({ kind }) => kind === "phase").map(({ name }) => name);
    for (const name of ["read configuration", "set up container", "start program"])
      assert.ok(phases.includes(name), `${name} in ${phases.join(", ")}`);
    const mount = spans.find(({ name, pointer }) => name === "moveMount" && pointer === "/mounts/0");
    assert.ok(mount !== undefined && mount.pid > 0 && mount.duration >= 0);
    const { traceEvents } = JSON.parse(chromeTrace(spans, "test")) as { traceEvents: { ph: string }[] };
    assert.equal(traceEvents.filter(({ ph }) => ph === "X").length, spans.length);
  });
});
