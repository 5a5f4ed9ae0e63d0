// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as kernel from "../ops/kernel.ts";
import { cloneableFlags, planNamespaces, rootId } from "./namespaces.ts";

suite("planNamespaces()", () => {
  test("makes what has no path and joins what has one", () => {
    const planned = planNamespaces({
      namespaces: [{ type: "mount" }, { type: "network", path: "/run/netns/a" }],
    });
    assert.equal(planned.created, kernel.CLONE_NEWNS);
    assert.equal(planned.joinedFlags, kernel.CLONE_NEWNET);
    assert.deepEqual(planned.joined, [
      {
        type: "network",
        flag: kernel.CLONE_NEWNET,
        path: "/run/netns/a",
        pointer: "/linux/namespaces/1/path",
      },
    ]);
  });

  const stages: [name: string, namespaces: Parameters<typeof planNamespaces>[0], two: boolean][] = [
    ["none", undefined, false],
    ["a new pid namespace", { namespaces: [{ type: "pid" }] }, false],
    ["a joined pid namespace", { namespaces: [{ type: "pid", path: "/p" }] }, true],
    ["a new user namespace", { namespaces: [{ type: "user" }] }, true],
    ["a joined user namespace", { namespaces: [{ type: "user", path: "/p" }] }, true],
    ["a joined network namespace", { namespaces: [{ type: "network", path: "/p" }] }, false],
  ];
  for (const [name, linux, two] of stages) {
    test(`needs ${two ? "two stages" : "one stage"} for ${name}`, () =>
      assert.equal(planNamespaces(linux).twoStages, two));
  }
});

suite("cloneableFlags()", () => {
  test("leaves cgroup and time namespaces for later", () => {
    const planned = planNamespaces({ namespaces: [{ type: "cgroup" }, { type: "time" }, { type: "uts" }] });
    assert.equal(cloneableFlags(planned), kernel.CLONE_NEWUTS);
  });
});

suite("rootId()", () => {
  test("is 0 where it is mapped", () =>
    assert.equal(
      rootId([
        { containerID: 5, size: 1 },
        { containerID: 0, size: 1 },
      ]),
      0,
    ));
  test("is 0 where nothing is known", () => assert.equal(rootId(undefined), 0));
  test("is the first mapped id otherwise", () => assert.equal(rootId([{ containerID: 5, size: 1 }]), 5));
});
