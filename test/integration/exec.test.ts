// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { capabilityMask } from "../harness/config.ts";
import { eventually, execute, Running } from "../harness/execute.ts";
import { byUser } from "../harness/driver.ts";
import { testHost, type Edit } from "../harness/host.ts";
import { PIPE, substituted } from "../harness/substituted.ts";
import { errnos, linesOf, statusField, type Report } from "../harness/lines.ts";
import { tool } from "../harness/places.ts";

const host = testHost("exec");

/** Runs words in a fresh container by exec. */
async function within(flags: string[], words: string[], edit: Edit = () => undefined) {
  const { id } = await host.running(edit);
  const result = await host.runt(["exec", ...flags, id, ...words]);
  await host.remove(id);
  return result;
}

async function reportOf(flags: string[], edit?: Edit): Promise<Report> {
  const result = await within(flags, ["/probe", "report"], edit);
  assert.equal(result.status, 0, result.stderr);
  return JSON.parse(result.stdout) as Report;
}

async function withProcess(process: Record<string, unknown>, edit?: Edit) {
  const file = join(host.directory(), "process.json");
  writeFileSync(file, JSON.stringify({ user: { uid: 0, gid: 0 }, cwd: "/", env: ["PATH=/bin"], ...process }));
  return within(["--process", file], [], edit);
}

suite("exec", () => {
  test("runs a program in the container's namespaces and cgroup", async () => {
    const { id, pid } = await host.running();
    const report = JSON.parse((await host.ok(["exec", id, "/probe", "report"])).stdout) as Report;
    for (const name of ["ipc", "mnt", "net", "pid", "uts"]) {
      assert.equal(report.namespaces[name], readlinkSync(`/proc/${pid}/ns/${name}`), name);
    }
    assert.equal(report.cgroup, readFileSync(`/proc/${pid}/cgroup`, "utf8"));
    assert.ok(report.pid > 1);
    assert.equal(report.hostname, "testhost");
    await host.remove(id);
  });

  for (const status of [0, 1, 7, 255]) {
    test(`passes exit status ${status} through`, async () => {
      assert.equal((await within([], ["/probe", "exit", String(status)])).status, status);
    });
  }

  test("gives 128 + signal for a program that dies of one", async () => {
    assert.equal((await within([], ["/probe", "raise", "9"])).status, 137);
  });

  test("relays stdin, stdout and stderr", async () => {
    const { id } = await host.running();
    const result = await host.runt(["exec", id, "/bin/sh", "-c", "cat; echo problem >&2"], {
      stdin: "text\n",
    });
    assert.deepEqual([result.stdout, result.stderr], ["text\n", "problem\n"]);
    await host.remove(id);
  });

  test("takes cwd, user, groups, environment and capabilities from flags", async () => {
    const report = await reportOf([
      "--cwd",
      "/tmp",
      "--user",
      "1000:1001",
      "--additional-gids",
      "5",
      "-g",
      "6",
      "--env",
      "A=1,2",
      "-e",
      "B=",
    ]);
    assert.equal(report.cwd, "/tmp");
    assert.deepEqual([report.uid[0], report.gid[0], report.groups], [1000, 1001, [5, 6]]);
    assert.ok(report.env.includes("A=1,2") && report.env.includes("B="));
    assert.ok(
      report.env.some((entry) => entry.startsWith("PATH=")),
      "the container's own environment comes first",
    );
  });

  test("capabilities are those of the container, inheritable and ambient empty (S09)", async () => {
    const wanted = capabilityMask(["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"]);
    const report = await reportOf([]);
    const set = (name: string) => statusField(report.status, name);
    assert.deepEqual(
      [set("CapInh"), set("CapPrm"), set("CapEff"), set("CapBnd"), set("CapAmb")],
      ["0".repeat(16), wanted, wanted, wanted, "0".repeat(16)],
    );
  });

  test("--cap adds to bounding, effective and permitted only (S09)", async () => {
    const wanted = capabilityMask(["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE", "CAP_NET_RAW"]);
    const report = await reportOf(["--cap", "CAP_NET_RAW"]);
    const set = (name: string) => statusField(report.status, name);
    assert.deepEqual(
      [set("CapInh"), set("CapPrm"), set("CapEff"), set("CapBnd"), set("CapAmb")],
      ["0".repeat(16), wanted, wanted, wanted, "0".repeat(16)],
    );
    const user = await reportOf(["-u", "1000", "--cap", "CAP_NET_RAW"]);
    assert.deepEqual(
      [statusField(user.status, "CapInh"), statusField(user.status, "CapAmb")],
      ["0".repeat(16), "0".repeat(16)],
    );
  });

  for (const user of [
    "",
    ":",
    "1:",
    ":1",
    "-1",
    "+1",
    " 1",
    "01x",
    "0x1",
    "1e3",
    "4294967295",
    "4294967296",
    "18446744073709551617",
    "root",
  ]) {
    test(`--user "${user}" is refused (S22)`, async () => {
      const result = await within([`--user=${user}`], ["/probe", "report"]);
      assert.ok(result.status === 1 || result.status === 255, result.stdout);
      assert.match(result.stderr, /user/);
      assert.equal(result.stdout, "");
    });
  }

  test("--user 1 is uid 1 (S22)", async () => {
    assert.deepEqual((await reportOf(["-u", "1"])).uid, [1, 1, 1]);
  });

  test("--user 1000 is uid 1000, whatever the passwd file calls so (S02)", async () => {
    const report = await reportOf(["-u", "1000"], (_config, bundle) => {
      bundle.file("etc/passwd", "1000:x:0:0::/:/bin/sh\n");
    });
    assert.deepEqual(report.uid, [1000, 1000, 1000]);
  });

  test("--process is the whole process, and other flags are ignored", async () => {
    const result = await withProcess({
      args: ["/probe", "report"],
      cwd: "/tmp",
      env: ["ONLY=this"],
      user: { uid: 5, gid: 6 },
    });
    assert.equal(result.status, 0, result.stderr);
    const report = JSON.parse(result.stdout) as Report;
    assert.deepEqual([report.cwd, report.uid[0], report.gid[0]], ["/tmp", 5, 6]);
    assert.ok(report.env.includes("ONLY=this"));
    assert.equal(
      report.env.some((entry) => entry.startsWith("TERM=")),
      false,
    );
    assert.equal(statusField(report.status, "NoNewPrivs"), "0");
  });

  test("--process may be a pipe, as of a shell's <(...)", async () => {
    const { id } = await host.running();
    const text = JSON.stringify({ cwd: "/", args: ["/probe", "exit", "7"], user: { uid: 0, gid: 0 } });
    const result = await execute(substituted(text, [...host.words("exec", "--process"), PIPE, id]));
    assert.equal(result.status, 7, result.stderr);
    await host.remove(id);
  });

  test("--detach returns at once and the pid file holds the host's pid", async () => {
    const { id } = await host.running();
    const file = join(host.directory(), "pid");
    await host.ok(["exec", "--detach", "--pid-file", file, id, "/probe", "wait"]);
    const pid = readFileSync(file, "utf8");
    assert.match(pid, /^\d+$/);
    assert.match(readFileSync(`/proc/${pid}/cmdline`, "utf8"), /probe/);
    await host.remove(id);
  });

  test("a failed exec leaves no pid file and gives 255 with the engines' words", async () => {
    const { id } = await host.running();
    const file = join(host.directory(), "pid");
    for (const [program, wanted] of [
      ["nosuchprogram", /executable file not found in \$PATH/],
      ["/no/such/program", /no such file or directory/],
      ["/etc", /is a directory|permission denied/],
    ] as const) {
      const result = await host.runt(["exec", "--pid-file", file, id, program]);
      assert.equal(result.status, 255);
      assert.match(result.stderr, wanted);
      assert.equal(existsSync(file), false);
    }
    await host.remove(id);
  });

  test("--preserve-fds and leaks are as with run: only stdio is open", async () => {
    const leaked = openSync("/", "r");
    const { id } = await host.running();
    const result = await host.runt(["exec", id, "/probe", "report"], { extra: [leaked, leaked] });
    closeSync(leaked);
    assert.deepEqual(Object.keys((JSON.parse(result.stdout) as Report).fds), ["0", "1", "2"]);
    await host.remove(id);
  });

  test("a cwd or a program in /proc/self/fd does not lead to the host, whatever the caller leaks (S12)", async () => {
    writeFileSync(join(host.base, "of-the-host"), "#!/bin/sh\necho ran\n", { mode: 0o755 });
    const leaked = openSync("/", "r");
    const { id } = await host.running((_config, bundle) => {
      for (let fd = 0; fd < 12; fd += 1) bundle.link(`link${fd}`, `/proc/self/fd/${fd}`);
    });
    const script = `pwd; ls ../../../../../..${host.base} .${host.base}`;
    const exec = (...words: string[]) => host.runt(["exec", ...words], { extra: [leaked, leaked, leaked] });
    for (let fd = 0; fd < 12; fd += 1) {
      const places = [
        `/proc/self/fd/${fd}`,
        `/proc/thread-self/fd/${fd}/..`,
        `/proc/1/fd/${fd}`,
        `/link${fd}`,
      ];
      for (const place of places) {
        const result = await exec("--cwd", place, id, "/bin/sh", "-c", script);
        assert.doesNotMatch(result.stdout, /of-the-host|unreachable/, place);
        const program = await exec(id, `${place}${host.base}/of-the-host`);
        assert.equal(program.status, 255, place);
        assert.equal(program.stdout, "", place);
      }
    }
    closeSync(leaked);
    await host.remove(id);
  });

  test("what the kernel refuses of a long list is told in a few lines", async () => {
    // More than a page of numbers, the last of which no namespace maps.
    const additionalGids = [...Array.from({ length: 5000 }, (_, gid) => gid), 4294967294];
    const result = await withProcess(
      { args: ["/bin/true"], cwd: "/", user: { uid: 0, gid: 0, additionalGids } },
      (config) => {
        config.linux.namespaces.push({ type: "user" });
        config.linux["uidMappings"] = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
        config.linux["gidMappings"] = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
      },
    );
    assert.equal(result.status, 255);
    assert.match(result.stderr, /setgroups: invalid argument/);
    assert.ok(result.stderr.length < 6000, `${result.stderr.length} characters`);
  });

  test("stopped and paused containers are refused", async () => {
    const { id } = await host.running();
    await host.ok(["pause", id]);
    const paused = await host.runt(["exec", id, "/bin/true"]);
    assert.equal(paused.status, 255);
    assert.match(paused.stderr, /cannot exec in a paused container/);
    await host.ok(["resume", id]);
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    const stopped = await host.runt(["exec", id, "/bin/true"]);
    assert.equal(stopped.status, 255);
    assert.match(stopped.stderr, /cannot exec in a stopped container|container not running/);
    await host.ok(["delete", id]);
  });

  test("the seccomp filter of the container holds", async () => {
    const result = await within([], ["/probe", "mkdir", "/x"], (config) => {
      config.linux["seccomp"] = {
        defaultAction: "SCMP_ACT_ALLOW",
        syscalls: [{ names: ["mkdir"], action: "SCMP_ACT_ERRNO", errnoRet: 42 }],
      };
    });
    assert.deepEqual(errnos(linesOf(result.stdout)), [42]);
  });

  for (const [flags, pointer] of [
    [["--cwd", "tmp"], /process: \/cwd: cwd is "tmp"/],
    [["--env", "NOVALUE"], /process: \/env\/2: env\[2\] is "NOVALUE"/],
    [["--env", "=value"], /process: \/env\/2/],
  ] as const) {
    test(`${flags.join(" ")} is refused as in a configuration`, async () => {
      const result = await within([...flags], ["/probe", "report"]);
      assert.equal(result.status, 255, result.stdout);
      assert.match(result.stderr, pointer);
      assert.equal(result.stdout, "");
    });
  }

  test("without a mount namespace the program is in the container's root all the same", async () => {
    const result = await within([], ["/probe", "report"], (config) => {
      config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "mount");
      config.mounts = [];
      Object.assign(config.linux, { maskedPaths: [], readonlyPaths: [] });
    });
    assert.equal(result.status, 0, result.stderr);
    assert.equal((JSON.parse(result.stdout) as Report).cwd, "/");
  });

  test("works in a container with a user namespace", {
    skip: byUser && "an ordinary user's containers have one in every test",
  }, async () => {
    const report = await reportOf([], (config) => {
      config.linux.namespaces.push({ type: "user" });
      config.linux["uidMappings"] = [{ containerID: 0, hostID: 100000, size: 1000 }];
      config.linux["gidMappings"] = [{ containerID: 0, hostID: 100000, size: 1000 }];
    });
    assert.match(report.uid_map, /100000/);
    assert.deepEqual(report.uid, [0, 0, 0]);
  });

  test("--tty with a console socket gives the program a terminal", async () => {
    const path = join(host.directory("s"), "console");
    const receiver = new Running([tool("receive"), path, "console"]);
    await eventually("the console socket listens", () => existsSync(path));
    const { id } = await host.running();
    const file = join(host.directory(), "pid");
    await host.ok([
      "exec",
      "--tty",
      "--console-socket",
      path,
      "--detach",
      "--pid-file",
      file,
      id,
      "/probe",
      "report",
    ]);
    const [message, report] = linesOf((await receiver.done).stdout.replaceAll("\r\n", "\n"));
    assert.equal(message?.["fds"], 1);
    assert.deepEqual((report as unknown as Report).tty, [1, 1, 1]);
    await host.remove(id);
  });

  test("20 at once all work", async () => {
    const { id } = await host.running();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => host.runt(["exec", id, "/probe", "exit", String(index)])),
    );
    assert.deepEqual(
      results.map((result) => result.status),
      Array.from({ length: 20 }, (_, index) => index),
    );
    await host.remove(id);
  });
});
