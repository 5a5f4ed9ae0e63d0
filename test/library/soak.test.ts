// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { join } from "node:path";
import { suite, test } from "node:test";
import { execute } from "../harness/execute.ts";
import { project } from "../harness/places.ts";
import { bun } from "./place.ts";

const CYCLES = 300;

suite("scripts/soak.mjs", () => {
  const programs: [name: string, words: string[] | undefined][] = [
    ["Node", [process.execPath, "--expose-gc"]],
    ["Bun", bun() === undefined ? undefined : [bun() ?? ""]],
  ];
  for (const [name, words] of programs) {
    const skip = words === undefined ? "Bun is missing: bash scripts/fetch-bun.sh" : false;
    test(`stays flat over ${CYCLES} cycles on ${name}`, { skip }, async (context) => {
      const script = [join(project, "scripts/soak.mjs"), "--cycles", String(CYCLES)];
      const { status, stdout, stderr } = await execute([...(words ?? []), ...script], { timeoutMs: 180_000 });
      assert.equal(status, 0, `${stdout}${stderr}`);
      assert.match(stdout, new RegExp(`^flat over ${CYCLES} cycles$`, "m"));
      context.diagnostic(stdout.trim().split("\n").at(-2) ?? "");
    });
  }
});
