// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { execute } from "../../harness/execute.ts";
import { statusField } from "../../harness/lines.ts";
import { type Case, refusals } from "../../suite/case.ts";
import type { Json } from "../../suite/config.ts";
import { succeeded, type Trial } from "../../suite/trial.ts";

const ENVIRONMENT = ["A=1", "EMPTY=", "C=x=y", "LINES=one\ntwo", "UTF=gr\u00fc\u00df"];

/** A container with a terminal that reports. */
async function terminalReport(t: Trial, edit: Json, action: string): Promise<string> {
  const { socket, running } = await t.receiver("console");
  const bundle = t.bundle({ "/process/terminal": true, "/process/args": ["/probe", action], ...edit });
  const id = await t.create(bundle, "--console-socket", socket);
  await t.ok(["start", id]);
  await t.reached(id, "stopped");
  // The terminal ends with its last process, and the relay with it.
  return (await running.done).stdout;
}

export const processCases: Case[] = [
  {
    name: "terminal true gives the process a terminal on 0, 1 and 2; false and unset do not",
    clauses: ["config/process/terminal"],
    run: async (t) => {
      assert.match(await terminalReport(t, {}, "report"), /"tty":\[1,1,1\]/);
      assert.deepEqual((await t.report()).tty, [0, 0, 0]);
    },
  },
  {
    name: "consoleSize sets the size of the terminal",
    clauses: ["config/process/console-size-applied"],
    run: async (t) => {
      const edit = { "/process/consoleSize": { height: 40, width: 120 } };
      assert.match(await terminalReport(t, edit, "winsize"), /"rows":40,"columns":120/);
    },
  },
  {
    name: "consoleSize without a terminal is ignored",
    clauses: ["config/process/console-size-ignored"],
    run: async (t) => {
      await t.report({ "/process/consoleSize": { height: 40, width: 120 } });
      await t.report({ "/process/terminal": false, "/process/consoleSize": { height: 40, width: 120 } });
    },
  },
  {
    name: "the program starts in cwd",
    clauses: ["config/process/cwd-applied"],
    run: async (t) => {
      const report = await t.report({ "/process/cwd": "/tmp" });
      assert.deepEqual([report.cwd, report.cwdLink], ["/tmp", "/tmp"]);
    },
  },
  {
    name: "a cwd through a descriptor of the runtime leads to no directory of the host",
    clauses: ["config/process/cwd-applied"],
    run: async (t) => {
      for (const fd of [5, 6, 7, 8, 9, 10]) {
        const result = await t.run({ "/process/cwd": `/proc/self/fd/${fd}` });
        assert.equal(result.timedOut, false);
        if (result.status === 0) assert.doesNotMatch(result.stdout, /"cwd":"(\(none\)|\(unreachable\))/);
      }
    },
  },
  {
    name: "the environment is env and nothing of the caller's",
    clauses: ["config/process/env", "glossary/json/utf8"],
    run: async (t) => {
      const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LEAK: "1" };
      const report = await t.report({ "/process/env": ENVIRONMENT }, { env });
      assert.deepEqual(
        report.env.filter((text) => !text.startsWith("HOME=")),
        ENVIRONMENT,
      );
    },
  },
  {
    name: "args[0] is looked up in the PATH of the container, and args is argv",
    clauses: ["config/process/args-execvp"],
    run: async (t) => {
      const edit = { "/process/args": ["probe", "report"], "/process/env": ["PATH=/nowhere:/bin"] };
      const result = succeeded(await t.run(edit));
      assert.match(result.stdout, /"args":\["probe","report"\]/);
    },
  },
  {
    name: "a program that is missing or not executable is an error",
    clauses: ["config/process/args-execvp"],
    run: async (t) => {
      for (const args of [["nosuchprogram"], ["/etc"], ["/data/plain"]]) {
        const edit = [
          { "/process/args": args },
          (_c: Json, b: { file(p: string): unknown }) => void b.file("/data/plain"),
        ];
        const bundle = t.bundle(edit as never);
        const id = t.id();
        const made = await t.call(["create", "--bundle", bundle.directory, id]);
        if (made.status === 0) await t.fails(["start", id]);
      }
    },
  },
  {
    name: "commandLine is for Windows and ignored",
    clauses: ["config/process/commandline-windows"],
    run: async (t) => {
      assert.deepEqual((await t.report({ "/process/commandLine": "cmd /c exit" })).args, [
        "/probe",
        "report",
      ]);
    },
  },
  {
    name: "noNewPrivileges true is set on the process, false is not",
    clauses: ["config/process/no-new-privileges"],
    run: async (t) => {
      for (const wanted of [true, false]) {
        const { status } = await t.report({ "/process/noNewPrivileges": wanted });
        assert.equal(statusField(status, "NoNewPrivs"), wanted ? "1" : "0");
      }
    },
  },
  {
    name: "oomScoreAdj sets /proc/self/oom_score_adj",
    clauses: ["config/process/oom-score-adj/set"],
    run: async (t) => {
      for (const value of [0, 100, 1000]) {
        const report = await t.report({ "/process/oomScoreAdj": value });
        assert.equal(report.oom_score_adj.trim(), String(value));
      }
    },
  },
  {
    name: "without oomScoreAdj the caller's value stays",
    clauses: ["config/process/oom-score-adj/unset"],
    run: async (t) => {
      const bundle = t.bundle();
      const words = t.words("run", "--bundle", bundle.directory, t.id());
      const script = 'echo 321 >/proc/self/oom_score_adj; exec "$@"';
      const result = succeeded(await execute(["sh", "-c", script, "sh", ...words]));
      assert.match(result.stdout, /"oom_score_adj":"321\\u000a"/);
    },
  },
  {
    name: "a profile of AppArmor is set on the process",
    clauses: ["config/process/apparmor"],
    run: async (t) => {
      if (!t.host.apparmor) t.skip("the kernel has no AppArmor, or it is off");
      const edit = { "/process/apparmorProfile": "unconfined" };
      const line = await t.act(edit, "read", "/proc/self/attr/current");
      assert.match(String(line["text"]), /^unconfined/);
      await t.refused({ "/process/apparmorProfile": "no-such-profile" });
    },
  },
  {
    name: "a label of SELinux is set on the process",
    clauses: ["config/process/selinux-label"],
    run: async (t) => {
      if (!t.host.selinux) t.skip("the kernel has no SELinux, or it is off");
      const label = "system_u:system_r:container_t:s0:c1,c2";
      const line = await t.act({ "/process/selinuxLabel": label }, "read", "/proc/self/attr/current");
      assert.equal(String(line["text"]).replaceAll("\0", ""), label);
    },
  },
  ...refusals([
    [
      "config/process/console-size-height",
      "consoleSize without height is refused",
      { "/process/consoleSize": { width: 80 } },
      "ERR_SCHEMA",
      "/process/consoleSize/height",
    ],
    [
      "config/process/console-size-width",
      "consoleSize without width is refused",
      { "/process/consoleSize": { height: 80 } },
      "ERR_SCHEMA",
      "/process/consoleSize/width",
    ],
    [
      "config/process/cwd-required",
      "process without cwd is refused",
      { "/process/cwd": undefined },
      "ERR_SCHEMA",
      "/process/cwd",
    ],
    [
      "config/process/cwd-absolute",
      "a relative cwd is refused",
      { "/process/cwd": "tmp" },
      "ERR_CONFIG_RULE",
      "/process/cwd",
    ],
  ]),
  {
    name: "args without an entry, and no args, are refused at start at the latest",
    clauses: ["config/process/args-one-entry"],
    run: async (t) => {
      for (const args of [[], undefined]) {
        const id = t.id();
        const made = await t.call(["create", "--bundle", t.bundle({ "/process/args": args }).directory, id]);
        if (made.status === 0) await t.fails(["start", id]);
      }
    },
  },
  {
    name: "names of users are no ids",
    clauses: ["config/user/no-name-lookup"],
    run: async (t) => {
      await t.refused(
        { "/process/user/uid": "nobody" },
        { code: "ERR_SCHEMA", pointer: "/process/user/uid" },
      );
    },
  },
];
