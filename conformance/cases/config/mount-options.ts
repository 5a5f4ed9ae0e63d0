// SPDX-License-Identifier: Apache-2.0
/** One case for each option of the table in config.md that concerns one mount. */
import assert from "node:assert/strict";
import { EACCES, EROFS } from "../../harness/lines.ts";
import type { MountLine } from "../../harness/mountinfo.ts";
import type { Bundle } from "../../suite/bundle.ts";
import type { Case } from "../../suite/case.ts";
import type { Json } from "../../suite/config.ts";
import { bindOf, host, makeTree, mountOf, tmpfsWith } from "../../suite/mount-tree.ts";
import type { Trial } from "../../suite/trial.ts";

const ELOOP = 40;
const ID = "config/mounts/option/";

/** The options that a tmpfs is mounted with, and the word that mountinfo has or lacks then. */
function flag(option: string, options: string[], word: string, present: boolean): Case {
  return {
    name: `mount option ${option}: a tmpfs with ${options.join(",")} ${present ? "shows" : "does not show"} ${word}`,
    clauses: [`${ID}${option}`, "config/mounts/must-options-follow-mount8"],
    run: async (t) => {
      const mount = await mountOf(t, tmpfsWith(...options));
      assert.equal([...mount.options, ...mount.superOptions].includes(word), present, describe(mount));
    },
  };
}

function describe(mount: MountLine): string {
  return `${mount.options.join(",")} ${mount.propagation.join(" ")} - ${mount.superOptions.join(",")}`;
}

/** Nothing shows these; as data they would be refused by the filesystem. */
function accepted(option: string): Case {
  return {
    name: `mount option ${option} is no data of the filesystem`,
    clauses: [`${ID}${option}`],
    run: async (t) => {
      const mount = await mountOf(t, tmpfsWith(option, "size=1m"));
      assert.equal(mount.type, "tmpfs");
      const bind = await mountOf(t, bindOf(t.folder(), "bind", option));
      assert.ok(bind.options.includes("rw"));
    },
  };
}

/** MAY: the kernel has lost mandatory locking. */
function acceptedOrRefused(option: string): Case {
  return {
    name: `mount option ${option} is accepted or refused with an error`,
    clauses: [`${ID}${option}`],
    run: async (t) => {
      const result = await t.run(tmpfsWith(option));
      assert.equal(result.timedOut, false);
      if (result.status !== 0) assert.notEqual(result.stderr, "");
    },
  };
}

function propagation(option: string, word: RegExp | undefined): Case {
  return {
    name: `mount option ${option} sets the propagation`,
    clauses: [`${ID}${option}`],
    run: async (t) => {
      const tree = await makeTree(t);
      await host("mount", "--make-rshared", tree);
      const mount = await mountOf(t, [
        { "/linux/rootfsPropagation": option.includes("shared") ? "shared" : "private" },
        bindOf(tree, "rbind", option),
      ]);
      if (word === undefined) assert.deepEqual(mount.propagation, []);
      else assert.match(mount.propagation.join(" "), word);
    },
  };
}

/** What an action in /data/... of a bound tree gives. */
async function errnoIn(t: Trial, options: string[], ...action: string[]): Promise<unknown> {
  const tree = await makeTree(t);
  return (await t.act(bindOf(tree, ...options), ...action))["errno"];
}

export const mountOptionCases: Case[] = [
  flag("async", ["sync", "async"], "sync", false),
  flag("sync", ["sync"], "sync", true),
  flag("dirsync", ["dirsync"], "dirsync", true),
  flag("lazytime", ["lazytime"], "lazytime", true),
  flag("nolazytime", ["lazytime", "nolazytime"], "lazytime", false),
  flag("atime", ["noatime", "atime"], "noatime", false),
  flag("noatime", ["noatime"], "noatime", true),
  flag("diratime", ["nodiratime", "diratime"], "nodiratime", false),
  flag("nodiratime", ["nodiratime"], "nodiratime", true),
  flag("relatime", ["relatime"], "relatime", true),
  flag("norelatime", ["relatime", "norelatime"], "noatime", false),
  flag("strictatime", ["strictatime"], "relatime", false),
  flag("nostrictatime", ["strictatime", "nostrictatime"], "relatime", true),
  flag("dev", ["nodev", "dev"], "nodev", false),
  flag("nodev", ["nodev"], "nodev", true),
  flag("exec", ["noexec", "exec"], "noexec", false),
  flag("noexec", ["noexec"], "noexec", true),
  flag("suid", ["nosuid", "suid"], "nosuid", false),
  flag("nosuid", ["nosuid"], "nosuid", true),
  flag("symfollow", ["nosymfollow", "symfollow"], "nosymfollow", false),
  flag("nosymfollow", ["nosymfollow"], "nosymfollow", true),
  flag("ro", ["ro"], "ro", true),
  flag("rw", ["ro", "rw"], "ro", false),
  ...["defaults", "iversion", "noiversion", "silent", "loud"].map(accepted),
  ...["mand", "nomand"].map(acceptedOrRefused),
  propagation("private", undefined),
  propagation("rprivate", undefined),
  propagation("shared", /shared:\d+/),
  propagation("rshared", /shared:\d+/),
  propagation("slave", /master:\d+/),
  propagation("rslave", /master:\d+/),
  propagation("unbindable", /unbindable/),
  propagation("runbindable", /unbindable/),
  {
    name: "mount options of propagation reach below with an r",
    clauses: [`${ID}rprivate`, `${ID}rshared`, `${ID}rslave`, `${ID}runbindable`],
    run: async (t) => {
      const tree = await makeTree(t);
      const wanted = { rprivate: /^$/, rshared: /^shared:\d+$/, runbindable: /^unbindable$/ };
      for (const [option, word] of Object.entries(wanted)) {
        const edits = [{ "/linux/rootfsPropagation": "shared" }, bindOf(tree, "rbind", option)];
        const below = await mountOf(t, edits, "/data/sub");
        assert.match(below.propagation.join(" "), word, option);
      }
    },
  },
  {
    name: "mount option bind leaves out what is mounted below the source, rbind takes it along",
    clauses: [`${ID}bind`, `${ID}rbind`],
    run: async (t) => {
      const tree = await makeTree(t);
      assert.deepEqual((await t.act(bindOf(tree, "bind"), "list", "/data/sub"))["names"], []);
      assert.notDeepEqual((await t.act(bindOf(tree, "rbind"), "list", "/data/sub"))["names"], []);
    },
  },
  {
    name: "mount option ro makes a bind read-only, and rw keeps it writable",
    clauses: [`${ID}ro`, `${ID}rw`],
    run: async (t) => {
      assert.equal(await errnoIn(t, ["bind", "ro"], "touch", "/data/new"), EROFS);
      assert.equal(await errnoIn(t, ["bind", "rw"], "touch", "/data/new"), 0);
    },
  },
  {
    name: "mount options dev and nodev decide if device nodes open",
    clauses: [`${ID}dev`, `${ID}nodev`],
    run: async (t) => {
      assert.equal(await errnoIn(t, ["bind", "dev"], "open", "/data/null", "r"), 0);
      assert.equal(await errnoIn(t, ["bind", "nodev"], "open", "/data/null", "r"), EACCES);
    },
  },
  {
    name: "mount options exec and noexec decide if programs run",
    clauses: [`${ID}exec`, `${ID}noexec`],
    run: async (t) => {
      const tree = await makeTree(t);
      assert.equal((await t.act(bindOf(tree, "bind", "exec"), "exec", "/data/probe"))["status"], 0);
      assert.equal((await t.act(bindOf(tree, "bind", "noexec"), "exec", "/data/probe"))["status"], EACCES);
    },
  },
  {
    name: "mount options suid and nosuid decide if set-uid programs change the user",
    clauses: [`${ID}suid`, `${ID}nosuid`],
    run: async (t) => {
      const tree = await makeTree(t);
      const user = { "/process/user": { uid: 1000, gid: 1000 }, "/process/noNewPrivileges": false };
      const effective = async (option: string): Promise<unknown> => {
        const line = await t.act([user, bindOf(tree, "bind", option)], "spawn", "/data/probe", "report");
        return (line["uid"] as number[])[1];
      };
      assert.equal(await effective("suid"), 0);
      assert.equal(await effective("nosuid"), 1000);
    },
  },
  {
    name: "mount options symfollow and nosymfollow decide if links are followed",
    clauses: [`${ID}symfollow`, `${ID}nosymfollow`],
    run: async (t) => {
      assert.equal(await errnoIn(t, ["bind", "symfollow"], "open", "/data/link", "r"), 0);
      assert.equal(await errnoIn(t, ["bind", "nosymfollow"], "open", "/data/link", "r"), ELOOP);
    },
  },
  {
    name: "mount option remount changes an earlier mount",
    clauses: [`${ID}remount`],
    run: async (t) => {
      const again = { destination: "/data", type: "none", source: "none", options: ["remount", "ro"] };
      const edit = [tmpfsWith("rw"), { "/mounts/-": again }];
      assert.equal((await t.act(edit, "touch", "/data/new"))["errno"], EROFS);
    },
  },
  {
    name: "mount option tmpcopyup fills a tmpfs with what it covers",
    clauses: [`${ID}tmpcopyup`],
    run: async (t) => {
      const edit = [
        (_config: Json, bundle: Bundle) => void bundle.file("/data/of-image", "text", 0o640),
        tmpfsWith("tmpcopyup"),
      ];
      const line = await t.act(edit, "stat", "/data/of-image");
      assert.deepEqual([line["errno"], line["mode"], line["size"]], [0, 0o640, 4]);
    },
  },
];
