// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { installNative, type Native } from "../native/native.ts";
import { checkId, listIds, openRoot } from "./root.ts";

suite("checkId()", () => {
  for (const id of ["a", "web-1", "A_b+c.d", "..a", "-rf", "x".repeat(240)]) {
    test(`takes ${JSON.stringify(id.slice(0, 20))}`, () => {
      checkId(id);
    });
  }

  test("has words of its own for the empty id", () => {
    assert.throws(() => checkId(""), { code: "ERR_ID", message: "container id cannot be empty" });
  });

  for (const id of [".", "..", "a/b", "a b", "é", "a\nb", "a\n", "\0", "@cache", "x".repeat(241)]) {
    test(`refuses ${JSON.stringify(id.slice(0, 20))}`, () => {
      assert.throws(() => checkId(id), { code: "ERR_ID", message: /^invalid container ID format/ });
    });
  }
});

function rootWith(mode: number, uid: number): void {
  installNative({
    openat: () => 5,
    fstatat: () => [mode, uid, 0, 2],
    ids: () => [1, 1, 0, 0, 0, 0],
    listDirectory: () => "b/a/@cache",
    close: () => 0,
  } as Partial<Native> as Native);
}

suite("openRoot()", () => {
  test("takes a directory that only the caller can write to", () => {
    rootWith(0o40711, 0);
    assert.equal(openRoot("/run/runt"), 5);
  });

  test("refuses one of another user", () => {
    rootWith(0o40700, 1000);
    assert.throws(() => openRoot("/run/runt"), { code: "ERR_STATE_ROOT", message: /belongs to uid 1000/ });
  });

  test("refuses one that others can write to", () => {
    rootWith(0o40777, 0);
    assert.throws(() => openRoot("/run/runt"), { code: "ERR_STATE_ROOT", message: /mode 777/ });
  });
});

suite("listIds()", () => {
  test("sorts, and leaves out the cache", () => {
    rootWith(0o40700, 0);
    assert.deepEqual(listIds(5), ["a", "b"]);
  });
});
