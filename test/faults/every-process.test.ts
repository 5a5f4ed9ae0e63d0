// SPDX-License-Identifier: Apache-2.0
/**
 * Each system call of the runtime and of every process below it is killed or fails. A container then is the one that
 * was asked for, or there is none: no call may fail without a word and leave it weaker.
 */
import assert from "node:assert/strict";
import { constants } from "node:os";
import { suite, test } from "node:test";
import type { Bundle } from "../harness/bundle.ts";
import { takeCanary } from "../harness/canary.ts";
import type { Config } from "../harness/config.ts";
import { execute, type Result } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { type Fault, skip, some, Sweep, tell } from "./sweep.ts";

const host = testHost("every-process");
const sweep = new Sweep(host);
const TIMEOUT_MS = 7_200_000;
/** Points of each process in a run that is no full one. */
const MOST = 30;
const skipErrors = skip === false && process.arch !== "x64" ? "fault.c sets registers of x86-64 alone" : skip;

/** Calls of the processes before they become the program that was asked for. */
function ownCalls(names: readonly string[]): string[] {
  return names.slice(0, names.findLastIndex((text) => text.startsWith("execve(")) + 1);
}

/** Without memory, or a C library that begins, a process may end before it can tell; the last never fail. */
const LEFT_OUT = new Set([
  ...["arch_prctl", "set_tid_address"],
  ...["brk", "mmap", "munmap", "mremap", "mprotect", "madvise"],
  ...[
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getpid",
    "gettid",
    "getppid",
    "umask",
    "rt_sigprocmask",
    "rt_sigreturn",
    "exit_group",
  ],
]);

function isOwn(names: readonly string[], call: number): boolean {
  const began = names.findIndex((text) => text.startsWith("mprotect("));
  return call > began + 2 && !LEFT_OUT.has((names[call - 1] ?? "").split("(")[0] ?? "");
}

function faultsOf(process: number, names: readonly string[], action: Fault["action"]): readonly Fault[] {
  return some(
    names.map((_name, index) => ({ process, call: index + 1, action })),
    MOST,
  );
}

const nameOf = ({ process, call, action }: Fault, names: readonly string[]): string =>
  `process ${process}, call ${call}: ${names[call - 1]?.slice(0, 120)}, ${action}`;

suite("kill -9 of the processes below the runtime, at every system call", { skip }, () => {
  test("run: it fails with a message, and nothing is left (F02)", { timeout: TIMEOUT_MS }, async () => {
    const bundle = host.bundle();
    const words = ["run", "--bundle", bundle.directory];
    const [, init = []] = await sweep.callsOfEach([...words, host.id()]);
    const names = ownCalls(init);
    const canary = takeCanary(host);
    let killed = 0;
    for (const fault of faultsOf(1, names, "kill")) {
      const what = nameOf(fault, names);
      const id = host.id();
      const result = await sweep.disturb(fault, [...words, id]);
      assert.equal(result.timedOut, false, what);
      if (result.hit) {
        killed += 1;
        // Once it is let go it can't be told from the program that it is about to become.
        if (result.status !== 137) assert.match(result.stderr, /init|killed|signal/, what);
        assert.notEqual(result.status, 0, what);
      }
      await host.ok(["delete", "--force", id]);
      await sweep.clean(what, canary);
    }
    tell("kill -9 of init in run", faultsOf(1, names, "kill").length, names.length, killed);
    assert.ok(killed > 0);
  });

  test("exec: it fails with a message, and the container goes on (F02, F30)", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { id, pid } = await host.running();
    const words = ["exec", id, "/bin/true"];
    const [, ...below] = await sweep.callsOfEach(words);
    const canary = takeCanary(host);
    for (const [index, all] of below.entries()) {
      const names = all.some((text) => text.startsWith("execve(")) ? ownCalls(all) : all;
      const faults = faultsOf(index + 1, names, "kill");
      let killed = 0;
      for (const fault of faults) {
        const what = nameOf(fault, names);
        const result = await sweep.disturb(fault, words);
        if (result.hit) killed += 1;
        assertEnded(result, what);
        const state = await host.state(id);
        assert.deepEqual([state.status, state.pid], ["running", pid], what);
        await sweep.clean(what, canary);
      }
      tell(`kill -9 of process ${index + 1} of exec`, faults.length, names.length, killed);
      assert.ok(killed > 0);
    }
    await host.remove(id);
  });
});

/** 0: the process had done its part; 137: it can't be told from the program that it was about to become. */
function assertEnded(result: Result & { hit: boolean }, what: string): void {
  assert.equal(result.timedOut, false, what);
  if (result.hit && result.status !== 137 && result.status !== 0)
    assert.match(result.stderr, /init|killed|signal/, what);
}

/** Everything that protects the host and the container, as far as a configuration can ask for it. */
function guarded(config: Config, bundle: Bundle): void {
  bundle.mkdir("ro/sub").mkdir("secret").file("secret/file", "secret").file("secret2", "secret");
  config.root.readonly = true;
  config.linux.maskedPaths.push("/secret", "/secret2");
  config.linux.readonlyPaths.push("/ro");
  config.linux["sysctl"] = { "net.ipv4.ip_forward": "1" };
  config.linux.resources = { pids: { limit: 50 } };
  config.linux["seccomp"] = {
    defaultAction: "SCMP_ACT_ALLOW",
    architectures: ["SCMP_ARCH_X86_64"],
    syscalls: [{ names: ["chroot"], action: "SCMP_ACT_ERRNO", errnoRet: 99 }],
  };
  Object.assign(config.process, {
    user: { uid: 1000, gid: 1001, umask: 0o27, additionalGids: [7, 8] },
    rlimits: [{ type: "RLIMIT_NOFILE", soft: 100, hard: 100 }],
    oomScoreAdj: 500,
    args: ["/bin/sh", "-c", LOOK],
  });
}

const LOOK = [
  "grep -E '^(Umask|Uid|Gid|Groups|Cap|NoNew|Seccomp)' /proc/self/status",
  "cat /proc/self/mountinfo /proc/self/limits /proc/self/oom_score_adj /proc/self/cgroup",
  "cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/hostname",
  "ls -l /proc/self/fd /proc/self/ns /secret /dev",
  "cat /secret2",
  "touch /made /ro/made 2>&1",
  "env",
].join("; ");

/** Without what differs from run to run: ids of mounts, namespaces, keys and processes, times. */
function steady(output: string): string {
  return output
    .split("\n")
    .map((line) =>
      line
        .replace(/^\d+ \d+ \d+:\d+ /, "")
        .replace(/ master:\d+| shared:\d+/g, "")
        .replace(/\[\d+\]/g, "")
        .replace(/ \w{3} +\d+ \d\d:\d\d /, " ")
        .replace(/runt-output\.\w+/g, "runt-output")
        .replace(/\/proc\/\d+/g, "/proc/N"),
    )
    .join("\n");
}

/** The container that was asked for, or one message that names what failed. */
function assertAsked(result: Result, wanted: string, what: string): void {
  assert.equal(result.timedOut, false, what);
  assert.equal(result.signal, null, what);
  if (result.status === 0) {
    assert.equal(steady(result.stdout), wanted, what);
    return;
  }
  // 255: before the runtime could begin.
  assert.ok(
    result.status === 1 || result.status === 255,
    `${what}: status ${result.status} ${result.stderr}`,
  );
  assert.match(result.stderr, /^(error: runt run failed|runt): \S+.*: .+/m, what);
  assert.doesNotMatch(result.stderr, /this is a defect of runt/, what);
}

/** A run without a fault: what the container tells, and the calls of the process. */
async function undisturbed(process: number): Promise<{ directory: string; wanted: string; own: string[] }> {
  const { directory } = host.bundle(guarded);
  const words = ["run", "--bundle", directory];
  const wanted = steady((await host.ok([...words, host.id()])).stdout);
  const names = (await sweep.callsOfEach([...words, host.id()]))[process] ?? [];
  return { directory, wanted, own: process === 0 ? names : ownCalls(names) };
}

suite("every system call fails once", { skip: skipErrors }, () => {
  for (const [who, process] of [
    ["the runtime", 0],
    ["init", 1],
  ] as const) {
    for (const error of ["EIO", "EPERM", "ENOMEM", "EINTR", "EAGAIN"] as const) {
      test(`run: ${error} of ${who}: the container is as asked for, or refused (F07, rule 2.3.3)`, {
        timeout: TIMEOUT_MS,
      }, async () => {
        const { directory, wanted, own } = await undisturbed(process);
        const faults = faultsOf(process, own, constants.errno[error]).filter(({ call }) => isOwn(own, call));
        const { hit, refused } = await tryAll(faults, own, directory, wanted);
        console.error(
          `${error} of ${who} in run: ${faults.length} of ${own.length} system calls tried, ${hit} hit, ${refused} refused`,
        );
        assert.ok(hit > 0);
      });
    }

    test(`run: each write of ${who} writes half of its bytes: the container is as asked for, or refused (F07, rule 2.3.3)`, {
      timeout: TIMEOUT_MS,
    }, async () => {
      const { directory, wanted, own } = await undisturbed(process);
      const writes = own.flatMap((text, index) => (/^p?write(64)?\(/.test(text) ? [index + 1] : []));
      const faults = some(
        writes.map((call): Fault => ({ process, call, action: "short" })),
        MOST,
      );
      const { hit, refused } = await tryAll(faults, own, directory, wanted);
      console.error(
        `short writes of ${who} in run: ${faults.length} of ${writes.length} tried, ${hit} hit, ${refused} refused`,
      );
      assert.ok(hit > 0);
    });
  }
});

suite("the last receive of init", { skip }, () => {
  test("run: EIO of it is an error that names it, and nothing is left (F07)", async () => {
    const bundle = host.bundle();
    const canary = takeCanary(host);
    // The runtime receives with recvmsg, init alone with recvfrom.
    const strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=recvfrom:error=EIO"];
    const result = await execute([...strace, ...host.words("run", "--bundle", bundle.directory, host.id())]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /^error: runt run failed: .*input\/output error/);
    await sweep.clean("after it", canary);
  });
});

/** Tries every fault in a run of its own, and tells all that went wrong. */
async function tryAll(
  faults: readonly Fault[],
  names: readonly string[],
  bundle: string,
  wanted: string,
): Promise<{ hit: number; refused: number }> {
  const canary = takeCanary(host);
  const wrong: string[] = [];
  let hit = 0;
  let refused = 0;
  for (const fault of faults) {
    const what = nameOf(fault, names);
    const id = host.id();
    const result = await sweep.disturb(fault, ["run", "--bundle", bundle, id]);
    if (result.hit) hit += 1;
    if (result.status !== 0) refused += 1;
    const checks = [
      () => assertAsked(result, wanted, what),
      // Also after a run that was wrong: else all later ones would seem so.
      () => host.ok(["delete", "--force", id]),
      () => sweep.clean(what, canary),
    ];
    for (const check of checks) {
      try {
        await check();
      } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
        console.error(wrong.at(-1));
      }
    }
  }
  assert.deepEqual(wrong, []);
  return { hit, refused };
}
