// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { execute } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { isStatic, runtime } from "../harness/places.ts";

interface Finding {
  id: string;
  status: string;
  detail: string;
  hint?: string;
}

const host = testHost("doctor");
const USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"];

function findingsOf(stdout: string): Map<string, Finding> {
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return new Map(findings.map((finding) => [finding.id, finding]));
}

suite("doctor", () => {
  test("finds what root's containers use, and says what to do about the rest", async () => {
    const findings = findingsOf((await host.ok(["doctor", "--format", "json"])).stdout);
    for (const id of ["namespace.mount", "namespace.pid", "mount", "cgroup.permission", "seccomp"])
      assert.equal(findings.get(id)?.status, "ok", id);
    for (const { id, status, hint } of findings.values())
      if (status !== "info") assert.equal(hint !== undefined, status === "missing", `${id} is ${status}`);
  });

  test("tells of the kernel, cgroups, security modules, rootless callers, seccomp and criu", async () => {
    const ids = [...findingsOf((await host.ok(["doctor", "--json"])).stdout).keys()];
    for (const id of ["kernel", "procfs", "memfd", "cgroup.layout", "cgroup.controllers", "cgroup.devices"])
      assert.ok(ids.includes(id), id);
    for (const id of [
      "lsm",
      "apparmor",
      "selinux",
      "seccomp.notify",
      "rootless.newuidmap",
      "systemd",
      "criu",
    ])
      assert.ok(ids.includes(id), id);
    assert.equal(new Set(ids).size, ids.length, "no id twice");
  });

  test("--json is --format json", async () => {
    const [one, other] = await Promise.all(
      [["--json"], ["--format", "json"]].map((words) => host.ok(["doctor", ...words])),
    );
    assert.deepEqual([...findingsOf(one?.stdout ?? "")], [...findingsOf(other?.stdout ?? "")]);
  });

  test("in a chroot without /proc and /sys no container can run, and it says what to mount", async (context) => {
    if (!isStatic || process.getuid?.() !== 0) {
      context.skip("the CLI on Node needs its libraries, and chroot(2) needs root");
      return;
    }
    const root = host.directory("chroot");
    copyFileSync(runtime[0] ?? "", join(root, "runt"));
    const result = await execute(["chroot", root, "/runt", "doctor", "--json"]);
    assert.equal(result.status, 1);
    const findings = findingsOf(result.stdout);
    assert.match(findings.get("procfs")?.hint ?? "", /mount -t proc/);
    assert.match(findings.get("cgroup.layout")?.hint ?? "", /mount -t cgroup2/);
    assert.match(findings.get("namespace.user")?.hint ?? "", /chroot/);
    // Nothing is known of filters there, which is no reason to say that the kernel lacks them.
    assert.equal(findings.get("seccomp")?.status, "ok");
    assert.doesNotMatch(findings.get("caller")?.detail ?? "", /in a user namespace/);
  });

  test("text has a line a finding and a verdict at the end", async () => {
    const { stdout } = await host.ok(["doctor"]);
    assert.match(stdout, /^ok +namespace\.pid +can be made$/m);
    assert.match(stdout, /\ncontainers can run for this caller\n$/);
  });

  test("needs no privileges, and misses permissions that an ordinary user lacks", async (context) => {
    const result = await execute([...USER, ...runtime, "doctor", "--format", "json"]);
    if (result.status === 126 || result.status === 127) {
      context.skip("uid 65534 can't execute the runtime");
      return;
    }
    const findings = findingsOf(succeeded(result).stdout);
    assert.equal(findings.get("mount")?.status, "ok");
    assert.equal(findings.get("cgroup.permission")?.status, "missing");
    assert.match(findings.get("rootless.runtimeDir")?.hint ?? "", /XDG_RUNTIME_DIR/);
  });

  test("namespaces that can't be made are found by trying", async () => {
    const code = 'echo 0 >/proc/sys/user/max_pid_namespaces; exec "$@"';
    const result = await execute([
      "unshare",
      "-Ur",
      "sh",
      "-c",
      code,
      "sh",
      ...runtime,
      "doctor",
      "--format",
      "json",
    ]);
    assert.equal(result.status, 1);
    const findings = findingsOf(result.stdout);
    assert.equal(findings.get("namespace.pid")?.status, "missing");
    assert.equal(findings.get("namespace.mount")?.status, "ok");
  });

  test("without procfs and sysfs it says nothing of root's that it can't know", async (context) => {
    if (process.getuid?.() !== 0) {
      context.skip("mount(2) needs root");
      return;
    }
    const cover = 'mount -t tmpfs none /sys; mount -t tmpfs none /proc; exec "$@"';
    const result = await execute(["unshare", "-m", "sh", "-c", cover, "sh", ...runtime, "doctor", "--json"]);
    if (result.stdout === "") {
      context.skip(`the runtime does not start without /proc: ${result.stderr.split("\n")[0]}`);
      return;
    }
    assert.equal(result.status, 1);
    const findings = findingsOf(result.stdout);
    assert.match(findings.get("cgroup.devices")?.detail ?? "", /not known/);
    assert.equal(findings.has("rootless.runtimeDir"), false);
  });

  test("a root of a user namespace may not set device rules, whatever the hierarchy", async () => {
    const result = await execute(["unshare", "-Ur", ...runtime, "doctor", "--json"]);
    const devices = findingsOf(succeeded(result).stdout).get("cgroup.devices");
    assert.deepEqual(
      [devices?.status, /may not set device rules/.test(devices?.detail ?? "")],
      ["info", true],
    );
  });

  test("a runtime directory that is missing, or the caller's no more, is found and can be made as told", async (context) => {
    const directory = join(host.base, "runtime-dir");
    const words = [...USER, "env", `XDG_RUNTIME_DIR=${directory}`, ...runtime, "doctor", "--json"];
    const before = await execute(words);
    if (before.status === 126 || before.status === 127) {
      context.skip("uid 65534 can't execute the runtime");
      return;
    }
    const found = findingsOf(succeeded(before).stdout).get("rootless.runtimeDir");
    assert.equal(found?.status, "missing");
    const [, command = "false"] = /^root: (.*); or/.exec(found.hint ?? "") ?? [];
    succeeded(await execute(["sh", "-c", command]));
    const after = findingsOf(succeeded(await execute(words)).stdout).get("rootless.runtimeDir");
    assert.deepEqual([after?.status, after?.detail], ["ok", `containers are kept in ${directory}/runt`]);
  });

  test("criu is asked whether it works here", async (context) => {
    if (process.getuid?.() !== 0) {
      context.skip("criu(8) checks as root");
      return;
    }
    const criu = findingsOf((await host.ok(["doctor", "--json"])).stdout).get("criu");
    const check = await execute(["/usr/sbin/criu", "check"]).catch(() => undefined);
    assert.equal(criu?.status, check?.status === 0 ? "ok" : "missing");
  });

  test("another format is refused", async () => {
    const { status, stderr } = await host.runt(["doctor", "--format", "xml"]);
    assert.equal(status, 1);
    assert.match(stderr, /invalid format option: "xml"/);
  });
});
