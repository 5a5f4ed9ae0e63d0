// SPDX-License-Identifier: Apache-2.0
/** The same tests under Bun. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { suite, test } from "node:test";
import { execute } from "../harness/execute.ts";
import { project } from "../harness/places.ts";
import { bun } from "./place.ts";

/** Those that are about the library, and not about how Node ends. */
const FILES = ["lifecycle", "terminal"];

suite("under Bun", () => {
  const program = bun();
  const skip = program === undefined ? "Bun is missing: bash scripts/fetch-bun.sh" : false;
  for (const name of FILES) {
    test(`${name}.test.ts passes`, { skip }, async (context) => {
      const file = join(project, `.cache/library/test/library/${name}.test.mjs`);
      const words = [program ?? "", "test", "--timeout", "60000", file];
      const env = { PATH: process.env["PATH"] ?? "", RUNT_PROJECT: project };
      const { status, stderr } = await execute(words, { cwd: project, env, timeoutMs: 120_000 });
      assert.equal(status, 0, stderr);
      const passed = Number(/^ (\d+) pass$/m.exec(stderr)?.[1]);
      assert.ok(passed > 0, stderr);
      context.diagnostic(`Bun: ${passed} tests of ${name}.test.ts pass`);
    });
  }
});
