// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { ACTIONS, ARCHITECTURES } from "./constants.ts";
import { type KnownCalls, newerCalls, withNewerCalls } from "./newer.ts";
import { simulate } from "./simulate.ts";

const {
  SCMP_ARCH_X86_64: X86_64,
  SCMP_ARCH_X32: X32,
  SCMP_ARCH_X86: X86,
  SCMP_ARCH_ARM: ARM,
} = ARCHITECTURES;
const X32_BIT = 0x4000_0000;

/** A filter that says EPERM to everything: `ret ERRNO|1`. */
const DENY = new Uint8Array(8);
new DataView(DENY.buffer).setUint16(0, 0x06, true);
new DataView(DENY.buffer).setUint32(4, ACTIONS.SCMP_ACT_ERRNO + 1, true);

const KNOWN: KnownCalls[] = [
  { token: X86_64, numbers: [0, 435, 59, -101] },
  { token: X86, numbers: [-1, 11, 400] },
  { token: X32, numbers: [X32_BIT + 1, X32_BIT + 500] },
  { token: ARM, numbers: [3, 398, 0xf0005] },
];

suite("withNewerCalls()", () => {
  const cases: [what: string, arch: number, nr: number, verdict: string][] = [
    ["the last known call of x86-64", X86_64, 435, "ERRNO(1)"],
    ["the next one", X86_64, 436, "ERRNO(38)"],
    ["a known call of another number", X86_64, 2, "ERRNO(1)"],
    ["the last known call of x86", X86, 400, "ERRNO(1)"],
    ["a newer one of x86", X86, 401, "ERRNO(38)"],
    ["the last known call of x32", X86_64, X32_BIT + 500, "ERRNO(1)"],
    ["a newer one of x32", X86_64, X32_BIT + 501, "ERRNO(38)"],
    ["what a tracer skips", X86_64, 0xffff_ffff, "ERRNO(1)"],
    ["a newer call of ARM", ARM, 399, "ERRNO(38)"],
    ["a private call of ARM", ARM, 0xf0005, "ERRNO(1)"],
    ["an architecture that the profile does not know", ARCHITECTURES.SCMP_ARCH_AARCH64, 4000, "ERRNO(1)"],
  ];
  for (const [what, arch, nr, verdict] of cases) {
    test(`answers ${verdict} to ${what}`, () => {
      assert.equal(simulate(withNewerCalls(KNOWN, DENY), { arch, nr }), verdict);
    });
  }

  test("leaves x32 to the filter where it is not known", () => {
    const program = withNewerCalls([{ token: X86_64, numbers: [435] }], DENY);
    assert.equal(simulate(program, { arch: X86_64, nr: X32_BIT + 501 }), "ERRNO(1)");
  });
});

suite("newerCalls()", () => {
  test("adds nothing where no call of the profile exists", () => {
    assert.deepEqual(
      newerCalls([
        { token: X86_64, numbers: [-1] },
        { token: X86, numbers: [] },
      ]),
      [],
    );
  });
});
