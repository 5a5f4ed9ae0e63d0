// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isTooOld, releaseFinding } from "./doctor-kernel.ts";

suite("isTooOld", () => {
  test("takes 5.12 for the oldest kernel that will do", () => {
    for (const release of ["4.18.0-553.el8", "5.4.0-200-generic", "5.11.22"])
      assert.ok(isTooOld(release), release);
    for (const release of ["5.12.0", "5.15.0-1", "6.1.0-28-amd64", "10.0", "unknown"])
      assert.equal(isTooOld(release), false, release);
  });
});

suite("releaseFinding", () => {
  test("says which kernel to boot in the place of one that is too old", () => {
    const { status, hint } = releaseFinding("5.10.0", "x86_64");
    assert.equal(status, "missing");
    assert.match(hint ?? "", /5\.12/);
    assert.equal(releaseFinding("6.18.0", "x86_64").status, "info");
  });
});
