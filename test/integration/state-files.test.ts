// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { directoriesOf, processesBelow, removeCgroups } from "../harness/cgroups.ts";
import { eventually, execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { runtime } from "../harness/places.ts";

const host = testHost("state-files");

/** Other runtimes have other names for it. */
const stateFile = (id: string): string => {
  const other = join(host.stateRoot, id, "status");
  return existsSync(other) ? other : join(host.stateRoot, id, "state.json");
};

suite("state directory", () => {
  test("root and container are for the owner alone (S51)", async () => {
    const { id } = await host.running();
    assert.equal(statSync(host.stateRoot).mode & 0o777, 0o700);
    assert.equal(statSync(join(host.stateRoot, id)).mode & 0o066, 0);
    const names = readdirSync(join(host.stateRoot, id));
    for (const name of names) assert.equal(statSync(join(host.stateRoot, id, name)).mode & 0o022, 0, name);
    const stranger = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"];
    assert.ok(names.length > 0);
    for (const name of ["", ...names]) {
      const path = join(host.stateRoot, id, name);
      const seen = await execute([...stranger, "stat", path]);
      assert.match(seen.stderr, /ermission denied/, path);
    }
    await host.remove(id);
  });

  test("state.json has the members that other tools read", async () => {
    const { id, pid } = await host.running();
    const state = JSON.parse(readFileSync(stateFile(id), "utf8"));
    assert.equal(state.init_process_pid, pid);
    assert.equal(typeof state.cgroup_paths, "object");
    await host.remove(id);
  });

  const damages: [string, (text: string) => string][] = [
    ["empty", () => ""],
    ["cut off", (text) => text.slice(0, text.length / 2)],
    ["cut off by one byte", (text) => text.trimEnd().slice(0, -1)],
    ["garbage", () => "garbage"],
    ["an array", () => "[]"],
    ["an empty object", () => "{}"],
    ["deep", () => "[".repeat(50_000)],
    ["of wrong types", (text) => text.replace(/"init_process_pid": ?\d+/, '"init_process_pid":"x"')],
    ["with a list for a map", (text) => text.replace(/"cgroup_paths":\{[^}]*\}/, '"cgroup_paths":[]')],
    ["of another version", (text) => text.replace('"format":1', '"format":2')],
    ["of another container", (text) => text.replace(/"id":"[^"]*"/, '"id":"other"')],
    ["without a member", (text) => text.replace(/"bootId":"[^"]*",/, "")],
    ["with a member twice", (text) => text.replace("{", '{"id":"other",')],
    ["with a NUL", (text) => text.replace('"bundle":"', '"bundle":"\\u0000')],
    ["with more behind it", (text) => `${text}{}`],
  ];
  for (const [what, damage] of damages) {
    test(`a state.json that is ${what}: commands name the file, list goes on, delete --force cleans up (F09)`, async () => {
      const other = await host.running();
      const { id, pid, bundle } = await host.running();
      const whole = readFileSync(stateFile(id), "utf8");
      assert.notEqual(damage(whole), whole);
      writeFileSync(stateFile(id), damage(whole));
      const results = [];
      for (const words of [
        ["state", id],
        ["kill", id, "TERM"],
        ["start", id],
        ["exec", id, "/bin/true"],
        ["delete", id],
        ["pause", id],
        ["resume", id],
        ["update", "--pids-limit", "9", id],
        ["ps", id],
        ["events", "--stats", id],
      ])
        results.push(await host.runt(words));
      const again = await host.runt(["create", "--bundle", bundle.directory, id]);
      const alive = existsSync(`/proc/${pid}/cwd/`);
      const listed = await host.ok(["list", "--quiet"]);
      assert.ok(listed.stdout.includes(other.id));
      assert.ok(listed.stderr.includes(stateFile(id)));
      await host.ok(["delete", "--force", id]);
      await eventually("its program is dead", () => !existsSync(`/proc/${pid}/cwd/`));
      assert.deepEqual(directoriesOf(String(bundle.config.linux.cgroupsPath)), []);
      assert.equal(existsSync(join(host.stateRoot, id)), false);
      for (const { command, status, stderr } of results) {
        assert.equal(status, / exec /.test(command) ? 255 : 1, command);
        assert.ok(stderr.includes(stateFile(id)), `${command}: ${stderr}`);
      }
      assert.match(again.stderr, /already exists/);
      assert.equal(alive, true);
      await host.remove(other.id);
    });
  }

  test("members that other versions may have are left alone (F09)", async () => {
    const { id } = await host.running();
    const state = JSON.parse(readFileSync(stateFile(id), "utf8")) as Record<string, unknown>;
    writeFileSync(stateFile(id), JSON.stringify({ ...state, later: [{ a: 1 }] }));
    assert.equal((await host.state(id)).status, "running");
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
  });

  for (const [what, make] of [
    ["a link to itself", (path: string) => symlinkSync(path, path)],
    ["a link to another file", (path: string) => symlinkSync("/etc/passwd", path)],
    ["a directory", (path: string) => mkdirSync(path)],
  ] as const) {
    test(`a state.json that is ${what} is an error, and create leaves the container alone (F09)`, async () => {
      const { id, pid, bundle } = await host.running();
      rmSync(stateFile(id));
      make(stateFile(id));
      const state = await host.runt(["state", id]);
      assert.equal(state.status, 1);
      assert.ok(state.stderr.includes(stateFile(id)), state.stderr);
      const again = await host.runt(["create", "--bundle", bundle.directory, id]);
      assert.match(again.stderr, /already exists/);
      process.kill(pid, 0);
      await host.remove(id);
      assert.equal(existsSync(`/proc/${pid}/cwd/`), false);
    });
  }

  test("with a journal that is damaged too delete --force warns of what it can't know (F09)", async () => {
    const { id, bundle } = await host.running();
    writeFileSync(stateFile(id), "x");
    writeFileSync(join(host.stateRoot, id, "journal"), "x");
    const result = await host.ok(["delete", "--force", id]);
    assert.match(result.stderr, /journal of ".*" is damaged: its processes and cgroups/);
    assert.equal(existsSync(join(host.stateRoot, id)), false);
    const cgroup = String(bundle.config.linux.cgroupsPath);
    for (const pid of processesBelow(cgroup)) process.kill(pid, "SIGKILL");
    await eventually("it is dead", () => processesBelow(cgroup).length === 0);
    removeCgroups(cgroup);
  });

  test("a state directory without files: delete fails without force and removes it with", async () => {
    mkdirSync(join(host.stateRoot, "hollow"), { recursive: true, mode: 0o700 });
    const state = await host.runt(["state", "hollow"]);
    assert.equal(state.status, 1);
    await host.ok(["delete", "--force", "hollow"]);
    assert.equal(existsSync(join(host.stateRoot, "hollow")), false);
  });

  test("a pid that belongs to another process now is not signalled (F10)", async () => {
    const { id, pid } = await host.running();
    const other = await host.running();
    await execute(["kill", "-9", String(pid)]);
    await host.reached(id, "stopped");
    writeFileSync(
      stateFile(id),
      readFileSync(stateFile(id), "utf8").replaceAll(String(pid), String(other.pid)),
    );
    assert.equal((await host.state(id)).status, "stopped");
    assert.equal((await host.runt(["kill", id, "KILL"])).status, 1);
    assert.equal((await host.state(other.id)).status, "running");
    await host.ok(["delete", "--force", id]);
    assert.equal((await host.state(other.id)).status, "running");
    await host.remove(other.id);
  });
});

suite("state root", () => {
  test("that is full gives an error and leaves nothing (F07)", async () => {
    const root = host.directory("small");
    await execute(["mount", "-t", "tmpfs", "-o", "size=8k,nr_inodes=20,mode=0700", "none", root]);
    try {
      writeFileSync(join(root, ".fill"), Buffer.alloc(8192));
      const canary = takeCanary(host);
      const result = await execute([
        ...runtime,
        "--root",
        root,
        "create",
        "--bundle",
        host.bundle().directory,
        host.id(),
      ]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /no space left on device/);
      assert.deepEqual(takeCanary(host), canary);
      assert.deepEqual(
        readdirSync(root).filter((name) => name !== ".fill" && name !== "@cache"),
        [],
      );
    } finally {
      await execute(["umount", root]);
    }
  });

  test("that is read-only gives an error before anything is made (F08)", async () => {
    const root = host.directory("readonly");
    await execute(["mount", "-t", "tmpfs", "-o", "ro,mode=0700", "none", root]);
    try {
      const canary = takeCanary(host);
      const result = await execute([
        ...runtime,
        "--root",
        root,
        "create",
        "--bundle",
        host.bundle().directory,
        host.id(),
      ]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /read-only file system/);
      assert.deepEqual(takeCanary(host), canary);
    } finally {
      await execute(["umount", root]);
    }
  });

  test("that others can write to is refused", async () => {
    const root = host.directory("open");
    chmodSync(root, 0o777);
    const result = await execute([
      ...runtime,
      "--root",
      root,
      "create",
      "--bundle",
      host.bundle().directory,
      host.id(),
    ]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /open/);
  });

  test("that is / is refused", async () => {
    for (const root of ["/", "/..", ""]) {
      const result = await execute([...runtime, "--root", root, "list"], { cwd: "/" });
      assert.equal(result.status, 1, root);
    }
  });

  test("that is missing: list fails for an explicit one", async () => {
    const result = await execute([...runtime, "--root", "/nonexistent/root", "list"]);
    assert.equal(result.status, 1);
  });
});

suite("what a killed create left", () => {
  test("an id whose directory has no state can be created again", async () => {
    const id = host.id();
    mkdirSync(join(host.stateRoot, id), { recursive: true, mode: 0o711 });
    writeFileSync(join(host.stateRoot, id, "journal"), '{"half of a li');
    await host.ok(["create", "--bundle", host.bundle().directory, id]);
    assert.equal((await host.state(id)).status, "created");
    await host.remove(id);
    assert.equal(existsSync(join(host.stateRoot, id)), false);
  });
});
