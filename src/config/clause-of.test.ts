// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { fullDocument, type Json, type Schema } from "../../scripts/fake-documents.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { clauseOf, knownClauses } from "./clause-of.ts";

const project = process.env["RUNT_PROJECT"] ?? process.cwd();
const FOREIGN = ["vm", "freebsd", "solaris", "windows", "zos"];
const NAMES = [
  "config-schema.json",
  "config-linux.json",
  "defs.json",
  "defs-linux.json",
  ...FOREIGN.map((name) => `config-${name}.json`),
];

function pointersOf(value: Json, pointer: JsonPointer): JsonPointer[] {
  if (typeof value !== "object" || value === null) return [pointer];
  const inner = Object.entries(value).flatMap(([name, member]) =>
    pointersOf(member, `${pointer}/${name}` as JsonPointer),
  );
  return pointer === "" ? inner : [pointer, ...inner];
}

suite("clauseOf()", () => {
  test("names only clauses that there are", () => {
    const table = readFileSync(join(project, "conformance/clauses.tsv"), "utf8");
    const known = new Set(table.split("\n").map((line) => line.split("\t")[0]));
    assert.deepEqual(
      knownClauses().filter((clause) => !known.has(clause)),
      [],
    );
  });

  test("has a clause for every property of config.json that Linux has", () => {
    const schemas = Object.fromEntries(
      NAMES.map((name) => [name, JSON.parse(readFileSync(join(project, "schemas", name), "utf8")) as Schema]),
    );
    const full = fullDocument(schemas, "config-schema.json", schemas["config-schema.json"] as Schema);
    const without = pointersOf(full, "").filter((pointer) => {
      const [, section = ""] = pointer.split("/");
      return !FOREIGN.includes(section) && clauseOf(pointer) === undefined;
    });
    // Lists and objects as a whole have no clause where none speaks of them; for others these are of another platform.
    assert.deepEqual(
      without,
      ["/mounts", "/process/commandLine", "/linux", "/linux/resources", "/linux/resources/devices"].filter(
        (pointer) => without.includes(pointer as JsonPointer),
      ),
    );
  });

  const cases: [pointer: JsonPointer, clause: string][] = [
    ["/process/rlimits/0/soft", "config/process/rlimits/soft-required"],
    ["/linux/seccomp/syscalls/3/args/0/op", "linux/seccomp/arg-op-required"],
    ["/mounts/4/options/1", "config/mounts/options"],
  ];
  for (const [pointer, clause] of cases)
    test(`knows ${pointer}`, () => assert.equal(clauseOf(pointer), clause));
});
