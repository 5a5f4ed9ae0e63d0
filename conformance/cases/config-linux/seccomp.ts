// SPDX-License-Identifier: Apache-2.0
/** linux.seccomp: what filters do to calls of the probe. */
import assert from "node:assert/strict";
import { EINVAL, ENOSYS, EPERM } from "../../harness/lines.ts";
import { type Case, type RefusalRow, refusals } from "../../suite/case.ts";
import type { Json } from "../../suite/config.ts";
import type { Trial } from "../../suite/trial.ts";

const AT = "/linux/seccomp";
const ALLOW = "SCMP_ACT_ALLOW";
const ERRNO = "SCMP_ACT_ERRNO";
/** mkdir(2) is mkdirat(2) on some architectures. */
const MKDIR = ["mkdir", "mkdirat"];
const ESRCH = 3;
const SIGSYS = 31;

function filter(more: Json = {}): Json {
  return { [AT]: { defaultAction: ALLOW, ...more } };
}

function rule(more: Json = {}): Json {
  return filter({ syscalls: [{ names: MKDIR, action: ERRNO, ...more }] });
}

async function mkdirErrno(t: Trial, edit: Json): Promise<unknown> {
  return (await t.act(edit, "mkdir", "/tmp/made"))["errno"];
}

/** getpgid(2) of a process that is not there fails with ESRCH unless a filter is before it. */
function getpgid(t: Trial): string {
  const numbers: Readonly<Record<string, string>> = { x64: "121", arm64: "155" };
  const number = numbers[t.host.architecture];
  if (number === undefined) t.skip(`the number of getpgid on ${t.host.architecture} is not known here`);
  return number;
}

/** Whether a rule with this argument condition hits a call with that value. */
async function hits(t: Trial, condition: Json, value: string): Promise<boolean> {
  const args = [{ index: 0, ...condition }];
  const edit = filter({ syscalls: [{ names: ["getpgid"], action: ERRNO, errnoRet: 95, args }] });
  const { errno } = await t.act(edit, "syscall", getpgid(t), value, "0", "0");
  if (errno !== 95) assert.equal(errno, ESRCH);
  return errno === 95;
}

const BIG = 18_446_744_073_709_551_615n;

/** Operator, its operands, a value that it hits and one that it does not. */
const OPERATORS: readonly (readonly [string, Json, string, string])[] = [
  ["SCMP_CMP_EQ", { value: 2_000_000_000 }, "2000000000", "2000000001"],
  ["SCMP_CMP_NE", { value: 2_000_000_000 }, "2000000001", "2000000000"],
  ["SCMP_CMP_LT", { value: 2_000_000_000 }, "1999999999", "2000000000"],
  ["SCMP_CMP_LE", { value: 2_000_000_000 }, "2000000000", "2000000001"],
  ["SCMP_CMP_GE", { value: 2_000_000_000 }, "2000000000", "1999999999"],
  ["SCMP_CMP_GT", { value: 2_000_000_000 }, "2000000001", "2000000000"],
  ["SCMP_CMP_MASKED_EQ", { value: 0x6000_0000, valueTwo: 0x4000_0000 }, "0x5fffffff", "0x6fffffff"],
];

/** Status of a container whose mkdir meets the action: 128 + signal if that ends it. */
async function endOf(t: Trial, action: string): Promise<number | null> {
  return (await t.run([rule({ action }), { "/process/args": ["/probe", "mkdir", "/tmp/made"] }])).status;
}

const actionCases: Case[] = [
  {
    name: "ALLOW and LOG let the call through, ERRNO fails it, TRACE without a tracer gives ENOSYS",
    clauses: ["linux/seccomp/actions-effect"],
    run: async (t) => {
      for (const action of [ALLOW, "SCMP_ACT_LOG"])
        assert.equal(await mkdirErrno(t, rule({ action })), 0, action);
      assert.equal(await mkdirErrno(t, rule()), EPERM);
      assert.equal(await mkdirErrno(t, rule({ action: "SCMP_ACT_TRACE" })), ENOSYS);
    },
  },
  ...["SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_TRAP"].map(
    (action): Case => ({
      name: `${action} ends the program with SIGSYS`,
      clauses: ["linux/seccomp/actions-effect"],
      run: async (t) => {
        // The first process of a pid namespace ignores what it could handle: it is killed by force here.
        assert.equal(await endOf(t, action), 128 + SIGSYS);
      },
    }),
  ),
  {
    name: "errnoRet is the errno of a rule, and EPERM where it is not given",
    clauses: ["linux/seccomp/errno-ret"],
    run: async (t) => {
      assert.equal(await mkdirErrno(t, rule({ errnoRet: EINVAL })), EINVAL);
      assert.equal(await mkdirErrno(t, rule()), EPERM);
    },
  },
  {
    name: "defaultErrnoRet is the errno of the default action, and EPERM where it is not given",
    clauses: ["linux/seccomp/default-errno"],
    run: async (t) => {
      const number = getpgid(t);
      // All but one call is allowed by name, so the default meets that one alone.
      const names = allNames().filter((name) => name !== "getpgid");
      const syscalls = [{ names, action: ALLOW }];
      for (const [defaultErrnoRet, wanted] of [
        [ENOSYS, ENOSYS],
        [undefined, EPERM],
      ] as const) {
        const edit = { [AT]: { defaultAction: ERRNO, defaultErrnoRet, syscalls } };
        assert.equal((await t.act(edit, "syscall", number, "999999", "0", "0"))["errno"], wanted);
      }
    },
  },
  ...OPERATORS.map(
    ([op, operands, hit, miss]): Case => ({
      name: `${op} compares an argument`,
      clauses: [
        "linux/seccomp/actions-effect",
        "linux/seccomp/arg-op-required",
        "linux/seccomp/arg-valuetwo",
      ].slice(0, op === "SCMP_CMP_MASKED_EQ" ? 3 : 2),
      run: async (t) => {
        assert.equal(await hits(t, { ...operands, op }, hit), true, hit);
        assert.equal(await hits(t, { ...operands, op }, miss), false, miss);
      },
    }),
  ),
  {
    name: "a value of 2^64-1 is exact",
    clauses: ["linux/seccomp/arg-value-required"],
    run: async (t) => {
      assert.equal(await hits(t, { value: BIG, op: "SCMP_CMP_EQ" }, String(BIG)), true);
      assert.equal(await hits(t, { value: BIG, op: "SCMP_CMP_EQ" }, String(BIG - 1n)), false);
    },
  },
];

/** Calls that a static program and runtimes need between the filter and the program's end, and more. */
function allNames(): string[] {
  return (
    "read write open openat openat2 close stat fstat lstat newfstatat statx poll lseek mmap mprotect munmap brk rt_sigaction " +
    "rt_sigprocmask rt_sigreturn ioctl pread64 pwrite64 readv writev access faccessat faccessat2 pipe pipe2 select pselect6 sched_yield " +
    "mremap madvise dup dup2 dup3 pause nanosleep clock_nanosleep getpid socket connect accept accept4 sendto recvfrom sendmsg recvmsg " +
    "shutdown bind listen getsockname getpeername socketpair setsockopt getsockopt clone clone3 fork vfork execve execveat exit wait4 kill " +
    "uname fcntl flock fsync ftruncate getdents getdents64 getcwd chdir fchdir rename mkdir mkdirat rmdir unlink unlinkat readlink readlinkat " +
    "chmod fchmod fchmodat chown fchown lchown fchownat umask gettimeofday getrlimit getrusage sysinfo times getuid getgid setuid setgid geteuid " +
    "getegid setpgid getppid getpgrp setsid setreuid setregid getgroups setgroups setresuid getresuid setresgid getresgid setfsuid setfsgid getsid " +
    "capget capset rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend sigaltstack personality statfs fstatfs getpriority setpriority " +
    "sched_setparam sched_getparam sched_setscheduler sched_getscheduler prctl arch_prctl setrlimit prlimit64 chroot sync mount umount2 gettid " +
    "futex sched_setaffinity sched_getaffinity set_thread_area epoll_create epoll_create1 epoll_wait epoll_pwait epoll_ctl set_tid_address " +
    "clock_gettime clock_getres exit_group tgkill tkill waitid keyctl ppoll unshare set_robust_list get_robust_list eventfd2 signalfd4 timerfd_create " +
    "timerfd_settime seccomp getrandom memfd_create rseq close_range pidfd_open pidfd_getfd pidfd_send_signal sethostname mknod mknodat"
  ).split(" ");
}

const profileCases: Case[] = [
  {
    name: "architectures come beside the native one",
    clauses: ["linux/seccomp/architectures"],
    run: async (t) => {
      const [other] = t.host.architecture === "x64" ? ["SCMP_ARCH_X86"] : ["SCMP_ARCH_ARM"];
      const edit = filter({ architectures: [other], syscalls: [{ names: MKDIR, action: ERRNO }] });
      assert.equal(await mkdirErrno(t, edit), EPERM);
    },
  },
  ...["SECCOMP_FILTER_FLAG_TSYNC", "SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW"].map(
    (flag): Case => ({
      name: `${flag} is taken`,
      clauses: ["linux/seccomp/flags"],
      run: async (t) => {
        const edit = filter({ flags: [flag], syscalls: [{ names: MKDIR, action: ERRNO }] });
        assert.equal(await mkdirErrno(t, edit), EPERM);
      },
    }),
  ),
  {
    name: "a filter without syscalls is taken",
    clauses: ["linux/seccomp/syscalls-optional"],
    run: async (t) => assert.equal(await mkdirErrno(t, filter()), 0),
  },
  {
    name: "a name of a system call that is not known is no error",
    clauses: ["linux/seccomp/unknown-syscall-name"],
    run: async (t) => {
      const edit = filter({ syscalls: [{ names: [...MKDIR, "newcall999"], action: ERRNO }] });
      assert.equal(await mkdirErrno(t, edit), EPERM);
    },
  },
  {
    name: "listenerPath is ignored where nothing notifies",
    clauses: ["linux/seccomp/listener-ignored-without-notify"],
    run: async (t) =>
      assert.equal(await mkdirErrno(t, { ...rule(), [`${AT}/listenerPath`]: "/nonexistent/socket" }), EPERM),
  },
  {
    name: "listenerMetadata without listenerPath is refused or ignored",
    clauses: ["linux/seccomp/listener-metadata-needs-path"],
    run: async (t) => {
      const result = await t.run({ ...rule(), [`${AT}/listenerMetadata`]: "m" });
      if (result.status !== 0) assert.notEqual(result.stderr, "");
    },
  },
];

const syscalls = (...list: Json[]): Json => filter({ syscalls: list });
const argument = (args: Json): Json => syscalls({ names: ["getpgid"], action: ERRNO, args: [args] });

const REFUSED: readonly RefusalRow[] = [
  [
    "linux/seccomp/default-action-required",
    "a filter without defaultAction is refused",
    { [AT]: { syscalls: [{ names: MKDIR, action: ERRNO }] } },
    "ERR_SCHEMA",
    `${AT}/defaultAction`,
  ],
  [
    "linux/seccomp/default-errno-unsupported",
    "defaultErrnoRet with an action that takes none is refused",
    { [AT]: { defaultAction: ALLOW, defaultErrnoRet: 1 } },
    "ERR_CONFIG_RULE",
    `${AT}/defaultErrnoRet`,
  ],
  [
    "linux/seccomp/errno-ret-unsupported",
    "errnoRet with an action that takes none is refused",
    rule({ action: "SCMP_ACT_KILL", errnoRet: 1 }),
    "ERR_CONFIG_RULE",
    `${AT}/syscalls/0/errnoRet`,
  ],
  [
    "linux/seccomp/architectures",
    "an unknown architecture is refused",
    filter({ architectures: ["SCMP_ARCH_BOGUS"] }),
    "ERR_SCHEMA",
    `${AT}/architectures/0`,
  ],
  [
    "linux/seccomp/flags",
    "an unknown flag is refused",
    filter({ flags: ["SECCOMP_FILTER_FLAG_BOGUS"], syscalls: [{ names: MKDIR, action: ERRNO }] }),
    "ERR_SCHEMA",
    `${AT}/flags/0`,
  ],
  [
    "linux/seccomp/notify-without-listener",
    "NOTIFY without listenerPath is refused",
    rule({ action: "SCMP_ACT_NOTIFY" }),
    "ERR_CONFIG_RULE",
    `${AT}/listenerPath`,
  ],
  [
    "linux/seccomp/names-required",
    "a rule without names is refused",
    syscalls({ action: ERRNO }),
    "ERR_SCHEMA",
    `${AT}/syscalls/0/names`,
  ],
  [
    "linux/seccomp/names-nonempty",
    "a rule with no name is refused",
    syscalls({ names: [], action: ERRNO }),
    "ERR_SCHEMA",
    `${AT}/syscalls/0/names`,
  ],
  [
    "linux/seccomp/action-required",
    "a rule without action is refused",
    syscalls({ names: MKDIR }),
    "ERR_SCHEMA",
    `${AT}/syscalls/0/action`,
  ],
  [
    "linux/seccomp/action-required",
    "a rule with an unknown action is refused",
    rule({ action: "SCMP_ACT_BOGUS" }),
    "ERR_SCHEMA",
    `${AT}/syscalls/0/action`,
  ],
  [
    "linux/seccomp/arg-index-required",
    "an argument without index is refused",
    argument({ value: 1, op: "SCMP_CMP_EQ" }),
    "ERR_SCHEMA",
    `${AT}/syscalls/0/args/0/index`,
  ],
  [
    "linux/seccomp/arg-index-required",
    "an argument with index 6 is refused",
    argument({ index: 6, value: 1, op: "SCMP_CMP_EQ" }),
    undefined,
    `${AT}/syscalls/0/args/0/index`,
  ],
  [
    "linux/seccomp/arg-value-required",
    "an argument without value is refused",
    argument({ index: 0, op: "SCMP_CMP_EQ" }),
    "ERR_SCHEMA",
    `${AT}/syscalls/0/args/0/value`,
  ],
  [
    "linux/seccomp/arg-op-required",
    "an argument without op is refused",
    argument({ index: 0, value: 1 }),
    "ERR_SCHEMA",
    `${AT}/syscalls/0/args/0/op`,
  ],
  [
    "linux/seccomp/arg-op-required",
    "an argument with an unknown op is refused",
    argument({ index: 0, value: 1, op: "SCMP_CMP_BOGUS" }),
    "ERR_SCHEMA",
    `${AT}/syscalls/0/args/0/op`,
  ],
];

export const seccompCases: Case[] = [...actionCases, ...profileCases, ...refusals(REFUSED)];
