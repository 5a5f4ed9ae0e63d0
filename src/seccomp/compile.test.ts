// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { Seccomp, SeccompArg, SeccompFlag } from "../config/types.ts";
import { installNative, native } from "../native/native.ts";
import { loadAddon } from "../node/addon.ts";
import { compileSeccomp, seccompFlags } from "./compile.ts";
import { disassemble } from "./disassemble.ts";
import { simulate } from "./simulate.ts";

installNative(loadAddon());

const X86_64 = 0xc000003e;
const I386 = 0x40000003;
const X32_BIT = 0x40000000;
const skip = process.arch === "x64" ? false : "the table has the system call numbers of x86-64";

/** Numbers on x86-64. */
const NR = {
  read: 0,
  write: 1,
  mmap: 9,
  socket: 41,
  clone: 56,
  personality: 135,
  mkdir: 83,
  execve: 59,
  clone3: 435,
};
const I386_MKDIR = 39;

function argument(
  index: number,
  op: SeccompArg["op"],
  value: number | bigint,
  valueTwo?: number | bigint,
): SeccompArg {
  return { index, op, value, ...(valueTwo === undefined ? {} : { valueTwo }) };
}

function only(args: SeccompArg[]): Seccomp {
  return {
    defaultAction: "SCMP_ACT_ERRNO",
    syscalls: [{ names: ["socket"], action: "SCMP_ACT_ALLOW", args }],
  };
}

const LISTED =
  "open close stat fstat lstat poll lseek mprotect munmap brk ioctl pread64 pwrite64 readv writev access pipe select " +
  "sched_yield mremap msync mincore madvise shmget shmat shmctl dup dup2 pause nanosleep write mmap socket clone execve clone3";
/** Enough names for a binary tree. */
const ALLOW_LIST: Seccomp = {
  defaultAction: "SCMP_ACT_ERRNO",
  defaultErrnoRet: 38,
  architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
  syscalls: [
    {
      names: ["read", ...LISTED.split(" ")],
      action: "SCMP_ACT_ALLOW",
    },
    { names: ["personality"], action: "SCMP_ACT_ALLOW", args: [argument(0, "SCMP_CMP_EQ", 0)] },
    { names: ["personality"], action: "SCMP_ACT_ALLOW", args: [argument(0, "SCMP_CMP_EQ", 0xffffffff)] },
  ],
};

interface Verdict {
  arch?: number;
  nr: number;
  args?: (number | bigint)[];
  action: string;
}

const CASES: readonly { name: string; seccomp: Seccomp; verdicts: Verdict[] }[] = [
  {
    name: "a default alone",
    seccomp: { defaultAction: "SCMP_ACT_ALLOW" },
    verdicts: [{ nr: NR.read, action: "ALLOW" }],
  },
  {
    name: "each action",
    seccomp: {
      defaultAction: "SCMP_ACT_ALLOW",
      listenerPath: "/l",
      syscalls: [
        { names: ["read"], action: "SCMP_ACT_KILL" },
        { names: ["mmap"], action: "SCMP_ACT_KILL_PROCESS" },
        { names: ["socket"], action: "SCMP_ACT_TRAP" },
        { names: ["mkdir"], action: "SCMP_ACT_ERRNO" },
        { names: ["clone3"], action: "SCMP_ACT_ERRNO", errnoRet: 38 },
        { names: ["personality"], action: "SCMP_ACT_TRACE", errnoRet: 7 },
        { names: ["clone"], action: "SCMP_ACT_LOG" },
        { names: ["execve"], action: "SCMP_ACT_NOTIFY" },
      ],
    },
    verdicts: [
      { nr: NR.write, action: "ALLOW" },
      { nr: NR.read, action: "KILL_THREAD" },
      { nr: NR.mmap, action: "KILL_PROCESS" },
      { nr: NR.socket, action: "TRAP" },
      { nr: NR.mkdir, action: "ERRNO(1)" },
      { nr: NR.clone3, action: "ERRNO(38)" },
      { nr: NR.personality, action: "TRACE(7)" },
      { nr: NR.clone, action: "LOG" },
      { nr: NR.execve, action: "NOTIFY" },
    ],
  },
  {
    name: "a long allow list for three architectures",
    seccomp: ALLOW_LIST,
    verdicts: [
      { nr: NR.read, action: "ALLOW" },
      { nr: NR.clone3, action: "ALLOW" },
      { nr: NR.mkdir, action: "ERRNO(38)" },
      { nr: NR.mkdir | X32_BIT, action: "ERRNO(38)" },
      { nr: NR.read | X32_BIT, action: "ALLOW" },
      { arch: I386, nr: I386_MKDIR, action: "ERRNO(38)" },
      { arch: I386, nr: 3, action: "ALLOW" },
      { nr: NR.personality, args: [0], action: "ALLOW" },
      { nr: NR.personality, args: [0xffffffff], action: "ALLOW" },
      { nr: NR.personality, args: [8], action: "ERRNO(38)" },
      { nr: 9999, action: "ERRNO(38)" },
    ],
  },
  {
    name: "an architecture that is not listed",
    seccomp: { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["mkdir"], action: "SCMP_ACT_ERRNO" }] },
    verdicts: [
      { arch: I386, nr: I386_MKDIR, action: "KILL_THREAD" },
      { nr: NR.mkdir | X32_BIT, action: "KILL_THREAD" },
    ],
  },
  {
    name: "names that libseccomp does not know",
    seccomp: {
      defaultAction: "SCMP_ACT_ERRNO",
      syscalls: [{ names: ["newcall999", "mkdir", "not a name", ""], action: "SCMP_ACT_ALLOW" }],
    },
    verdicts: [
      { nr: NR.mkdir, action: "ALLOW" },
      { nr: NR.write, action: "ERRNO(1)" },
    ],
  },
  {
    name: "system calls that are newer than the profile",
    seccomp: {
      defaultAction: "SCMP_ACT_ERRNO",
      architectures: ["SCMP_ARCH_X86"],
      syscalls: [
        { names: ["mkdir"], action: "SCMP_ACT_ALLOW" },
        { names: ["personality"], action: "SCMP_ACT_ERRNO" },
      ],
    },
    verdicts: [
      { nr: NR.personality, action: "ERRNO(1)" },
      { nr: NR.personality + 1, action: "ERRNO(38)" },
      { nr: NR.clone3, action: "ERRNO(38)" },
      { nr: NR.clone3, arch: I386, action: "ERRNO(38)" },
      { nr: I386_MKDIR, arch: I386, action: "ALLOW" },
    ],
  },
  {
    name: "newer system calls where the default is another errno",
    seccomp: {
      defaultAction: "SCMP_ACT_ERRNO",
      defaultErrnoRet: 13,
      syscalls: [{ names: ["read"], action: "SCMP_ACT_ALLOW" }],
    },
    verdicts: [{ nr: NR.clone3, action: "ERRNO(13)" }],
  },
  {
    name: "EQ on all 64 bits",
    seccomp: only([argument(0, "SCMP_CMP_EQ", 18446744073709551615n)]),
    verdicts: [
      { nr: NR.socket, args: [18446744073709551615n], action: "ALLOW" },
      { nr: NR.socket, args: [0xffffffff], action: "ERRNO(1)" },
    ],
  },
  {
    name: "NE",
    seccomp: only([argument(1, "SCMP_CMP_NE", 5)]),
    verdicts: [
      { nr: NR.socket, args: [0, 5], action: "ERRNO(1)" },
      { nr: NR.socket, args: [0, 2n ** 32n + 5n], action: "ALLOW" },
    ],
  },
  {
    name: "LT and GE together",
    seccomp: only([argument(0, "SCMP_CMP_GE", 10), argument(1, "SCMP_CMP_LT", 2n ** 33n)]),
    verdicts: [
      { nr: NR.socket, args: [10, 0], action: "ALLOW" },
      { nr: NR.socket, args: [9, 0], action: "ERRNO(1)" },
      { nr: NR.socket, args: [10, 2n ** 33n], action: "ERRNO(1)" },
    ],
  },
  {
    name: "LE and GT",
    seccomp: only([argument(2, "SCMP_CMP_LE", 3), argument(3, "SCMP_CMP_GT", 7)]),
    verdicts: [
      { nr: NR.socket, args: [0, 0, 3, 8], action: "ALLOW" },
      { nr: NR.socket, args: [0, 0, 4, 8], action: "ERRNO(1)" },
      { nr: NR.socket, args: [0, 0, 3, 7], action: "ERRNO(1)" },
    ],
  },
  {
    name: "MASKED_EQ",
    seccomp: only([argument(0, "SCMP_CMP_MASKED_EQ", 0x7e020000, 0)]),
    verdicts: [
      { nr: NR.socket, args: [0x11], action: "ALLOW" },
      { nr: NR.socket, args: [0x20000], action: "ERRNO(1)" },
    ],
  },
  {
    name: "two conditions on one argument",
    seccomp: only([argument(0, "SCMP_CMP_EQ", 1), argument(0, "SCMP_CMP_EQ", 2)]),
    verdicts: [
      { nr: NR.socket, args: [1], action: "ALLOW" },
      { nr: NR.socket, args: [2], action: "ALLOW" },
      { nr: NR.socket, args: [3], action: "ERRNO(1)" },
    ],
  },
  {
    name: "a rule given twice",
    seccomp: {
      defaultAction: "SCMP_ACT_ERRNO",
      syscalls: [
        { names: ["read", "read"], action: "SCMP_ACT_ALLOW" },
        { names: ["read"], action: "SCMP_ACT_ALLOW" },
      ],
    },
    verdicts: [{ nr: NR.read, action: "ALLOW" }],
  },
];

function program(seccomp: Seccomp): Uint8Array {
  return compileSeccomp(seccomp, "/linux/seccomp", undefined)?.program ?? assert.fail("no filter");
}

suite("compileSeccomp", () => {
  for (const { name, seccomp, verdicts } of CASES) {
    test(`gives the verdicts of ${name}`, { skip }, () => {
      const filter = program(seccomp);
      for (const { arch = X86_64, nr, args, action } of verdicts) {
        assert.equal(
          simulate(filter, { arch, nr, args: args ?? [] }),
          action,
          `system call ${nr}(${args?.join() ?? ""})`,
        );
      }
    });
  }

  test("gives nothing for an empty profile", () => {
    assert.equal(compileSeccomp({} as Seccomp, "/s", undefined), undefined);
  });

  test("names the rule and system call that libseccomp refuses", () => {
    const args = [argument(6, "SCMP_CMP_EQ", 1)];
    const seccomp: Seccomp = {
      defaultAction: "SCMP_ACT_ALLOW",
      syscalls: [
        { names: ["read"], action: "SCMP_ACT_ALLOW" },
        { names: ["mkdir"], action: "SCMP_ACT_KILL", args },
      ],
    };
    assert.throws(() => compileSeccomp(seccomp, "/s", undefined), {
      code: "ERR_HOST",
      pointer: "/s/syscalls/1",
      message: /system call "mkdir"/,
    });
  });

  test("makes a tree that finds a system call in few steps", { skip }, () => {
    const lines = disassemble(program(ALLOW_LIST));
    assert.ok(lines.some((line) => line.includes("A > ") || line.includes("A >= ")));
  });
});

suite("disassemble", () => {
  test("prints loads, jumps and results in words", { skip }, () => {
    const lines = disassemble(
      program({
        defaultAction: "SCMP_ACT_ALLOW",
        syscalls: [{ names: ["mkdir"], action: "SCMP_ACT_ERRNO" }],
      }),
    );
    assert.equal(lines[0], "0: A = architecture");
    assert.match(lines[1] ?? "", /^1: if \(A == 0xc000003e\) goto 2 else goto \d+$/);
    assert.ok(lines.some((line) => line.endsWith("return ERRNO(1)")));
    assert.ok(lines.some((line) => line.endsWith("return ALLOW")));
  });
});

suite("seccompFlags", () => {
  const CASES_OF_FLAGS: readonly (readonly [SeccompFlag[] | undefined, notifies: boolean, bits: number])[] = [
    [undefined, false, 4],
    [[], false, 0],
    [["SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_TSYNC"], false, 3],
    [["SECCOMP_FILTER_FLAG_TSYNC"], true, 0x11],
    [["SECCOMP_FILTER_FLAG_SPEC_ALLOW"], true, 4],
  ];
  for (const [flags, notifies, bits] of CASES_OF_FLAGS) {
    test(`gives ${bits} for ${flags?.join() ?? "no list"}${notifies ? " with a listener" : ""}`, () => {
      assert.equal(seccompFlags(flags, notifies, "/f"), bits);
    });
  }

  test("takes WAIT_KILLABLE_RECV only with a listener", (context) => {
    if (native().seccompHasFlag(0x28) !== 1) return context.skip("the kernel does not know it (5.19)");
    assert.equal(seccompFlags(["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"], true, "/f"), 0x20);
    assert.equal(seccompFlags(["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"], false, "/f"), 0);
  });

  test("refuses a flag that the kernel does not know", () => {
    const older = { ...native(), seccompHasFlag: () => 0 };
    installNative(older);
    try {
      assert.throws(() => seccompFlags(["SECCOMP_FILTER_FLAG_LOG"], false, "/f"), {
        code: "ERR_HOST",
        pointer: "/f/0",
      });
      assert.equal(seccompFlags(undefined, false, "/f"), 0);
    } finally {
      installNative(loadAddon());
    }
  });
});

suite("cache of filters", () => {
  const seccomp = ALLOW_LIST;
  let directory = "";
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "runt-seccomp-"));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  function file(): string {
    const [name = ""] = readdirSync(directory);
    return join(directory, name);
  }

  /** Compiles with a counter of how often libseccomp is asked. */
  function compileCounting(): { program: Uint8Array; compiled: number } {
    let compiled = 0;
    const real = loadAddon();
    installNative({
      ...real,
      seccompCompile: (words, strings) => (compiled++, real.seccompCompile(words, strings)),
    });
    try {
      return {
        program: compileSeccomp(seccomp, "", directory)?.program ?? assert.fail("no filter"),
        compiled,
      };
    } finally {
      installNative(real);
    }
  }

  test("is written once, private, and then used", () => {
    const first = compileCounting();
    assert.equal(first.compiled, 1);
    assert.equal(readdirSync(directory).length, 1);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    const second = compileCounting();
    assert.equal(second.compiled, 0);
    assert.deepEqual(second.program, first.program);
  });

  const DAMAGES: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    [
      "a flipped bit",
      (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) as number) ^ 1])]),
    ],
    ["a missing end", (bytes) => bytes.subarray(0, -8)],
    ["more at the end", (bytes) => Buffer.concat([bytes, Buffer.alloc(8)])],
    ["no content", () => Buffer.alloc(0)],
    ["zeros", (bytes) => Buffer.alloc(bytes.length)],
  ];
  for (const [name, damage] of DAMAGES) {
    test(`is written again after ${name}`, () => {
      const whole = compileCounting().program;
      writeFileSync(file(), damage(readFileSync(file())));
      const again = compileCounting();
      assert.equal(again.compiled, 1);
      assert.deepEqual(again.program, whole);
      assert.equal(compileCounting().compiled, 0);
    });
  }

  test("can be missing", () => {
    assert.ok(compileSeccomp(seccomp, "", "/nonexistent"));
  });
});
