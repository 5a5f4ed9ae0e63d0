// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Config } from "../harness/config.ts";
import { eventually, Running } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { linesOf, type Report } from "../harness/lines.ts";
import { tool } from "../harness/places.ts";
import { mountAt } from "../harness/mountinfo.ts";

const host = testHost("terminal");

const withTerminal = (config: Config) => {
  config.process.terminal = true;
};

async function receiver(mode = "console") {
  const path = join(host.directory("s"), "console");
  const running = new Running([tool("receive"), path, mode]);
  await eventually("the console socket listens", () => existsSync(path));
  return { path, running };
}

/** JSON lines among what a terminal gave, the receiver's own first. */
function parse(output: string) {
  const [message = "", ...rest] = output.replaceAll("\r\n", "\n").split("\n");
  return { message: JSON.parse(message), rest: rest.join("\n") };
}

suite("console socket", () => {
  test("gets one descriptor of the pty with at least a byte of text, before create returns", async () => {
    const { path, running } = await receiver();
    const bundle = host.bundle((config) => {
      withTerminal(config);
      config.process["consoleSize"] = { height: 33, width: 122 };
      config.process.args = ["/probe", "report"];
    });
    const id = await host.create(bundle, "--console-socket", path);
    await host.ok(["start", id]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
    const { message, rest } = parse((await running.done).stdout);
    assert.equal(message.fds, 1);
    assert.match(message.link, /\/ptmx$/);
    assert.ok(message.payload.length >= 1 && message.payload.length < 4096);
    assert.deepEqual([message.rows, message.columns], [33, 122]);
    const report = JSON.parse(rest) as Report;
    assert.deepEqual(report.tty, [1, 1, 1]);
    assert.deepEqual([report.session, report.foreground], [1, 1]);
  });

  test("/dev/console is the pty, bound", async () => {
    const { path, running } = await receiver();
    const bundle = host.bundle((config) => {
      withTerminal(config);
      config.process.args = ["/probe", "stat", "/dev/console", "report"];
    });
    const id = await host.create(bundle, "--console-socket", path);
    await host.ok(["start", id]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
    const [console, report] = linesOf(parse((await running.done).stdout).rest);
    assert.deepEqual([console?.["type"], console?.["major"]], ["character", 136]);
    assert.equal(mountAt(String(report?.["mountinfo"]), "/dev/console")?.type, "devpts");
    assert.match(String((report as unknown as Report).fds["0"]?.link), /^\/dev\/(pts\/\d+|console)$/);
  });

  test("the terminal belongs to the process user", async () => {
    const { path, running } = await receiver();
    const bundle = host.bundle((config) => {
      withTerminal(config);
      config.process.user = { uid: 1000, gid: 1000 };
      config.process.args = ["/probe", "open", "/dev/tty", "rw", "stat", "/dev/pts/0"];
    });
    const id = await host.create(bundle, "--console-socket", path);
    await host.ok(["start", id]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
    const [open, stat] = linesOf(parse((await running.done).stdout).rest);
    assert.equal(open?.["errno"], 0);
    assert.equal(stat?.["uid"], 1000);
  });

  test("create with a terminal and no socket is refused", async () => {
    await host.refused(
      withTerminal,
      /cannot allocate tty if runc will detach without setting console socket|console.socket/,
    );
  });

  test("a socket without a terminal is refused", async () => {
    const { path, running } = await receiver();
    const result = await host.runt([
      "create",
      "--console-socket",
      path,
      "--bundle",
      host.bundle().directory,
      host.id(),
    ]);
    running.child.kill();
    await running.done;
    assert.equal(result.status, 1);
    assert.match(result.stderr, /console socket/);
  });

  test("a socket that is missing is an error and no container (F31)", async () => {
    const id = host.id();
    const result = await host.runt([
      "create",
      "--console-socket",
      "/nonexistent/socket",
      "--bundle",
      host.bundle(withTerminal).directory,
      id,
    ]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /\/nonexistent\/socket|console/);
    assert.equal((await host.runt(["state", id])).status, 1);
  });

  test("a peer that never accepts does not block create (3.5)", async () => {
    const { path, running } = await receiver("deaf");
    const bundle = host.bundle(withTerminal);
    const id = host.id();
    const result = await host.runt(["create", "--console-socket", path, "--bundle", bundle.directory, id], {
      timeoutMs: 30_000,
    });
    running.child.kill();
    assert.equal(result.timedOut, false);
    assert.equal(result.status, 0, result.stderr);
    await host.remove(id);
  });

  test("a peer whose queue of connections is full is an error within a bound (F31)", async () => {
    const { path, running } = await receiver("deaf");
    const waiting: Socket[] = [];
    const fill = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(path, () => resolve(true)).on("error", () => resolve(false));
        waiting.push(socket);
      });
    while (await fill());
    const words = [
      "create",
      "--console-socket",
      path,
      "--bundle",
      host.bundle(withTerminal).directory,
      host.id(),
    ];
    const result = await host.runt(words, { timeoutMs: 30_000 });
    for (const socket of waiting) socket.destroy();
    running.child.kill();
    assert.equal(result.status, 1);
    assert.match(result.stderr, /--console-socket .*: connection timed out/);
  });
});

/** Runs words on a terminal of its own; `control` obeys "size R C" and "mode". */
function onTerminal(words: string[]) {
  const child = spawn(tool("pty"), ["24", "80", ...words], {
    stdio: ["pipe", "pipe", "inherit", "pipe", "pipe"],
  });
  let output = "";
  let answers = "";
  child.stdout?.on("data", (data: Buffer) => {
    output += data.toString();
  });
  child.stdio[4]?.on("data", (data: Buffer) => {
    answers += data.toString();
  });
  const done = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const control = child.stdio[3] as NodeJS.WritableStream;
  return {
    output: () => output.replaceAll("\r\n", "\n"),
    answers: () => answers,
    type: (text: string) => child.stdin?.write(text),
    control: (line: string) => control.write(`${line}\n`),
    pid: child.pid ?? 0,
    done,
  };
}

suite("run on a terminal", () => {
  const shell = (script: string) =>
    host.bundle((config) => {
      withTerminal(config);
      config.process.args = ["/bin/sh", "-c", script];
    });

  test("relays output and input, in raw mode, and restores the terminal", async () => {
    const bundle = shell('echo ready; read line; echo "got $line"; exit 5');
    const terminal = onTerminal(host.words("run", "--bundle", bundle.directory, host.id()));
    await eventually("the program is ready", () => terminal.output().includes("ready"));
    terminal.control("mode");
    await eventually("the mode is told", () => /raw|cooked/.test(terminal.answers()));
    assert.match(terminal.answers(), /raw/);
    terminal.type("typed\r");
    await eventually("the answer comes", () => terminal.output().includes("got typed"));
    await terminal.done;
    assert.match(terminal.answers(), /exit 5 restored/);
  });

  test("the size is the caller's, and follows it", async () => {
    const bundle = shell("trap 'stty size; exit' WINCH; stty size; while :; do sleep 0.1; done");
    const terminal = onTerminal(host.words("run", "--bundle", bundle.directory, host.id()));
    await eventually("the first size comes", () => terminal.output().includes("24 80"));
    terminal.control("size 41 99");
    await eventually("the second size comes", () => terminal.output().includes("41 99"));
    await terminal.done;
    assert.match(terminal.answers(), /restored/);
  });

  test("an interrupt key goes to the program", async () => {
    const bundle = shell("trap 'echo interrupted; exit 9' INT; echo ready; while :; do sleep 0.1; done");
    const terminal = onTerminal(host.words("run", "--bundle", bundle.directory, host.id()));
    await eventually("the program is ready", () => terminal.output().includes("ready"));
    terminal.type("\x03");
    await terminal.done;
    assert.match(terminal.output(), /interrupted/);
    assert.match(terminal.answers(), /exit 9 restored/);
  });

  test("the terminal is restored when create fails", async () => {
    const bundle = host.bundle((config) => {
      withTerminal(config);
      config.process.args = ["/no/such/program"];
    });
    const terminal = onTerminal(host.words("run", "--bundle", bundle.directory, host.id()));
    await terminal.done;
    assert.match(terminal.answers(), /exit 1 restored/);
  });

  test("without a terminal of the process the caller's can't be taken over (S41)", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "tiocsti", "tiocsctty"];
    });
    const terminal = onTerminal(host.words("run", "--bundle", bundle.directory, host.id()));
    await terminal.done;
    const results = linesOf(
      terminal
        .output()
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .join("\n"),
    );
    assert.equal(results.length, 2, terminal.output());
    for (const result of results) assert.notEqual(result["errno"], 0);
  });
});
