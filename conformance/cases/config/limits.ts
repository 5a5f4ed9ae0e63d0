// SPDX-License-Identifier: Apache-2.0
/** rlimits, scheduler, ioPriority, execCPUAffinity. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { statusField, type Report, linesOf } from "../../harness/lines.ts";
import { type Case, refusals } from "../../suite/case.ts";
import { ALL_CAPABILITIES, type Patch } from "../../suite/config.ts";
import type { Trial } from "../../suite/trial.ts";
import { textOf } from "../../suite/untouched.ts";

/** In the order of the kernel's numbers, as the probe prints them. */
const TYPES =
  "CPU FSIZE DATA STACK CORE RSS NPROC NOFILE MEMLOCK AS LOCKS SIGPENDING MSGQUEUE NICE RTPRIO RTTIME".split(
    " ",
  );

const RLIMITS = "/process/rlimits";

function nofile(more: object = {}): object {
  return { type: "RLIMIT_NOFILE", soft: 1000, hard: 1024, ...more };
}

/** What the kernel grants the suite itself; a limit above it needs CAP_SYS_RESOURCE. */
function ownLimits(): Map<string, [string, string]> {
  const titles = [
    "cpu time",
    "file size",
    "data size",
    "stack size",
    "core file size",
    "resident set",
    "processes",
    "open files",
    "locked memory",
    "address space",
    "file locks",
    "pending signals",
    "msgqueue size",
    "nice priority",
    "realtime priority",
    "realtime timeout",
  ];
  const text = textOf("/proc/self/limits");
  return new Map(
    TYPES.map((type, index) => {
      const line = new RegExp(`^Max ${titles[index]} +(\\S+) +(\\S+)`, "m").exec(text);
      return [type, [line?.[1] ?? "0", line?.[2] ?? "0"]];
    }),
  );
}

const UNLIMITED = 18_446_744_073_709_551_615n;

async function scheduled(t: Trial, scheduler: object): Promise<string> {
  return (await t.report([ALL_CAPABILITIES, { "/process/scheduler": scheduler }])).scheduler;
}

/** The report of a process that is executed in a running container. */
async function execReport(t: Trial, id: string): Promise<Report> {
  return linesOf((await t.ok(["exec", id, "/probe", "report"])).stdout).at(-1) as unknown as Report;
}

/** On v1 a cgroup has no real-time budget unless each level above gives some. */
function realtimeBudget(t: Trial): Patch {
  const point = t.host.v1.get("cpu");
  if (point === undefined || !existsSync(`${point}/cpu.rt_runtime_us`)) return {};
  let place = point;
  const words = t.cgroupParent.slice(1).split("/");
  words.forEach((word, level) => {
    place = join(place, word);
    mkdirSync(place, { recursive: true });
    writeFileSync(`${place}/cpu.rt_runtime_us`, level === 0 ? "400000" : "100000");
  });
  return { "/linux/resources": { cpu: { realtimePeriod: 1_000_000, realtimeRuntime: 50_000 } } };
}

export const limitCases: Case[] = [
  {
    name: "each type of getrlimit(2) is known, and soft and hard are what the process has",
    clauses: [
      "config/process/rlimits/getrlimit-succeeds",
      "config/process/rlimits/soft-matches",
      "config/process/rlimits/hard-matches",
    ],
    run: async (t) => {
      const own = ownLimits();
      const rlimits = TYPES.map((type) => {
        const hard = own.get(type)?.[1] ?? "0";
        const value = hard === "unlimited" ? UNLIMITED : BigInt(hard);
        return { type: `RLIMIT_${type}`, soft: value, hard: value };
      });
      const report = await t.report({ [RLIMITS]: rlimits });
      assert.deepEqual(
        report.rlimits,
        rlimits.map((limit) => `${limit.soft} ${limit.hard}`),
      );
    },
  },
  {
    name: "soft and hard differ, and values beyond 2^53 are exact",
    clauses: ["config/process/rlimits/soft-matches", "config/process/rlimits/hard-matches"],
    run: async (t) => {
      const exact = 9_007_199_254_740_993n;
      const rlimits = [nofile(), { type: "RLIMIT_FSIZE", soft: exact, hard: exact + 2n }];
      const report = await t.report({ [RLIMITS]: rlimits });
      assert.equal(report.rlimits[TYPES.indexOf("NOFILE")], "1000 1024");
      assert.equal(report.rlimits[TYPES.indexOf("FSIZE")], `${exact} ${exact + 2n}`);
    },
  },
  {
    name: "the scheduling policy is set",
    clauses: ["config/process/scheduler/policy-applied"],
    run: async (t) => {
      for (const [policy, number] of [
        ["SCHED_BATCH", 3],
        ["SCHED_IDLE", 5],
        ["SCHED_OTHER", 0],
      ] as const)
        assert.match(await scheduled(t, { policy }), new RegExp(`^policy=${number} `));
    },
  },
  {
    name: "nice is set, and 0 where it is not given",
    clauses: ["config/process/scheduler/nice-default"],
    run: async (t) => {
      assert.match(await scheduled(t, { policy: "SCHED_OTHER", nice: 7 }), / nice=7 /);
      assert.match(await scheduled(t, { policy: "SCHED_OTHER" }), / nice=0 /);
    },
  },
  {
    name: "priority is set for SCHED_FIFO and SCHED_RR",
    clauses: ["config/process/scheduler/priority-default"],
    run: async (t) => {
      const budget = realtimeBudget(t);
      const run = (scheduler: object): Promise<Report> =>
        t.report([ALL_CAPABILITIES, budget, { "/process/scheduler": scheduler }]);
      assert.match((await run({ policy: "SCHED_FIFO", priority: 5 })).scheduler, /policy=1 .* priority=5 /);
      assert.match((await run({ policy: "SCHED_RR", priority: 3 })).scheduler, /policy=2 .* priority=3 /);
    },
  },
  {
    name: "SCHED_FLAG_RESET_ON_FORK is set",
    clauses: ["config/process/scheduler/flags"],
    run: async (t) => {
      const scheduler = { policy: "SCHED_BATCH", flags: ["SCHED_FLAG_RESET_ON_FORK"] };
      assert.match(await scheduled(t, scheduler), / flags=1 /);
    },
  },
  {
    name: "runtime, deadline and period are set for SCHED_DEADLINE",
    clauses: [
      "config/process/scheduler/runtime-default",
      "config/process/scheduler/deadline-default",
      "config/process/scheduler/period-default",
    ],
    run: async (t) => {
      const scheduler = {
        policy: "SCHED_DEADLINE",
        runtime: 1_000_000,
        deadline: 20_000_000,
        period: 40_000_000,
      };
      const result = await t.run([ALL_CAPABILITIES, { "/process/scheduler": scheduler }]);
      if (result.status !== 0 && /not permitted|EPERM|EBUSY|busy/.test(result.stderr))
        t.skip("the kernel admits no deadline task here (cpuset or bandwidth)");
      assert.match(result.stdout, /policy=6 .*1000000\/20000000\/40000000/);
    },
  },
  {
    name: "ioPriority is the process's, its children's and that of executed processes",
    clauses: ["config/process/io-priority/applied"],
    run: async (t) => {
      const edit = { "/process/ioPriority": { class: "IOPRIO_CLASS_BE", priority: 3 } };
      const wanted = (2 << 13) | 3;
      const [init, child] = await t.probe(edit, "report", "spawn", "/probe", "report");
      assert.deepEqual([init?.["ioPriority"], child?.["ioPriority"]], [wanted, wanted]);
      const { id } = await t.running(edit);
      assert.equal((await execReport(t, id)).ioPriority, wanted);
    },
  },
  {
    name: "execCPUAffinity leaves init alone, and final is that of executed processes",
    clauses: [
      "config/process/exec-cpu-affinity/not-init",
      "config/process/exec-cpu-affinity/initial",
      "config/process/exec-cpu-affinity/final",
    ],
    run: async (t) => {
      if (t.host.cpus < 2) t.skip("the host has one CPU");
      const { id, pid } = await t.running({ "/process/execCPUAffinity": { initial: "0", final: "1" } });
      const own = statusField(textOf("/proc/self/status"), "Cpus_allowed_list");
      assert.equal(statusField(textOf(`/proc/${pid}/status`), "Cpus_allowed_list"), own);
      assert.equal(statusField((await execReport(t, id)).status, "Cpus_allowed_list"), "1");
    },
  },
  {
    name: "without final the kernel decides the affinity of executed processes",
    clauses: ["config/process/exec-cpu-affinity/final-absent"],
    run: async (t) => {
      if (t.host.cpus < 2) t.skip("the host has one CPU");
      const { id } = await t.running({ "/process/execCPUAffinity": { initial: "0" } });
      const list = statusField((await execReport(t, id)).status, "Cpus_allowed_list");
      assert.match(list, /^0(-\d+)?$/);
    },
  },
  ...refusals([
    [
      "config/process/rlimits/type-required",
      "an rlimit without type is refused",
      { [RLIMITS]: [{ soft: 1, hard: 1 }] },
      "ERR_SCHEMA",
      "/process/rlimits/0/type",
    ],
    [
      "config/process/rlimits/soft-required",
      "an rlimit without soft is refused",
      { [RLIMITS]: [{ type: "RLIMIT_NOFILE", hard: 1 }] },
      "ERR_SCHEMA",
      "/process/rlimits/0/soft",
    ],
    [
      "config/process/rlimits/hard-required",
      "an rlimit without hard is refused",
      { [RLIMITS]: [{ type: "RLIMIT_NOFILE", soft: 1 }] },
      "ERR_SCHEMA",
      "/process/rlimits/0/hard",
    ],
    [
      "config/process/rlimits/unmappable-type",
      "an unknown rlimit is refused",
      { [RLIMITS]: [nofile({ type: "RLIMIT_BOGUS" })] },
      "ERR_CONFIG_RULE",
      "/process/rlimits/0/type",
    ],
    [
      "config/process/rlimits/duplicate-type",
      "two rlimits of one type are refused",
      { [RLIMITS]: [nofile(), nofile({ soft: 10 })] },
      "ERR_CONFIG_RULE",
      "/process/rlimits/1/type",
    ],
    [
      "config/process/scheduler/policy-required",
      "a scheduler without policy is refused",
      { "/process/scheduler": {} },
      "ERR_SCHEMA",
      "/process/scheduler/policy",
    ],
    [
      "config/process/scheduler/policy-required",
      "an unknown scheduling policy is refused",
      { "/process/scheduler": { policy: "SCHED_FOO" } },
      "ERR_SCHEMA",
      "/process/scheduler/policy",
    ],
    [
      "config/process/scheduler/flags",
      "an unknown scheduling flag is refused",
      { "/process/scheduler": { policy: "SCHED_OTHER", flags: ["SCHED_FLAG_BOGUS"] } },
      "ERR_SCHEMA",
      "/process/scheduler/flags/0",
    ],
    [
      "config/process/io-priority/class-required",
      "an ioPriority without class is refused",
      { "/process/ioPriority": { priority: 1 } },
      "ERR_SCHEMA",
      "/process/ioPriority/class",
    ],
    [
      "config/process/io-priority/class-required",
      "an unknown ioPriority class is refused",
      { "/process/ioPriority": { class: "IOPRIO_CLASS_X", priority: 1 } },
      "ERR_SCHEMA",
      "/process/ioPriority/class",
    ],
    [
      "config/process/io-priority/priority-required",
      "an ioPriority without priority is refused",
      { "/process/ioPriority": { class: "IOPRIO_CLASS_BE" } },
      "ERR_CONFIG_RULE",
      "/process/ioPriority/priority",
    ],
    [
      "config/process/io-priority/range",
      "an ioPriority above 7 is refused",
      { "/process/ioPriority": { class: "IOPRIO_CLASS_BE", priority: 8 } },
      "ERR_CONFIG_RULE",
      "/process/ioPriority/priority",
    ],
  ]),
];
