// SPDX-License-Identifier: Apache-2.0
/** Files of another kind than meant, where the command line names one; places for state that can't hold any. */
import assert from "node:assert/strict";
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { byUser } from "../harness/driver.ts";
import { eventually, execute, Running, type Result } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { linesOf } from "../harness/lines.ts";

const host = testHost("odd-files");
const SOON = { timeoutMs: 60_000 };
const rootOnly = byUser ? "an ordinary user makes no device nodes" : false;

/** Kinds, and what makes one; no driver has the devices' numbers. */
const KINDS: readonly [what: string, script: string, needsRoot: boolean][] = [
  ["a FIFO", 'mkfifo "$1"', false],
  ["a directory", 'mkdir "$1"', false],
  ["a character device", 'mknod "$1" c 4095 1', true],
  ["a block device", 'mknod "$1" b 4095 1', true],
  ["a link to itself", 'ln -s "$1" "$1"', false],
];

async function makeFile(path: string, script: string): Promise<void> {
  succeeded(await execute(["sh", "-c", script, "sh", path]));
}

function assertRefused(result: Result, path: string): void {
  assert.equal(result.timedOut, false, "it hangs");
  assert.ok(result.status === 1 || result.status === 255, `${result.status ?? result.signal}`);
  assert.ok(result.stderr.includes(path), result.stderr);
}

suite("files that the command line names", () => {
  for (const [what, script, needsRoot] of KINDS)
    test(`${what} is refused as a log, a trace, a socket, a pid file and a document, and stays (F33)`, {
      skip: needsRoot && rootOnly,
    }, async () => {
      const path = join(host.directory(), "odd");
      await makeFile(path, script);
      const before = lstatSync(path);
      const { id } = await host.running();
      const terminal = host.bundle((config) => {
        config.process.terminal = true;
      });
      const canary = takeCanary(host);
      for (const words of [
        ["--log", path, "state", id],
        ["--trace", path, "state", id],
        ["create", "--bundle", terminal.directory, "--console-socket", path, host.id()],
        ["create", "--bundle", host.bundle().directory, "--pidfd-socket", path, host.id()],
        ["create", "--bundle", host.bundle().directory, "--pid-file", path, host.id()],
        ["exec", "--process", path, id],
        ["update", "--resources", path, id],
      ])
        assertRefused(await host.runt(words, SOON), path);
      assert.deepEqual(takeCanary(host), canary);
      const { ino, mode, rdev } = lstatSync(path);
      assert.deepEqual([ino, mode, rdev], [before.ino, before.mode, before.rdev]);
      await host.remove(id);
    });

  test("a FIFO that is read takes the log's record, and the trace", async () => {
    const directory = host.directory();
    for (const [option, words] of [
      ["--log", ["--log-format", "json", "state", "nobody"]],
      ["--trace", ["list"]],
    ] as const) {
      const fifo = join(directory, option.slice(2));
      await makeFile(fifo, 'mkfifo "$1"');
      const reader = new Running(["cat", fifo], SOON);
      let result = await host.runt([option, fifo, ...words], SOON);
      while (result.stderr.includes("no such device"))
        result = await host.runt([option, fifo, ...words], SOON);
      const { stdout } = await reader.done;
      if (option === "--log") assert.match(String(linesOf(stdout)[0]?.["msg"]), /does not exist/);
      else assert.ok(JSON.parse(stdout) !== null);
    }
  });

  test("a log that nobody empties costs records, and no command (F31)", async () => {
    const fifo = join(host.directory(), "fifo");
    await makeFile(fifo, 'mkfifo "$1"');
    // Filled, open for reading and not read.
    const script = `exec 3<>"$1"; dd if=/dev/zero of="$1" bs=4096 count=16 oflag=nonblock 2>/dev/null; shift; exec "$@"`;
    const words = host.words("--log", fifo, "state", "nobody");
    const result = await execute(["sh", "-c", script, "sh", fifo, ...words], SOON);
    assert.deepEqual([result.timedOut, result.status], [false, 1]);
    assert.match(result.stderr, /does not exist/);
  });
});

suite("a bundle that changes between create and start", () => {
  test("one that was moved is started, entered and deleted (F29)", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
    });
    const id = await host.create(bundle);
    renameSync(bundle.directory, `${bundle.directory}.moved`);
    await host.ok(["start", id]);
    await host.ok(["exec", id, "/bin/true"]);
    await host.remove(id);
  });

  test("one that was removed ends in an error that names the program, and is deleted (F29)", async () => {
    const bundle = host.bundle();
    const id = await host.create(bundle);
    rmSync(bundle.directory, { recursive: true });
    const result = await host.runt(["start", id], SOON);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /exec \/.*no such file or directory[^]*removed since/);
    await host.remove(id);
  });
});

suite("a state root", { skip: byUser ? "an ordinary user mounts nothing" : false }, () => {
  const PLACES: readonly [what: string, options: string, wanted: RegExp][] = [
    ["without inodes", "nr_inodes=1", /state root .*: mkdir: no space left/],
    ["without space", "size=8k", /state.json: no space left/],
    ["read-only", "ro", /state root .*: mkdir: read-only file system/],
  ];
  for (const [what, options, wanted] of PLACES)
    test(`${what} is an error that names it, and nothing is left in it (F08)`, async () => {
      const mount = host.directory("root");
      const script = `mount -t tmpfs -o ${options} t ${mount} && shift && "$@"; s=$?; ls -A ${mount}/root | grep -v @cache; exit $s`;
      const create = ["create", "--bundle", host.bundle().directory, host.id()];
      const words = host
        .words(...create)
        .map((word) => (word === host.stateRoot ? join(mount, "root") : word));
      const result = await execute(["unshare", "-m", "sh", "-c", script, "sh", "", ...words], SOON);
      assert.equal(result.status, 1);
      assert.match(result.stderr, wanted);
      assert.equal(result.stdout.trim(), "");
    });

  for (const [what, make] of [
    ["a file", (path: string) => writeFileSync(path, "content")],
    ["a directory of mode 0777", (path: string) => mkdirSync(path, { mode: 0o777 })],
  ] as const)
    test(`that is ${what} is an error that names it, for every command (F08)`, async () => {
      const path = join(host.directory(), "root");
      const mask = process.umask(0);
      make(path);
      process.umask(mask);
      for (const words of [
        ["create", "--bundle", host.bundle().directory, "x"],
        ["state", "x"],
        ["list"],
        ["delete", "--force", "x"],
      ]) {
        const all = host.words(...words).map((word) => (word === host.stateRoot ? path : word));
        assertRefused(await execute(all, SOON), path);
      }
      if (what === "a file") assert.equal(readFileSync(path, "utf8"), "content");
    });
});

suite("names with odd characters", () => {
  test("odd characters in annotations and in the path of a namespace pass unharmed (S62)", {
    skip: byUser ? "an ordinary user makes no network namespace alone" : false,
  }, async () => {
    const odd = 'a,b\n]:c"d\\e\u00fc';
    const network = new Running(["unshare", "--net", "/bin/sleep", "1000"]);
    const link = join(host.directory(), odd);
    symlinkSync(`/proc/${network.pid}/ns/net`, link);
    const own = readlinkSync("/proc/self/ns/net");
    await eventually("it has its namespace", () => readlinkSync(`/proc/${network.pid}/ns/net`) !== own);
    const { id, pid } = await host.running((config) => {
      config.annotations = { [odd]: odd };
      config.linux.namespaces = config.linux.namespaces.map(({ type }) =>
        type === "network" ? { type, path: link } : { type },
      );
    });
    assert.deepEqual((await host.state(id)).annotations, { [odd]: odd });
    assert.equal(readlinkSync(`/proc/${pid}/ns/net`), readlinkSync(`/proc/${network.pid}/ns/net`));
    await host.remove(id);
    network.child.kill("SIGKILL");
    await network.done;
  });
});
