// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { inspect } from "node:util";
import { EACCES, EAGAIN, EBADF, EINVAL, EISDIR, ENOENT } from "../errors/errno.ts";
import { loadAddon } from "../node/addon.ts";
import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_PATH,
  O_RDONLY,
  O_WRONLY,
} from "./flags.ts";
import type { Native } from "./native.ts";

const EFBIG = 27;
const ENOTTY = 25;
const EILSEQ = 84;
const SIGUSR1 = 10;
const SIGKILL = 9;
const POLLIN = 1;

const native: Native = loadAddon();
let directory = "";

function numbers(value: number[] | number): number[] {
  if (typeof value === "number") assert.fail(`errno ${value}`);
  return value;
}

function bytes(value: Uint8Array | number): Uint8Array {
  if (typeof value === "number") assert.fail(`errno ${value}`);
  return value;
}

function joined(...words: string[]): Uint8Array {
  return native.encodeText(words.join("\0"));
}

/** Runs a shell command with its output in a pipe. */
function shell(
  command: string,
  env: Uint8Array = joined("PATH=/usr/bin:/bin"),
  cwd = -1,
): { text: string; state: number[] } {
  const [from = -1, to = -1] = numbers(native.pipe());
  const [, pidfd = -1] = numbers(
    native.spawnProgram("/bin/sh", joined("sh", "-c", command), env, cwd, [0, to, 2]),
  );
  native.close(to);
  const state = numbers(native.waitPidfd(pidfd, 1));
  const text = native.decodeText(bytes(native.read(from, 65536)));
  native.close(from);
  native.close(pidfd);
  return { text, state };
}

before(() => {
  directory = mkdtempSync(join(tmpdir(), "runt-native-"));
});

after(() => rmSync(directory, { recursive: true, force: true }));

suite("arguments of native functions", () => {
  const call = native as unknown as Record<string, (...values: unknown[]) => unknown>;

  for (const [name, values, message] of [
    ["close", [], "close: wants 1 arguments"],
    ["close", ["3"], "close: argument 1 must be an integer"],
    ["close", [Number.NaN], "close: argument 1 must be an integer"],
    ["close", [0.5], "close: argument 1 must be an integer"],
    ["close", [2 ** 60], "close: argument 1 must be an integer"],
    ["close", [3n], "close: argument 1 must be an integer"],
    ["chdir", ["/\0x"], "chdir: argument 1 must be a string without NUL"],
    ["chdir", [null], "chdir: argument 1 must be a string without NUL"],
    ["write", [1, "text"], "write: argument 2 must be a Uint8Array"],
    ["write", [1, new Int8Array(1)], "write: argument 2 must be a Uint8Array"],
    ["poll", [[1, "2"], 0], "poll: argument 1 must be an array of integers"],
    ["poll", [{ length: 0 }, 0], "poll: argument 1 must be an array of integers"],
  ] as [string, unknown[], string][]) {
    test(`${name}(${values.map((value) => inspect(value)).join(", ")}) is refused`, () => {
      assert.throws(() => call[name]?.(...values), { name: "TypeError", message });
    });
  }
});

suite("files", () => {
  test("readFile() reads a file whole, also one of procfs", () => {
    writeFileSync(join(directory, "data"), Buffer.alloc(100_000, 7));
    assert.equal(bytes(native.readFile(AT_FDCWD, join(directory, "data"), 0, 1 << 20)).length, 100_000);
    assert.equal(
      native.readText(AT_FDCWD, "/proc/self/comm", 0, 100),
      readFileSync("/proc/self/comm", "utf8"),
    );
  });

  test("readFile() refuses what is no regular file, is too large or is missing", () => {
    assert.equal(native.readFile(AT_FDCWD, directory, 0, 100), -EISDIR);
    assert.equal(native.readFile(AT_FDCWD, "/dev/null", 0, 100), -EINVAL);
    assert.equal(native.readFile(AT_FDCWD, join(directory, "data"), 0, 99_999), -EFBIG);
    assert.equal(native.readFile(AT_FDCWD, "/proc/self/status", 0, 10), -EFBIG);
    assert.equal(native.readFile(AT_FDCWD, join(directory, "absent"), 0, 100), -ENOENT);
  });

  test("readFile() does not hang on a FIFO", () => {
    shell(`mkfifo ${directory}/fifo`);
    assert.equal(native.readFile(AT_FDCWD, join(directory, "fifo"), 0, 100), -EINVAL);
  });

  test("readText() refuses bytes that are not UTF-8", () => {
    writeFileSync(join(directory, "latin1"), Buffer.from([0x66, 0xfc]));
    assert.equal(native.readText(AT_FDCWD, join(directory, "latin1"), 0, 100), -EILSEQ);
  });

  test("writeFile() makes a file once with O_EXCL and keeps NUL", () => {
    const path = join(directory, "new");
    assert.equal(native.writeFile(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL, 0o600, "a\0ü"), 4);
    assert.equal(native.writeFile(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL, 0o600, ""), -17);
    assert.deepEqual([...readFileSync(path)], [0x61, 0, 0xc3, 0xbc]);
  });

  test("fstatat() and readlinkat() tell of a name and of an fd", () => {
    symlinkSync("some where", join(directory, "link"));
    assert.equal(native.readlinkat(AT_FDCWD, join(directory, "link")), "some where");
    const fd = native.openat(AT_FDCWD, "/dev/null", O_PATH, 0);
    const [mode = 0, , , , , , , major, minor] = numbers(native.fstatat(fd, "", AT_EMPTY_PATH));
    native.close(fd);
    assert.deepEqual([mode >> 12, major, minor], [2, 1, 3]);
    assert.equal(native.fstatat(fd, "", AT_EMPTY_PATH), -EBADF);
  });

  test("listDirectory() gives every name each time", () => {
    const fd = native.openat(AT_FDCWD, "/proc/self/task/..", O_RDONLY | O_DIRECTORY, 0);
    const first = native.listDirectory(fd);
    assert.ok(String(first).split("/").includes("status"));
    assert.equal(native.listDirectory(fd), first);
    native.close(fd);
  });

  test("fds are close-on-exec and can be moved", () => {
    const [from = -1, to = -1] = numbers(native.pipe());
    assert.equal(native.fdFlags(from), 1);
    const high = native.dupAbove(to, 200);
    assert.ok(high >= 200);
    assert.equal(native.fdFlags(high), 1);
    for (const fd of [from, to, high]) assert.equal(native.close(fd), 0);
    assert.equal(native.fdFlags(high), -EBADF);
  });

  test("an eventfd does not block, and gives its count once", () => {
    const fd = native.eventFd();
    assert.equal(native.fdFlags(fd), 1);
    assert.equal(native.read(fd, 8), -EAGAIN);
    native.write(fd, new Uint8Array([3, 0, 0, 0, 0, 0, 0, 0]));
    assert.equal(bytes(native.read(fd, 8))[0], 3);
    assert.equal(native.read(fd, 8), -EAGAIN);
    native.close(fd);
  });

  test("poll() tells which fd is ready", () => {
    const [from = -1, to = -1] = numbers(native.pipe());
    assert.deepEqual(native.poll([from, POLLIN], 0), [0]);
    native.writeText(to, "x");
    assert.deepEqual(native.poll([to, POLLIN, from, POLLIN], 1000), [0, POLLIN]);
    native.close(from);
    native.close(to);
  });
});

suite("spawnProgram()", () => {
  test("gives the program its argv, environment and working directory, and no other fd", () => {
    const root = native.openat(AT_FDCWD, "/", O_PATH | O_DIRECTORY, 0);
    const { text, state } = shell(
      'echo "$A|$B|$(pwd)"; ls /proc/self/fd | tr "\\n" " "',
      joined("A=1 2", "B=", "PATH=/usr/bin:/bin"),
      root,
    );
    native.close(root);
    assert.equal(text, "1 2||/\n0 1 2 3 ");
    assert.deepEqual(state, [1, 0]);
  });

  test("starts it with default signals in a session of its own", () => {
    const { text } = shell(
      "grep -E 'SigBlk|SigIgn' /proc/self/status; [ $(cut -d ' ' -f 6 /proc/$$/stat) = $$ ] && echo leader",
    );
    assert.equal(text, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\nleader\n");
  });

  test("gives the errno of a program that can't run, and names the step", () => {
    assert.equal(native.spawnProgram("/absent", joined("x"), joined(), -1, [0, 1, 2]), -ENOENT);
    assert.equal(native.lastText(), "execve");
    assert.equal(native.spawnProgram("/etc/passwd", joined("x"), joined(), -1, [0, 1, 2]), -EACCES);
    assert.equal(native.spawnProgram("/bin/true", joined("x"), joined(), -1, [0, 999, 2]), -EBADF);
    assert.equal(native.lastText(), "dup");
    assert.equal(native.spawnProgram("bin/true", joined("x"), joined(), -1, [0, 1, 2]), -EINVAL);
  });

  test("takes stdio fds in any order", () => {
    const [from = -1, to = -1] = numbers(native.pipe());
    const [, pidfd = -1] = numbers(
      native.spawnProgram("/bin/sh", joined("sh", "-c", "echo a >&2; echo b"), joined(), -1, [2, to, to]),
    );
    native.close(to);
    native.waitPidfd(pidfd, 1);
    assert.equal(native.decodeText(bytes(native.read(from, 100))), "a\nb\n");
    native.close(from);
    native.close(pidfd);
  });
});

suite("processes", () => {
  test("waitPidfd() tells exit and signal apart", () => {
    assert.deepEqual(shell("exit 7").state, [1, 7]);
    const [pid = -1, pidfd = -1] = numbers(
      native.spawnProgram("/bin/sleep", joined("sleep", "60"), joined(), -1, [0, 1, 2]),
    );
    assert.deepEqual(native.waitPidfd(pidfd, 0), [0, 0]);
    assert.equal(native.pidfdSignal(pidfd, SIGKILL), 0);
    assert.deepEqual(native.waitPidfd(pidfd, 1), [2, SIGKILL]);
    assert.equal(native.kill(pid, 0), -3);
    native.close(pidfd);
  });

  test("ids(), capabilities() and limits are those of procfs", () => {
    assert.deepEqual(native.ids().slice(0, 2), [process.pid, process.ppid]);
    const status = readFileSync("/proc/self/status", "utf8");
    const [effective, , , bounding] = String(native.capabilities()).split(" ");
    assert.equal(effective, BigInt(`0x${/CapEff:\s*(\w+)/.exec(status)?.[1]}`).toString(16));
    assert.equal(bounding, BigInt(`0x${/CapBnd:\s*(\w+)/.exec(status)?.[1]}`).toString(16));
    const [soft = "", hard = ""] = String(native.getrlimit(7)).split(" ");
    assert.equal(native.prlimit(0, 7, soft, hard), 0);
    assert.equal(native.prlimit(0, 7, "-1", hard), -EINVAL);
    assert.equal(native.prlimit(0, 7, "1x", hard), -EINVAL);
  });
});

suite("signals", () => {
  test("signalFd() makes signals readable, with their sender", () => {
    const fd = native.signalFd([SIGUSR1]);
    assert.equal(native.readSignal(fd), -EAGAIN);
    native.kill(process.pid, SIGUSR1);
    native.poll([fd, POLLIN], 1000);
    assert.deepEqual(numbers(native.readSignal(fd)).slice(0, 2), [SIGUSR1, process.pid]);
    native.setSignal(SIGUSR1, 1);
    native.close(fd);
  });

  test("signalFd() refuses SIGKILL", () => {
    assert.equal(native.signalFd([SIGKILL]), -EINVAL);
  });
});

suite("sockets", () => {
  test("a listening socket is reached by name in a directory, and by a path above 107 bytes", () => {
    const deep = join(directory, "d".repeat(150));
    assert.equal(native.mkdirat(AT_FDCWD, deep, 0o700), 0);
    const fd = native.openat(AT_FDCWD, deep, O_PATH | O_DIRECTORY, 0);
    const listener = native.listenUnix(fd, "gate");
    assert.ok(listener >= 0);
    for (const connect of [
      () => native.connectUnix(fd, "gate", 5),
      () => native.connectUnix(AT_FDCWD, `${deep}/gate`, 5),
    ]) {
      const client = connect();
      const server = native.acceptUnix(listener);
      assert.equal(native.sendFds(client, native.encodeText("hi"), [fd]), 0);
      assert.equal(native.decodeText(bytes(native.read(server, 10))), "hi");
      native.close(client);
      native.close(server);
    }
    assert.equal(native.connectUnix(fd, "absent", 5), -ENOENT);
    native.close(listener);
    native.close(fd);
  });

  test("receiveReport() refuses a record of another form", () => {
    const fd = native.openat(AT_FDCWD, directory, O_PATH | O_DIRECTORY, 0);
    const listener = native.listenUnix(fd, "report");
    const client = native.connectUnix(fd, "report", 5);
    const server = native.acceptUnix(listener);
    assert.equal(native.receiveReport(server, 0), -EAGAIN);
    native.sendFds(client, native.encodeText("not a record at all......"), []);
    assert.equal(native.receiveReport(server, 1), -74);
    native.close(client);
    assert.deepEqual(native.receiveReport(server, 1), [0, 0, 0, 0, -1, 0]);
    for (const each of [server, listener, fd]) native.close(each);
  });
});

suite("terminals", () => {
  test("what is no terminal is told apart from what is not open", () => {
    const fd = native.openat(AT_FDCWD, "/dev/null", O_RDONLY, 0);
    assert.equal(native.isatty(fd), 0);
    assert.equal(native.ttyRaw(fd), -ENOTTY);
    assert.equal(native.getWindowSize(fd), -ENOTTY);
    native.close(fd);
    assert.equal(native.isatty(fd), -EBADF);
  });

  test("a pty's size and settings can be changed and restored", () => {
    const fd = native.openat(AT_FDCWD, "/dev/ptmx", 2, 0);
    assert.equal(native.setWindowSize(fd, 24, 81), 0);
    assert.deepEqual(native.getWindowSize(fd), [24, 81]);
    const settings = bytes(native.ttyRaw(fd));
    assert.equal(native.ttyRestore(fd, settings), 0);
    assert.equal(native.ttyRestore(fd, settings.subarray(1)), -EINVAL);
    native.close(fd);
  });
});

suite("text", () => {
  test("decodeText() is what TextDecoder does", () => {
    for (const data of [
      [0x41],
      [0xff, 0x41],
      [0xe2, 0x82],
      [0xe2, 0x82, 0x41],
      [0xf0, 0x9f, 0x98, 0x80],
      [0xc0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [],
    ]) {
      const array = Uint8Array.from(data);
      assert.equal(native.decodeText(array), new TextDecoder("utf-8", { ignoreBOM: true }).decode(array));
    }
  });

  test("encodeText() is what TextEncoder does", () => {
    for (const text of ["", "aé\0€😀", "\ud800", "a\udc00b"])
      assert.deepEqual(native.encodeText(text), new TextEncoder().encode(text));
  });

  test("sha256() gives the digests of FIPS 180-4", () => {
    assert.equal(native.sha256(joined()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert.equal(
      native.sha256(joined("abc")),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    assert.equal(
      native.sha256(joined("a".repeat(56))),
      "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a",
    );
    assert.equal(
      native.sha256(joined("a".repeat(1_000_000))),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    );
  });

  test("read() of a directory fails with its errno", () => {
    const fd = native.openat(AT_FDCWD, directory, O_RDONLY, 0);
    assert.equal(native.read(fd, 10), -EISDIR);
    native.close(fd);
  });
});
