// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { readCgroupFile } from "../harness/cgroups.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { linesOf } from "../harness/lines.ts";
import { runtime } from "../harness/places.ts";

const host = testHost("log");

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

suite("log", () => {
  test("the file is made by every command, also when nothing is logged", async () => {
    const { id } = await host.running();
    for (const words of [["state", id], ["list"], ["kill", id, "0"]]) {
      const log = join(host.directory(), "log.json");
      await host.ok(["--log", log, "--log-format", "json", ...words]);
      assert.equal(existsSync(log), true, words.join(" "));
      assert.equal(readFileSync(log, "utf8"), "");
    }
    await host.remove(id);
  });

  test("an error is one JSON record with level, msg and time, and the bare message on stderr", async () => {
    const log = join(host.directory(), "log.json");
    const result = await host.runt(["--log", log, "--log-format", "json", "state", "nobody"]);
    assert.equal(result.status, 1);
    const records = linesOf(readFileSync(log, "utf8"));
    assert.equal(records.length, 1);
    assert.equal(records[0]?.["level"], "error");
    assert.match(String(records[0]?.["time"]), RFC3339);
    assert.match(String(records[0]?.["msg"]), /does not exist/);
    assert.ok(result.stderr.includes(String(records[0]?.["msg"])));
  });

  test("records are appended to what is there", async () => {
    const log = join(host.directory(), "log.json");
    writeFileSync(log, '{"level":"info","msg":"before","time":"2024-01-01T00:00:00Z"}\n');
    await host.runt(["--log", log, "--log-format", "json", "state", "nobody"]);
    await host.runt(["--log", log, "--log-format", "json", "kill", "nobody"]);
    assert.deepEqual(
      linesOf(readFileSync(log, "utf8")).map((record) => record["level"]),
      ["info", "error", "error"],
    );
  });

  test("a kernel error's record tells code, system call and pointer", async () => {
    const log = join(host.directory(), "log.json");
    const bundle = host.bundle((config) => {
      config.mounts.push({ destination: "/data", type: "tmpfs", source: "tmpfs", options: ["size=64mb"] });
    });
    await host.runt([
      "--log",
      log,
      "--log-format",
      "json",
      "create",
      "--bundle",
      bundle.directory,
      host.id(),
    ]);
    const [record] = linesOf(readFileSync(log, "utf8"));
    assert.equal(record?.["code"], "EINVAL");
    assert.equal(record?.["syscall"], "fsconfig");
    assert.match(String(record?.["pointer"]), /^\/mounts\/6/);
    assert.match(String(record?.["msg"]), /^runt create failed: .*\/data/);
  });

  test("the message has control characters escaped, and the log stays one JSON object a line (L1)", async () => {
    const log = join(host.directory(), "log.json");
    const bundle = host.bundle((config) => {
      const source = "/nonexistent\n\u007f\u0085\u009b31m\u2028\u202e/x";
      config.mounts.push({ destination: '/a\nb\u001b[31m"}', source, options: ["bind"] });
    });
    const result = await host.runt([
      "--log",
      log,
      "--log-format",
      "json",
      "create",
      "--bundle",
      bundle.directory,
      host.id(),
    ]);
    assert.equal(result.status, 1);
    assert.equal(
      linesOf(readFileSync(log, "utf8")).filter((record) => record["level"] === "error").length,
      1,
    );
    const text = await host.runt(["--log", `${log}.text`, "create", "--bundle", bundle.directory, host.id()]);
    assert.equal(text.status, 1);
    assert.equal(readFileSync(`${log}.text`, "utf8").trim().split("\n").length, 1);
    for (const written of [readFileSync(log, "utf8"), readFileSync(`${log}.text`, "utf8"), text.stderr])
      assert.doesNotMatch(written, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
  });

  test("text is the default format", async () => {
    const log = join(host.directory(), "log");
    await host.runt(["--log", log, "state", "nobody"]);
    assert.match(readFileSync(log, "utf8"), /level=error msg=".*does not exist/);
  });

  test("an unknown format is refused", async () => {
    const result = await host.runt(["--log-format", "xml", "list"]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /invalid log-format: xml/);
  });

  test("a log file that can't be opened is an error", async () => {
    const result = await host.runt(["--log", "/nonexistent/dir/log", "list"]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /\/nonexistent\/dir\/log/);
  });

  test("--debug does not break the command or a JSON log", async () => {
    const log = join(host.directory(), "log.json");
    const bundle = host.bundle();
    await host.ok([
      "--debug",
      "--log",
      log,
      "--log-format",
      "json",
      "run",
      "--bundle",
      bundle.directory,
      host.id(),
    ]);
    for (const record of linesOf(readFileSync(log, "utf8")))
      assert.match(String(record["level"]), /^(debug|info|warning)$/);
  });
});

suite("commands without a container", () => {
  test("--version prints name, version and spec", async () => {
    const { stdout, status } = await execute([...runtime, "--version"]);
    assert.equal(status, 0);
    assert.match(stdout, /^\w+ version \d+\.\d+\.\d+/);
    assert.match(stdout, /^spec: 1\.\d+\.\d+$/m);
  });

  test("features prints what engines look for, and nothing on stderr", async () => {
    const { stdout, stderr, status } = await execute([...runtime, "features"]);
    assert.equal(status, 0, stderr);
    assert.equal(stderr, "");
    const features = JSON.parse(stdout);
    assert.match(features.ociVersionMin, /^1\./);
    assert.match(features.ociVersionMax, /^1\./);
    assert.ok(features.mountOptions.includes("rro"));
    assert.deepEqual(features.hooks, [
      "prestart",
      "createRuntime",
      "createContainer",
      "startContainer",
      "poststart",
      "poststop",
    ]);
    for (const type of ["cgroup", "ipc", "mount", "network", "pid", "time", "user", "uts"])
      assert.ok(features.linux.namespaces.includes(type), type);
    assert.equal(features.linux.seccomp.enabled, true);
  });

  test("help and --help give 0 for the program and each command", async () => {
    for (const words of [
      ["--help"],
      ["help"],
      ["create", "--help"],
      ["run", "-h"],
      ["delete", "--help"],
      ["checkpoint", "--help"],
    ]) {
      const { stdout, status, stderr } = await execute([...runtime, ...words]);
      assert.equal(status, 0, `${words}: ${stderr}`);
      assert.match(stdout, /usage|NAME|\[options\]|Options:/i);
    }
  });

  test("spec writes a configuration that runs, and refuses to overwrite it", async () => {
    const bundle = host.bundle();
    rmSync(join(bundle.directory, "config.json"));
    await host.ok(["spec", "--bundle", bundle.directory]);
    const again = await host.runt(["spec", "--bundle", bundle.directory]);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /exist/);
    const config = JSON.parse(readFileSync(join(bundle.directory, "config.json"), "utf8"));
    assert.equal(config.root.path, "rootfs");
    assert.deepEqual(config.process.args, ["sh"]);
    config.process.terminal = false;
    config.process.args = ["sh", "-c", "echo works"];
    bundle.saveText(JSON.stringify(config));
    assert.equal((await host.run(bundle)).stdout, "works\n");
  });

  test("spec masks what containers must not see (S59)", async () => {
    const directory = host.directory();
    await host.ok(["spec", "--bundle", directory]);
    const { maskedPaths, readonlyPaths } = JSON.parse(
      readFileSync(join(directory, "config.json"), "utf8"),
    ).linux;
    for (const path of [
      "/proc/acpi",
      "/proc/asound",
      "/proc/interrupts",
      "/proc/kcore",
      "/proc/keys",
      "/proc/latency_stats",
      "/proc/timer_list",
      "/proc/timer_stats",
      "/proc/sched_debug",
      "/proc/scsi",
      "/sys/firmware",
      "/sys/devices/virtual/powercap",
    ])
      assert.ok(maskedPaths.includes(path), path);
    for (const path of ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"])
      assert.ok(readonlyPaths.includes(path), path);
  });

  test("ps lists the container's processes", async () => {
    const { id, pid } = await host.running();
    assert.deepEqual(JSON.parse((await host.ok(["ps", "--format", "json", id])).stdout), [pid]);
    const table = (await host.ok(["ps", id])).stdout.trim().split("\n");
    assert.match(table[0] ?? "", /PID/);
    assert.equal(table.length, 2);
    await host.remove(id);
  });

  test("update changes a limit, from flags and from JSON on stdin", async () => {
    const { id, bundle } = await host.running();
    const path = String(bundle.config.linux.cgroupsPath);
    await host.ok(["update", "--pids-limit", "44", id]);
    assert.equal(readCgroupFile("pids", path, "pids.max"), "44");
    await host.ok(["update", "--resources=-", id], { stdin: '{"pids":{"limit":55}}' });
    assert.equal(readCgroupFile("pids", path, "pids.max"), "55");
    await host.remove(id);
  });

  test("events --stats gives one sample", async () => {
    const { id } = await host.running();
    const event = JSON.parse((await host.ok(["events", "--stats", id])).stdout);
    assert.equal(event.type, "stats");
    assert.equal(event.id, id);
    assert.equal(event.data.pids.current, 1);
    assert.ok(event.data.memory.usage.usage >= 0);
    await host.remove(id);
  });
});
