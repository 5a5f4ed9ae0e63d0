// SPDX-License-Identifier: Apache-2.0
/** Commands on a container whose create is at work, or hangs in a hook. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Bundle } from "../harness/bundle.ts";
import { takeCanary } from "../harness/canary.ts";
import { hierarchies } from "../harness/cgroups.ts";
import { onSystemd } from "../harness/driver.ts";
import { eventually, type Running } from "../harness/execute.ts";
import { type State, testHost } from "../harness/host.ts";

const host = testHost("creating");

interface Hanging {
  id: string;
  create: Running;
  /** pid of the hook's program. */
  hook: number;
}

interface HangOptions {
  edit?: (bundle: Bundle) => void;
  /** create or run, and its flags. */
  words?: readonly string[];
  kind?: string;
}

/** Of the namespace that /proc is of: a createContainer hook has another one. */
const TELL_PID = "read -r pid rest </proc/self/stat; echo $pid";

/** A create whose hook does not end. */
async function hanging(options: HangOptions = {}): Promise<Hanging> {
  const { edit = () => undefined, words = ["create"], kind = "createRuntime" } = options;
  const marker = `${host.directory()}/pid`;
  const bundle = host.bundle((config, made) => {
    config.annotations = { "org.example.key": "value" };
    config.process.args = ["/bin/true"];
    config.hooks = {
      [kind]: [{ path: "/bin/sh", args: ["sh", "-c", `${TELL_PID} >${marker}; exec sleep 1000`] }],
    };
    edit(made);
  });
  const id = host.id();
  const create = host.background([...words, "--bundle", bundle.directory, id]);
  await eventually("the hook runs", () => existsSync(marker) && readFileSync(marker, "utf8").includes("\n"));
  return { id, create, hook: Number(readFileSync(marker, "utf8")) };
}

const isGone = (pid: number): boolean =>
  !existsSync(`/proc/${pid}`) || / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

suite("a container that is being created", () => {
  test("state says creating, with bundle, annotations and the pid of init", async () => {
    const { id, create } = await hanging();
    const state = await host.state(id);
    assert.deepEqual([state.id, state.status], [id, "creating"]);
    assert.ok(state.pid > 1 && existsSync(`/proc/${state.pid}`));
    assert.match(state.bundle, /\/bundle-\d+$/);
    assert.match(state.rootfs, /\/rootfs$/);
    assert.deepEqual(state.annotations, { "org.example.key": "value" });
    await host.remove(id);
    await create.done;
  });

  test("list shows it", async () => {
    const { id, create } = await hanging();
    const containers = JSON.parse((await host.ok(["list", "--format", "json"])).stdout) as State[];
    assert.equal(containers.find((container) => container.id === id)?.status, "creating");
    await host.remove(id);
    await create.done;
  });

  test("kill and exec refuse it, in the words for a container that does not run", async () => {
    const { id, create } = await hanging();
    for (const words of [
      ["kill", id, "TERM"],
      ["exec", id, "/bin/true"],
    ]) {
      const result = await host.runt(words);
      assert.notEqual(result.status, 0);
      assert.match(result.stderr, /container not running: .* is creating/);
    }
    await host.remove(id);
    await create.done;
  });

  test("delete without force refuses it, and create goes on", async () => {
    const { id, create, hook } = await hanging();
    const result = await host.runt(["delete", id]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /cannot delete container .* that is not stopped: creating/);
    assert.equal(isGone(hook), false);
    await host.remove(id);
    await create.done;
  });

  test("delete --force ends a create whose hook hangs: hook, init and cgroups are gone (F28, F14)", async () => {
    const canary = takeCanary(host);
    const { id, create, hook } = await hanging();
    await host.ok(["delete", "--force", id]);
    const result = await create.done;
    assert.notEqual(result.status, 0);
    await eventually("the hook is gone", () => isGone(hook));
    await eventually("nothing is left", () => takeCanary(host).length === canary.length);
    assert.deepEqual(takeCanary(host), canary);
  });

  test("delete --force ends a create that is stopped and does not answer (F28)", async () => {
    const { id, create, hook } = await hanging();
    create.child.kill("SIGSTOP");
    await host.ok(["delete", "--force", id]);
    assert.equal((await create.done).signal, "SIGKILL");
    await eventually("the hook is gone", () => isGone(hook));
    assert.notEqual((await host.runt(["state", id])).status, 0);
  });

  test("poststop hooks run once when delete --force ends a create in its hooks", async () => {
    const log = `${host.directory()}/log`;
    const { id, create } = await hanging({
      edit: ({ config }) => {
        const poststop = [{ path: "/bin/sh", args: ["sh", "-c", `echo poststop >>${log}`] }];
        config.hooks = { ...config.hooks, poststop };
      },
    });
    await host.ok(["delete", "--force", id]);
    await create.done;
    assert.equal(readFileSync(log, "utf8"), "poststop\n");
  });

  test("list during many creates never makes one of them fail (F12)", async () => {
    const bundle = host.bundle();
    let busy = true;
    const asking = (async () => {
      while (busy) await host.runt(["list"]);
    })();
    for (let round = 0; round < 20; round += 1) await host.remove(await host.create(bundle));
    busy = false;
    await asking;
  });
});

suite("signals of create and run", () => {
  for (const [words, kind, signal] of [
    [["create"], "createRuntime", "SIGTERM"],
    [["create"], "createRuntime", "SIGINT"],
    [["create"], "createRuntime", "SIGHUP"],
    [["create"], "createContainer", "SIGTERM"],
    [["run"], "prestart", "SIGTERM"],
    [["run"], "createRuntime", "SIGINT"],
    [["run"], "createContainer", "SIGQUIT"],
    [["run"], "poststart", "SIGHUP"],
    [["run", "--keep"], "createRuntime", "SIGTERM"],
    [["run", "--detach"], "createRuntime", "SIGTERM"],
    [["run", "--detach"], "poststart", "SIGINT"],
  ] as const) {
    test(`${signal} of ${words.join(" ")} in a ${kind} hook undoes everything (F04, F28)`, async () => {
      const canary = takeCanary(host);
      const { create, hook } = await hanging({ words, kind });
      create.child.kill(signal);
      const result = await create.done;
      assert.deepEqual([result.timedOut, result.status], [false, 1]);
      assert.match(result.stderr, /interrupted by signal \d+; everything was undone/);
      await eventually("the hook is gone", () => isGone(hook));
      await eventually("nothing is left", () => takeCanary(host).length === canary.length);
      assert.deepEqual(takeCanary(host), canary);
    });
  }

  test("SIGTERM of run in a poststop hook ends the hook, and the container is gone (F04, F28)", async () => {
    const canary = takeCanary(host);
    const { create, hook } = await hanging({ words: ["run"], kind: "poststop" });
    create.child.kill("SIGTERM");
    const result = await create.done;
    assert.equal(result.status, 1);
    assert.match(result.stderr, /interrupted by signal 15; the container is deleted/);
    await eventually("the hook is gone", () => isGone(hook));
    assert.deepEqual(takeCanary(host), canary);
  });

  for (const kind of ["createRuntime", "createContainer"]) {
    test(`kill -9 of create in a ${kind} hook ends the hook (F01, F28)`, async () => {
      const canary = takeCanary(host);
      const { id, create, hook } = await hanging({ kind });
      create.child.kill("SIGKILL");
      await create.done;
      await eventually("the hook is gone", () => isGone(hook));
      await host.remove(id);
      assert.deepEqual(takeCanary(host), canary);
    });
  }

  test("SIGTERM of run reaches the program, and its status comes back (F04)", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "trap", "/got"];
    });
    const run = host.background(["run", "--bundle", bundle.directory, host.id()]);
    const got = bundle.path("got");
    await eventually(
      "the program is ready",
      () => existsSync(got) && readFileSync(got, "utf8") === "ready\n",
    );
    run.child.kill("SIGHUP");
    await eventually("SIGHUP came", () => /^1$/m.test(readFileSync(got, "utf8")));
    run.child.kill("SIGTERM");
    assert.equal((await run.done).status, 15);
  });
});

suite("a create whose cgroup others freeze", () => {
  const freezer = hierarchies().get("freezer") ?? hierarchies().get("");
  const file = hierarchies().has("freezer") ? ["freezer.state", "FROZEN"] : ["cgroup.freeze", "1"];
  const skip = freezer === undefined || onSystemd ? "no freezer of a known place" : false;

  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    test(`after ${signal} nothing is left, and delete --force does not wait (F18)`, { skip }, async () => {
      const canary = takeCanary(host);
      let cgroup = "";
      const { id, create } = await hanging({
        edit: ({ config }) => {
          cgroup = String(config.linux.cgroupsPath);
        },
      });
      const [name = "", value = ""] = file;
      writeFileSync(join(freezer ?? "", cgroup, name), value);
      create.child.kill(signal);
      const { status, stderr } = await create.done;
      assert.equal(status, signal === "SIGTERM" ? 1 : null);
      assert.doesNotMatch(stderr, /warning/);
      if (signal === "SIGTERM") assert.deepEqual(takeCanary(host), canary);
      await host.ok(["delete", "--force", id], { timeoutMs: 5000 });
      await eventually("nothing is left", () => takeCanary(host).length === canary.length);
      assert.deepEqual(takeCanary(host), canary);
    });
  }
});

suite("exec into what is frozen", () => {
  test("SIGINT ends it, and the container goes on (F18)", async (context) => {
    const { id, pid } = await host.running();
    const paused = await host.runt(["pause", id]);
    if (paused.status !== 0) {
      await host.remove(id);
      context.skip(`there is no freezer: ${paused.stderr}`);
      return;
    }
    const exec = host.background(["exec", "--ignore-paused", id, "/bin/true"]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    exec.child.kill("SIGINT");
    const { status, stderr } = await exec.done;
    assert.equal(status, 255);
    assert.match(stderr, /interrupted by signal 2/);
    await host.ok(["resume", id]);
    assert.deepEqual([(await host.state(id)).status, (await host.state(id)).pid], ["running", pid]);
    await host.remove(id);
  });
});

suite("exec at the death of the container", () => {
  test("fails in the words for a stopped container, or has run (F14, F30)", async () => {
    const words = /cannot exec in a stopped container|container not running|does not exist/;
    for (let round = 0; round < 15; round += 1) {
      const { id } = await host.running();
      const execs = Array.from({ length: 3 }, () => host.runt(["exec", id, "/bin/true"]));
      await host.ok(["kill", id, "KILL"]);
      // 137: the program ran, and died with the container.
      for (const result of await Promise.all(execs))
        if (result.status !== 0 && result.status !== 137) assert.match(result.stderr, words);
      await host.remove(id);
    }
  });

  test("delete --force during exec leaves no process (F14)", async () => {
    const canary = takeCanary(host);
    for (let round = 0; round < 10; round += 1) {
      const { id } = await host.running();
      const execs = Array.from({ length: 3 }, () => host.runt(["exec", id, "/bin/sleep", "1000"]));
      await host.remove(id);
      await Promise.all(execs);
    }
    await eventually("nothing is left", () => takeCanary(host).length === canary.length);
    assert.deepEqual(takeCanary(host), canary);
  });
});
