// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type FakeNative, installFake } from "./fake-native.ts";
import { S_IFBLK } from "../native/flags.ts";
import { Log, type LogFormat } from "./log.ts";

const TIME = "2027-01-15T08:00:00.123456789Z";

function openLog(format: LogFormat): [Log, FakeNative] {
  const fake = installFake();
  const log = new Log();
  log.open("/log");
  log.configure(format, "warning");
  return [log, fake];
}

suite("Log", () => {
  test("makes the file even if nothing is logged", () => {
    const [log, fake] = openLog("json");
    log.close();
    assert.equal(fake.files.get("/log"), "");
  });

  test("appends to a file that is there", () => {
    const fake = installFake();
    fake.files.set("/log", "old\n");
    const log = new Log();
    log.open("/log");
    log.error("new", {});
    assert.equal(fake.files.get("/log"), `old\ntime="${TIME}" level=error msg="new"\n`);
  });

  test("writes text records with control characters, quotes and backslashes escaped", () => {
    const [log, fake] = openLog("text");
    log.error('a "b" \\ \n\u001b\u0085', {});
    assert.equal(
      fake.files.get("/log"),
      `time="${TIME}" level=error msg="a \\"b\\" \\\\ \\n\\u001b\\u0085"\n`,
    );
  });

  test("writes JSON records with the fields after the known ones", () => {
    const [log, fake] = openLog("json");
    log.error("a\nb", { code: "EINVAL", hint: undefined });
    assert.equal(
      fake.files.get("/log"),
      `{"level":"error","msg":"a\\nb","time":"${TIME}","code":"EINVAL"}\n`,
    );
  });

  test("puts warnings into the error's own JSON record", () => {
    const [log, fake] = openLog("json");
    log.warn("first");
    log.error("failed", {});
    log.close();
    assert.equal(
      fake.files.get("/log"),
      `{"level":"error","msg":"failed","time":"${TIME}","warnings":["first"]}\n`,
    );
  });

  test("writes the warnings of a command that succeeds", () => {
    const [log, fake] = openLog("json");
    log.warn("first");
    log.close();
    assert.equal(fake.files.get("/log"), `{"level":"warning","msg":"first","time":"${TIME}"}\n`);
  });

  test("drops warnings at level error", () => {
    const [log, fake] = openLog("text");
    log.configure("text", "error");
    log.warn("first");
    log.close();
    assert.equal(fake.files.get("/log"), "");
  });

  test("warns on standard error without a file", () => {
    const fake = installFake();
    new Log().warn("odd\n");
    assert.equal(fake.stderr, "warning: odd\\n\n");
  });

  test("names the file that can't be opened", () => {
    installFake({ openat: () => -13 });
    assert.throws(() => new Log().open("/log"), {
      code: "ERR_LOG",
      message: 'log file "/log": open: permission denied',
    });
  });

  test("does not open a block device", () => {
    installFake({ fstatat: () => [S_IFBLK | 0o660], openat: () => assert.fail("it is opened") });
    assert.throws(() => new Log().open("/dev/disk"), { code: "ERR_LOG", message: /is a block device/ });
  });

  test("says what to do about a FIFO that nobody reads", () => {
    installFake({ openat: () => -6 });
    assert.throws(() => new Log().open("/fifo"), { code: "ERR_LOG", hint: /start the reader first/ });
  });
});
