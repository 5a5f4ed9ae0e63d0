// SPDX-License-Identifier: Apache-2.0
/** The systemd cgroup driver with the system's manager, as root, on cgroup v2. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import type { Bundle } from "../harness/bundle.ts";
import { unifiedOnly } from "../harness/cgroups.ts";
import type { Config } from "../harness/config.ts";
import { rootOnly } from "../harness/driver.ts";
import { eventually, execute } from "../harness/execute.ts";
import { type Edit, succeeded, testHost } from "../harness/host.ts";
import { cgroupFile, lacksSystemd, unitProperties } from "../harness/systemd.ts";

const host = testHost("systemd");
const skip = rootOnly || lacksSystemd() || (unifiedOnly() ? false : "cgroup2 is not alone on this host");
const SLICE = `runttest${process.pid}.slice`;

/** The host's first block device: it can be read without further rights. */
function blockDevice(): { type: string; major: number; minor: number } {
  const [name = ""] = readdirSync("/sys/block");
  const [major, minor] = readFileSync(`/sys/block/${name}/dev`, "utf8").split(":").map(Number);
  return { type: "b", major: major ?? 0, minor: minor ?? 0 };
}

interface Made {
  id: string;
  unit: string;
  cgroup: string;
}

/** A running container in a scope of its own. */
async function made(edit: Edit = () => undefined): Promise<Made> {
  const id = host.id();
  const bundle = host.bundle((config, one) => {
    config.process.args = ["/bin/sleep", "1000"];
    config.linux.cgroupsPath = `${SLICE}:runt:${id}`;
    edit(config, one);
  });
  await host.ok(["--systemd-cgroup", "run", "--detach", "--bundle", bundle.directory, id]);
  return { id, unit: `runt-${id}.scope`, cgroup: `/${SLICE}/runt-${id}.scope` };
}

const withResources =
  (resources: Record<string, unknown>): Edit =>
  (config: Config) => {
    config.linux.resources = resources;
  };

function gone(cgroup: string): boolean {
  return !existsSync(`/sys/fs/cgroup${cgroup}`);
}

async function reload(): Promise<void> {
  succeeded(await execute(["systemctl", "daemon-reload"]));
}

/** Whether a process of the container can read a device's node. */
async function opens(id: string, device: string): Promise<boolean> {
  return (await host.runt(["exec", id, "/bin/head", "-c", "1", device])).status === 0;
}

suite("systemd driver", { skip }, () => {
  after(async () => {
    await execute(["systemctl", "stop", SLICE]);
  });

  test("the container is alone in a scope of its slice, which delete ends", async () => {
    const { id, unit, cgroup } = await made();
    const { pid } = await host.state(id);
    assert.equal(readFileSync(`/proc/${pid}/cgroup`, "utf8").trim(), `0::${cgroup}`);
    const properties = await unitProperties(unit);
    assert.equal(properties.get("Slice"), SLICE);
    assert.equal(properties.get("Delegate"), "yes");
    assert.equal(properties.get("ActiveState"), "active");
    await host.remove(id);
    assert.ok(gone(cgroup));
    assert.equal((await unitProperties(unit)).get("LoadState"), "not-found");
  });

  test("limits are properties and files, and the same after a reload", async () => {
    const { id, unit, cgroup } = await made(
      withResources({
        memory: { limit: 64 << 20, reservation: 16 << 20 },
        pids: { limit: 42 },
        cpu: { shares: 512, quota: 20_500, period: 100_000, cpus: "0" },
      }),
    );
    const properties = await unitProperties(unit);
    const names = ["MemoryMax", "MemoryLow", "TasksMax", "CPUWeight", "CPUQuotaPerSecUSec", "AllowedCPUs"];
    const wanted = [String(64 << 20), String(16 << 20), "42", "59", "210ms", "0"];
    assert.deepEqual(
      names.map((name) => properties.get(name)),
      wanted,
    );
    const files = (): string[] =>
      ["memory.max", "memory.low", "pids.max", "cpu.weight", "cpu.max", "cpuset.cpus"].map((file) =>
        cgroupFile(cgroup, file),
      );
    const values = [String(64 << 20), String(16 << 20), "42", "59", "21000 100000", "0"];
    assert.deepEqual(files(), values);
    await reload();
    assert.deepEqual(files(), values);
    await host.remove(id);
  });

  test("update changes the unit too, so that a reload keeps it", async () => {
    const { id, unit, cgroup } = await made(withResources({ pids: { limit: 42 } }));
    await host.ok(["update", "--pids-limit", "33", "--memory", String(32 << 20), id]);
    await reload();
    const properties = await unitProperties(unit);
    assert.deepEqual([properties.get("TasksMax"), properties.get("MemoryMax")], ["33", String(32 << 20)]);
    assert.deepEqual(
      [cgroupFile(cgroup, "pids.max"), cgroupFile(cgroup, "memory.max")],
      ["33", String(32 << 20)],
    );
    await host.remove(id);
  });

  test("an allowed device stays open to the container over a reload and an update, a denied one shut", async () => {
    const device = blockDevice();
    const { id } = await made((config, bundle) => {
      withResources({
        devices: [
          { allow: false, access: "rwm" },
          { ...device, allow: true, access: "r" },
        ],
      })(config, bundle);
      config.linux["devices"] = [
        { path: "/dev/allowed", ...device, fileMode: 0o666 },
        { path: "/dev/denied", type: "c", major: 10, minor: 1, fileMode: 0o666 },
      ];
    });
    for (const step of ["before", "after a reload", "after an update and a reload"]) {
      if (step.includes("update")) await host.ok(["update", "--pids-limit", "50", id]);
      if (step !== "before") await reload();
      assert.equal(await opens(id, "/dev/allowed"), true, step);
      const denied = await host.runt(["exec", id, "/bin/cat", "/dev/denied"]);
      assert.match(denied.stderr, /Operation not permitted/, step);
    }
    await host.remove(id);
  });

  test("annotations set properties of the unit", async () => {
    const { id, unit } = await made((config) => {
      // linux.resources say what the files have, whatever an annotation says.
      config.linux.resources = { pids: { limit: 42 } };
      config.annotations = {
        "org.systemd.property.TasksMax": "uint64 17",
        "org.systemd.property.TimeoutStopSec": "7",
        "org.systemd.property.Description": "'another'",
        "org.systemd.property.MemoryHigh": "uint64 50000000",
      };
    });
    const properties = await unitProperties(unit);
    const names = ["TasksMax", "TimeoutStopUSec", "Description", "MemoryHigh"];
    assert.deepEqual(
      names.map((name) => properties.get(name)),
      ["42", "7s", "another", "50000000"],
    );
    await host.remove(id);
  });

  test("exec joins the container process where the container has given its controllers away", async () => {
    const script =
      "mkdir /sys/fs/cgroup/init.scope && echo 1 >/sys/fs/cgroup/init.scope/cgroup.procs && " +
      "echo +pids >/sys/fs/cgroup/cgroup.subtree_control && sleep 1000";
    const { id, cgroup } = await made((config: Config) => {
      config.process.args = ["/bin/sh", "-c", script];
      config.linux.namespaces.push({ type: "cgroup" });
      config.mounts.push({
        destination: "/sys/fs/cgroup",
        type: "cgroup",
        source: "cgroup",
        options: ["rw"],
      });
    });
    await eventually("pids is given away", () =>
      cgroupFile(cgroup, "cgroup.subtree_control").includes("pids"),
    );
    assert.equal(
      (await host.ok(["exec", id, "/bin/cat", "/proc/self/cgroup"])).stdout.trim(),
      "0::/init.scope",
    );
    assert.equal((await host.runt(["exec", "--cgroup", "/", id, "/bin/true"])).status, 255);
    await host.remove(id);
    assert.ok(gone(cgroup));
  });

  test("delete --force stops the unit of a container whose state is lost", async () => {
    const { id, unit, cgroup } = await made();
    rmSync(join(host.stateRoot, id, "state.json"));
    await host.ok(["delete", "--force", id]);
    assert.equal((await unitProperties(unit)).get("LoadState"), "not-found");
    assert.ok(gone(cgroup));
  });

  test("a unit that failed frees its name; one that runs does not", async () => {
    const id = host.id();
    const unit = `runt-${id}.scope`;
    const path = (config: Config): void => {
      config.linux.cgroupsPath = `${SLICE}:runt:${id}`;
    };
    const other = [
      "systemd-run",
      "--scope",
      `--slice=${SLICE}`,
      `--unit=${unit}`,
      "--quiet",
      "sleep",
      "1000",
    ];
    void execute(other, { timeoutMs: 120_000 });
    await eventually(
      "the other runs",
      async () => (await unitProperties(unit)).get("ActiveState") === "active",
    );
    const bundle: Bundle = host.bundle(path);
    const refused = await host.runt(["--systemd-cgroup", "create", "--bundle", bundle.directory, id]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /container's cgroup is not empty|UnitExists/);
    assert.equal((await unitProperties(unit)).get("ActiveState"), "active");
    await execute(["systemctl", "kill", "--signal=KILL", unit]);
    await eventually("the other is gone", () => gone(`/${SLICE}/${unit}`));
    await host.ok(["--systemd-cgroup", "create", "--bundle", bundle.directory, id]);
    await host.remove(id);
  });

  for (const [what, path, pattern] of [
    [
      "a path",
      "/a/b",
      /expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "\/a\/b"/,
    ],
    ["a slice with a slash", "a/b.slice:p:n", /invalid slice name "a\/b.slice"/],
    ["a name with a slash", "a.slice:p:n\/m", /can't hold "\/"/],
  ] as const) {
    test(`${what} is refused`, async () => {
      const bundle = host.bundle((config) => {
        config.linux.cgroupsPath = path;
      });
      const result = await host.runt(["--systemd-cgroup", "create", "--bundle", bundle.directory, host.id()]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, pattern);
    });
  }

  test("a property that systemd does not know is an error at its annotation, and nothing is left", async () => {
    const bundle = host.bundle((config) => {
      config.linux.cgroupsPath = `${SLICE}:runt:unknown`;
      config.annotations = { "org.systemd.property.NoSuchThing": "true" };
    });
    const result = await host.runt(["--systemd-cgroup", "create", "--bundle", bundle.directory, host.id()]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /start unit runt-unknown.scope: org.freedesktop.DBus.Error.PropertyReadOnly/);
    assert.match(result.stderr, /\/annotations\/org.systemd.property.NoSuchThing/);
    assert.ok(gone(`/${SLICE}/runt-unknown.scope`));
  });

  test("create and delete leave no cgroup", async () => {
    for (let cycle = 0; cycle < 5; cycle++) await host.remove((await made()).id);
    const left = readdirSync(`/sys/fs/cgroup/${SLICE}`, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    assert.deepEqual(
      left.map(({ name }) => name),
      [],
    );
  });
});
