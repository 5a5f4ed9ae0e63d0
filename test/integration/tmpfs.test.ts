// SPDX-License-Identifier: Apache-2.0
/** Mounts of tmpfs: options, modes and tmpcopyup. */
import assert from "node:assert/strict";
import { chownSync, readdirSync } from "node:fs";
import { suite, test } from "node:test";
import { testHost } from "../harness/host.ts";
import { EROFS, errnos } from "../harness/lines.ts";

const host = testHost("tmpfs");

suite("tmpfs", () => {
  test("tmpfs takes size and mode", async () => {
    const lines = await host.probe(
      (config) => {
        config.mounts.push({
          destination: "/t",
          type: "tmpfs",
          source: "tmpfs",
          options: ["size=128k", "mode=1700", "nr_inodes=64"],
        });
      },
      "statfs",
      "/t",
      "stat",
      "/t",
    );
    assert.equal(lines[0]?.["bytes"], 131072);
    assert.equal(lines[1]?.["mode"], 0o1700);
  });

  test("tmpfs over an existing directory keeps its mode unless one is given", async () => {
    const lines = await host.probe(
      (config, bundle) => {
        bundle.mkdir("t", 0o1777);
        bundle.mkdir("u", 0o710);
        config.mounts.push(
          { destination: "/t", type: "tmpfs", source: "tmpfs" },
          { destination: "/u", type: "tmpfs", source: "tmpfs", options: ["mode=700"] },
        );
      },
      "stat",
      "/t",
      "stat",
      "/u",
    );
    assert.deepEqual(
      lines.map((line) => line["mode"]),
      [0o1777, 0o700],
    );
  });

  test("tmpfs with ro is read-only, though mount points below it were made", async () => {
    const lines = await host.probe(
      (config) => {
        config.mounts.push(
          { destination: "/t", type: "tmpfs", source: "tmpfs", options: ["ro"] },
          { destination: "/t/sub", type: "tmpfs", source: "tmpfs" },
        );
      },
      "touch",
      "/t/x",
      "touch",
      "/t/sub/x",
    );
    assert.deepEqual(errnos(lines), [EROFS, 0]);
  });

  test("tmpcopyup copies the covered directory with modes, owners and links", async () => {
    const lines = await host.probe(
      (config, bundle) => {
        bundle
          .mkdir("data/sub", 0o751)
          .file("data/file", "text", 0o604)
          .file("data/sub/deep", "deep")
          .link("data/link", "file");
        chownSync(bundle.path("data/file"), 12, 34);
        config.mounts.push({ destination: "/data", type: "tmpfs", source: "tmpfs", options: ["tmpcopyup"] });
      },
      "read",
      "/data/file",
      "stat",
      "/data/file",
      "stat",
      "/data/sub",
      "read",
      "/data/sub/deep",
      "stat",
      "/data/link",
      "touch",
      "/data/new",
    );
    assert.deepEqual(errnos(lines), [0, 0, 0, 0, 0, 0]);
    assert.equal(lines[0]?.["text"], "text");
    assert.deepEqual([lines[1]?.["mode"], lines[1]?.["uid"], lines[1]?.["gid"]], [0o604, 12, 34]);
    assert.equal(lines[2]?.["mode"], 0o751);
    assert.equal(lines[3]?.["text"], "deep");
    assert.equal(lines[4]?.["link"], "file");
  });

  test("tmpcopyup leaves the covered directory unchanged", async () => {
    const bundle = host.bundle((config, made) => {
      made.file("data/file", "text");
      config.mounts.push({ destination: "/data", type: "tmpfs", source: "tmpfs", options: ["tmpcopyup"] });
      config.process.args = ["/probe", "touch", "/data/new", "unlink", "/data/file"];
    });
    await host.run(bundle);
    assert.deepEqual(readdirSync(bundle.path("data")), ["file"]);
  });
});
