// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as kernel from "../ops/kernel.ts";
import { type MountOptions, mountOptionWords, parseMountOptions, propagationOf } from "./mount-options.ts";

suite("parseMountOptions()", () => {
  const cases: [options: string[], expected: Partial<MountOptions>][] = [
    [["ro"], { set: kernel.MOUNT_ATTR_RDONLY, clear: 0 }],
    [["rw"], { set: 0, clear: kernel.MOUNT_ATTR_RDONLY }],
    [["ro", "rw"], { set: 0, clear: kernel.MOUNT_ATTR_RDONLY }],
    [["suid", "nosuid"], { set: kernel.MOUNT_ATTR_NOSUID, clear: 0 }],
    [["nosuid", "nodev", "noexec"], { set: 14 }],
    [["noatime"], { set: kernel.MOUNT_ATTR_NOATIME, clear: kernel.MOUNT_ATTR__ATIME }],
    [["noatime", "strictatime"], { set: kernel.MOUNT_ATTR_STRICTATIME, clear: kernel.MOUNT_ATTR__ATIME }],
    [["noatime", "relatime"], { set: 0, clear: kernel.MOUNT_ATTR__ATIME }],
    [["norelatime"], { set: 0, clear: 0 }],
    [["nodiratime", "nosymfollow"], { set: kernel.MOUNT_ATTR_NODIRATIME | kernel.MOUNT_ATTR_NOSYMFOLLOW }],
    [["rro"], { recursiveSet: kernel.MOUNT_ATTR_RDONLY, set: 0 }],
    [["ro", "rrw"], { recursiveClear: kernel.MOUNT_ATTR_RDONLY, recursiveSet: 0, set: 0, clear: 0 }],
    [["rrw", "ro"], { recursiveClear: kernel.MOUNT_ATTR_RDONLY, set: kernel.MOUNT_ATTR_RDONLY }],
    [
      ["rw", "nosuid", "rro"],
      { recursiveSet: kernel.MOUNT_ATTR_RDONLY, set: kernel.MOUNT_ATTR_NOSUID, clear: 0 },
    ],
    [
      ["rnoatime", "rexec"],
      {
        recursiveSet: kernel.MOUNT_ATTR_NOATIME,
        recursiveClear: kernel.MOUNT_ATTR__ATIME | kernel.MOUNT_ATTR_NOEXEC,
      },
    ],
    [["bind"], { bind: true, recursive: false }],
    [["rbind"], { bind: true, recursive: true }],
    [["remount"], { remount: true }],
    [["idmap"], { idmap: "one" }],
    [["ridmap"], { idmap: "recursive" }],
    [["size=1", "tmpcopyup"], { copyUp: 1 }],
    [["bind", "copy-symlink"], { bind: true, copyLink: true, data: [] }],
    [
      ["rslave", "private"],
      {
        propagation: [
          { flag: kernel.MS_SLAVE, recursive: true },
          { flag: kernel.MS_PRIVATE, recursive: false },
        ],
      },
    ],
    [
      ["sync", "async", "lazytime"],
      {
        superblock: new Map([
          ["sync", false],
          ["lazytime", true],
        ]),
      },
    ],
    [
      ["defaults", "silent", "loud", "iversion", "noiversion", ""],
      { set: 0, clear: 0, data: [], superblock: new Map() },
    ],
    [["ro", "size=64m"], { data: [{ key: "size", value: "64m", index: 1 }] }],
    [["a=b=c"], { data: [{ key: "a", value: "b=c", index: 0 }] }],
    [["newinstance"], { data: [{ key: "newinstance", value: undefined, index: 0 }] }],
    [['context="a:b:c1,c2"'], { data: [{ key: "context", value: "a:b:c1,c2", index: 0 }] }],
    [
      ["constructor", "__proto__=1"],
      {
        data: [
          { key: "constructor", value: undefined, index: 0 },
          { key: "__proto__", value: "1", index: 1 },
        ],
      },
    ],
  ];
  for (const [options, expected] of cases) {
    test(`reads ${options.join(",")}`, () => {
      const parsed = parseMountOptions(options);
      for (const [name, value] of Object.entries(expected))
        assert.deepEqual(parsed[name as keyof MountOptions], value, name);
    });
  }
});

suite("mountOptionWords()", () => {
  test("lists every word that the specification demands", () => {
    const words = new Set(mountOptionWords());
    const demanded =
      "async atime bind defaults dev diratime dirsync exec iversion lazytime loud mand noatime nodev nodiratime noexec noiversion " +
      "nolazytime nomand norelatime nostrictatime nosuid nosymfollow private ratime rbind rdev rdiratime relatime remount rexec " +
      "rnoatime rnodev rnodiratime rnoexec rnorelatime rnostrictatime rnosuid rnosymfollow ro rprivate rrelatime rro rrw rshared " +
      "rslave rstrictatime rsuid rsymfollow runbindable rw shared silent slave strictatime suid symfollow sync tmpcopyup unbindable idmap ridmap";
    assert.deepEqual(
      demanded.split(" ").filter((word) => !words.has(word)),
      [],
    );
  });
});

suite("propagationOf()", () => {
  test("knows the recursive forms", () => {
    assert.deepEqual(propagationOf("rshared"), { flag: kernel.MS_SHARED, recursive: true });
  });

  test("gives nothing for another word", () => assert.equal(propagationOf("ro"), undefined));
});
