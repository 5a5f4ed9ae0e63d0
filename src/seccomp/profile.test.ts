// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Seccomp } from "../config/types.ts";
import { encodeProfile } from "./profile.ts";

const ALLOW = 0x7fff0000;
const ERRNO = 0x00050000;

suite("encodeProfile", () => {
  test("gives nothing for an empty profile", () => {
    assert.equal(encodeProfile({} as Seccomp, "/s"), undefined);
  });

  test("writes default action, architectures and rules", () => {
    const seccomp: Seccomp = {
      defaultAction: "SCMP_ACT_ERRNO",
      defaultErrnoRet: 38,
      architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
      syscalls: [
        { names: ["read", "write"], action: "SCMP_ACT_ALLOW" },
        {
          names: ["clone"],
          action: "SCMP_ACT_ALLOW",
          args: [{ index: 0, value: 2114060288, valueTwo: 0, op: "SCMP_CMP_MASKED_EQ" }],
        },
      ],
    };
    const profile = encodeProfile(seccomp, "/s");
    assert.deepEqual(profile?.words, [
      ...[ERRNO + 38, 0, 2, 0xc000003e, 0x40000003, 2],
      ...[ALLOW, 2, 0],
      ...[ALLOW, 1, 1, 0, 7, 0, 2114060288, 0, 0],
    ]);
    assert.equal(profile?.strings, "read\0write\0clone\0");
    assert.deepEqual(profile?.pointers, ["/s/syscalls/0", "/s/syscalls/1"]);
  });

  test("splits 64-bit values without loss", () => {
    for (const [value, high, low] of [
      [0x1_0000_0002, 1, 2],
      [18446744073709551615n, 0xffffffff, 0xffffffff],
      [2 ** 53 - 1, 0x1fffff, 0xffffffff],
    ] as const) {
      const args = [{ index: 5, value, op: "SCMP_CMP_EQ" as const }];
      const words = encodeProfile(
        { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["read"], action: "SCMP_ACT_KILL", args }] },
        "",
      )?.words;
      assert.deepEqual(words?.slice(-6), [5, 4, high, low, 0, 0]);
    }
  });

  test("skips rules that say what holds by default", () => {
    const rules: Seccomp["syscalls"] = [
      { names: ["read"], action: "SCMP_ACT_ERRNO" },
      { names: ["write"], action: "SCMP_ACT_ERRNO", errnoRet: 1 },
      { names: ["open"], action: "SCMP_ACT_ERRNO", errnoRet: 2 },
    ];
    const profile = encodeProfile({ defaultAction: "SCMP_ACT_ERRNO", syscalls: rules }, "");
    assert.equal(profile?.strings, "open\0");
    assert.deepEqual(profile?.pointers, ["/syscalls/2"]);
  });

  test("makes a rule of each condition when two are on one argument", () => {
    const args = [
      { index: 0, value: 1, op: "SCMP_CMP_EQ" as const },
      { index: 0, value: 2, op: "SCMP_CMP_EQ" as const },
    ];
    const profile = encodeProfile(
      { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["socket"], action: "SCMP_ACT_KILL", args }] },
      "",
    );
    assert.equal(profile?.words[3], 2);
    assert.equal(profile?.strings, "socket\0socket\0");
  });

  test("asks for a tree when there are many names", () => {
    const names = Array.from({ length: 40 }, (_, index) => `call${index}`) as [string, ...string[]];
    assert.equal(
      encodeProfile({ defaultAction: "SCMP_ACT_ERRNO", syscalls: [{ names, action: "SCMP_ACT_ALLOW" }] }, "")
        ?.words[1],
      2,
    );
  });

  test("knows when a rule notifies", () => {
    const rule = { names: ["mkdir"] as [string], action: "SCMP_ACT_NOTIFY" as const };
    const profile = encodeProfile(
      { defaultAction: "SCMP_ACT_ALLOW", listenerPath: "/l", syscalls: [rule] },
      "",
    );
    assert.equal(profile?.notifies, true);
  });

  const REFUSED: readonly (readonly [string, Seccomp, string])[] = [
    [
      "an errno for a default action that takes none",
      { defaultAction: "SCMP_ACT_KILL", defaultErrnoRet: 1 },
      "/s/defaultErrnoRet",
    ],
    [
      "an errno for an action that takes none",
      {
        defaultAction: "SCMP_ACT_KILL",
        syscalls: [{ names: ["read"], action: "SCMP_ACT_ALLOW", errnoRet: 1 }],
      },
      "/s/syscalls/0",
    ],
    [
      "an errno of more than 16 bits",
      { defaultAction: "SCMP_ACT_ERRNO", defaultErrnoRet: 65536 },
      "/s/defaultErrnoRet",
    ],
    ["notification by default", { defaultAction: "SCMP_ACT_NOTIFY", listenerPath: "/l" }, "/s/defaultAction"],
    [
      "notification of write",
      {
        defaultAction: "SCMP_ACT_ALLOW",
        listenerPath: "/l",
        syscalls: [{ names: ["read", "write"], action: "SCMP_ACT_NOTIFY" }],
      },
      "/s/syscalls/0",
    ],
    [
      "notification without a listener",
      { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["mkdir"], action: "SCMP_ACT_NOTIFY" }] },
      "/s",
    ],
  ];
  for (const [name, seccomp, pointer] of REFUSED) {
    test(`refuses ${name}`, () => {
      assert.throws(() => encodeProfile(seccomp, "/s"), { code: "ERR_CONFIG_RULE", pointer });
    });
  }
});
