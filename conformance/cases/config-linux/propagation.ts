// SPDX-License-Identifier: Apache-2.0
/** linux.rootfsPropagation. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Case, refusals } from "../../suite/case.ts";
import { ALL_CAPABILITIES } from "../../suite/config.ts";
import { host } from "../../suite/mount-tree.ts";
import type { Trial } from "../../suite/trial.ts";
import { textOf } from "../../suite/untouched.ts";

/** The root mount's propagation. */
async function rootPropagation(t: Trial, value: string): Promise<string> {
  const { mountinfo } = await t.report({ "/linux/rootfsPropagation": value });
  const line = mountinfo.split("\n").find((candidate) => candidate.split(" ")[4] === "/") ?? "";
  return line.split(" - ")[0]?.split(" ").slice(6).join(" ") ?? "";
}

export const propagationCases: Case[] = [
  {
    name: "rootfsPropagation shared makes a peer group of its own",
    clauses: ["linux/rootfs-propagation/shared"],
    run: async (t) => {
      const seen = await rootPropagation(t, "shared");
      assert.match(seen, /shared:\d+/);
      const group = /shared:\d+/.exec(seen)?.[0] ?? "";
      assert.ok(
        !new RegExp(`${group}\\b`).test(textOf("/proc/self/mountinfo")),
        "the host is in another group",
      );
    },
  },
  {
    name: "rootfsPropagation private has no propagation",
    clauses: ["linux/rootfs-propagation/private"],
    run: async (t) => assert.equal(await rootPropagation(t, "private"), ""),
  },
  {
    name: "rootfsPropagation unbindable makes a root that can't be bound",
    clauses: ["linux/rootfs-propagation/unbindable"],
    run: async (t) => {
      const edit = [ALL_CAPABILITIES, { "/linux/rootfsPropagation": "unbindable" }];
      const line = await t.act(edit, "mount", "/", "/data", "none", "4096");
      assert.equal(line["errno"], 22, "EINVAL");
    },
  },
  {
    name: "rootfsPropagation slave lets mounts of the host in and none out",
    clauses: ["linux/rootfs-propagation/slave"],
    run: async (t) => {
      const folder = t.folder("shared");
      await host("mount", "-t", "tmpfs", "t", folder);
      await host("mount", "--make-shared", folder);
      const edit = [
        { "/linux/rootfsPropagation": "slave" },
        { "/mounts/-": { destination: "/data", source: folder, options: ["rbind", "rslave"] } },
      ];
      const { pid } = await t.running(edit);
      writeFileSync(join(folder, "x"), "");
      await host("mkdir", join(folder, "later"));
      await host("mount", "-t", "tmpfs", "later", join(folder, "later"));
      assert.match(textOf(`/proc/${pid}/mountinfo`), / \/data\/later /);
    },
  },
  ...refusals([
    [
      "linux/rootfs-propagation/values",
      "an unknown rootfsPropagation is refused",
      { "/linux/rootfsPropagation": "foo" },
      "ERR_SCHEMA",
      "/linux/rootfsPropagation",
    ],
  ]),
];
