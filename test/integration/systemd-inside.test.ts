// SPDX-License-Identifier: Apache-2.0
/** A container whose program is systemd, in the root filesystem of the host that it runs on. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { after, before, suite, test } from "node:test";
import { cgroupsBelow, unifiedOnly } from "../harness/cgroups.ts";
import { type Config, privileged } from "../harness/config.ts";
import { onSystemd, rootOnly } from "../harness/driver.ts";
import { eventually, execute } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { linesOf } from "../harness/lines.ts";
import { cgroupFile, lacksSystemd } from "../harness/systemd.ts";

const host = testHost("systemd-inside");
const skip = lacksSystemd() || rootOnly || (unifiedOnly() ? false : "cgroup2 is not alone on this host");
/** Booting takes its time in an emulated machine. */
const BOOT_MS = 240_000;
const PASSING = ["/run", "/run/lock", "/tmp", "/var/log/journal"];
/** What would mount disks of the host, or end it. */
const MASKED = ["runt-tests.service", "console-getty.service", "user@1000.service", "e2scrub_reap.service"];

function asSystemd(config: Config, rootfs: string): void {
  privileged(config);
  config.root.path = rootfs;
  config.process.args = ["/sbin/init"];
  config.process.env = ["container=oci", "PATH=/usr/sbin:/usr/bin"];
  config.linux.namespaces.push({ type: "cgroup" });
  config.linux.resources = { pids: { limit: 500 }, memory: { limit: 512 << 20 } };
  config.mounts.push(
    { destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup", options: ["rw", "nosuid", "noexec"] },
    ...PASSING.map((destination) => ({ destination, type: "tmpfs", source: "tmpfs", options: ["mode=755"] })),
  );
}

suite("systemd in a container", { skip }, () => {
  const directory = skip === false ? host.directory("system") : "";
  const rootfs = `${directory}/merged`;
  let id = "";
  let cgroup = "";

  before(async () => {
    const units = `${directory}/upper/etc/systemd/system`;
    for (const path of [units, `${directory}/work`, rootfs]) mkdirSync(path, { recursive: true });
    for (const unit of MASKED) symlinkSync("/dev/null", `${units}/${unit}`);
    const layers = `lowerdir=/,upperdir=${directory}/upper,workdir=${directory}/work`;
    succeeded(await execute(["mount", "-t", "overlay", "-o", layers, "overlay", rootfs]));
    const made = await host.running((config) => asSystemd(config, rootfs));
    id = made.id;
    cgroup = String(made.bundle.config.linux.cgroupsPath);
  });

  after(async () => {
    await execute(["umount", rootfs]);
  });

  const inside = async (...words: string[]) => (await host.runt(["exec", id, ...words])).stdout.trim();

  test("it boots, in sub-cgroups of the container's own", async () => {
    const started = await eventually(
      "systemd has started everything",
      async () => /^(running|degraded)$/.exec(await inside("systemctl", "is-system-running"))?.[0],
      BOOT_MS,
    );
    const failed = await inside("systemctl", "--failed", "--plain", "--no-legend");
    assert.ok(started === "running" || failed !== "", failed);
    const units = readdirSync(`/sys/fs/cgroup${cgroup}`);
    for (const name of ["init.scope", "system.slice"]) assert.ok(units.includes(name), units.join(" "));
    assert.notEqual(cgroupFile(cgroup, "cgroup.subtree_control"), "");
    assert.equal(cgroupFile(cgroup, "cgroup.procs"), "");
    assert.match(readFileSync(`/proc/${(await host.state(id)).pid}/cgroup`, "utf8"), /\/init\.scope$/m);
  });

  test("exec joins it where its own cgroup takes no process, or a sub-cgroup that is named", async () => {
    assert.equal(await inside("cat", "/proc/self/cgroup"), "0::/init.scope");
    const named = await host.ok(["exec", "--cgroup", "init.scope", id, "cat", "/proc/self/cgroup"]);
    assert.equal(named.stdout.trim(), "0::/init.scope");
    assert.equal((await host.runt(["exec", "--cgroup", "/", id, "true"])).status, 255);
  });

  test("a service started inside is limited by both systemds", async () => {
    await host.ok(["exec", id, "systemd-run", "--unit=one", "-p", "TasksMax=17", "sleep", "1000"]);
    assert.equal(cgroupFile(`${cgroup}/system.slice/one.service`, "pids.max"), "17");
    await host.ok(["update", "--pids-limit", "400", id]);
    assert.equal(cgroupFile(cgroup, "pids.max"), "400");
    if (onSystemd) succeeded(await execute(["systemctl", "daemon-reload"]));
    assert.equal(cgroupFile(cgroup, "pids.max"), "400");
    assert.equal(cgroupFile(`${cgroup}/system.slice/one.service`, "pids.max"), "17");
    assert.match(await inside("systemctl", "is-active", "one"), /^active$/);
  });

  test("all of it is paused, counted, listed and resumed", async () => {
    await host.ok(["pause", id]);
    assert.match(cgroupFile(`${cgroup}/system.slice/one.service`, "cgroup.events"), /frozen 1/);
    assert.equal((await host.state(id)).status, "paused");
    const [event] = linesOf((await host.ok(["events", "--stats", id])).stdout);
    const { pids } = event?.["data"] as { pids: { current: number } };
    const listed = JSON.parse((await host.ok(["ps", "--format", "json", id])).stdout) as number[];
    assert.ok(pids.current >= 4 && listed.length >= 4, `${pids.current} ${listed.join(" ")}`);
    await host.ok(["resume", id]);
    assert.equal(await inside("systemctl", "is-active", "one"), "active");
  });

  test("SIGRTMIN+3 ends it in its own way", async () => {
    await host.ok(["kill", id, "SIGRTMIN+3"]);
    await eventually("it is stopped", async () => (await host.state(id)).status === "stopped", 60_000);
  });

  test("delete leaves no cgroup of it", async () => {
    await host.remove(id);
    assert.equal(existsSync(`/sys/fs/cgroup${cgroup}`), false);
    assert.deepEqual(cgroupsBelow(cgroup), []);
  });

  test("delete --force ends another one while it boots", async () => {
    const made = await host.running((config) => asSystemd(config, rootfs));
    const path = String(made.bundle.config.linux.cgroupsPath);
    await eventually("it makes sub-cgroups", () => cgroupsBelow(path).length > 2, BOOT_MS);
    await host.remove(made.id);
    assert.equal(existsSync(`/sys/fs/cgroup${path}`), false);
  });
});
