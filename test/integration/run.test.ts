// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { rootOnly } from "../harness/driver.ts";
import { eventually, execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { isStatic } from "../harness/places.ts";
import { linesOf, statusField, type Report } from "../harness/lines.ts";

const host = testHost("run");

suite("run", () => {
  for (const status of [0, 1, 7, 42, 127, 255]) {
    test(`passes exit status ${status} through and deletes the container`, async () => {
      const bundle = host.bundle((config) => {
        config.process.args = ["/probe", "exit", String(status)];
      });
      const id = host.id();
      const result = await host.runt(["run", "--bundle", bundle.directory, id]);
      assert.equal(result.status, status, result.stderr);
      assert.equal((await host.runt(["state", id])).status, 1);
    });
  }

  for (const signal of [6, 9, 11, 15]) {
    test(`gives 128 + ${signal} for a program that dies of signal ${signal}`, async () => {
      const bundle = host.bundle((config) => {
        // A child: pid 1 of a namespace is spared its own signals.
        config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "pid");
        config.process.args = ["/probe", "raise", String(signal)];
      });
      assert.equal((await host.run(bundle)).status, 128 + signal);
    });
  }

  test("relays stdin, stdout and stderr", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/sh", "-c", "cat; echo problem >&2"];
    });
    const text = "line\n".repeat(20_000);
    const result = await host.run(bundle, { stdin: text });
    assert.equal(result.status, 0);
    assert.equal(result.stdout, text);
    assert.equal(result.stderr, "problem\n");
  });

  test("takes the bundle from the current directory", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/echo", "here"];
    });
    const result = await host.runt(["run", host.id()], { cwd: bundle.directory });
    assert.equal(result.stdout, "here\n");
  });

  test("forwards signals to the program", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "trap", "/signals"];
    });
    const running = host.background(["run", "--bundle", bundle.directory, host.id()]);
    const seen = () =>
      existsSync(bundle.path("signals")) ? readFileSync(bundle.path("signals"), "utf8") : "";
    await eventually("the program traps signals", () => seen().includes("ready"));
    running.child.kill("SIGUSR1");
    await eventually("USR1 arrives", () => seen().includes("\n10\n"));
    running.child.kill("SIGHUP");
    await eventually("HUP arrives", () => seen().includes("\n1\n"));
    running.child.kill("SIGTERM");
    assert.equal((await running.done).status, 15);
  });

  test("--keep leaves the stopped container", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "exit", "3"];
    });
    const id = host.id();
    assert.equal((await host.runt(["run", "--keep", "--bundle", bundle.directory, id])).status, 3);
    assert.equal((await host.state(id)).status, "stopped");
    await host.ok(["delete", id]);
  });

  test("--detach returns 0 at once, writes the pid file and leaves the container running", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
    });
    const id = host.id();
    const file = join(host.directory(), "pid");
    await host.ok(["run", "--detach", "--pid-file", file, "--bundle", bundle.directory, id]);
    const state = await host.state(id);
    assert.equal(state.status, "running");
    assert.equal(readFileSync(file, "utf8"), String(state.pid));
    await host.remove(id);
  });

  test("--detach gives the program the caller's own stdio", async () => {
    const output = join(host.directory(), "output");
    writeFileSync(output, "");
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/sh", "-c", "echo inside; sleep 0.1"];
    });
    const id = host.id();
    await execute([
      "/bin/sh",
      "-c",
      `exec "$@" >${output} 2>&1`,
      "sh",
      ...host.words("run", "-d", "--bundle", bundle.directory, id),
    ]);
    await host.reached(id, "stopped");
    assert.equal(readFileSync(output, "utf8"), "inside\n");
    await host.ok(["delete", id]);
  });

  test("flags can be written with one dash and after an equals sign", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/echo", "here"];
    });
    const result = await host.runt([
      "run",
      `-bundle=${bundle.directory}`,
      "-no-pivot=false",
      "--keep=false",
      host.id(),
    ]);
    assert.equal(result.stdout, "here\n", result.stderr);
  });

  test("an unknown flag is named and is usage error 1", async () => {
    const result = await host.runt(["run", "--no-such-flag", host.id()]);
    assert.equal(result.status, 1);
    assert.match(result.stderr + result.stdout, /flag provided but not defined: -no-such-flag/);
  });

  test("a flag without its value is named", async () => {
    const result = await host.runt(["create", "--bundle"]);
    assert.equal(result.status, 1);
    assert.match(result.stderr + result.stdout, /flag needs an argument: -*bundle/);
  });

  test("an unknown command is an error", async () => {
    const result = await host.runt(["launch"]);
    assert.notEqual(result.status, 0);
    assert.match(result.stderr + result.stdout, /launch/);
  });
});

suite("file descriptors", () => {
  test("only 0, 1 and 2 are open in the program, whatever the caller leaks (S12)", async () => {
    const leaked = openSync("/", "r");
    try {
      const report = await host.report(() => undefined, { extra: [leaked, leaked, leaked] });
      assert.deepEqual(Object.keys(report.fds), ["0", "1", "2"]);
    } finally {
      closeSync(leaked);
    }
  });

  test("--preserve-fds passes as many above stdio, numbers kept", async () => {
    const file = join(host.directory(), "content");
    writeFileSync(file, "text");
    const fds = [openSync(file, "r"), openSync(file, "r"), openSync(file, "r")];
    const bundle = host.bundle();
    const result = await host.runt(["run", "--preserve-fds", "2", "--bundle", bundle.directory, host.id()], {
      extra: fds,
    });
    for (const fd of fds) closeSync(fd);
    assert.equal(result.status, 0, result.stderr);
    assert.deepEqual(Object.keys((JSON.parse(result.stdout) as Report).fds), ["0", "1", "2", "3", "4"]);
  });

  test("--preserve-fds with a descriptor that is not open is an error", {
    skip: isStatic ? false : "Node has descriptors of its own at 3 and above",
  }, async () => {
    const result = await host.runt([
      "run",
      "--preserve-fds",
      "3",
      "--bundle",
      host.bundle().directory,
      host.id(),
    ]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /preserve/);
  });

  test("LISTEN_FDS is honoured only when LISTEN_PID is the runtime's own pid", async () => {
    const file = join(host.directory(), "content");
    writeFileSync(file, "text");
    const fd = openSync(file, "r");
    const words = host.words("run", "--bundle", host.bundle().directory, host.id());
    const other = await execute(words, {
      extra: [fd],
      env: { PATH: "/usr/bin:/bin", LISTEN_FDS: "1", LISTEN_PID: "1" },
    });
    const ignored = JSON.parse(other.stdout) as Report;
    assert.deepEqual(Object.keys(ignored.fds), ["0", "1", "2"]);
    assert.equal(
      ignored.env.some((entry) => entry.startsWith("LISTEN_")),
      false,
    );
    const own = await execute(["/bin/sh", "-c", 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"', "sh", ...words], {
      extra: [fd],
    });
    closeSync(fd);
    const passed = JSON.parse(own.stdout) as Report;
    assert.deepEqual(Object.keys(passed.fds), ["0", "1", "2", "3"]);
    assert.ok(passed.env.includes("LISTEN_FDS=1"));
    assert.ok(passed.env.includes("LISTEN_PID=1"));
  });

  test("closed standard streams of the caller become /dev/null (F31)", async () => {
    for (const [closed, fds] of [
      ["<&-", [0]],
      [">&-", [1]],
      ["2>&-", [2]],
      ["<&- >&- 2>&-", [0, 1, 2]],
    ] as const) {
      const bundle = host.bundle((config) => {
        config.process.args = ["/bin/sleep", "100"];
      });
      const id = host.id();
      const log = join(host.directory(), "log");
      const pidFile = join(host.directory(), "pid");
      const words = host.words(
        "--log",
        log,
        "create",
        "--bundle",
        bundle.directory,
        "--pid-file",
        pidFile,
        id,
      );
      const output = join(host.directory(), "output");
      const result = await execute([
        "/bin/sh",
        "-c",
        `exec "$@" </dev/null >${output} 2>&1 ${closed}`,
        "sh",
        ...words,
      ]);
      assert.equal(result.status, 0, readFileSync(log, "utf8"));
      const pid = readFileSync(pidFile, "utf8");
      for (const fd of fds)
        assert.equal(readlinkSync(`/proc/${pid}/fd/${fd}`), "/dev/null", `${closed}: fd ${fd}`);
      await host.remove(id);
    }
  });

  test("the caller's standard streams are the program's, and keep owner and mode (S24)", async () => {
    const output = join(host.directory(), "output");
    writeFileSync(output, "", { mode: 0o600 });
    const bundle = host.bundle((config) => {
      config.process.user = { uid: 1000, gid: 1000 };
      config.process.args = ["/bin/ls", "-iL", "/proc/self/fd/1"];
    });
    const ownersOf = () =>
      ["/dev/null", output].map((path) => {
        const { ino, uid, gid, mode } = statSync(path);
        return { ino, uid, gid, mode };
      });
    const before = ownersOf();
    for (const target of ["/dev/null", output]) {
      const words = host.words("run", "--bundle", bundle.directory, host.id());
      const script = `target=$1; shift; exec "$@" </dev/null >$target`;
      assert.equal((await execute(["/bin/sh", "-c", script, "sh", target, ...words])).status, 0);
      assert.deepEqual(ownersOf(), before, target);
    }
    assert.equal(Number.parseInt(readFileSync(output, "utf8"), 10), before[1]?.ino);
  });
});

suite("a file in the place of /dev/null", { skip: rootOnly }, () => {
  test("is no device: it keeps its owner as a standard stream, and masks nothing (S24)", async () => {
    const file = join(host.directory(), "file");
    writeFileSync(file, "", { mode: 0o600 });
    const covered = (masked: string[]) => {
      const bundle = host.bundle((config) => {
        config.linux.maskedPaths = masked;
        config.process.user = { uid: 1000, gid: 1000 };
        config.process.args = ["/bin/true"];
      });
      const words = host.words("run", "--bundle", bundle.directory, host.id());
      const script = 'mount --bind "$1" /dev/null; shift; exec "$@" </dev/null >/dev/null';
      return execute(["unshare", "-m", "sh", "-c", script, "sh", file, ...words]);
    };
    assert.equal((await covered([])).status, 0);
    const refused = await covered(["/proc/keys"]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /masked files: fstat: no such device/);
    const { uid, gid, mode } = statSync(file);
    assert.deepEqual([uid, gid, mode & 0o7777], [0, 0, 0o600]);
  });
});

suite("a container of a run in the foreground", () => {
  test("is paused, changed and deleted by other commands, and its run ends with its status", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
    });
    const id = host.id();
    const run = host.background(["run", "--bundle", bundle.directory, id]);
    await eventually("it runs", async () => (await host.runt(["state", id])).stdout.includes('"running"'));
    for (const words of [
      ["pause", id],
      ["resume", id],
      ["update", "--pids-limit", "50", id],
    ]) {
      const result = await host.runt(words, { timeoutMs: 20_000 });
      assert.deepEqual([result.timedOut, result.status], [false, 0], words.join(" "));
    }
    await host.ok(["delete", "--force", id]);
    // Killed itself it would have no status.
    assert.equal((await run.done).status, 128 + 9);
    assert.equal((await host.runt(["state", id])).status, 1);
  });
});

suite("signals in the program", () => {
  test("none is blocked and SIGPIPE has its default, though the caller ignores it", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "blocked", "disposition", "13", "disposition", "15"];
    });
    const words = host.words("run", "--bundle", bundle.directory, host.id());
    const result = await execute(["/bin/sh", "-c", 'trap "" PIPE; exec "$@"', "sh", ...words]);
    assert.equal(result.status, 0, result.stderr);
    const [blocked, pipe, term] = linesOf(result.stdout);
    assert.deepEqual(blocked?.["signals"], []);
    assert.equal(pipe?.["ignored"], 0);
    assert.equal(term?.["ignored"], 0);
  });

  test("the program keeps no parent death signal and leads its own session", async () => {
    const report = await host.report();
    assert.equal(report.parentDeathSignal, 0);
    assert.equal(report.session, 1);
    assert.equal(statusField(report.status, "SigBlk"), "0000000000000000");
  });
});
