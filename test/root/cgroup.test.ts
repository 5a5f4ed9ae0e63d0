// SPDX-License-Identifier: Apache-2.0
/** Making cgroups and setting limits, on whatever layout the host has. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { after, afterEach, suite, test } from "node:test";
import {
  applyWrites,
  attachDevices,
  type CgroupPlacement,
  closeCgroup,
  compileResources,
  createCgroup,
  directoryFor,
  freezeCgroup,
  planCgroupCreation,
  probeCgroupLayout,
  removeCgroup,
  supportOf,
} from "../../src/cgroup/cgroup.ts";
import { emitDeviceProgram } from "../../src/cgroup/device-program.ts";
import { parseDeviceRules } from "../../src/cgroup/device-rules.ts";
import { runTask } from "../../src/lifecycle/task.ts";
import { installNative, native } from "../../src/native/native.ts";
import { loadAddon } from "../../src/node/addon.ts";
import { ended, TestCgroup } from "./cgroup-fixture.ts";

const skip = process.getuid?.() === 0 ? false : "needs root";
const NOTHING_ENABLED = { enable: [] as string[] };

installNative(loadAddon());

suite("making a cgroup", { skip }, () => {
  const cgroup = new TestCgroup(probeCgroupLayout());

  afterEach(() => cgroup.cleanUp());

  after(() => {
    assert.deepEqual(cgroup.leftovers(), []);
  });

  test("has a layout whose hierarchies hold this process", () => {
    const { layout } = cgroup;
    assert.notEqual(cgroup.layout.mode, "none");
    for (const { mountPoint, ownPath } of [
      ...layout.hierarchies,
      ...(cgroup.layout.v2 === undefined ? [] : [cgroup.layout.v2]),
    ]) {
      const pids = readFileSync(`${mountPoint}${ownPath}/cgroup.procs`, "utf8").split("\n");
      assert.ok(pids.includes(String(process.pid)), `${mountPoint}${ownPath}`);
    }
  });

  test("makes what it announced and removes it with its own parents", () => {
    const missing = planCgroupCreation(cgroup.placement);
    assert.equal(missing.length, 3 * cgroup.placement.directories.length);
    const created = createCgroup(cgroup.placement, missing, NOTHING_ENABLED);
    closeCgroup(created);
    assert.deepEqual(created.made, missing);
    assert.deepEqual(
      missing.filter((path) => !existsSync(path)),
      [],
    );
    runTask(removeCgroup(created.made, cgroup.leaves));
    assert.deepEqual(cgroup.leftovers(), []);
  });

  test("keeps parents that were there before", () => {
    const first = cgroup.placement.directories[0] as CgroupPlacement["directories"][0];
    mkdirSync(`${first.mountPoint}/${cgroup.top}`);
    const created = cgroup.make();
    closeCgroup(created);
    assert.ok(!created.made.includes(`${first.mountPoint}/${cgroup.top}`));
    runTask(removeCgroup(created.made, cgroup.leaves));
    assert.deepEqual(cgroup.leftovers(), [`${first.mountPoint}/${cgroup.top}`]);
    rmdirSync(`${first.mountPoint}/${cgroup.top}`);
  });

  test("gives a v1 cpuset the CPUs and nodes of its parent", (context) => {
    if (cgroup.layout.hierarchies.length === 0 || cgroup.paths["cpuset"] === undefined)
      return context.skip("no v1 cpuset");
    closeCgroup(cgroup.make());
    assert.equal(
      cgroup.read("cpuset", "cpuset.cpus"),
      readFileSync(`${cgroup.paths["cpuset"]}/../../../cpuset.cpus`, "utf8").trim(),
    );
    assert.notEqual(cgroup.read("cpuset", "cpuset.mems"), "");
  });

  test("refuses a cgroup with processes", async () => {
    closeCgroup(cgroup.make());
    await cgroup.started("sleep 1000");
    const message = /^container's cgroup is not empty: [12] process\(es\) found$/;
    assert.throws(() => planCgroupCreation(cgroup.placement), { code: "ERR_CGROUP", message });
  });

  test("refuses a frozen cgroup", () => {
    closeCgroup(cgroup.make());
    runTask(freezeCgroup(cgroup.paths));
    assert.throws(() => planCgroupCreation(cgroup.placement), {
      code: "ERR_CGROUP",
      message: "container's cgroup unexpectedly frozen",
    });
  });

  test("leaves nothing when making fails half-way", () => {
    const last = cgroup.placement.directories.at(-1) as CgroupPlacement["directories"][0];
    const below = `${cgroup.top}/middle/two\nlines`;
    const broken = { ...last, below, path: `${last.mountPoint}/${below}` };
    const wrong = {
      ...cgroup.placement,
      directories: [...cgroup.placement.directories.slice(0, -1), broken],
    };
    const missing = planCgroupCreation(wrong);
    assert.throws(() => createCgroup(wrong, missing, NOTHING_ENABLED), { code: "EINVAL", path: broken.path });
    assert.deepEqual(cgroup.leftovers(), []);
  });

  test("sets limits", () => {
    closeCgroup(
      cgroup.make({
        memory: { limit: 32 * 1024 * 1024 },
        pids: { limit: 7 },
        cpu: { quota: 50_000, period: 100_000 },
      }),
    );
    assert.equal(cgroup.limit(["memory", "memory.limit_in_bytes"], "memory.max"), String(32 * 1024 * 1024));
    assert.equal(cgroup.limit(["pids", "pids.max"], "pids.max"), "7");
    assert.match(cgroup.limit(["cpu", "cpu.cfs_quota_us"], "cpu.max"), /^50000/);
  });

  test("raises and lowers memory with swap", (context) => {
    const created = cgroup.make({ memory: { limit: 16 << 20, swap: 32 << 20 } });
    if (cgroup.paths["memory"] === undefined) return context.skip("needs the v1 memory controller");
    for (const [memory, swap] of [
      [64, 128],
      [8, 8],
      [100, 200],
      [-1, -1],
    ] as const) {
      const bytes = (mib: number): number => (mib < 0 ? mib : mib << 20);
      const { writes } = cgroup.compile({ memory: { limit: bytes(memory), swap: bytes(swap) } }, false);
      cgroup.change(created, writes);
      if (memory > 0) assert.equal(cgroup.read("memory", "memory.memsw.limit_in_bytes"), String(bytes(swap)));
    }
    closeCgroup(created);
  });

  test("names pointer, file and value of a limit that is refused, and puts the others back", () => {
    const created = cgroup.make({ pids: { limit: 7 }, cpu: { shares: 512 } });
    const shares = (): string => cgroup.limit(["cpu", "cpu.shares"], "cpu.weight");
    const before = shares();
    const { writes } = cgroup.compile({ pids: { limit: 9 }, cpu: { shares: 2048 } }, false);
    const wrong = cgroup.compile({ cpu: { cpus: "4095" } }, false).writes;
    const controller = cgroup.paths["cpuset"] === undefined ? "" : "cpuset";
    assert.throws(() => cgroup.change(created, [...writes, ...wrong]), {
      pointer: "/linux/resources/cpu/cpus",
      path: `${cgroup.paths[controller]}/cpuset.cpus`,
      message: /write "4095" to /,
    });
    assert.equal(shares(), before);
    assert.equal(cgroup.limit(["pids", "pids.max"], "pids.max"), "7");
    closeCgroup(created);
  });

  test("says that a page size does not exist", (context) => {
    const support = supportOf(cgroup.layout, true);
    if (!support.v1.includes("hugetlb") && !support.v2.includes("hugetlb"))
      return context.skip("no hugetlb controller");
    const pointer = "/linux/resources/hugepageLimits/0/limit";
    assert.throws(() => cgroup.make({ hugepageLimits: [{ pageSize: "3MB", limit: 1 }] }), {
      code: "ERR_CGROUP",
      pointer,
    });
  });

  test("limits huge pages, reservations too", (context) => {
    const support = supportOf(cgroup.layout, true);
    if (!support.v1.includes("hugetlb") && !support.v2.includes("hugetlb"))
      return context.skip("no hugetlb controller");
    closeCgroup(cgroup.make({ hugepageLimits: [{ pageSize: "2MB", limit: 4 << 20 }] }));
    const value = cgroup.limit(["hugetlb", "hugetlb.2MB.rsvd.limit_in_bytes"], "hugetlb.2MB.rsvd.max");
    assert.equal(value, String(4 << 20));
  });

  test("restricts devices on v1", (context) => {
    if (cgroup.paths["devices"] === undefined) return context.skip("no v1 devices controller");
    const created = cgroup.make();
    const rules = [{ allow: true, type: "c", major: 10, minor: 229, access: "rw" }];
    const options = { devices: true, userNamespace: false };
    const { writes } = compileResources({ devices: rules }, supportOf(cgroup.layout, true), "", options);
    applyWrites(created, writes);
    closeCgroup(created);
    const list = cgroup.read("devices", "devices.list").split("\n");
    assert.ok(
      list.includes("c 10:229 rw") && list.includes("c 136:* rwm") && !list.includes("a *:* rwm"),
      list.join(),
    );
  });

  test("replaces a device program on v2", (context) => {
    if (cgroup.layout.v2 === undefined) return context.skip("no v2 hierarchy");
    const created = cgroup.make();
    const fd = directoryFor(created, "")?.fd as number;
    for (const minor of [1, 2]) {
      const rules = parseDeviceRules(
        [
          { allow: true, type: "c", major: 10, minor, access: "r" },
          { allow: true, minor: 5, access: "w" },
        ],
        "",
      );
      assert.equal(attachDevices(created, { program: emitDeviceProgram(rules), optional: false }), undefined);
      assert.equal((native().bpfQuery(fd) as number[]).length, 1);
    }
    closeCgroup(created);
  });

  test("denies devices by the program", async (context) => {
    if (cgroup.layout.v2 === undefined) return context.skip("no v2 hierarchy");
    const created = cgroup.make();
    attachDevices(created, { program: emitDeviceProgram(parseDeviceRules([], "")), optional: false });
    closeCgroup(created);
    const child = await cgroup.started("exec 9>/dev/null && exec 8</dev/kmsg");
    await ended(child);
    assert.notEqual(child.exitCode, 0);
    const allowed = await cgroup.started("exec 9>/dev/null 8</dev/zero");
    await ended(allowed);
    assert.equal(allowed.exitCode, 0);
  });
});
