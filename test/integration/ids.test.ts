// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { testHost } from "../harness/host.ts";

const host = testHost("ids");
/** A state root of its own. */
const listed = testHost("list");

suite("container id", () => {
  const invalid: [string, string][] = [
    ["empty", ""],
    ["a dot", "."],
    ["two dots", ".."],
    ["a slash", "a/b"],
    ["a climb", "../escape"],
    ["300 characters", "x".repeat(300)],
    ["a newline", "a\nb"],
    ["a space", "a b"],
    ["a letter outside ASCII", "\u00e9"],
    ["a colon", "a:b"],
  ];
  for (const [what, id] of invalid) {
    test(`create refuses ${what}`, async () => {
      const result = await host.runt(["create", "--bundle", host.bundle().directory, id]);
      assert.equal(result.status, 1, result.stderr);
      assert.match(result.stderr, /container id|invalid container ID|name too long/i);
      assert.equal(existsSync(join(host.base, "escape")), false);
    });
    test(`state, kill and delete --force refuse ${what}`, async () => {
      const marker = join(host.base, "escape");
      mkdirSync(marker, { recursive: true });
      mkdirSync(host.stateRoot, { recursive: true, mode: 0o700 });
      for (const words of [
        ["state", id],
        ["kill", id],
        ["delete", id],
      ]) {
        assert.equal((await host.runt(words)).status, 1, words.join(" "));
      }
      await host.runt(["delete", "--force", id]);
      assert.equal(existsSync(marker), true);
      assert.equal(existsSync(host.stateRoot), true);
      rmdirSync(marker);
    });
  }

  for (const id of ["a", "A_b.c-d+e", "0", "_x", "x".repeat(64)]) {
    test(`create takes ${id.slice(0, 20)}`, async () => {
      await host.ok(["create", "--bundle", host.bundle().directory, id]);
      assert.equal((await host.state(id)).id, id);
      await host.remove(id);
    });
  }

  for (const id of ["-rf", "-", "--", "...", ".hidden"])
    test(`"${id}" is a name like any other after "--", and listed`, async () => {
      await host.ok(["create", "--bundle", host.bundle().directory, "--", id]);
      assert.ok((await host.ok(["list", "--quiet"])).stdout.split("\n").includes(id));
      assert.match((await host.ok(["state", "--", id])).stdout, /"created"/);
      await host.ok(["delete", "--force", "--", id]);
      assert.equal(existsSync(join(host.stateRoot, id)), false);
    });

  test("a missing id is an error of every command", async () => {
    for (const command of ["create", "start", "state", "kill", "delete", "run"]) {
      const result = await host.runt([command]);
      assert.equal(result.status, 1, command);
      assert.match(result.stderr, /argument|id/, command);
    }
  });

  test("an unknown id does not exist for any command", async () => {
    for (const command of ["start", "state", "kill", "delete"]) {
      const result = await host.runt([command, "nobody-made-this"]);
      assert.equal(result.status, 1, command);
      assert.match(result.stderr, /does not exist/, command);
    }
    await host.ok(["delete", "--force", "nobody-made-this"]);
  });
});

suite("concurrent commands", () => {
  test("of 20 creates of one id exactly one wins and is unharmed (F12)", async () => {
    const id = host.id();
    const bundles = Array.from({ length: 20 }, () =>
      host.bundle((config) => {
        config.process.args = ["/probe", "wait"];
      }),
    );
    const results = await Promise.all(
      bundles.map((bundle) => host.runt(["create", "--bundle", bundle.directory, id])),
    );
    const won = results.filter((result) => result.status === 0);
    assert.equal(won.length, 1, results.map((result) => result.stderr).join(""));
    for (const lost of results.filter((result) => result.status !== 0)) assert.match(lost.stderr, /exist/);
    assert.equal((await host.state(id)).status, "created");
    await host.ok(["start", id]);
    assert.equal((await host.state(id)).status, "running");
    await host.remove(id);
  });

  test("of 10 deletes of one container one succeeds, and poststop hooks run once (F13)", async () => {
    const marker = join(host.directory(), "poststop");
    const { id } = await host.running((config) => {
      config.hooks = { poststop: [{ path: "/bin/sh", args: ["sh", "-c", `echo once >> ${marker}`] }] };
    });
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    const results = await Promise.all(Array.from({ length: 10 }, () => host.runt(["delete", id])));
    assert.equal(readFileSync(marker, "utf8"), "once\n");
    assert.equal(results.filter((result) => result.status === 0).length, 1);
    for (const lost of results.filter((result) => result.status !== 0))
      assert.match(lost.stderr, /does not exist/);
  });

  test("delete --force during start leaves nothing (F14)", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await host.create(
        host.bundle((config) => {
          config.process.args = ["/probe", "wait"];
        }),
      );
      await Promise.all([host.runt(["start", id]), host.ok(["delete", "--force", id])]);
      await host.ok(["delete", "--force", id]);
      assert.equal((await host.runt(["state", id])).status, 1);
    }
  });
});

suite("list", () => {
  test("prints null or an empty array for a root without containers", async () => {
    mkdirSync(listed.stateRoot, { mode: 0o700 });
    const result = await listed.ok(["list", "--format", "json"]);
    assert.match(result.stdout.trim(), /^(null|\[\])$/);
  });

  test("shows every container with its state, and ids alone with --quiet", async () => {
    const first = await listed.running();
    const second = await listed.create(listed.bundle());
    const entries = JSON.parse((await listed.ok(["list", "-f", "json"])).stdout) as Record<string, unknown>[];
    assert.deepEqual(
      entries
        .map(({ id, status, owner }) => ({ id, status, owner }))
        .sort((a, b) => String(a.id).localeCompare(String(b.id))),
      [
        { id: first.id, status: "running", owner: "root" },
        { id: second, status: "created", owner: "root" },
      ].sort((a, b) => a.id.localeCompare(b.id)),
    );
    assert.deepEqual(
      (await listed.ok(["list", "-q"])).stdout.trim().split("\n").sort(),
      [first.id, second].sort(),
    );
    const table = (await listed.ok(["list"])).stdout.split("\n");
    assert.match(table[0] ?? "", /^ID +PID +STATUS +BUNDLE +CREATED +OWNER/);
    await listed.remove(first.id, second);
  });

  test("skips what is no container and says so", async () => {
    const { id } = await listed.running();
    mkdirSync(join(listed.stateRoot, "broken"), { mode: 0o700 });
    writeFileSync(join(listed.stateRoot, "broken", "state.json"), "{");
    writeFileSync(join(listed.stateRoot, "a-file"), "");
    const result = await listed.ok(["list", "-q"]);
    assert.equal(result.stdout.trim(), id);
    await listed.ok(["delete", "--force", "broken"]);
    rmSync(join(listed.stateRoot, "a-file"));
    await listed.remove(id);
  });
});
