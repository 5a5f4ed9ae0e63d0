// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Ancestor, inheritedOpenFiles } from "./open-files.ts";

function tree(...ancestors: [pid: number, ancestor: Ancestor][]): (pid: number) => Ancestor | undefined {
  const byPid = new Map(ancestors);
  return (pid) => byPid.get(pid);
}

suite("inheritedOpenFiles()", () => {
  test("takes the parent's limit", () => {
    const read = tree([7, { parent: 1, program: "bash", openFiles: 4096 }]);
    assert.equal(inheritedOpenFiles(7, read), 4096);
  });

  test("passes over ancestors that raise their own", () => {
    const read = tree(
      [9, { parent: 8, program: "node", openFiles: 1048576 }],
      [8, { parent: 7, program: "bun", openFiles: 1048576 }],
      [7, { parent: 1, program: "", openFiles: 2048 }],
    );
    assert.equal(inheritedOpenFiles(9, read), 2048);
  });

  test("is the usual one below a service manager, without ancestors, and for one that is gone", () => {
    const read = tree([1, { parent: 0, program: "systemd", openFiles: 1073741816 }]);
    for (const parent of [1, 0, 5]) assert.equal(inheritedOpenFiles(parent, read), 1024);
  });

  test("takes the limit of a first process that is no service manager", () => {
    assert.equal(inheritedOpenFiles(1, tree([1, { parent: 0, program: "tini", openFiles: 65536 }])), 65536);
  });
});
