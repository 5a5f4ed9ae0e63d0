// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { ConfigError, KernelError, StateError, UsageError } from "../errors/errors.ts";
import { friendlyText, reportOf } from "./report.ts";

const mountError = new KernelError(-22, "fsconfig", "mount tmpfs on /data", {
  pointer: "/mounts/4/options/1",
  operation: {
    index: 21,
    name: "fsconfigString",
    text: '#21 fsconfigString(slot 9, "size", "64mb")   /mounts/4/options/1',
  },
  kernelText: "tmpfs: Bad value for 'size'",
  hint: "tmpfs sizes end in k, m, g or %",
});

suite("reportOf()", () => {
  test("puts the words that engines know before the errors of create, run and exec", () => {
    const error = new StateError("ERR_EXISTS", "container with given ID already exists");
    const messages = (["create", "run", "exec", "kill"] as const).map(
      (command) => reportOf(error, command).message,
    );
    assert.deepEqual(messages, [
      "runt create failed: container with given ID already exists",
      "runt run failed: container with given ID already exists",
      "exec failed: container with given ID already exists",
      "container with given ID already exists",
    ]);
  });

  test("ends with 255 for exec's own failures and 1 for all others", () => {
    const error = new StateError("ERR_STATE", "cannot exec in a stopped container");
    assert.equal(reportOf(error, "exec").exitStatus, 255);
    assert.equal(reportOf(error, "start").exitStatus, 1);
    assert.equal(reportOf(new UsageError("flag needs an argument: --env"), "exec").exitStatus, 1);
  });

  test("shows no help for what exec finds wrong after its words were read", () => {
    const report = reportOf(new UsageError("exec args cannot be empty", 255), "exec");
    assert.deepEqual(
      [report.message, report.exitStatus, report.usage],
      ["exec failed: exec args cannot be empty", 255, false],
    );
  });

  test("gives the log what a kernel error knows", () => {
    const { fields } = reportOf(mountError, "create");
    assert.deepEqual(JSON.parse(JSON.stringify(fields)), {
      code: "EINVAL",
      errno: -22,
      syscall: "fsconfig",
      pointer: "/mounts/4/options/1",
      op: { index: 21, name: "fsconfigString" },
      kernel: "tmpfs: Bad value for 'size'",
      hint: "tmpfs sizes end in k, m, g or %",
    });
  });

  test("calls an unknown exception a defect", () => {
    const { fields, message } = reportOf(new TypeError("x is not a function"), "state");
    assert.equal(fields.code, "ERR_INTERNAL");
    assert.equal(message, "internal error: TypeError: x is not a function");
  });
});

suite("friendlyText()", () => {
  test("tells place, operation, kernel's text and hint below the message", () => {
    assert.equal(
      friendlyText(reportOf(mountError, "create")),
      `error: runt create failed: mount tmpfs on /data: fsconfig: invalid argument
  config     /mounts/4/options/1
  operation  #21 fsconfigString(slot 9, "size", "64mb")
  kernel     tmpfs: Bad value for 'size'
  hint       tmpfs sizes end in k, m, g or %
`,
    );
  });

  test("lists every issue of a configuration", () => {
    const error = new ConfigError([
      { code: "ERR_SCHEMA", pointer: "/process/cwd", message: "cwd must be absolute", line: 3, column: 5 },
      { code: "ERR_SCHEMA", pointer: "/root", message: "root is missing", hint: "add one" },
    ]);
    assert.equal(
      friendlyText(reportOf(error, "create")),
      `error: runt create failed: config.json:3:5: /process/cwd: cwd must be absolute (and 1 more)
  config     /process/cwd (line 3, column 5): cwd must be absolute
  config     /root: root is missing
  hint       add one
`,
    );
  });

  test("escapes control characters", () => {
    const text = friendlyText(reportOf(new StateError("ERR_ID", "bad\n\u001b[2Jid\u202e"), undefined));
    assert.equal(text, "error: bad\\n\\u001b[2Jid\\u202e\n");
  });
});
