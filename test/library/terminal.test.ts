// SPDX-License-Identifier: Apache-2.0
/** Terminals that the library holds, and console sockets that take them. */
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { suite, test } from "node:test";
import { type Container, Terminal } from "runt";
import { eventually, Running } from "../harness/execute.ts";
import type { Edit } from "../harness/host.ts";
import { tool } from "../harness/places.ts";
import { LibraryPlace, output } from "./place.ts";

const place = new LibraryPlace("library-terminal");

const onTerminal: Edit = (config) => {
  config.process.terminal = true;
};

function terminalOf({ terminal }: Pick<Container, "terminal">): Terminal {
  assert.ok(terminal instanceof Terminal);
  return terminal;
}

/** What has come so far. */
function record(terminal: Terminal): () => string {
  let seen = "";
  terminal.on("data", (chunk: Buffer) => {
    seen += chunk.toString();
  });
  return () => seen;
}

suite("Container.terminal", () => {
  test("is a terminal of the wanted size, both ways, and ends with the program", async () => {
    await using container = await place.create(["sh", "-c", "stty size; read line; echo got $line"], {
      edit: onTerminal,
      terminal: { columns: 91, rows: 17 },
    });
    assert.equal(container.stdout, null);
    const terminal = terminalOf(container);
    const seen = record(terminal);
    await container.start();
    await eventually("stty has printed", () => seen().includes("17 91"));
    terminal.write("word\r");
    assert.deepEqual(await container.wait(), { exitCode: 0, signal: null });
    await eventually("the end", () => terminal.readableEnded);
    assert.match(seen(), /got word/);
  });

  test("resize() reaches the program as SIGWINCH and a new size", async () => {
    const script = "trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 0.05; done";
    await using container = await place.create(["sh", "-c", script], { edit: onTerminal });
    const terminal = terminalOf(container);
    const seen = record(terminal);
    await container.start();
    await eventually("the trap is set", () => seen().includes("ready"));
    terminal.resize({ columns: 132, rows: 50 });
    await container.wait();
    await eventually("the new size", () => seen().includes("50 132"));
    await container.delete();
    await eventually("closed", () => terminal.destroyed);
    assert.throws(() => terminal.resize({ columns: 1, rows: 1 }), { code: "EBADF" });
  });

  test("attach() connects a caller's terminal: raw mode, size, and both directions", async () => {
    await using container = await place.create(["sh", "-c", "stty size; cat"], { edit: onTerminal });
    const modes: boolean[] = [];
    const input = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (raw: boolean) => modes.push(raw),
    });
    const caller = Object.assign(new PassThrough(), { columns: 70, rows: 20 });
    let printed = "";
    caller.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
    const detach = terminalOf(container).attach({ input, output: caller });
    await container.start();
    await eventually("the size is the caller's", () => printed.includes("20 70"));
    input.write("typed\r");
    await eventually("cat answers", () => printed.includes("typed\r\ntyped"));
    detach();
    assert.deepEqual(modes, [true, false]);
    assert.equal(EventEmitter.listenerCount(caller, "resize"), 0);
  });
});

suite("Container.exec()", () => {
  test("gives a terminal with tty", async () => {
    await using container = await place.running();
    const process = await container.exec({ args: ["tty"], tty: true, terminal: { columns: 5, rows: 5 } });
    const text = await output(process.terminal);
    assert.match(text, /^\/dev\/pts\/\d+\r\n$/);
    assert.deepEqual(await process.wait(), { exitCode: 0, signal: null });
  });
});

suite("consoleSocket", () => {
  test("takes the terminal in place of the library's object", async () => {
    const socket = join(place.host.directory("socket"), "console");
    const receiver = new Running([tool("receive"), socket, "console"]);
    await eventually("it listens", () => existsSync(socket));
    await using container = await place.create(["true"], { edit: onTerminal, consoleSocket: socket });
    assert.equal(container.terminal, null);
    await container.start();
    assert.match((await receiver.done).stdout, /ptmx/);
  });

  test("is refused without a terminal, with ERR_CONSOLE", async () => {
    await assert.rejects(place.create(["true"], { consoleSocket: "/nowhere" }), { code: "ERR_CONSOLE" });
  });
});
