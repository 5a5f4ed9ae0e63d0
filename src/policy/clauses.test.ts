// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

const project = process.env["RUNT_PROJECT"] ?? process.cwd();

suite("clause ids", () => {
  test("that issues name are in conformance/clauses.tsv", () => {
    const table = readFileSync(join(project, "conformance/clauses.tsv"), "utf8");
    const known = table.split("\n").map((line) => line.split("\t")[0] ?? "");
    const folder = join(project, "src/policy");
    const sources = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
    const named = sources.flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return [...text.matchAll(/"((?:config|linux|hooks|runtime|annotations)\/[a-z0-9/-]+)"/g)].map(
        ([, id]) => id ?? "",
      );
    });
    assert.ok(named.length > 30);
    assert.deepEqual(
      named.filter((id) => !known.some((one) => one === id || one.startsWith(`${id}/`))),
      [],
    );
  });
});
