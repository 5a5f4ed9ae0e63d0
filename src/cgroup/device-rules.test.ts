// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxDeviceCgroup } from "../config/types.ts";
import { deviceWrites } from "./device-files.ts";
import { allowsAll, parseDeviceRules } from "./device-rules.ts";

const ALWAYS = [
  "allow c *:* m",
  "allow b *:* m",
  "allow c 1:3 rwm",
  "allow c 1:5 rwm",
  "allow c 1:7 rwm",
  "allow c 1:8 rwm",
  "allow c 1:9 rwm",
  "allow c 5:0 rwm",
  "allow c 5:2 rwm",
  "allow c 136:* rwm",
  "allow c 10:200 rwm",
];

function lines(writes: readonly { file: string; value: string }[]): string[] {
  return writes.map(({ file, value }) => `${file.slice(8)} ${value}`);
}

function v1(devices: LinuxDeviceCgroup[]): string[] {
  return lines(deviceWrites(parseDeviceRules(devices, "/d"), undefined, "/d", []).writes);
}

suite("deviceWrites", () => {
  test("starts from nothing allowed and adds what every container has", () => {
    assert.deepEqual(v1([]), ["deny a", ...ALWAYS]);
    assert.deepEqual(v1([{ allow: false, access: "rwm" }]), ["deny a", ...ALWAYS]);
  });

  test("gives the net effect of rules in order", () => {
    const rules: LinuxDeviceCgroup[] = [
      { allow: true, type: "c", major: 10, minor: 229, access: "rwm" },
      { allow: false, access: "rwm" },
      { allow: true, type: "b", major: 8, access: "r" },
      { allow: true, type: "c", major: 10, minor: 230, access: "rw" },
      { allow: false, type: "c", major: 10, minor: 230, access: "w" },
    ];
    assert.deepEqual(v1(rules), ["deny a", "allow b 8:* r", "allow c 10:230 r", ...ALWAYS]);
  });

  test("denies exceptions where everything is allowed", () => {
    const rules: LinuxDeviceCgroup[] = [
      { allow: true, access: "rwm" },
      { allow: false, type: "c", major: 10, minor: 229, access: "w" },
    ];
    assert.deepEqual(v1(rules), ["allow a", "deny c 10:229 w"]);
  });

  test("expands a rule about both types", () => {
    assert.deepEqual(v1([{ allow: true, major: 8, access: "r" }]).slice(0, 3), [
      "deny a",
      "allow b 8:* r",
      "allow c 8:* r",
    ]);
  });

  test("drops every exception that a wider rule takes back", () => {
    const rules: LinuxDeviceCgroup[] = [
      { allow: true, type: "c", major: 10, minor: 1, access: "rw" },
      { allow: true, type: "c", major: 10, minor: 2, access: "r" },
      { allow: false, type: "c", major: 10, access: "r" },
    ];
    assert.deepEqual(v1(rules), ["deny a", "allow c 10:1 w", ...ALWAYS]);
  });

  test("refuses a hole in a wider rule, which v1 can't express", () => {
    const rules: LinuxDeviceCgroup[] = [
      { allow: true, type: "c", major: 10, access: "rw" },
      { allow: false, type: "c", major: 10, minor: 229, access: "w" },
    ];
    assert.throws(() => v1(rules), { code: "ERR_HOST", pointer: "/d/1" });
  });
});

suite("parseDeviceRules", () => {
  const REFUSED: readonly (readonly [LinuxDeviceCgroup, string])[] = [
    [{ allow: true }, "/d/0/access"],
    [{ allow: true, access: "" }, "/d/0/access"],
    [{ allow: true, access: "rx" }, "/d/0/access"],
    [{ allow: true, access: "r", type: "p" }, "/d/0/type"],
    [{ allow: true, access: "r", major: -2 }, "/d/0/major"],
    [{ allow: true, access: "r", minor: 2n ** 32n }, "/d/0/minor"],
  ];
  for (const [rule, pointer] of REFUSED) {
    test(`refuses ${pointer}`, () => {
      assert.throws(() => parseDeviceRules([rule], "/d"), { code: "ERR_CONFIG_RULE", pointer });
    });
  }

  test("takes -1 for any number", () => {
    assert.equal(parseDeviceRules([{ allow: true, access: "r", type: "c", major: -1 }], "/d")[0]?.major, -1);
  });
});

suite("allowsAll", () => {
  test("holds only when nothing is denied after everything was allowed", () => {
    const everything: LinuxDeviceCgroup = { allow: true, access: "rwm" };
    assert.equal(allowsAll(parseDeviceRules([everything], "")), true);
    assert.equal(
      allowsAll(parseDeviceRules([everything, { allow: false, type: "b", access: "r" }], "")),
      false,
    );
    assert.equal(allowsAll(parseDeviceRules([], "")), false);
  });
});
