// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Config } from "../harness/config.ts";
import { eventually, Running } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { ENOSYS, EPERM, errnos, linesOf, statusField } from "../harness/lines.ts";
import { tool } from "../harness/places.ts";

const host = testHost("seccomp");

interface Rule {
  names: string[];
  action: string;
  errnoRet?: number;
  args?: Record<string, unknown>[];
}

const profile =
  (rules: Rule[], more: Record<string, unknown> = {}) =>
  (config: Config) => {
    config.linux["seccomp"] = {
      defaultAction: "SCMP_ACT_ALLOW",
      architectures: ["SCMP_ARCH_X86_64"],
      syscalls: rules,
      ...more,
    };
  };

/** Numbers of x86-64; the probe makes the calls by number. */
const GETPRIORITY = "140";
const PERSONALITY = "135";

/** What init and the probe need from the filter on. */
const STARTS = [
  "execve",
  "exit_group",
  "exit",
  "write",
  "writev",
  "read",
  "open",
  "openat",
  "openat2",
  "close",
  "brk",
  "mmap",
  "munmap",
  "arch_prctl",
  "set_tid_address",
  "ioctl",
  "fstat",
  "rt_sigprocmask",
  "futex",
  "fcntl",
  "close_range",
  "chdir",
  "fchdir",
  "getcwd",
  "sendmsg",
  "sendto",
  "recvmsg",
  "capset",
  "capget",
  "prctl",
  "setgid",
  "setuid",
  "setgroups",
  "setresuid",
  "setresgid",
  "getresuid",
  "getresgid",
  "getgroups",
  "poll",
  "accept4",
  "stat",
  "newfstatat",
  "dup3",
  "fchown",
  "umask",
  "seccomp",
  "faccessat2",
  "faccessat",
  "access",
  "getuid",
  "geteuid",
  "getpid",
  "rt_sigaction",
] as const;

suite("seccomp", () => {
  test("the filter is loaded: mode 2", async () => {
    const report = await host.report(profile([{ names: ["getpriority"], action: "SCMP_ACT_ERRNO" }]));
    assert.equal(statusField(report.status, "Seccomp"), "2");
    assert.equal(statusField(report.status, "Seccomp_filters"), "1");
  });

  test("without a profile there is none", async () => {
    assert.equal(statusField((await host.report()).status, "Seccomp"), "0");
  });

  for (const noNewPrivileges of [true, false]) {
    test(`an errno rule gives EPERM or its errnoRet (noNewPrivileges ${noNewPrivileges})`, async () => {
      const lines = await host.probe(
        (config) => {
          config.process.noNewPrivileges = noNewPrivileges;
          profile([
            { names: ["getpriority"], action: "SCMP_ACT_ERRNO" },
            { names: ["mkdir"], action: "SCMP_ACT_ERRNO", errnoRet: 42 },
          ])(config);
        },
        "syscall",
        GETPRIORITY,
        "0",
        "0",
        "0",
        "mkdir",
        "/x",
      );
      assert.deepEqual(errnos(lines), [EPERM, 42]);
    });
  }

  test("KILL_PROCESS ends the program with SIGSYS", async () => {
    const bundle = host.bundle((config) => {
      profile([{ names: ["getpriority"], action: "SCMP_ACT_KILL_PROCESS" }])(config);
      config.process.args = ["/probe", "syscall", GETPRIORITY, "0", "0", "0"];
    });
    assert.equal((await host.run(bundle)).status, 128 + 31);
  });

  test("TRAP raises SIGSYS", async () => {
    const bundle = host.bundle((config) => {
      profile([{ names: ["getpriority"], action: "SCMP_ACT_TRAP" }])(config);
      config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "pid");
      config.process.args = ["/probe", "syscall", GETPRIORITY, "0", "0", "0"];
    });
    assert.equal((await host.run(bundle)).status, 128 + 31);
  });

  test("TRACE without a tracer gives ENOSYS", async () => {
    const lines = await host.probe(
      profile([{ names: ["getpriority"], action: "SCMP_ACT_TRACE" }]),
      "syscall",
      GETPRIORITY,
      "0",
      "0",
      "0",
    );
    assert.deepEqual(errnos(lines), [ENOSYS]);
  });

  const operators: [op: string, value: number, valueTwo: number, hit: number[], miss: number[]][] = [
    ["SCMP_CMP_EQ", 5, 0, [5], [4, 6]],
    ["SCMP_CMP_NE", 5, 0, [4, 6], [5]],
    ["SCMP_CMP_LT", 5, 0, [4, 0], [5, 6]],
    ["SCMP_CMP_LE", 5, 0, [4, 5], [6]],
    ["SCMP_CMP_GT", 5, 0, [6, 4294967295], [5]],
    ["SCMP_CMP_GE", 5, 0, [5, 6], [4]],
    ["SCMP_CMP_MASKED_EQ", 0xf0, 0x30, [0x31, 0x1_3f], [0x41]],
  ];
  for (const [op, value, valueTwo, hit, miss] of operators) {
    test(`${op} of an argument`, async () => {
      const rule = {
        names: ["getpriority"],
        action: "SCMP_ACT_ERRNO",
        errnoRet: 99,
        args: [{ index: 1, value, valueTwo, op }],
      };
      const calls = [...hit, ...miss].flatMap((argument) => [
        "syscall",
        GETPRIORITY,
        "77",
        String(argument),
        "0",
      ]);
      const got = errnos(await host.probe(profile([rule]), ...calls));
      assert.deepEqual(
        got.map((errno) => errno === 99),
        [...hit.map(() => true), ...miss.map(() => false)],
      );
    });
  }

  test("all 64 bits of an argument are compared", async () => {
    const rule = {
      names: ["getpriority"],
      action: "SCMP_ACT_ERRNO",
      errnoRet: 99,
      args: [{ index: 1, value: 4294967301, op: "SCMP_CMP_EQ" }],
    };
    const lines = await host.probe(
      profile([rule]),
      "syscall",
      GETPRIORITY,
      "77",
      "4294967301",
      "0",
      "syscall",
      GETPRIORITY,
      "77",
      "5",
      "0",
    );
    assert.deepEqual(
      errnos(lines).map((errno) => errno === 99),
      [true, false],
    );
  });

  test("defaultErrnoRet is the errno of calls that are not listed", async () => {
    const lines = await host.probe(
      (config) => {
        config.linux["seccomp"] = {
          defaultAction: "SCMP_ACT_ERRNO",
          defaultErrnoRet: 38,
          syscalls: [{ names: [...STARTS], action: "SCMP_ACT_ALLOW" }],
        };
      },
      "syscall",
      PERSONALITY,
      "4294967295",
      "0",
      "0",
    );
    assert.deepEqual(errnos(lines), [ENOSYS]);
  });

  test("a system call that is newer than a profile of defaults to EPERM gives ENOSYS, an older one EPERM", async () => {
    const newer = "1000";
    const lines = await host.probe(
      (config) => {
        config.linux["seccomp"] = {
          defaultAction: "SCMP_ACT_ERRNO",
          syscalls: [{ names: [...STARTS], action: "SCMP_ACT_ALLOW" }],
        };
      },
      ...["syscall", newer, "0", "0", "0"],
      ...["syscall", PERSONALITY, "4294967295", "0", "0"],
    );
    assert.deepEqual(errnos(lines), [ENOSYS, EPERM]);
  });

  test("a profile that allows next to nothing but execve and exit_group starts with no_new_privs (Q1)", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "exit", "5"];
      config.linux["seccomp"] = {
        defaultAction: "SCMP_ACT_ERRNO",
        syscalls: [
          {
            names: ["execve", "exit_group", "write", "arch_prctl", "set_tid_address"],
            action: "SCMP_ACT_ALLOW",
          },
        ],
      };
    });
    const result = await host.run(bundle);
    assert.equal(result.status, 5, result.stderr);
  });

  test("an unknown system call name is skipped", async () => {
    const lines = await host.probe(
      profile([{ names: ["newcall999", "mkdir"], action: "SCMP_ACT_ERRNO" }]),
      "mkdir",
      "/x",
    );
    assert.deepEqual(errnos(lines), [EPERM]);
  });

  const refused: [string, Record<string, unknown>][] = [
    ["no defaultAction", { syscalls: [] }],
    ["an unknown action", { defaultAction: "SCMP_ACT_MAYBE" }],
    ["an unknown architecture", { defaultAction: "SCMP_ACT_ALLOW", architectures: ["SCMP_ARCH_PDP11"] }],
    ["an unknown flag", { defaultAction: "SCMP_ACT_ALLOW", flags: ["SECCOMP_FILTER_FLAG_BOGUS"] }],
    ["empty names", { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: [], action: "SCMP_ACT_ERRNO" }] }],
    ["a rule without action", { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["mkdir"] }] }],
    [
      "an argument without op",
      {
        defaultAction: "SCMP_ACT_ALLOW",
        syscalls: [{ names: ["mkdir"], action: "SCMP_ACT_ERRNO", args: [{ index: 0, value: 1 }] }],
      },
    ],
    [
      "an argument with index 6",
      {
        defaultAction: "SCMP_ACT_ALLOW",
        syscalls: [
          { names: ["mkdir"], action: "SCMP_ACT_ERRNO", args: [{ index: 6, value: 1, op: "SCMP_CMP_EQ" }] },
        ],
      },
    ],
    [
      "errnoRet with an action that takes none",
      {
        defaultAction: "SCMP_ACT_ERRNO",
        syscalls: [{ names: ["mkdir"], action: "SCMP_ACT_ALLOW", errnoRet: 1 }],
      },
    ],
    [
      "defaultErrnoRet with an action that takes none",
      { defaultAction: "SCMP_ACT_KILL", defaultErrnoRet: 1, syscalls: [] },
    ],
    [
      "NOTIFY without a listener",
      { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["mkdir"], action: "SCMP_ACT_NOTIFY" }] },
    ],
  ];
  for (const [what, seccomp] of refused) {
    test(`${what} is refused`, async () => {
      await host.refused((config) => {
        config.linux["seccomp"] = seccomp;
      }, /seccomp/i);
    });
  }
});

suite("seccomp listener", () => {
  async function listening(error: number) {
    const path = join(host.directory("s"), "listener");
    const receiver = new Running([tool("receive"), path, "seccomp", String(error)]);
    await eventually("the listener listens", () => existsSync(path));
    return { path, receiver };
  }

  test("gets the container process state with one descriptor, and answers the call", async () => {
    const { path, receiver } = await listening(99);
    const bundle = host.bundle((config) => {
      profile([{ names: ["mkdir"], action: "SCMP_ACT_NOTIFY" }], {
        listenerPath: path,
        listenerMetadata: 'some "metadata"',
      })(config);
      config.process.args = ["/probe", "mkdir", "/x"];
      config.annotations = { "org.example": "yes" };
    });
    const id = host.id();
    const result = await host.runt(["run", "--bundle", bundle.directory, id]);
    assert.deepEqual(errnos(linesOf(result.stdout)), [99], result.stderr);
    const [message, call] = linesOf((await receiver.done).stdout);
    assert.equal(message?.["fds"], 1);
    assert.equal(message?.["fdsInFirst"], 1);
    assert.equal(message?.["ended"], 1, "the connection is closed after the state");
    assert.match(String(message?.["link"]), /seccomp notify/);
    const state = JSON.parse(String(message?.["payload"]));
    assert.deepEqual(state.fds, ["seccompFd"]);
    assert.equal(state.metadata, 'some "metadata"');
    assert.match(state.ociVersion, /^1\./);
    assert.equal(state.state.id, id);
    assert.equal(state.state.status, "creating");
    assert.equal(state.pid, state.state.pid);
    assert.equal(state.state.bundle, bundle.directory);
    assert.deepEqual(state.state.annotations, { "org.example": "yes" });
    assert.equal(call?.["syscall"], 83);
  });

  test("a listener that does not listen is an error", async () => {
    await host.refused(
      profile([{ names: ["mkdir"], action: "SCMP_ACT_NOTIFY" }], { listenerPath: "/nonexistent/listener" }),
      /\/nonexistent\/listener|seccomp/,
    );
  });

  test("a listenerPath without a NOTIFY rule is ignored", async () => {
    await host.report(
      profile([{ names: ["mkdir"], action: "SCMP_ACT_ERRNO" }], { listenerPath: "/nonexistent/listener" }),
    );
  });
});
