// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { expandSlice, placeUnit, unitOf } from "./unit.ts";

const refused = (message: RegExp) => ({ code: "ERR_CONFIG_RULE", pointer: "/linux/cgroupsPath", message });

suite("unitOf()", () => {
  for (const [path, user, name, below] of [
    ["system.slice:docker:0123", false, "docker-0123.scope", "system.slice/docker-0123.scope"],
    [":runt:x", false, "runt-x.scope", "system.slice/runt-x.scope"],
    [":runt:x", true, "runt-x.scope", "user.slice/runt-x.scope"],
    ["a.slice::x", false, "x.scope", "a.slice/x.scope"],
    ["a-b-c.slice:p:x", false, "p-x.scope", "a.slice/a-b.slice/a-b-c.slice/p-x.scope"],
    ["-.slice:p:x", false, "p-x.scope", "p-x.scope"],
    ["ignored.slice:ignored:a-b.slice", false, "a-b.slice", "a.slice/a-b.slice"],
    ["::top.slice", false, "top.slice", "top.slice"],
    ["", false, "runc-id1.scope", "system.slice/runc-id1.scope"],
    [undefined, true, "runc-id1.scope", "user.slice/runc-id1.scope"],
  ] as const) {
    test(`makes ${below} of ${path ?? "nothing"}${user ? " for a user" : ""}`, () => {
      const unit = unitOf(path, "id1", user);
      assert.deepEqual([unit.name, unit.below], [name, below]);
    });
  }

  for (const [path, why] of [
    [
      "/a/b",
      /expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "\/a\/b" instead/,
    ],
    ["a.slice:b", /got "a.slice:b" instead/],
    ["a.slice:b:c:d", /got "a.slice:b:c:d" instead/],
    ["a.slice:b:", /no name after its second colon/],
    ["a:b:c", /invalid slice name "a"/],
    ["a/b.slice:b:c", /invalid slice name "a\/b.slice"/],
    ["-a.slice:b:c", /invalid slice name "-a.slice"/],
    ["a--b.slice:b:c", /invalid slice name "a--b.slice"/],
    ["a-.slice:b:c", /invalid slice name "a-.slice"/],
    [".slice:b:c", /invalid slice name ".slice"/],
    ["a.slice:b:c+d", /unit name "b-c\+d.scope" can't hold "\+"/],
    ["a.slice:b:../c", /can't hold "\/"/],
    ["a.slice::c@", /template/],
    [`a.slice:b:${"c".repeat(250)}`, /longer than 255/],
    ["::-.slice", /root slice/],
  ] as const) {
    test(`refuses ${path.slice(0, 40)}`, () => {
      assert.throws(() => unitOf(path, "id1", false), refused(why));
    });
  }
});

suite("expandSlice()", () => {
  test("gives nothing for the root slice", () => {
    assert.equal(expandSlice("-.slice"), "");
  });
});

suite("placeUnit()", () => {
  test("puts the unit below the manager's own cgroup, in every hierarchy", () => {
    const unit = unitOf("a.slice:p:x", "x", true);
    const manager = "/user.slice/user-1000.slice/user@1000.service";
    const placed = placeUnit(unit, manager, {
      mode: "hybrid",
      hierarchies: [{ controllers: ["pids"], mountPoint: "/sys/fs/cgroup/pids", ownPath: "/own" }],
      v2: { mountPoint: "/sys/fs/cgroup/unified", ownPath: "/own", controllers: [] },
    });
    assert.deepEqual(
      placed.directories.map(({ path }) => path),
      [
        `/sys/fs/cgroup/pids${manager}/a.slice/p-x.scope`,
        `/sys/fs/cgroup/unified${manager}/a.slice/p-x.scope`,
      ],
    );
  });
});
