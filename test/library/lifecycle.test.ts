// SPDX-License-Identifier: Apache-2.0
/** The library's life of a container, on Node and (bun.test.ts) on Bun. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { suite, test } from "node:test";
import { ConfigError, type Diagnosis, KernelError, StateError } from "runt";
import { PR_SET_CHILD_SUBREAPER } from "../../src/native/flags.ts";
import { loadAddon } from "../../src/node/addon.ts";
import { eventually } from "../harness/execute.ts";
import type { Edit } from "../harness/host.ts";
import { project } from "../harness/places.ts";
import { isAlive, LibraryPlace, output, statusField, typed } from "./place.ts";

const place = new LibraryPlace("library-lifecycle");

suite("Runtime.create()", () => {
  test("gives a container whose streams are its standard input, output and error", async () => {
    await using container = await place.create(["sh", "-c", "echo out; echo err >&2; cat"]);
    assert.equal((await container.state()).status, "created");
    const printed = output(container.stdout);
    const errors = output(container.stderr);
    await container.start();
    container.stdin?.end("typed\n");
    assert.deepEqual(await container.wait(), { exitCode: 0, signal: null });
    assert.equal(await printed, "out\ntyped\n");
    assert.equal(await errors, "err\n");
    assert.equal((await container.state()).status, "stopped");
  });

  test("takes the configuration as an object with bigints, as JSON text, and as bytes", async () => {
    const bundle = place.bundle(["sh", "-c", "ulimit -n; ulimit -f"]);
    bundle.config.process["rlimits"] = [{ type: "RLIMIT_FSIZE", soft: 1024, hard: 18446744073709551615n }];
    const { directory } = bundle;
    const config = typed(bundle.config);
    const result = await place.runtime.run({ id: place.host.id(), bundle: directory, config });
    assert.deepEqual([result.exitCode, result.stdout.split("\n")[1]], [0, "2"]);
    const json = readFileSync(join(directory, "config.json"), "utf8");
    for (const same of [json, Buffer.from(json)])
      assert.equal((await place.runtime.run({ bundle: directory, config: same })).exitCode, 0);
  });

  test("refuses a wrong configuration with every problem, and leaves nothing", async () => {
    const bundle = place.bundle(["true"]);
    const config = {
      ...typed(bundle.config),
      hostname: 5 as unknown as string,
      mounts: [{ destination: "data" }],
    };
    const id = place.host.id();
    await assert.rejects(place.runtime.create({ id, bundle: bundle.directory, config }), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(
        error.issues.map(({ code, pointer }) => [code, pointer]),
        [["ERR_SCHEMA", "/hostname"]],
      );
      return true;
    });
    await assert.rejects(place.runtime.load(id), { code: "ERR_NOT_FOUND" });
  });

  test("names the system call, the place and the way out when the kernel refuses", async () => {
    const bundle = place.bundle(["true"], (config) => {
      config.mounts.push({ destination: "/data", type: "tmpfs", options: ["size=64mb"] });
    });
    const creation = place.runtime.create({ id: place.host.id(), bundle: bundle.directory });
    await assert.rejects(creation, (error) => {
      assert.ok(error instanceof KernelError);
      const { code, errno, syscall, pointer, hint } = error;
      assert.deepEqual([code, errno, syscall], ["EINVAL", -22, "fsconfig"]);
      assert.match(pointer ?? "", /^\/mounts\/\d+\/options\/0$/);
      assert.match(hint ?? "", /tmpfs sizes end in/);
      return true;
    });
  });

  test("refuses an id that is taken with StateError ERR_EXISTS, and one of a wrong form with ERR_ID", async () => {
    await using container = await place.create(["true"]);
    const bundle = place.bundle(["true"]).directory;
    const again = place.runtime.create({ id: container.id, bundle });
    await assert.rejects(again, (error) => error instanceof StateError && error.code === "ERR_EXISTS");
    await assert.rejects(place.runtime.create({ id: "a/b", bundle }), { code: "ERR_ID" });
  });
});

suite("Container.start()", () => {
  test("rejects when the program can't be executed; create() does when it can't be found", async () => {
    const edit: Edit = (_config, bundle) => void bundle.file("odd", "neither program nor script\n", 0o755);
    await using container = await place.create(["/odd"], { edit });
    await assert.rejects(container.start(), { code: "ENOEXEC", pointer: "/process/args/0" });
    await assert.rejects(place.create(["/missing"]), { code: "ENOENT", pointer: "/process/args/0" });
  });

  test("rejects with ERR_STATE at the second call", async () => {
    await using container = await place.running();
    await assert.rejects(container.start(), { code: "ERR_STATE" });
  });
});

suite("Container.wait()", () => {
  test("gives the exit code", async () => {
    await using container = await place.create(["sh", "-c", "exit 42"]);
    await container.start();
    assert.deepEqual(await container.wait(), { exitCode: 42, signal: null });
    assert.deepEqual(await container.wait(), { exitCode: 42, signal: null }, "and again");
  });

  test("gives the signal's name", async () => {
    await using container = await place.running();
    await container.kill("SIGKILL");
    assert.deepEqual(await container.wait(), { exitCode: null, signal: "SIGKILL" });
  });

  test("ends when its signal is aborted; the container goes on", async () => {
    await using container = await place.running();
    const reason = new Error("enough");
    const controller = new AbortController();
    const wait = container.wait({ signal: controller.signal });
    controller.abort(reason);
    await assert.rejects(wait, reason);
    assert.equal((await container.state()).status, "running");
  });

  test("gives the status of a container that another process has made, from whoever has reaped it", async () => {
    const addon = loadAddon(join(project, "build/runt.node"));
    addon.prctl(PR_SET_CHILD_SUBREAPER, 1);
    const attempt = async (): Promise<boolean> => {
      const id = await place.host.create(place.bundle(["sh", "-c", "exit 9"]));
      await using container = await place.runtime.load(id);
      const pidfd = addon.pidfdOpen(container.pid, 0);
      const status = container.wait();
      await place.host.ok(["start", id]);
      const { exitCode } = await status;
      if (exitCode !== null) {
        assert.equal(exitCode, 9);
        assert.deepEqual(addon.waitPidfd(pidfd, 0), [1, 9], "wait() leaves it to its parent");
        if (kernelTellsExits()) assert.deepEqual(addon.pidfdExit(pidfd), [1, 9]);
        else assert.equal(typeof addon.pidfdExit(pidfd), "number");
        assert.deepEqual(await container.wait(), { exitCode: null, signal: null }, "too late to know");
      }
      addon.close(pidfd);
      return exitCode !== null;
    };
    // On a loaded machine the status was once not to be had: see docs/library.md, "Ends".
    const known = (await attempt()) || (await attempt()) || (await attempt());
    addon.prctl(PR_SET_CHILD_SUBREAPER, 0);
    assert.ok(known, "one of three");
  });
});

/** PIDFD_INFO_EXIT. */
function kernelTellsExits(): boolean {
  const [major = 0, minor = 0] = readFileSync("/proc/sys/kernel/osrelease", "utf8").split(".").map(Number);
  return major > 6 || (major === 6 && minor >= 15);
}

suite("Container", () => {
  test("kill() takes names and numbers, and refuses others with ERR_SIGNAL", async () => {
    await using container = await place.running();
    await container.kill(0);
    await assert.rejects(container.kill("SIGNOTHING"), { code: "ERR_SIGNAL" });
    await container.kill("KILL");
    await container.wait();
    await assert.rejects(container.kill(9), { code: "ERR_STATE" });
    await container.kill(9, { all: true });
  });

  test("pause() freezes and resume() thaws", async () => {
    await using container = await place.running();
    await container.pause();
    assert.equal((await container.state()).status, "paused");
    await assert.rejects(container.exec({ args: ["true"] }), { code: "ERR_STATE" });
    await container.resume();
    assert.equal((await container.state()).status, "running");
    await assert.rejects(container.resume(), { code: "ERR_STATE" });
  });

  test("update() changes a limit that stats() shows; a wrong one is refused with its pointer", async () => {
    await using container = await place.running();
    await container.update({ pids: { limit: 77 } });
    assert.equal((await container.stats()).pids.limit, 77);
    const wrong = { memory: { limit: "1g" as unknown as number } };
    await assert.rejects(container.update(wrong), { code: "ERR_SCHEMA", pointer: "/memory/limit" });
  });

  test("ps() lists the host's pids of all its processes", async () => {
    await using container = await place.running();
    await using process = await container.exec({ args: ["/probe", "wait"], stdio: "ignore" });
    const pids = await container.ps();
    assert.deepEqual(
      pids.toSorted((a, b) => a - b),
      [container.pid, process.pid].toSorted((a, b) => a - b),
    );
  });

  test("events() gives statistics until the container ends", async () => {
    await using container = await place.running();
    const seen: string[] = [];
    for await (const event of container.events({ intervalMs: 20 })) {
      seen.push(event.type);
      if (seen.length === 2) await container.kill("SIGKILL");
    }
    assert.ok(seen.length >= 2 && seen.every((type) => type === "stats"), seen.join());
  });

  test("events() can be left, and ended by a signal", async () => {
    await using container = await place.running();
    for await (const event of container.events({ intervalMs: 5 })) {
      assert.equal(event.type, "stats");
      break;
    }
    const events = container.events({ intervalMs: 60_000, signal: AbortSignal.timeout(20) });
    assert.equal((await events.next()).done, true);
    const gone = place.runtime.load(container.id);
    await container.delete({ force: true });
    await assert.rejects((await gone).events().next(), { code: "ERR_NOT_FOUND" });
  });

  test("delete() refuses a running container; disposal kills it", async () => {
    let pid = 0;
    {
      await using container = await place.running();
      ({ pid } = container);
      await assert.rejects(container.delete(), { code: "ERR_STATE" });
      assert.ok(isAlive(pid));
    }
    assert.ok(!isAlive(pid));
  });

  test("delete() keeps unread output readable", async () => {
    const container = await place.create(["sh", "-c", "echo kept; head -c 50000 /dev/zero"]);
    await container.start();
    await container.wait();
    await container.delete();
    assert.equal((await output(container.stdout)).length, 50_005);
  });
});

suite("Runtime", () => {
  test("load() finds a container of the command line, and list() shows it to both", async () => {
    const id = await place.host.create(place.bundle(["/probe", "wait"]));
    const container = await place.runtime.load(id);
    assert.equal((await container.state()).status, "created");
    await container.start();
    assert.equal((await place.host.state(id)).status, "running");
    const listed = (await place.runtime.list()).find((state) => state.id === id);
    assert.deepEqual([listed?.status, listed?.pid], ["running", container.pid]);
    await container.delete({ force: true });
    assert.deepEqual(await place.runtime.list(), []);
  });

  test("plan() and validate() change nothing", async () => {
    const bundle = place.bundle(["true"]);
    const { plan, text: printed, cgroupPaths } = await place.runtime.plan({ bundle: bundle.directory });
    assert.equal(plan.ops.at(-1)?.op, "exec");
    assert.match(printed, /pivotRoot|moveMount/);
    assert.ok(Object.keys(cgroupPaths).length > 0);
    const verdict = await place.runtime.validate({ bundle: bundle.directory });
    assert.deepEqual([verdict.valid, verdict.issues], [true, []]);
    bundle.config.root.path = "";
    const wrong = await place.runtime.validate({ config: typed(bundle.config) });
    assert.deepEqual([wrong.valid, wrong.issues.map(({ pointer }) => pointer)], [false, ["/root/path"]]);
    assert.deepEqual(await place.runtime.list(), []);
  });

  test("doctor() is the document that the command line prints", async () => {
    const printed = JSON.parse((await place.host.ok(["doctor", "--json"])).stdout) as Diagnosis;
    const { runs, findings } = await place.runtime.doctor();
    assert.equal(runs, printed.runs);
    assert.deepEqual(
      findings.map(({ id, status }) => `${id} ${status}`),
      printed.findings.map(({ id, status }) => `${id} ${status}`),
    );
  });

  test("features() is the document that the command line prints", async () => {
    const printed = JSON.parse((await place.host.ok(["features"])).stdout) as unknown;
    assert.deepEqual(JSON.parse(JSON.stringify(place.runtime.features())), printed);
  });

  test("run() gives input and collects output", async () => {
    const bundle = place.bundle(["sh", "-c", "cat; echo oops >&2; exit 3"]);
    const result = await place.runtime.run({ bundle: bundle.directory, input: "given" });
    const { exitCode, signal, stdout, stderr, truncated, oomKilled } = result;
    assert.deepEqual(
      { exitCode, signal, stdout, stderr, truncated, oomKilled },
      { exitCode: 3, signal: null, stdout: "given", stderr: "oops\n", truncated: false, oomKilled: false },
    );
    assert.deepEqual(await place.runtime.list(), []);
  });

  test("run() drops output beyond its limit, and says so", async () => {
    const bundle = place.bundle(["sh", "-c", "head -c 300000 /dev/zero"]);
    const result = await place.runtime.run({ bundle: bundle.directory, maxOutputBytes: 1000 });
    assert.deepEqual([result.exitCode, result.stdout.length, result.truncated], [0, 1000, true]);
  });

  test("run() kills and deletes when its signal is aborted", async () => {
    const bundle = place.bundle(["/probe", "wait"]);
    const id = place.host.id();
    const run = place.runtime.run({ id, bundle: bundle.directory, signal: AbortSignal.timeout(300) });
    await assert.rejects(run, { name: "TimeoutError" });
    assert.deepEqual(await place.runtime.list(), []);
  });

  test("create() undoes everything when its signal is aborted", async () => {
    const bundle = place.bundle(["true"], (config) => {
      config.hooks = { createRuntime: [{ path: "/bin/sleep", args: ["sleep", "60"] }] };
    });
    const reason = new Error("changed my mind");
    const controller = new AbortController();
    const id = place.host.id();
    const creation = place.runtime.create({ id, bundle: bundle.directory, signal: controller.signal });
    await eventually("init waits for its hook", () => place.host.runt(["state", id]).then(() => true));
    setTimeout(() => controller.abort(reason), 100);
    await assert.rejects(creation, reason);
    assert.deepEqual(await place.runtime.list(), []);
  });
});

suite("Container.exec()", () => {
  test("gives a process with streams of its own", async () => {
    await using container = await place.running();
    const process = await container.exec({
      args: ["sh", "-c", "cat; echo $GREETING; pwd; exit 5"],
      env: { GREETING: "hi" },
      cwd: "/tmp",
    });
    process.stdin?.end("in\n");
    assert.equal(await output(process.stdout), "in\nhi\n/tmp\n");
    assert.deepEqual(await process.wait(), { exitCode: 5, signal: null });
    assert.throws(() => process.kill(), { code: "ERR_STATE" });
  });

  test("takes a user, and refuses a wrong process with its pointer", async () => {
    await using container = await place.running();
    const process = await container.exec({ args: ["id", "-u"], user: { uid: 1234, gid: 5 } });
    assert.equal(await output(process.stdout), "1234\n");
    await process.wait();
    const wrong = container.exec({ args: ["true"], cwd: "relative" });
    await assert.rejects(wrong, { pointer: "/cwd" });
    await assert.rejects(container.exec({ args: ["/missing"] }), { code: "ENOENT" });
  });

  test("kills the process when its signal is aborted", async () => {
    await using container = await place.running();
    const controller = new AbortController();
    const process = await container.exec({
      args: ["/probe", "wait"],
      stdio: "ignore",
      signal: controller.signal,
    });
    controller.abort();
    assert.deepEqual(await process.wait(), { exitCode: null, signal: "SIGKILL" });
  });
});

suite("what a container gets of its caller", () => {
  test("has default signal dispositions, an empty mask, and no descriptors of the caller", async () => {
    await using container = await place.running();
    assert.equal(statusField(container.pid, "SigIgn"), "0000000000000000");
    assert.equal(statusField(container.pid, "SigBlk"), "0000000000000000");
    const result = await place.runtime.run({
      bundle: place.bundle(["ls", "/proc/self/fd"]).directory,
    });
    assert.equal(result.stdout, "0\n1\n2\n3\n", "3 is ls's own");
  });
});
