// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { suite, test } from "node:test";
import { directoriesOf } from "../harness/cgroups.ts";
import { eventually } from "../harness/execute.ts";
import { byUser, rootOnly } from "../harness/driver.ts";
import { testHost } from "../harness/host.ts";

const host = testHost("lifecycle");

/** Fewer where the machine is emulated. */
const HELD = Number(process.env["RUNT_HELD"] ?? 200);

suite("lifecycle", () => {
  test("create, start, kill and delete go through created, running and stopped", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "touch", "/started", "wait"];
    });
    const id = await host.create(bundle);
    const created = await host.state(id);
    assert.equal(created.status, "created");
    assert.ok(created.pid > 0);
    assert.equal(existsSync(bundle.path("started")), false, "create does not run the program");
    // It is not dumpable: an ordinary user can't look.
    if (!byUser) assert.notEqual(readlinkSync(`/proc/${created.pid}/exe`), join(bundle.rootfs, "probe"));

    await host.ok(["start", id]);
    const running = await host.state(id);
    assert.equal(running.status, "running");
    assert.equal(running.pid, created.pid);
    await eventually("the program has run", () => existsSync(bundle.path("started")));

    await host.ok(["kill", id, "KILL"]);
    const stopped = await host.reached(id, "stopped");
    assert.equal(stopped.pid, 0);
    await host.ok(["delete", id]);
    const gone = await host.runt(["state", id]);
    assert.equal(gone.status, 1);
    assert.match(gone.stderr, /does not exist/);
    assert.deepEqual(directoriesOf(String(bundle.config.linux.cgroupsPath)), []);
  });

  test("state has the members of the specification and runc's own, bundle absolute and resolved", async () => {
    const bundle = host.bundle((config) => {
      config.annotations = { "org.example.key": "value", "a.b": "" };
    });
    const id = host.id();
    await host.ok(["create", "--bundle", "../" + bundle.directory.split("/").at(-1), id], {
      cwd: bundle.directory,
    });
    const text = (await host.ok(["state", id])).stdout;
    const state = JSON.parse(text) as Record<string, unknown>;
    assert.match(String(state["ociVersion"]), /^1\.\d+\.\d+/);
    assert.equal(state["id"], id);
    assert.equal(state["bundle"], bundle.directory);
    assert.equal(state["rootfs"], bundle.rootfs);
    assert.equal(state["owner"], "");
    assert.deepEqual(state["annotations"], { "org.example.key": "value", "a.b": "" });
    assert.match(String(state["created"]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);
    assert.match(text, /^\{\n {2}"ociVersion"/);
    await host.remove(id);
  });

  test("annotations are left out when there are none", async () => {
    const id = await host.create(host.bundle());
    assert.equal("annotations" in (await host.state(id)), false);
    await host.remove(id);
  });

  test("changes of config.json after create have no effect", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "touch", "/first"];
    });
    const id = await host.create(bundle);
    bundle.config.process.args = ["/probe", "touch", "/second"];
    bundle.save();
    await host.ok(["start", id]);
    await host.reached(id, "stopped");
    assert.equal(existsSync(bundle.path("first")), true);
    assert.equal(existsSync(bundle.path("second")), false);
    await host.ok(["delete", id]);
  });

  test("state, kill and delete work with the bundle gone (F29)", async () => {
    const { id, bundle } = await host.running();
    rmSync(bundle.directory, { recursive: true });
    assert.equal((await host.state(id)).status, "running");
    await host.ok(["kill", id, "9"]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
  });

  test("start refuses a running container, which stays as it is", async () => {
    const { id, pid } = await host.running();
    const again = await host.runt(["start", id]);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /cannot start an already running container/);
    assert.deepEqual(await host.state(id).then(({ pid: now, status }) => [now, status]), [pid, "running"]);
    await host.remove(id);
  });

  test("start refuses a stopped container", async () => {
    const { id } = await host.running();
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    const again = await host.runt(["start", id]);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /cannot start a container that has stopped/);
    await host.ok(["delete", id]);
  });

  test("a container that is killed between create and start is stopped (F05)", async () => {
    const id = await host.create(host.bundle());
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    const started = await host.runt(["start", id]);
    assert.equal(started.status, 1);
    assert.match(started.stderr, /cannot start a container that has stopped/);
    await host.ok(["delete", id]);
  });

  test("two starts at once: one succeeds (F06)", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
    });
    const id = await host.create(bundle);
    const results = await Promise.all([host.runt(["start", id]), host.runt(["start", id])]);
    assert.deepEqual(results.map((result) => result.status).sort(), [0, 1]);
    assert.equal((await host.state(id)).status, "running");
    await host.remove(id);
  });

  test("create refuses an id in use and leaves the first container alone", async () => {
    const { id, pid, bundle } = await host.running();
    const second = await host.runt(["create", "--bundle", bundle.directory, id]);
    assert.equal(second.status, 1);
    assert.match(second.stderr, /container with given ID already exists/);
    assert.equal((await host.state(id)).pid, pid);
    await host.remove(id);
  });

  test("create makes an id usable again after delete", async () => {
    const bundle = host.bundle();
    const id = host.id();
    for (let round = 0; round < 5; round += 1) {
      await host.ok(["create", "--bundle", bundle.directory, id]);
      await host.ok(["delete", id]);
    }
  });

  test("process unset: create succeeds and start names it", async () => {
    const bundle = host.bundle();
    const { process: _process, ...rest } = JSON.parse(
      readFileSync(join(bundle.directory, "config.json"), "utf8"),
    );
    bundle.saveText(JSON.stringify(rest));
    const id = host.id();
    const created = await host.runt(["create", "--bundle", bundle.directory, id]);
    const failed = created.status === 0 ? await host.runt(["start", id]) : created;
    assert.equal(failed.status, 1);
    assert.match(failed.stderr, /process/);
    if (created.status === 0) await host.remove(id);
  });

  for (const ociVersion of ["1.0.0", "1.0.2-dev", "1.1.0", "1.2.1", "1.3.0"]) {
    test(`ociVersion ${ociVersion} is accepted`, async () => {
      const id = await host.create(
        host.bundle((config) => {
          config.ociVersion = ociVersion;
        }),
      );
      await host.remove(id);
    });
  }

  test("a root path relative to the bundle and an absolute one are the same", async () => {
    const report = await host.report((config, bundle) => {
      config.root.path = bundle.rootfs;
    });
    assert.equal(report.cwd, "/");
  });

  test(`${HELD} containers are held at once and deleted`, { timeout: 240_000 }, async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
      delete config.linux.cgroupsPath;
    });
    const ids = Array.from({ length: HELD }, () => host.id());
    const batches = Array.from({ length: Math.ceil(HELD / 10) }, (_, index) =>
      ids.slice(index * 10, index * 10 + 10),
    );
    const each = async (words: (id: string) => string[]) => {
      for (const batch of batches) await Promise.all(batch.map((id) => host.ok(words(id))));
    };
    await each((id) => ["create", "--bundle", bundle.directory, id]);
    await each((id) => ["start", id]);
    const listed = JSON.parse((await host.ok(["list", "--format", "json"])).stdout) as {
      id: string;
      status: string;
    }[];
    const held = listed.filter(({ id }) => ids.includes(id));
    assert.equal(held.length, HELD);
    assert.deepEqual([...new Set(held.map(({ status }) => status))], ["running"]);
    await each((id) => ["delete", "--force", id]);
    assert.deepEqual(directoriesOf(`/${ids[0]}`), []);
  });
});

suite("pid file", () => {
  test("holds the decimal pid without a newline", async () => {
    const bundle = host.bundle();
    const file = join(host.directory(), "pid");
    const id = await host.create(bundle, "--pid-file", file);
    assert.equal(readFileSync(file, "utf8"), String((await host.state(id)).pid));
    await host.remove(id);
  });

  test("replaces a regular file", async () => {
    const file = join(host.directory(), "pid");
    writeFileSync(file, "");
    const id = await host.create(host.bundle(), "--pid-file", file);
    assert.equal(readFileSync(file, "utf8"), String((await host.state(id)).pid));
    await host.remove(id);
  });

  const others: [what: string, make: (path: string) => void][] = [
    ["symbolic link (F33)", (path) => symlinkSync("precious", path)],
    ["directory", (path) => mkdirSync(path)],
    ["FIFO", (path) => void execFileSync("mkfifo", [path])],
    ["device node", (path) => void execFileSync("mknod", [path, "c", "1", "3"])],
  ];
  for (const [what, make] of others) {
    const skip = what === "device node" && rootOnly;
    test(`a ${what} in its place is refused by create and run and stays`, { skip }, async () => {
      const directory = host.directory();
      writeFileSync(join(directory, "precious"), "content");
      const file = join(directory, "pid");
      make(file);
      const before = lstatSync(file);
      for (const command of ["create", "run"]) {
        const id = host.id();
        const words = [command, "--bundle", host.bundle().directory, "--pid-file", file, id];
        const result = await host.runt(words);
        assert.equal(readFileSync(join(directory, "precious"), "utf8"), "content", "written through it");
        assert.equal(result.status, 1);
        assert.match(result.stderr, /pid file .*no regular file/);
        assert.equal((await host.runt(["state", id])).status, 1);
      }
      assert.deepEqual([lstatSync(file).ino, lstatSync(file).mode], [before.ino, before.mode]);
    });
  }

  test("a FIFO in the place of an exec's is refused and no process started", async () => {
    const file = join(host.directory(), "pid");
    execFileSync("mkfifo", [file]);
    const { id } = await host.running();
    const result = await host.runt(["exec", "--pid-file", file, id, "/bin/touch", "/started"]);
    assert.equal(result.status, 255);
    assert.match(result.stderr, /no regular file/);
    assert.notEqual((await host.runt(["exec", id, "/bin/ls", "/started"])).status, 0);
    await host.remove(id);
  });

  test("a directory that is missing is an error and no container", async () => {
    const id = host.id();
    const result = await host.runt([
      "create",
      "--bundle",
      host.bundle().directory,
      "--pid-file",
      "/nonexistent/dir/pid",
      id,
    ]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /\/nonexistent\/dir/);
    assert.equal((await host.runt(["state", id])).status, 1);
  });

  test("is not left by a create that fails", async () => {
    const directory = host.directory();
    const bundle = host.bundle((config) => {
      config.process.args = ["/missing"];
    });
    const result = await host.runt([
      "create",
      "--bundle",
      bundle.directory,
      "--pid-file",
      join(directory, "pid"),
      host.id(),
    ]);
    assert.equal(result.status, 1);
    assert.equal(existsSync(join(directory, "pid")), false);
  });
});
