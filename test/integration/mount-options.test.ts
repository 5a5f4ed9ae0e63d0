// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { testHost } from "../harness/host.ts";
import { mountAt } from "../harness/mountinfo.ts";

const host = testHost("options");

/** Option words; what mountinfo must show of the mount, with "-" before what must be absent. */
const ATTRIBUTES: [words: string[], shown: string[]][] = [
  [["ro"], ["ro"]],
  [["rw"], ["rw"]],
  [["ro", "rw"], ["rw"]],
  [["nosuid"], ["nosuid"]],
  [["nosuid", "suid"], ["-nosuid"]],
  [["nodev"], ["nodev"]],
  [["nodev", "dev"], ["-nodev"]],
  [["noexec"], ["noexec"]],
  [["noexec", "exec"], ["-noexec"]],
  [["noatime"], ["noatime"]],
  [["noatime", "atime"], ["-noatime"]],
  [["nodiratime"], ["nodiratime"]],
  [["nodiratime", "diratime"], ["-nodiratime"]],
  [["relatime"], ["relatime"]],
  [["strictatime"], ["-relatime", "-noatime"]],
  [["nosymfollow"], ["nosymfollow"]],
  [["nosymfollow", "symfollow"], ["-nosymfollow"]],
  [
    ["nosuid", "nodev", "noexec", "ro"],
    ["nosuid", "nodev", "noexec", "ro"],
  ],
  [["defaults"], ["rw"]],
];

/** These change the filesystem and not the mount. */
const FILESYSTEM: [words: string[], shown: string[]][] = [
  [["sync"], ["sync"]],
  [["dirsync"], ["dirsync"]],
  [["lazytime"], ["lazytime"]],
  [["mand"], []],
  [["nomand"], []],
  [["async"], ["-sync"]],
  [["silent"], []],
  [["loud"], []],
  [["iversion"], []],
  [["noiversion"], []],
  [["nolazytime"], ["-lazytime"]],
];

const RECURSIVE: [words: string[], shown: string[]][] = [
  [["rro"], ["ro"]],
  [["rrw"], ["rw"]],
  [["ro", "rrw"], ["rw"]],
  [["noexec", "rexec"], ["-noexec"]],
  [["rnosuid"], ["nosuid"]],
  [["rnosuid", "rsuid"], ["-nosuid"]],
  [["rnodev"], ["nodev"]],
  [["rnodev", "rdev"], ["-nodev"]],
  [["rnoexec"], ["noexec"]],
  [["rnoexec", "rexec"], ["-noexec"]],
  [["rnoatime"], ["noatime"]],
  [["rrelatime"], ["relatime"]],
  [["rstrictatime"], ["-noatime"]],
  [["rnodiratime"], ["nodiratime"]],
  [["rnodiratime", "rdiratime"], ["-nodiratime"]],
  [["rnosymfollow"], ["nosymfollow"]],
  [["rnosymfollow", "rsymfollow"], ["-nosymfollow"]],
];

function check(shown: readonly string[], wanted: readonly string[]): void {
  for (const word of wanted) {
    if (word.startsWith("-"))
      assert.equal(shown.includes(word.slice(1)), false, `${shown}: no ${word.slice(1)}`);
    else assert.ok(shown.includes(word), `${shown}: ${word}`);
  }
}

/** All rows of a table in one container: a mount a row. */
async function table(
  rows: [string[], string[]][],
  base: { type: string; source: string; options: string[] },
) {
  const report = await host.report((config) => {
    rows.forEach(([words], index) => {
      config.mounts.push({ destination: `/o/${index}`, ...base, options: [...base.options, ...words] });
    });
  });
  return (index: number) => {
    const line = mountAt(report.mountinfo, `/o/${index}`);
    assert.ok(line);
    return line;
  };
}

suite("mount options", () => {
  test("attributes of a tmpfs", async () => {
    const at = await table(ATTRIBUTES, { type: "tmpfs", source: "tmpfs", options: [] });
    ATTRIBUTES.forEach(([, wanted], index) => check(at(index).options, wanted));
  });

  test("attributes of a bind", async () => {
    const rows = ATTRIBUTES.filter(([words]) => !words.includes("defaults"));
    const at = await table(rows, { type: "bind", source: host.directory(), options: ["bind"] });
    rows.forEach(([, wanted], index) => check(at(index).options, wanted));
  });

  test("recursive attributes of an rbind", async () => {
    const at = await table(RECURSIVE, { type: "bind", source: host.directory(), options: ["rbind"] });
    RECURSIVE.forEach(([, wanted], index) => check(at(index).options, wanted));
  });

  for (const [words, wanted] of FILESYSTEM) {
    test(`${words.join(",")} of a tmpfs`, async () => {
      const report = await host.report((config) => {
        config.mounts.push({ destination: "/o", type: "tmpfs", source: "tmpfs", options: words });
      });
      check(mountAt(report.mountinfo, "/o")?.superOptions ?? [], wanted);
    });
  }

  test("options of devpts and their gid", async () => {
    const report = await host.report();
    check(mountAt(report.mountinfo, "/dev/pts")?.superOptions ?? [], ["gid=5", "mode=620", "ptmxmode=666"]);
  });

  test("copy-symlink makes a source that is a symbolic link anew, and binds any other", async () => {
    const source = host.directory();
    symlinkSync("../target", join(source, "link"));
    writeFileSync(join(source, "file"), "content");
    const bind = (name: string) => ({
      destination: `/new/${name}`,
      type: "bind",
      source: join(source, name),
      options: ["bind", "copy-symlink"],
    });
    const bundle = host.bundle((config) => {
      config.mounts.push(bind("link"), bind("file"));
      config.process.args = ["/bin/sh", "-c", "readlink /new/link; cat /new/file"];
    });
    assert.equal((await host.run(bundle)).stdout, "../target\ncontent");
    await host.refused((config) => {
      config.mounts.push({ ...bind("link"), source: join(source, "none") });
    }, /copy the link .*none": no such file or directory/);
  });
});
