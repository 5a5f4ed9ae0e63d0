// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { testHost } from "../harness/host.ts";
import { isStatic } from "../harness/places.ts";

const host = testHost("exec-many");

/** All at once; a host of 45 MB each in parts. */
const AT_ONCE = isStatic ? 200 : 20;
const COUNT = isStatic ? 200 : 40;

suite("many execs", () => {
  test(`${COUNT} execs, ${AT_ONCE} at once, all run and leave nothing`, async () => {
    const { id } = await host.running();
    for (let first = 0; first < COUNT; first += AT_ONCE) {
      const execs = Array.from({ length: AT_ONCE }, (_, index) =>
        host.runt(["exec", id, "/bin/echo", String(first + index)]),
      );
      for (const [index, { status, stdout, stderr }] of (await Promise.all(execs)).entries()) {
        assert.deepEqual([status, stdout, stderr], [0, `${first + index}\n`, ""]);
      }
    }
    const left = JSON.parse((await host.ok(["ps", "--format", "json", id])).stdout) as number[];
    assert.equal(left.length, 1);
    await host.remove(id);
  });
});
