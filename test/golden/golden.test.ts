// SPDX-License-Identifier: Apache-2.0
/**
 * Golden plans: NAME.json is a config.json, NAME.txt the plan that it becomes. A change of behaviour shows as a
 * change of the text; UPDATE_GOLDEN=1 writes the texts anew.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { checkPlan } from "../../src/ops/check.ts";
import { encodePlan } from "../../src/ops/encode.ts";
import { compileNamed, FOLDER, goldenText, names, readGolden, SPECIAL } from "./compile.ts";

suite("golden plans", () => {
  test("every special way to compile has its configuration", () => {
    assert.deepEqual(Object.keys(SPECIAL).filter((name) => !names.includes(name)), []);
  });

  for (const name of names) {
    test(`${name} compiles to its golden text, which the judge accepts`, () => {
      const plan = compileNamed(name, readGolden(name));
      assert.deepEqual(checkPlan(plan), []);
      const encoded = encodePlan(plan);
      assert.equal(encoded.words[0], plan.ops.length);
      const path = join(FOLDER, `${name}.txt`);
      const text = goldenText(name, readGolden(name));
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
      assert.equal(text, readFileSync(path, "utf8"));
    });
  }
});
