// SPDX-License-Identifier: Apache-2.0
/** Inputs that nobody has an id for: what a caller, an image, a hook or a tampered state may come up with. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { makeTarget } from "../harness/attack.ts";
import { takeCanary } from "../harness/canary.ts";
import { unifiedOnly } from "../harness/cgroups.ts";
import { type Config, privileged } from "../harness/config.ts";
import { cgroupsOnly, rootOnly } from "../harness/driver.ts";
import { eventually, execute, type Result } from "../harness/execute.ts";
import { testHost, type Edit } from "../harness/host.ts";

const host = testHost("hostile-inputs");
const SOON = { timeoutMs: 60_000 };

async function makeFifo(path: string): Promise<string> {
  await execute(["mkfifo", path]);
  return path;
}

/** Runs a container in whatever way, deletes it, and finds nothing left. */
async function runCleanly(edit: Edit, before: readonly string[] = []): Promise<Result> {
  const canary = takeCanary(host);
  const id = host.id();
  const words = host.words("run", "--bundle", host.bundle(edit).directory, id);
  const result = await execute([...before, ...words], SOON);
  assert.equal(result.timedOut, false, "it hangs");
  await host.ok(["delete", "--force", id]);
  await eventually("nothing is left", () => takeCanary(host).length <= canary.length).catch(() => undefined);
  assert.deepEqual(takeCanary(host), canary);
  return result;
}

/** An error that says something, or the container. */
function assertTold(result: Result, what: string): void {
  if (result.status === 0) return;
  assert.ok(result.status === 1 || result.status === 255, `${what}: ${result.status ?? result.signal}`);
  assert.match(result.stderr, /^(error: runt run failed|runt): .+/m, what);
}

suite("files of other kinds in the configuration", () => {
  const joining =
    (type: string, path: string): Edit =>
    (config) => {
      config.linux.namespaces = config.linux.namespaces.map((one) =>
        one.type === type ? { type, path } : one,
      );
    };

  for (const type of ["network", "pid", "mount", "uts"])
    test(`a FIFO as the path of a ${type} namespace is refused and not waited for`, async () => {
      const fifo = await makeFifo(join(host.directory(), "fifo"));
      const result = await runCleanly(joining(type, fifo));
      assert.equal(result.status, 1);
      assert.match(result.stderr, /\/linux\/namespaces\/\d/);
    });

  test("a FIFO as the path of a user namespace is refused and not waited for", async () => {
    const fifo = await makeFifo(join(host.directory(), "fifo"));
    const result = await runCleanly((config) => {
      config.linux.namespaces.push({ type: "user", path: fifo });
    });
    assert.equal(result.status, 1);
  });

  for (const destination of [
    "/proc/self/root/x",
    "/proc/1/cwd/x",
    "/dev/shm/../../proc/x",
    "/a/../..",
    `/${"x".repeat(256)}`,
    `/${"x/".repeat(2100)}`,
  ])
    test(`a mount on ${destination.slice(0, 30)} is refused`, async () => {
      await host.refused(
        (config) => config.mounts.push({ destination, type: "tmpfs", source: "tmpfs" }),
        /mounts\/\d+|name too long/,
      );
    });

  for (const name of ["cgroup.procs", "z/".repeat(2500)])
    test(`a cgroup named ${name.slice(0, 20)} is refused`, { skip: cgroupsOnly }, async () => {
      await host.refused((config) => {
        config.linux.cgroupsPath = `${config.linux.cgroupsPath}/${name}`;
      }, /cgroup/);
    });

  for (const property of ["maskedPaths", "readonlyPaths"] as const) {
    test(`${property} on /proc and /dev hide, and harm nothing`, async () => {
      for (const path of ["/proc", "/dev"]) {
        const edit = (config: Config) => {
          config.process.args = ["/bin/true"];
          config.linux[property].push(path);
        };
        assertTold(await runCleanly(edit), `${property} ${path}`);
      }
    });

    for (const path of ["/", "/..", "/bin/..", "/to-root"])
      test(`${property} with ${path}, which would change nothing of the root, is refused`, async () => {
        await host.refused((config, bundle) => {
          bundle.link("to-root", "../..");
          config.linux[property].push(path);
        }, /busy/);
      });
  }

  for (const args of [
    ["/"],
    ["."],
    [".."],
    ["/bin/"],
    ["/bin/true/"],
    ["/fifo"],
    ["/loop"],
    ["x".repeat(5000)],
  ])
    test(`the program ${(args[0] ?? "").slice(0, 20)} is an error that names it`, async () => {
      const bundle = host.bundle((config, made) => {
        config.process.args = args;
        made.file("loop", "#!/loop\n", 0o755);
      });
      await makeFifo(bundle.path("fifo"));
      const result = await host.run(bundle, SOON);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /exec/);
    });
});

suite("what the caller is like", () => {
  const look: Edit = (config) => {
    config.process.args = ["/bin/grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"];
  };

  for (const [how, words] of [
    ["ignores SIGCHLD", ["env", "--ignore-signal=CHLD"]],
    ["ignores every signal", ["env", "--ignore-signal"]],
    ["blocks every signal", ["env", "--block-signal"]],
  ] as const)
    test(`one that ${how} gets the container's status, and the program none of it`, async () => {
      const result = await runCleanly(look, words);
      assert.equal(result.status, 0, result.stderr);
      const masks = [...result.stdout.matchAll(/:\t([0-9a-f]+)/g)].map(([, mask = "0"]) =>
        BigInt(`0x${mask}`),
      );
      assert.deepEqual(masks[0], 0n, "blocked");
      // bit 16 is SIGCHLD; SIGQUIT is what "run" itself was started without.
      assert.equal((masks[1] ?? 0n) & ~4n, 0n, "ignored");
    });

  for (const count of [0, 3, 5, 8, 12, 16, 20, 24, 32, 48])
    test(`one that may have ${count} descriptors gets an error or a container, and nothing is left`, async () => {
      assertTold(await runCleanly(look, ["prlimit", `--nofile=${count}`]), String(count));
    });

  for (const size of [0, 100, 1000, 10_000])
    test(`one whose files may have ${size} bytes gets a status, and no half of a state is left`, async () => {
      const result = await runCleanly(look, ["prlimit", `--fsize=${size}`]);
      assert.equal(result.signal, null);
    });

  for (const [what, script] of [
    ["/sys", "umount -l /sys"],
    ["/dev", "mount -t tmpfs t /dev"],
  ] as const)
    test(`one without ${what} gets an error that says so`, { skip: rootOnly }, async () => {
      const result = await runCleanly(look, ["unshare", "-m", "sh", "-c", `${script}; exec "$@"`, "sh"]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /cgroup|\/dev|masked/);
    });

  test("one in a directory that was removed, and with umask 0777, gets the container", {
    // What is made for the state would be closed to its owner.
    skip: rootOnly,
  }, async () => {
    const script = 'd=$(mktemp -d); cd $d; rmdir $d; umask 777; exec "$@"';
    assert.equal((await runCleanly(look, ["sh", "-c", script, "sh"])).status, 0);
  });
});

suite("what a container makes of itself", () => {
  const shell = (code: string, edit: Edit = () => undefined) =>
    host.running((config, bundle) => {
      config.process.args = ["/bin/sh", "-c", `${code}; exec 3>/ready; while :; do /bin/sleep 1; done`];
      edit(config, bundle);
    });

  for (const name of [") Z 1 1", "a) S 1 (b", "))))", "x\\ny"])
    test(`a process named ${name} is no other state, and is listed and killed`, async () => {
      const { id, pid, bundle } = await shell(`printf '${name}' >/proc/self/comm`);
      await eventually("it has its name", () => readdirSync(bundle.rootfs).includes("ready"));
      const state = await host.state(id);
      assert.deepEqual([state.status, state.pid], ["running", pid]);
      assert.match((await host.ok(["ps", id])).stdout, new RegExp(`\\b${pid}\\b`));
      await host.ok(["exec", id, "/bin/true"]);
      await host.ok(["kill", id, "KILL"]);
      await host.reached(id, "stopped");
      await host.remove(id);
    });

  const ownCgroups: Edit = (config) => {
    privileged(config);
    config.linux.namespaces.push({ type: "cgroup" });
    config.linux.namespaces = config.linux.namespaces.filter(
      ({ type }, index, all) => all.findIndex((one) => one.type === type) === index,
    );
    config.mounts.push({ destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup", options: ["rw"] });
  };
  const directory = unifiedOnly() ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids";

  for (const [what, code] of [
    [
      "cgroups so deep that their path is longer than a path may be",
      "n=$(printf %0200d 0); i=0; while [ $i -lt 30 ]; do mkdir $n && cd $n || break; i=$((i+1)); done",
    ],
    ["1,000 cgroups", "i=0; while [ $i -lt 1000 ]; do mkdir c$i || break; i=$((i+1)); done"],
    [
      "a cgroup named like a deleted one, and lies in it",
      'mkdir "a (deleted)"; echo $$ >"a (deleted)/cgroup.procs"',
    ],
    ["itself stopped", "touch /ready; kill -STOP $$"],
  ] as const)
    test(`one that makes ${what} can be looked at and is deleted`, { skip: cgroupsOnly }, async () => {
      const { id, bundle } = await shell(`cd ${directory}; ${code}; cd /`, ownCgroups);
      await eventually("it is done", () => readdirSync(bundle.rootfs).includes("ready"));
      assert.equal((await host.state(id)).status, "running");
      await host.ok(["ps", id], SOON);
      await host.ok(["pause", id], SOON);
      await host.ok(["resume", id], SOON);
      await host.ok(["delete", "--force", id], SOON);
    });
});

suite("what a hook does to the runtime", () => {
  const KINDS = ["prestart", "createRuntime", "poststart", "poststop"] as const;
  const hooked = (kind: string, code: string) => (config: Config) => {
    config.process.args = ["/bin/true"];
    config.hooks = { [kind]: [{ path: "/bin/sh", args: ["sh", "-c", code], timeout: 5 }] };
  };
  const idOf = `id=$(sed 's/.*"id": *"\\([^"]*\\)".*/\\1/')`;

  for (const kind of KINDS) {
    test(`${kind}: one that kills the runtime leaves what delete --force undoes`, async () => {
      const result = await runCleanly(hooked(kind, "kill -9 $PPID"));
      assert.equal(result.signal, "SIGKILL");
    });

    for (const command of ["delete --force", "start", "exec", "kill"])
      test(`${kind}: one that asks for ${command} of its own container ends by its timeout at the latest`, async () => {
        const words = host.words(...command.split(" ")).join(" ");
        const after = command === "exec" ? " /bin/true" : command === "kill" ? " KILL" : "";
        const result = await runCleanly(hooked(kind, `${idOf}; ${words} $id${after}`));
        assert.equal(result.signal, null);
      });
  }

  test("one that removes the state root ends in an error or a container that is gone", async () => {
    const result = await runCleanly(hooked("createRuntime", `rm -rf ${host.stateRoot}`));
    assert.equal(result.signal, null);
  });
});

suite("a state root that others have changed", () => {
  const KINDS: readonly [string, (path: string) => unknown][] = [
    ["a FIFO", makeFifo],
    ["a directory", (path) => mkdirSync(path)],
    ["a link to /dev/zero", (path) => symlinkSync("/dev/zero", path)],
    ["a link to itself", (path) => symlinkSync(path, path)],
    ["a link to /etc/passwd", (path) => symlinkSync("/etc/passwd", path)],
    [
      "4 GiB",
      (path) => {
        writeFileSync(path, "");
        truncateSync(path, 4 * 1024 ** 3);
      },
    ],
    ["missing", () => undefined],
  ];
  const commands = (id: string) => [
    ["state", id],
    ["list"],
    ["exec", id, "/bin/true"],
    ["kill", id, "0"],
    ["pause", id],
    ["resume", id],
    ["update", "--pids-limit", "9", id],
    ["ps", id],
  ];

  for (const file of ["state.json", "journal", "config.json"])
    for (const [what, make] of KINDS)
      test(`${file} is ${what}: no command hangs, and delete --force kills and removes`, async () => {
        const canary = takeCanary(host);
        const { id } = await host.running();
        const path = join(host.stateRoot, id, file);
        rmSync(path);
        await make(path);
        for (const words of commands(id)) {
          const result = await host.runt(words, SOON);
          assert.equal(result.timedOut, false, words[0]);
          if (result.status !== 0)
            assert.match(
              result.stderr,
              /state\.json|config\.json|does not exist|no cgroup|not paused/,
              words[0],
            );
        }
        await host.ok(["delete", "--force", id], SOON);
        await eventually("nothing is left", () => takeCanary(host).length <= canary.length);
        assert.deepEqual(takeCanary(host), canary);
      });

  test("a link in the place of a container's directory is no container, and what it points to stays", async () => {
    const aim = makeTarget(host.directory("target"));
    const link = join(host.stateRoot, "linked");
    symlinkSync(aim.path, link);
    assert.match((await host.runt(["state", "linked"])).stderr, /does not exist/);
    await host.runt(["delete", "--force", "linked"]);
    const created = await host.runt(["create", "--bundle", host.bundle().directory, "linked"]);
    assert.equal(created.status, 1);
    assert.match(created.stderr, /not a directory/);
    aim.untouched();
    rmSync(link, { force: true });
  });
});
