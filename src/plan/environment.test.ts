// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { planEnvironment } from "./environment.ts";

suite("planEnvironment()", () => {
  test("keeps the last of equal names where it stands", () => {
    assert.deepEqual(planEnvironment(["A=1", "B=2", "A=3", "HOME=/h"], 0).env, ["B=2", "A=3", "HOME=/h"]);
  });

  test("takes a value with = whole", () =>
    assert.deepEqual(planEnvironment(["HOME=/", "A=b=c"], 0).env, ["HOME=/", "A=b=c"]));

  test("reports PATH", () => assert.equal(planEnvironment(["PATH=/a", "PATH=/b:/c"], 0).path, "/b:/c"));

  test("has no default PATH", () => assert.equal(planEnvironment([], 0).path, ""));

  for (const entries of [[], ["HOME="], ["HOME=/a", "HOME="]]) {
    test(`lacks HOME with [${entries.join(" ")}] and leaves it out`, () => {
      assert.deepEqual(planEnvironment(entries, 0), { env: [], lacksHome: true, path: "" });
    });
  }

  test("appends LISTEN_FDS and LISTEN_PID over those of the configuration", () => {
    const { env } = planEnvironment(["HOME=/", "LISTEN_PID=77", "LISTEN_FDS=9"], 2);
    assert.deepEqual(env, ["HOME=/", "LISTEN_PID=1", "LISTEN_FDS=2"]);
  });

  test("replaces the configuration's NOTIFY_SOCKET", () => {
    const { env } = planEnvironment(["NOTIFY_SOCKET=/x", "HOME=/"], 0, "/run/notify/notify.sock");
    assert.deepEqual(env, ["NOTIFY_SOCKET=/run/notify/notify.sock", "HOME=/"]);
  });

  for (const entry of ["A", "", "=x"]) {
    test(`refuses the entry "${entry}"`, () => {
      assert.throws(() => planEnvironment(["B=1", entry], 0), {
        code: "ERR_CONFIG_RULE",
        pointer: "/process/env/1",
      });
    });
  }
});
