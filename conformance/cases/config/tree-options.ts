// SPDX-License-Identifier: Apache-2.0
/** Mount options that work on a whole tree: each is compared on a mount and on one below it. */
import assert from "node:assert/strict";
import { EROFS } from "../../harness/lines.ts";
import type { Case } from "../../suite/case.ts";
import { bindOf, makeTree, treeOf } from "../../suite/mount-tree.ts";

/** Option, options of the tree on the host, word of mountinfo, whether it must be on both mounts or on none. */
const ROWS: readonly (readonly [string, string, string, boolean])[] = [
  ["rro", "rw", "ro", true],
  ["rrw", "ro", "ro", false],
  ["rnodev", "rw", "nodev", true],
  ["rdev", "nodev", "nodev", false],
  ["rnoexec", "rw", "noexec", true],
  ["rexec", "noexec", "noexec", false],
  ["rnosuid", "rw", "nosuid", true],
  ["rsuid", "nosuid", "nosuid", false],
  ["rnosymfollow", "rw", "nosymfollow", true],
  ["rsymfollow", "nosymfollow", "nosymfollow", false],
  ["rnoatime", "rw", "noatime", true],
  ["ratime", "noatime", "noatime", false],
  ["rnodiratime", "rw", "nodiratime", true],
  ["rdiratime", "nodiratime", "nodiratime", false],
  ["rrelatime", "strictatime", "relatime", true],
  ["rnorelatime", "strictatime", "noatime", false],
  ["rstrictatime", "relatime", "relatime", false],
  ["rnostrictatime", "relatime", "noatime", false],
];

/** The specification's table has no rnodev, which runtimes have for the sake of order. */
function clauseOf(option: string): string {
  return option === "rnodev" ? "config/mounts/custom-options" : `config/mounts/option/${option}`;
}

export const treeOptionCases: Case[] = [
  ...ROWS.map(
    ([option, before, word, present]): Case => ({
      name: `mount option ${option} works on a tree`,
      clauses: [clauseOf(option)],
      run: async (t) => {
        const tree = await makeTree(t, before);
        for (const mount of await treeOf(t, bindOf(tree, "rbind", option)))
          assert.equal(
            mount.options.includes(word),
            present,
            `${mount.point}: ${mount.options.join(",")} of a tree with ${before}`,
          );
      },
    }),
  ),
  {
    name: "mount option rro refuses writes below, where plain ro does not",
    clauses: ["config/mounts/option/rro"],
    run: async (t) => {
      const tree = await makeTree(t);
      assert.equal((await t.act(bindOf(tree, "rbind", "rro"), "touch", "/data/sub/new"))["errno"], EROFS);
      assert.equal((await t.act(bindOf(tree, "rbind", "ro"), "touch", "/data/sub/new"))["errno"], 0);
    },
  },
];
