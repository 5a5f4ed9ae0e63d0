// SPDX-License-Identifier: Apache-2.0
/** The parts of src/cgroup/ that touch the host, on whatever layout it has. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { after, afterEach, before, suite, test } from "node:test";
import {
  applyWrites,
  attachDevices,
  type CgroupPlacement,
  type CreatedCgroup,
  closeCgroup,
  compileResources,
  createCgroup,
  directoryFor,
  formatStats,
  freezeCgroup,
  isFrozen,
  killCgroup,
  listPids,
  neededControllers,
  oomKilled,
  openCgroup,
  pathsOf,
  placeCgroup,
  planCgroupCreation,
  probeCgroupLayout,
  readStats,
  removeCgroup,
  supportOf,
  thawCgroup,
} from "../../src/cgroup/cgroup.ts";
import { emitDeviceProgram } from "../../src/cgroup/device-program.ts";
import { parseDeviceRules } from "../../src/cgroup/device-rules.ts";
import type { LinuxResources } from "../../src/config/types.ts";
import type { CgroupLayout } from "../../src/host/facts.ts";
import { runTask } from "../../src/lifecycle/task.ts";
import { installNative, native } from "../../src/native/native.ts";
import { loadAddon } from "../../src/node/addon.ts";

const skip = process.getuid?.() === 0 ? false : "needs root";
const TOP = `runt-test-${process.pid}`;
const NOTHING_SKIPPED = { enable: [] as string[], skipDenied: false };

let layout: CgroupLayout;
let placement: CgroupPlacement;
let paths: Record<string, string>;
let children: ChildProcess[] = [];

function isOn(version: 1 | 2): boolean {
  return version === 1 ? layout.hierarchies.length > 0 : layout.v2 !== undefined;
}

function make(resources: LinuxResources = {}, fresh = true): CreatedCgroup {
  const { writes } = compile(resources, fresh);
  const enable = layout.mode === "v2" ? (layout.v2?.controllers ?? []) : neededControllers(writes);
  const created = createCgroup(placement, planCgroupCreation(placement), { enable, skipDenied: false });
  applyWrites(created, writes, false);
  return created;
}

function compile(resources: LinuxResources, fresh: boolean): ReturnType<typeof compileResources> {
  return compileResources(resources, supportOf(layout, fresh), "/linux/resources", {
    devices: false,
    userNamespace: false,
  });
}

/** A shell script that first joins every directory of the cgroup. */
function runInside(script: string): ChildProcess {
  const join = placement.directories.map(({ path }) => `echo $$ >${path}/cgroup.procs`).join(" && ");
  const child = spawn("/bin/sh", ["-c", `${join} && echo in && ${script}`], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  return child;
}

/** Waits until the script runs inside. */
async function started(script: string): Promise<ChildProcess> {
  const child = runInside(script);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", resolve));
}

function read(controller: string, file: string): string {
  return readFileSync(`${paths[controller]}/${file}`, "utf8").trim();
}

/** Value of a file that has another name in each version. */
function limit(v1: readonly [string, string], v2: string): string {
  return paths[v1[0]] === undefined ? read("", v2) : read(v1[0], v1[1]);
}

function leaves(): string[] {
  return placement.directories.map(({ path }) => path);
}

function leftovers(): string[] {
  return placement.directories
    .map(({ mountPoint }) => `${mountPoint}/${TOP}`)
    .filter((path) => existsSync(path));
}

suite("cgroup on this host", { skip }, () => {
  before(() => {
    installNative(loadAddon());
    layout = probeCgroupLayout();
    placement = placeCgroup(`/${TOP}/middle/leaf`, "id", layout);
    paths = pathsOf(placement.directories);
  });

  afterEach(async () => {
    if (placement.directories.length === 0) return;
    thawCgroup(paths);
    runTask(killCgroup(paths));
    await Promise.all(children.map(ended));
    children = [];
    const made = placement.directories.flatMap(({ mountPoint }) => [
      `${mountPoint}/${TOP}`,
      `${mountPoint}/${TOP}/middle`,
    ]);
    runTask(removeCgroup([...made, ...leaves()], leaves()));
  });

  after(() => {
    assert.deepEqual(leftovers(), []);
  });

  test("has a layout whose hierarchies hold this process", () => {
    assert.notEqual(layout.mode, "none");
    for (const { mountPoint, ownPath } of [
      ...layout.hierarchies,
      ...(layout.v2 === undefined ? [] : [layout.v2]),
    ]) {
      const pids = readFileSync(`${mountPoint}${ownPath}/cgroup.procs`, "utf8").split("\n");
      assert.ok(pids.includes(String(process.pid)), `${mountPoint}${ownPath}`);
    }
  });

  test("makes what it announced and removes it with its own parents", () => {
    const missing = planCgroupCreation(placement);
    assert.equal(missing.length, 3 * placement.directories.length);
    const created = createCgroup(placement, missing, NOTHING_SKIPPED);
    closeCgroup(created);
    assert.deepEqual(created.made, missing);
    assert.deepEqual(
      missing.filter((path) => !existsSync(path)),
      [],
    );
    runTask(removeCgroup(created.made, leaves()));
    assert.deepEqual(leftovers(), []);
  });

  test("keeps parents that were there before", () => {
    const first = placement.directories[0] as CgroupPlacement["directories"][0];
    mkdirSync(`${first.mountPoint}/${TOP}`);
    const created = make();
    closeCgroup(created);
    assert.ok(!created.made.includes(`${first.mountPoint}/${TOP}`));
    runTask(removeCgroup(created.made, leaves()));
    assert.deepEqual(leftovers(), [`${first.mountPoint}/${TOP}`]);
    rmdirSync(`${first.mountPoint}/${TOP}`);
  });

  test("gives a v1 cpuset the CPUs and nodes of its parent", (context) => {
    if (!isOn(1) || paths["cpuset"] === undefined) return context.skip("no v1 cpuset");
    closeCgroup(make());
    assert.equal(
      read("cpuset", "cpuset.cpus"),
      readFileSync(`${paths["cpuset"]}/../../../cpuset.cpus`, "utf8").trim(),
    );
    assert.notEqual(read("cpuset", "cpuset.mems"), "");
  });

  test("refuses a cgroup with processes", async () => {
    closeCgroup(make());
    await started("sleep 1000");
    const message = /^container's cgroup is not empty: [12] process\(es\) found$/;
    assert.throws(() => planCgroupCreation(placement), { code: "ERR_CGROUP", message });
  });

  test("refuses a frozen cgroup", () => {
    closeCgroup(make());
    runTask(freezeCgroup(paths));
    assert.throws(() => planCgroupCreation(placement), {
      code: "ERR_CGROUP",
      message: "container's cgroup unexpectedly frozen",
    });
  });

  test("leaves nothing when making fails half-way", () => {
    const last = placement.directories.at(-1) as CgroupPlacement["directories"][0];
    const below = `${TOP}/middle/two\nlines`;
    const broken = { ...last, below, path: `${last.mountPoint}/${below}` };
    const wrong = { ...placement, directories: [...placement.directories.slice(0, -1), broken] };
    const missing = planCgroupCreation(wrong);
    assert.throws(() => createCgroup(wrong, missing, NOTHING_SKIPPED), { code: "EINVAL", path: broken.path });
    assert.deepEqual(leftovers(), []);
  });

  test("sets limits", () => {
    closeCgroup(
      make({
        memory: { limit: 32 * 1024 * 1024 },
        pids: { limit: 7 },
        cpu: { quota: 50_000, period: 100_000 },
      }),
    );
    assert.equal(limit(["memory", "memory.limit_in_bytes"], "memory.max"), String(32 * 1024 * 1024));
    assert.equal(limit(["pids", "pids.max"], "pids.max"), "7");
    assert.match(limit(["cpu", "cpu.cfs_quota_us"], "cpu.max"), /^50000/);
  });

  test("raises and lowers memory with swap", (context) => {
    const created = make({ memory: { limit: 16 << 20, swap: 32 << 20 } });
    if (paths["memory"] === undefined) return context.skip("needs the v1 memory controller");
    for (const [memory, swap] of [
      [64, 128],
      [8, 8],
      [100, 200],
      [-1, -1],
    ] as const) {
      const bytes = (mib: number): number => (mib < 0 ? mib : mib << 20);
      applyWrites(
        created,
        compile({ memory: { limit: bytes(memory), swap: bytes(swap) } }, false).writes,
        true,
      );
      if (memory > 0) assert.equal(read("memory", "memory.memsw.limit_in_bytes"), String(bytes(swap)));
    }
    closeCgroup(created);
  });

  test("names pointer, file and value of a limit that is refused, and puts the others back", () => {
    const created = make({ pids: { limit: 7 }, cpu: { shares: 512 } });
    const shares = (): string => limit(["cpu", "cpu.shares"], "cpu.weight");
    const before = shares();
    const { writes } = compile({ pids: { limit: 9 }, cpu: { shares: 2048 } }, false);
    const wrong = compile({ cpu: { cpus: "4095" } }, false).writes;
    const controller = paths["cpuset"] === undefined ? "" : "cpuset";
    assert.throws(() => applyWrites(created, [...writes, ...wrong], true), {
      pointer: "/linux/resources/cpu/cpus",
      path: `${paths[controller]}/cpuset.cpus`,
      message: /write "4095" to /,
    });
    assert.equal(shares(), before);
    assert.equal(limit(["pids", "pids.max"], "pids.max"), "7");
    closeCgroup(created);
  });

  test("says that a page size does not exist", (context) => {
    const support = supportOf(layout, true);
    if (!support.v1.includes("hugetlb") && !support.v2.includes("hugetlb"))
      return context.skip("no hugetlb controller");
    const pointer = "/linux/resources/hugepageLimits/0/limit";
    assert.throws(() => make({ hugepageLimits: [{ pageSize: "3MB", limit: 1 }] }), {
      code: "ERR_CGROUP",
      pointer,
    });
  });

  test("limits huge pages, reservations too", (context) => {
    const support = supportOf(layout, true);
    if (!support.v1.includes("hugetlb") && !support.v2.includes("hugetlb"))
      return context.skip("no hugetlb controller");
    closeCgroup(make({ hugepageLimits: [{ pageSize: "2MB", limit: 4 << 20 }] }));
    const value = limit(["hugetlb", "hugetlb.2MB.rsvd.limit_in_bytes"], "hugetlb.2MB.rsvd.max");
    assert.equal(value, String(4 << 20));
  });

  test("restricts devices on v1", (context) => {
    if (paths["devices"] === undefined) return context.skip("no v1 devices controller");
    const created = make();
    const rules = [{ allow: true, type: "c", major: 10, minor: 229, access: "rw" }];
    const options = { devices: true, userNamespace: false };
    applyWrites(
      created,
      compileResources({ devices: rules }, supportOf(layout, true), "", options).writes,
      false,
    );
    closeCgroup(created);
    const list = read("devices", "devices.list").split("\n");
    assert.ok(
      list.includes("c 10:229 rw") && list.includes("c 136:* rwm") && !list.includes("a *:* rwm"),
      list.join(),
    );
  });

  test("replaces a device program on v2", (context) => {
    if (!isOn(2)) return context.skip("no v2 hierarchy");
    const created = make();
    const fd = directoryFor(created, "")?.fd as number;
    for (const minor of [1, 2]) {
      const rules = parseDeviceRules(
        [
          { allow: true, type: "c", major: 10, minor, access: "r" },
          { allow: true, minor: 5, access: "w" },
        ],
        "",
      );
      assert.equal(attachDevices(created, emitDeviceProgram(rules), false), undefined);
      assert.equal((native().bpfQuery(fd) as number[]).length, 1);
    }
    closeCgroup(created);
  });

  test("denies devices by the program", async (context) => {
    if (!isOn(2)) return context.skip("no v2 hierarchy");
    const created = make();
    attachDevices(created, emitDeviceProgram(parseDeviceRules([], "")), false);
    closeCgroup(created);
    const child = await started("exec 9>/dev/null && exec 8</dev/kmsg");
    await ended(child);
    assert.notEqual(child.exitCode, 0);
    const allowed = await started("exec 9>/dev/null 8</dev/zero");
    await ended(allowed);
    assert.equal(allowed.exitCode, 0);
  });

  test("freezes and thaws", async () => {
    closeCgroup(make());
    await started("while :; do :; done");
    assert.equal(isFrozen(paths), false);
    runTask(freezeCgroup(paths));
    assert.equal(isFrozen(paths), true);
    thawCgroup(paths);
    assert.equal(isFrozen(paths), false);
  });

  test("lists processes of sub-cgroups only when asked to", async () => {
    closeCgroup(make());
    const child = await started("sleep 1000");
    for (const path of leaves()) mkdirSync(`${path}/sub`);
    for (const { path, version } of placement.directories) {
      if (version === 1 && path === paths["cpuset"])
        for (const file of ["cpuset.cpus", "cpuset.mems"])
          writeFileSync(`${path}/sub/${file}`, readFileSync(`${path}/${file}`));
      for (const pid of listPids({ x: path }, false)) writeFileSync(`${path}/sub/cgroup.procs`, String(pid));
    }
    assert.deepEqual(listPids(paths, false), []);
    assert.ok(listPids(paths, true).includes(child.pid as number));
  });

  test("kills a fork bomb, in sub-cgroups too, and removes all", async () => {
    const created = make({ pids: { limit: 200 } });
    await started("f() { sleep 0.01; f & f & }; f; sleep 1000");
    for (const path of leaves()) mkdirSync(`${path}/sub`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    runTask(killCgroup(paths));
    assert.deepEqual(listPids(paths, true), []);
    assert.equal(isFrozen(paths), false);
    closeCgroup(created);
    runTask(removeCgroup(created.made, leaves()));
    assert.deepEqual(leftovers(), []);
  });

  test("kills by freezing where there is no cgroup.kill", async (context) => {
    const { "": v2, ...v1 } = paths;
    if (v1["freezer"] === undefined) return context.skip(`no v1 freezer, only ${v2}`);
    closeCgroup(make({ pids: { limit: 200 } }));
    await started("f() { sleep 0.01; f & f & }; f; sleep 1000");
    runTask(killCgroup(v1));
    assert.deepEqual(listPids(v1, true), []);
  });

  test("kills frozen processes", async () => {
    closeCgroup(make());
    await started("sleep 1000");
    runTask(freezeCgroup(paths));
    runTask(killCgroup(paths));
    assert.deepEqual(listPids(paths, true), []);
  });

  test("gives up on a busy cgroup after a time and can be called again", async () => {
    const created = make();
    closeCgroup(created);
    await started("sleep 1000");
    assert.throws(() => runTask(removeCgroup(created.made, leaves(), 30)), {
      code: "ERR_CGROUP",
      message: /device or resource busy/,
    });
    runTask(killCgroup(paths));
    runTask(removeCgroup(created.made, leaves()));
    assert.deepEqual(leftovers(), []);
  });

  test("knows of an OOM kill", async () => {
    closeCgroup(make({ memory: { limit: 8 << 20, swap: 8 << 20 } }));
    assert.equal(oomKilled(paths), false);
    const child = await started("exec tail /dev/zero");
    await ended(child);
    assert.equal(child.signalCode, "SIGKILL");
    assert.equal(oomKilled(paths), true);
  });

  test("reads statistics", async () => {
    closeCgroup(make({ memory: { limit: 64 << 20 }, pids: { limit: 9 } }));
    await started("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo done; sleep 1000");
    await new Promise((resolve) => setTimeout(resolve, 100));
    const cgroup = openCgroup(paths);
    const stats = readStats(cgroup);
    closeCgroup(cgroup);
    assert.equal(stats.pids.limit, 9);
    assert.ok(Number(stats.pids.current) >= 1);
    assert.ok(Number(stats.cpu.usage.total) > 0);
    assert.equal(stats.memory.usage?.limit, 64 << 20);
    assert.deepEqual(JSON.parse(formatStats(stats)).network_interfaces, null);
  });

  test("opens only what is left of a cgroup", () => {
    const created = make();
    closeCgroup(created);
    runTask(removeCgroup(created.made, leaves()));
    assert.deepEqual(openCgroup(paths).directories, []);
    assert.deepEqual(listPids(paths, true), []);
    assert.equal(isFrozen(paths), false);
  });
});
