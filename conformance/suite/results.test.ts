// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { CHAPTERS } from "../cases/index.ts";
import type { Clause } from "./clauses.ts";
import { type CaseResult, caseNames, coverage, judgeClauses, totalsOf } from "./results.ts";

const clause = (id: string, subject = "runtime"): Clause => ({
  id,
  source: "",
  level: "MUST",
  subject,
  paraphrase: "",
});

const result = (name: string, outcome: CaseResult["outcome"], reason?: string): CaseResult => ({
  name,
  clauses: ["a"],
  outcome,
  ...(reason === undefined ? {} : { reason }),
  milliseconds: 1,
});

/** First column of a table of the suite's folder. */
function idsIn(file: string): string[] {
  return readFileSync(`conformance/${file}`, "utf8")
    .split("\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => line.split("\t")[0] ?? "");
}

suite("judgeClauses()", () => {
  const judged = (...results: CaseResult[]): unknown =>
    judgeClauses([clause("a")], results, new Map(), new Set(["a"]))[0]?.verdict;

  test("lets a clause fail if one of its cases fails", () => {
    assert.equal(judged(result("x", "pass"), result("y", "fail", "r")), "fail");
  });

  test("lets a clause pass if a case passes and others are skipped", () => {
    assert.equal(judged(result("x", "skip", "r"), result("y", "pass")), "pass");
  });

  test("skips a clause whose cases are all skipped", () => {
    assert.equal(judged(result("x", "skip", "r")), "skip");
  });

  test("tells untestable clauses from those without a case and those not run", () => {
    const verdicts = judgeClauses(
      [clause("a"), clause("b"), clause("c")],
      [],
      new Map([["a", "why"]]),
      new Set(["b"]),
    ).map((one) => one.verdict);
    assert.deepEqual(verdicts, ["untestable", "not run", "no case"]);
  });
});

suite("coverage()", () => {
  test("counts clauses that bind a runtime apart", () => {
    const text = coverage([clause("a"), clause("b"), clause("c", "config")], new Set(["a", "c"]));
    assert.equal(text, "1 of 2 runtime clauses have a case (50.0 %), 2 of all 3");
  });
});

suite("totalsOf()", () => {
  test("counts verdicts by level", () => {
    const totals = totalsOf(judgeClauses([clause("a")], [result("x", "pass")], new Map(), new Set()));
    assert.equal(totals.MUST.pass, 1);
    assert.equal(totals.MAY.pass, 0);
  });
});

suite("CHAPTERS", () => {
  test("cites clauses of the index only", () => {
    const known = new Set(idsIn("clauses.tsv"));
    const cited = CHAPTERS.flatMap((chapter) => chapter.cases.flatMap((one) => one.clauses));
    assert.deepEqual(
      cited.filter((id) => !known.has(id)),
      [],
    );
  });

  test("has a case or a reason for each clause that binds a runtime", () => {
    const settled = new Set([
      ...CHAPTERS.flatMap((chapter) => chapter.cases.flatMap((one) => one.clauses)),
      ...idsIn("untestable.tsv"),
    ]);
    assert.deepEqual(
      idsIn("clauses.tsv").filter((id) => !settled.has(id)),
      [],
    );
  });

  test("gives each case a name of its own", () => {
    const names = caseNames(CHAPTERS);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  test("is what notes are about", () => {
    const names = new Set(caseNames(CHAPTERS));
    assert.deepEqual(
      idsIn("notes.tsv").filter((name) => !names.has(name)),
      [],
    );
  });
});
