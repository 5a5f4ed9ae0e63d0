// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defaultConfig } from "../cli/cold/default-config.ts";
import type { OciConfig, Process } from "../config/types.ts";
import { checkConfig, checkProcessAlone } from "./check.ts";
import { NO_ID, refuses, takes, withChange, withProcess } from "./fake-config.ts";

suite("checkConfig()", () => {
  test("takes the default configuration", () => assert.deepEqual(checkConfig(defaultConfig(true)), []));

  test("reports issues of all subjects at once", () => {
    const change: Partial<OciConfig> = {
      ociVersion: "2.0.0",
      hostname: "a",
      annotations: { "": "x" },
      process: { cwd: "a", args: [] },
    };
    assert.deepEqual(
      checkConfig(withChange(change)).map(({ pointer }) => pointer),
      ["/ociVersion", "/annotations/", "/process/args", "/process/cwd", "/hostname"],
    );
  });

  test("leaves out rules that read what is broken", () => {
    const config = withChange({ process: { cwd: 3, args: 4 }, hostname: "a", linux: { namespaces: "x" } });
    assert.deepEqual(checkConfig(config, ["/process/cwd", "/process/args", "/linux/namespaces"]), []);
    assert.deepEqual(checkConfig(withChange({ process: "x", linux: [] }), ["/process", "/linux"]), []);
    assert.deepEqual(checkConfig(withChange({ process: null, linux: null }), ["/process", "/linux"]), []);
  });
});

refuses("the document", withChange, [
  [
    "a version that is not SemVer",
    { ociVersion: "1.x" },
    '/ociVersion config/version/required-semver: ociVersion is "1.x"',
  ],
  ["a version with leading zeros", { ociVersion: "1.02.0" }, "/ociVersion config/version/required-semver"],
  ["another major version", { ociVersion: "2.0.0" }, "/ociVersion config/version/required-semver"],
  ["a missing root", { root: undefined }, "/root config/root/required"],
  ["an empty root path", { root: { path: "" } }, "/root/path config/root/path-required"],
  ["an empty annotation key", { annotations: { "": "x" } }, "/annotations/ annotations/key-not-empty"],
  [
    "a hook with a relative path",
    { hooks: { poststop: [{ path: "a" }] } },
    "/hooks/poststop/0/path hooks/entry/path-absolute",
  ],
  [
    "a hook with timeout 0",
    { hooks: { prestart: [{ path: "/a", timeout: 0 }] } },
    "/hooks/prestart/0/timeout hooks/entry/timeout-positive",
  ],
]);

takes("the document", withChange, [
  ["pre-release and build of a version", { ociVersion: "1.0.0-rc5.1+dev.2" }],
  ["an empty hostname", { hostname: "" }],
]);

refuses("process", withProcess, [
  ["no args", { args: undefined }, "/process/args config/process/args-one-entry: process.args is missing"],
  ["empty args", { args: [] }, "/process/args config/process/args-one-entry: process.args is empty"],
  ["an empty program name", { args: [""] }, "/process/args/0 config/process/args-execvp"],
  ["a relative cwd", { cwd: "tmp" }, '/process/cwd config/process/cwd-absolute: process.cwd is "tmp"'],
  [
    "env without =",
    { env: ["A=b", "FOO"] },
    '/process/env/1 config/process/env: process.env[1] is "FOO"; NAME=value is needed',
  ],
  [
    "env without a name, not telling its value",
    { env: ["=secret"] },
    '/process/env/0 config/process/env: process.env[0] is "" and a value; NAME=value',
  ],
  [
    "env with NUL",
    { env: ["A=b\0c"] },
    '/process/env/0 config/process/env: process.env[0] ("A") holds a NUL',
  ],
  ["uid -1", { user: { uid: NO_ID, gid: 0 } }, "/process/user/uid config/user/uid-required"],
  ["gid -1", { user: { uid: 0, gid: NO_ID } }, "/process/user/gid config/user/gid-required"],
  [
    "a supplementary gid -1",
    { user: { additionalGids: [1, NO_ID] } },
    "/process/user/additionalGids/1 config/user/additional-gids",
  ],
  ["a umask above 0777", { user: { umask: 512 } }, "/process/user/umask config/user/umask"],
  [
    "a terminal too large",
    { terminal: true, consoleSize: { height: 65536, width: 80 } },
    "/process/consoleSize/height config/process/console-size-applied",
  ],
  ["oomScoreAdj 1001", { oomScoreAdj: 1001 }, "/process/oomScoreAdj config/process/oom-score-adj/set"],
  [
    "a CPU list that goes down",
    { execCPUAffinity: { final: "3-1" } },
    "/process/execCPUAffinity/final config/process/exec-cpu-affinity/final",
  ],
  [
    "an unknown rlimit",
    { rlimits: [{ type: "RLIMIT_BOGUS", soft: 1, hard: 1 }] },
    "/process/rlimits/0/type config/process/rlimits/unmappable-type",
  ],
  [
    "an rlimit twice",
    {
      rlimits: [
        { type: "RLIMIT_CORE", soft: 1, hard: 1 },
        { type: "RLIMIT_CORE", soft: 2, hard: 2 },
      ],
    },
    "/process/rlimits/1/type config/process/rlimits/duplicate-type",
  ],
  [
    "a soft limit above the hard one",
    { rlimits: [{ type: "RLIMIT_CORE", soft: 2n ** 64n - 1n, hard: 1 }] },
    "/process/rlimits/0/soft config/process/rlimits/soft-matches",
  ],
  [
    "SCHED_ISO",
    { scheduler: { policy: "SCHED_ISO" } },
    "/process/scheduler/policy config/process/scheduler/policy-applied",
  ],
  [
    "nice 20",
    { scheduler: { policy: "SCHED_OTHER", nice: 20 } },
    "/process/scheduler/nice config/process/scheduler/nice-default",
  ],
  [
    "SCHED_FIFO without priority",
    { scheduler: { policy: "SCHED_FIFO" } },
    "/process/scheduler/priority config/process/scheduler/priority-default",
  ],
  [
    "priority for SCHED_BATCH",
    { scheduler: { policy: "SCHED_BATCH", priority: 1 } },
    "/process/scheduler/priority config/process/scheduler/priority-default",
  ],
  [
    "a period for SCHED_OTHER",
    { scheduler: { policy: "SCHED_OTHER", period: 1 } },
    "/process/scheduler/period config/process/scheduler/period-default",
  ],
  [
    "a deadline below the runtime",
    { scheduler: { policy: "SCHED_DEADLINE", runtime: 5000, deadline: 4000 } },
    "/process/scheduler/deadline config/process/scheduler/deadline-default",
  ],
  [
    "ioPriority without priority",
    { ioPriority: { class: "IOPRIO_CLASS_BE" } },
    "/process/ioPriority/priority config/process/io-priority/priority-required",
  ],
  [
    "ioPriority 8",
    { ioPriority: { class: "IOPRIO_CLASS_BE", priority: 8 } },
    "/process/ioPriority/priority config/process/io-priority/range",
  ],
]);

takes("process", withProcess, [
  ["env with an empty value and =", { env: ["A=", "B==x"] }],
  ["a console size without a terminal, whatever it is", { consoleSize: { height: 70000, width: 1 } }],
  ["SCHED_DEADLINE", { scheduler: { policy: "SCHED_DEADLINE", runtime: 5000, deadline: 6000, period: 0 } }],
  ["unknown capabilities", { capabilities: { bounding: ["CAP_BOGUS"] } }],
  ["the highest id", { user: { uid: NO_ID - 1, gid: 0, umask: 511 } }],
]);

suite("checkProcessAlone()", () => {
  test("has pointers from the process object", () => {
    const process: Process = { cwd: "a", args: ["b"] };
    assert.deepEqual(
      checkProcessAlone(process).map(({ pointer, message }) => [pointer, message]),
      [["/cwd", 'cwd is "a"; an absolute path is needed']],
    );
  });
});
