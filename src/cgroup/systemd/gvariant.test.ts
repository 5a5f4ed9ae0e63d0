// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { annotationProperties } from "./annotations.ts";
import { GVariantError, parseGVariant } from "./gvariant.ts";

suite("parseGVariant()", () => {
  for (const [text, signature, value] of [
    ["true", "b", true],
    [" false ", "b", false],
    ["5", "i", 5],
    ["-5", "i", -5],
    ["0x1F", "i", 31],
    ["1.5", "d", 1.5],
    ["1e3", "d", 1000],
    ["uint64 18446744073709551615", "t", 2n ** 64n - 1n],
    ["int64 -1", "x", -1n],
    ["byte 255", "y", 255],
    ["uint16 7", "q", 7],
    ["double 5", "d", 5],
    ["'a'", "s", "a"],
    ['"it\'s"', "s", "it's"],
    ["'a\\'b\\n\\u00e4\\\\'", "s", "a'b\nä\\"],
    ["objectpath '/a'", "o", "/a"],
    ["['a.service', 'b.service']", "as", ["a.service", "b.service"]],
    ["[uint64 1, 2]", "at", [1n, 2n]],
    [
      "[('/dev/null', 'rw'), ('/dev/zero', 'r')]",
      "a(ss)",
      [
        ["/dev/null", "rw"],
        ["/dev/zero", "r"],
      ],
    ],
    ["('a', true,)", "(sb)", ["a", true]],
    ["@as []", "as", []],
    ["<'a'>", "v", { signature: "s", value: "a" }],
  ] as const) {
    test(`reads ${text}`, () => {
      assert.deepEqual(parseGVariant(text), { signature, value });
    });
  }

  for (const text of [
    "",
    "yes",
    "'a",
    "[1, 'a']",
    "[]",
    "()",
    "[1",
    "5 6",
    "uint64 -1",
    "byte 256",
    "2147483648",
    "uint64 1.5",
    "uint64 'a'",
    "'\\u0000'",
    "{'a': 1}",
    "(((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))",
    "- 5",
  ]) {
    test(`refuses ${text.slice(0, 30)}`, () => {
      assert.throws(() => parseGVariant(text), GVariantError);
    });
  }
});

suite("annotationProperties()", () => {
  test("takes those of systemd, and no others", () => {
    assert.deepEqual(
      annotationProperties({
        "org.systemd.property.After": "['crio.service']",
        "org.systemd.property.TimeoutStopUSec": "uint64 5",
        "org.systemd": "x",
        other: "x",
      }).map(({ name, value }) => [name, value.signature, value.value]),
      [
        ["After", "as", ["crio.service"]],
        ["TimeoutStopUSec", "t", 5n],
      ],
    );
  });

  for (const [name, text, microseconds] of [
    ["TimeoutStopSec", "5", 5_000_000n],
    ["TimeoutStopSec", "1.5", 1_500_000n],
    ["RuntimeMaxSec", "uint64 2", 2_000_000n],
  ] as const) {
    test(`makes microseconds of ${name} ${text}`, () => {
      const [property] = annotationProperties({ [`org.systemd.property.${name}`]: text });
      assert.equal(property?.name, name.replace(/Sec$/, "USec"));
      assert.deepEqual(property?.value, { signature: "t", value: microseconds });
    });
  }

  test("leaves a name that ends in USec or Sec alone where it is no time's", () => {
    const [property] = annotationProperties({ "org.systemd.property.ASec": "5" });
    assert.equal(property?.name, "ASec");
  });

  for (const [name, text] of [
    ["", "1"],
    ["ab", "1"],
    ["Kill-Mode", "'x'"],
    ["KillMode2", "'x'"],
    ["KillMode", "mixed"],
    ["TimeoutStopSec", "'5'"],
    ["TimeoutStopSec", "-1"],
    ["TimeoutStopSec", "uint64 18446744073709551615"],
  ] as const) {
    test(`refuses ${name}=${text}`, () => {
      const key = `org.systemd.property.${name}`;
      const wanted = { code: "ERR_CONFIG_RULE", pointer: `/annotations/${key}` };
      assert.throws(() => annotationProperties({ [key]: text }), wanted);
    });
  }
});
