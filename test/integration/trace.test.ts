// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { testHost } from "../harness/host.ts";

const host = testHost("trace");

interface TraceEvent {
  name: string;
  cat: string;
  ph: string;
  ts: number;
  dur: number;
  pid: number;
  args: Record<string, string>;
}

/** The complete events of a command that was traced. */
async function traceOf(words: readonly string[], status = 0): Promise<TraceEvent[]> {
  const file = join(host.directory(), "trace.json");
  const result = await host.runt(["--trace", file, ...words]);
  assert.equal(result.status, status, result.stderr);
  const { traceEvents } = JSON.parse(readFileSync(file, "utf8")) as { traceEvents: TraceEvent[] };
  return traceEvents.filter(({ ph }) => ph === "X");
}

function named(events: readonly TraceEvent[], name: string): TraceEvent {
  const found = events.find((event) => event.name === name);
  assert.ok(found, `no span ${name} in ${events.map((event) => event.name).join(", ")}`);
  return found;
}

function within(inner: TraceEvent, outer: TraceEvent): boolean {
  return inner.ts >= outer.ts && inner.ts + inner.dur <= outer.ts + outer.dur;
}

suite("--trace", () => {
  test("run has spans for its phases, one within the whole", async () => {
    const bundle = host.bundle();
    const events = await traceOf(["run", "--bundle", bundle.directory, host.id()]);
    const whole = named(events, "run");
    for (const name of [
      "prepare",
      "make cgroups",
      "spawn init",
      "set up container",
      "start program",
      "program",
    ]) {
      const span = named(events, name);
      assert.equal(span.cat, "phase");
      assert.ok(within(span, whole), `${name} lies within run`);
    }
  });

  test("every operation of the plan before exec is a span of init's, with its pointer", async () => {
    const bundle = host.bundle();
    const events = await traceOf(["run", "--bundle", bundle.directory, host.id()]);
    const operations = events.filter(({ cat }) => cat === "operation");
    // init works while the runtime is still at the end of "spawn init".
    const whole = named(events, "run");
    const proc = operations.find(({ name, args }) => name === "moveMount" && args["pointer"] === "/mounts/0");
    assert.ok(proc !== undefined && within(proc, whole));
    assert.match(proc.args["operation"] ?? "", /^#\d+ moveMount\(/);
    assert.notEqual(proc.pid, 0);
    assert.ok(operations.some(({ name }) => name === "closeFrom"));
    for (const { dur } of operations) assert.ok(dur >= 0);
  });

  test("create, start, exec and delete can be traced", async () => {
    const id = host.id();
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/sleep", "100"];
    });
    named(await traceOf(["create", "--bundle", bundle.directory, id]), "write state");
    named(await traceOf(["start", id]), "start program");
    named(await traceOf(["exec", id, "/bin/true"]), "set up process");
    named(await traceOf(["delete", "--force", id]), "remove cgroups and state");
  });

  test("a hook is a span", async () => {
    const bundle = host.bundle((config) => {
      config.hooks = { poststart: [{ path: "/bin/true", args: ["true"] }] };
    });
    const events = await traceOf(["run", "--bundle", bundle.directory, host.id()]);
    assert.equal(named(events, "poststart hook #0 /bin/true").cat, "hook");
  });

  test("a failing operation is in the trace, and its error keeps the plan's numbers", async () => {
    const bundle = host.bundle((config) => {
      config.mounts.push({ destination: "/data", type: "tmpfs", source: "tmpfs", options: ["size=64mb"] });
    });
    const file = join(host.directory(), "trace.json");
    const log = join(host.directory(), "log.json");
    const words = [
      "--log",
      log,
      "--log-format",
      "json",
      "--trace",
      file,
      "create",
      "--bundle",
      bundle.directory,
    ];
    assert.equal((await host.runt([...words, host.id()])).status, 1);
    const record = JSON.parse(readFileSync(log, "utf8")) as { op: { index: number; name: string } };
    const { traceEvents } = JSON.parse(readFileSync(file, "utf8")) as { traceEvents: TraceEvent[] };
    const last = traceEvents.filter(({ cat }) => cat === "operation").at(-1);
    assert.equal(last?.name, record.op.name);
    assert.match(last?.args["operation"] ?? "", new RegExp(`^#${record.op.index} `));
    assert.match(
      traceEvents.find(({ name }) => name === "set up container")?.args["error"] ?? "",
      /mount tmpfs on \/data/,
    );
  });

  test("a trace file that can't be made fails before anything is done", async () => {
    const id = host.id();
    const words = ["--trace", "/nowhere/trace.json", "create", "--bundle", host.bundle().directory, id];
    const result = await host.runt(words);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /trace file "\/nowhere\/trace\.json": open: no such file or directory/);
    assert.equal((await host.runt(["state", id])).status, 1);
  });
});
