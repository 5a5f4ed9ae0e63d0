// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxDeviceCgroup } from "../config/types.ts";
import { deviceWrites } from "./device-files.ts";
import { parseDeviceRules } from "./device-rules.ts";

const KVM: LinuxDeviceCgroup = { allow: true, type: "c", major: 10, minor: 232, access: "rw" };
const FUSE: LinuxDeviceCgroup = { allow: true, type: "c", major: 10, minor: 229, access: "rwm" };
const ALL: LinuxDeviceCgroup = { allow: true, access: "rwm" };

function change(before: LinuxDeviceCgroup[], after: LinuxDeviceCgroup[]) {
  const rules = (devices: LinuxDeviceCgroup[]) => parseDeviceRules(devices, "/d");
  const { writes, gap } = deviceWrites(rules(after), rules(before), "/d", []);
  const text = ({ file, value }: { file: string; value: string }): string => `${file.slice(8)} ${value}`;
  return { lines: writes.map(text), inverse: writes.map(({ inverse }) => (inverse ?? []).map(text)), gap };
}

suite("deviceWrites of a change", () => {
  test("writes nothing where the effect is the same", () => {
    assert.deepEqual(change([KVM], [{ allow: false, access: "rwm" }, KVM]).lines, []);
  });

  test("allows what is new before it denies what is gone, and knows how to take that back", () => {
    const { lines, inverse, gap } = change([KVM], [FUSE]);
    assert.deepEqual(lines, ["allow c 10:229 rwm", "deny c 10:232 rw"]);
    assert.deepEqual(inverse, [["deny c 10:229 rwm"], ["allow c 10:232 rw"]]);
    assert.equal(gap, false);
  });

  test("changes only the access that differs", () => {
    assert.deepEqual(change([KVM], [{ ...KVM, access: "rm" }]).lines, [
      "allow c 10:232 m",
      "deny c 10:232 w",
    ]);
  });

  test("tells of a gap where the default changes, and puts the former list back in full", () => {
    const { lines, inverse, gap } = change([KVM], [ALL, { ...FUSE, allow: false, access: "w" }]);
    assert.deepEqual(lines, ["allow a", "deny c 10:229 w"]);
    assert.equal(inverse[0]?.[0], "deny a");
    assert.ok(inverse[0]?.includes("allow c 10:232 rw"));
    assert.equal(gap, true);
  });

  test("denies more where everything is allowed", () => {
    const denied = (minor: number): LinuxDeviceCgroup => ({ ...FUSE, allow: false, minor, access: "w" });
    assert.deepEqual(change([ALL, denied(1)], [ALL, denied(2)]).lines, ["deny c 10:2 w", "allow c 10:1 w"]);
  });
});
