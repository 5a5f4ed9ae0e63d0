// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { execContext, rootHost } from "../../test/golden/surroundings.ts";
import type { OciConfig, Process } from "../config/types.ts";
import type { Operation } from "../ops/operation.ts";
import { compileExecPlan } from "./exec.ts";

const added: Process = { cwd: "/", args: ["true"], env: ["PATH=/bin"] };
const names = ["CAP_CHOWN"];
const config: OciConfig = {
  ociVersion: "1.3.0",
  process: {
    ...added,
    capabilities: { bounding: names, effective: names, permitted: names },
    noNewPrivileges: true,
    rlimits: [{ type: "RLIMIT_CORE", soft: 0, hard: 0 }],
    scheduler: { policy: "SCHED_BATCH" },
    oomScoreAdj: 100,
  },
};

const compile = (process: Process, changes = {}): readonly Operation[] =>
  compileExecPlan(config, process, execContext(changes), rootHost()).ops;
const has = (ops: readonly Operation[], name: Operation["op"]): boolean => ops.some(({ op }) => op === name);

suite("compileExecPlan()", () => {
  test("takes capabilities and scheduler from the container where the process has none", () => {
    const ops = compile(added);
    const drop = ops.find((operation) => operation.op === "dropBounding");
    assert.equal(drop?.op === "dropBounding" && drop.keep, 1);
    assert.ok(has(ops, "setScheduler"));
  });

  test("takes neither no_new_privs nor limits from the container", () => {
    const ops = compile(added);
    assert.ok(!has(ops, "setNoNewPrivileges"));
    assert.ok(!has(ops, "setRlimit"));
  });

  test("keeps what the process says itself", () => {
    const drop = compile({ ...added, capabilities: {} }).find((operation) => operation.op === "dropBounding");
    assert.equal(drop?.op === "dropBounding" && drop.keep, 0);
  });

  test("writes the container's oom_score_adj before it joins anything", () => {
    const ops = compile({ ...added, oomScoreAdj: -5 });
    const write = ops.findIndex((operation) => operation.op === "write" && operation.data === "100");
    assert.ok(write >= 0 && write < ops.findIndex(({ op }) => op === "setns"));
  });

  test("looks up another program than args[0] where the context names one", () => {
    const lookup = compile(added, { executable: "/bin/hook" }).find(({ op }) => op === "findExecutable");
    assert.equal(lookup?.op === "findExecutable" && lookup.file, "/bin/hook");
  });

  test("forks only to enter a pid or user namespace", () => {
    assert.ok(has(compile(added), "fork"));
    assert.ok(!has(compile(added, { namespaces: 0x20000 }), "fork"));
  });

  test("refuses a process without args", () => {
    assert.throws(() => compile({ ...added, args: [] }), {
      code: "ERR_CONFIG_RULE",
      pointer: "/process/args",
    });
  });
});
