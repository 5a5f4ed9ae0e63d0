// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { StateDocument } from "../../lifecycle/requests.ts";
import { listText } from "./list.ts";
import { planText } from "./plan.ts";
import { verdictText } from "./validate.ts";

const container: StateDocument = {
  ociVersion: "1.3.0",
  id: "web",
  pid: 42,
  status: "running",
  bundle: "/b",
  rootfs: "/b/rootfs",
  created: "2027-01-15T08:00:00.123456789Z",
  owner: "root",
};

suite("listText()", () => {
  test("sets a table as other runtimes do", () => {
    const head = "ID          PID         STATUS      BUNDLE      CREATED                          OWNER\n";
    assert.equal(
      listText([container], "table"),
      `${head}web         42          running     /b          2027-01-15T08:00:00.123456789Z   root\n`,
    );
    assert.equal(
      listText([], "table"),
      "ID          PID         STATUS      BUNDLE      CREATED     OWNER\n",
    );
  });

  test("writes JSON on one line, and null for none", () => {
    assert.equal(listText([container], "json"), `${JSON.stringify([container])}\n`);
    assert.equal(listText([], "json"), "null\n");
  });
});

suite("verdictText()", () => {
  test("names place, pointer, hint and clause of every issue", () => {
    const text = verdictText({
      issues: [
        {
          code: "ERR_SCHEMA",
          pointer: "/process/cwd",
          message: "cwd is relative",
          line: 3,
          column: 5,
          hint: "/",
          clause: "config.md",
        },
        { code: "ERR_JSON_SYNTAX", pointer: "", message: "a comma is missing\u001b" },
      ],
      warnings: [],
    });
    assert.equal(
      text,
      "config.json:3:5: /process/cwd: cwd is relative\n  hint    /\n  clause  config.md\nconfig.json: a comma is missing\\u001b\n",
    );
  });

  test("tells that all is well, and what is odd", () => {
    assert.equal(verdictText({ issues: [], warnings: ["odd"] }), "warning: odd\nconfig.json is valid\n");
  });
});

suite("planText()", () => {
  test("puts cgroup and warnings before the operations", () => {
    const plan = { cloneFlags: 0, ops: [], inherited: [], idmaps: [], preserveFds: 0, warnings: ["inner"] };
    const text = planText({
      plan,
      cgroupPaths: { pids: "/sys/fs/cgroup/pids/x" },
      writes: [{ controller: "pids", file: "pids.max", value: "5", pointer: "/linux/resources/pids/limit" }],
      warnings: ["outer", "inner"],
    });
    const [head, rest = ""] = text.split("\n\n");
    assert.equal(
      head,
      'warning: outer\ncgroup pids: /sys/fs/cgroup/pids/x\nwrite pids pids.max = "5"   /linux/resources/pids/limit',
    );
    assert.match(rest, /^clone .*\nwarning: inner\n/);
  });
});
