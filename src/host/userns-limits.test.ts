// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { blockedBy, type UsernsLimits } from "./userns-limits.ts";

suite("blockedBy()", () => {
  const open: UsernsLimits = { max: 100, clone: undefined, appArmor: undefined };
  const cases: [title: string, limits: UsernsLimits, wanted: RegExp][] = [
    ["a kernel without them", { ...open, max: undefined }, /CONFIG_USER_NS/],
    ["a limit of 0", { ...open, max: 0 }, /user\.max_user_namespaces is 0/],
    ["Debian's switch", { ...open, clone: 0 }, /kernel\.unprivileged_userns_clone is 0/],
    ["Ubuntu's switch", { ...open, appArmor: 1 }, /kernel\.apparmor_restrict_unprivileged_userns is 1/],
  ];
  for (const [title, limits, wanted] of cases)
    test(`names ${title}`, () => assert.match(blockedBy(limits) ?? "", wanted));

  test("is nothing where all is open", () => {
    assert.equal(blockedBy({ max: 100, clone: 1, appArmor: 0 }), undefined);
  });
});
