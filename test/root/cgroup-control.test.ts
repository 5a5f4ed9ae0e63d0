// SPDX-License-Identifier: Apache-2.0
/** Freezing, killing, removing and reading, on the host's layout and on its v2 hierarchy alone. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, afterEach, suite, test } from "node:test";
import {
  closeCgroup,
  freezeCgroup,
  isFrozen,
  killCgroup,
  listPids,
  oomKilled,
  openCgroup,
  probeCgroupLayout,
  removeCgroup,
  thawCgroup,
} from "../../src/cgroup/cgroup.ts";
import { readStats } from "../../src/cgroup/stats.ts";
import { formatJson } from "../../src/config/format.ts";
import { ENOENT } from "../../src/errors/errno.ts";
import type { CgroupLayout } from "../../src/host/facts.ts";
import { runTask } from "../../src/lifecycle/task.ts";
import { installNative } from "../../src/native/native.ts";
import { loadAddon } from "../../src/node/addon.ts";
import { ended, TestCgroup } from "./cgroup-fixture.ts";

installNative(loadAddon());

const root = process.getuid?.() === 0;
const host = probeCgroupLayout();
const LAYOUTS: readonly (readonly [string, CgroupLayout])[] = [
  ["the host's layout", host],
  ["cgroup v2 alone", { mode: "v2", hierarchies: [], ...(host.v2 === undefined ? {} : { v2: host.v2 }) }],
];
const FORKING = "while :; do (sleep 100 &); done";

for (const [name, layout] of LAYOUTS) {
  const skip = !root
    ? "needs root"
    : layout.mode === "v2" && layout.v2 === undefined
      ? "no v2 hierarchy"
      : false;
  suite(`controlling a cgroup on ${name}`, { skip }, () => {
    const cgroup = new TestCgroup(layout);
    const pids = cgroup.has("pids") ? { pids: { limit: 200 } } : {};

    afterEach(() => cgroup.cleanUp());

    after(() => {
      assert.deepEqual(cgroup.leftovers(), []);
    });

    test("freezes and thaws", async () => {
      closeCgroup(cgroup.make());
      await cgroup.started("while :; do :; done");
      assert.equal(isFrozen(cgroup.paths), false);
      runTask(freezeCgroup(cgroup.paths));
      assert.equal(isFrozen(cgroup.paths), true);
      thawCgroup(cgroup.paths);
      assert.equal(isFrozen(cgroup.paths), false);
    });

    test("lists processes of sub-cgroups only when asked to", async () => {
      closeCgroup(cgroup.make());
      const child = await cgroup.started("exec sleep 1000");
      for (const path of cgroup.leaves) mkdirSync(`${path}/sub`);
      for (const { path, version } of cgroup.placement.directories) {
        const files = version === 1 && path === cgroup.paths["cpuset"] ? ["cpuset.cpus", "cpuset.mems"] : [];
        for (const file of files) writeFileSync(`${path}/sub/${file}`, readFileSync(`${path}/${file}`));
        for (const pid of listPids({ x: path }, false))
          writeFileSync(`${path}/sub/cgroup.procs`, String(pid));
      }
      assert.deepEqual(listPids(cgroup.paths, false), []);
      assert.ok(listPids(cgroup.paths, true).includes(child.pid as number));
    });

    test("kills a fork bomb, in sub-cgroups too, and removes all", async () => {
      const created = cgroup.make(pids);
      await cgroup.started(FORKING);
      for (const path of cgroup.leaves) mkdirSync(`${path}/sub`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      runTask(killCgroup(cgroup.paths));
      assert.deepEqual(listPids(cgroup.paths, true), []);
      assert.equal(isFrozen(cgroup.paths), false);
      closeCgroup(created);
      runTask(removeCgroup(created.made, cgroup.leaves));
      assert.deepEqual(cgroup.leftovers(), []);
    });

    test("kills by freezing where there is no cgroup.kill", async () => {
      closeCgroup(cgroup.make(pids));
      await cgroup.started(FORKING);
      const addon = loadAddon();
      installNative({
        ...addon,
        writeFile: (...args) => (args[1].endsWith("/cgroup.kill") ? -ENOENT : addon.writeFile(...args)),
      });
      try {
        runTask(killCgroup(cgroup.paths));
      } finally {
        installNative(addon);
      }
      assert.deepEqual(listPids(cgroup.paths, true), []);
      assert.equal(isFrozen(cgroup.paths), false);
    });

    test("kills frozen processes", async () => {
      closeCgroup(cgroup.make());
      await cgroup.started("sleep 1000");
      runTask(freezeCgroup(cgroup.paths));
      runTask(killCgroup(cgroup.paths));
      assert.deepEqual(listPids(cgroup.paths, true), []);
    });

    test("gives up on a busy cgroup after a time and can be called again", async () => {
      const created = cgroup.make();
      closeCgroup(created);
      await cgroup.started("sleep 1000");
      assert.throws(() => runTask(removeCgroup(created.made, cgroup.leaves, 30)), {
        code: "ERR_CGROUP",
        message: /device or resource busy/,
      });
      runTask(killCgroup(cgroup.paths));
      runTask(removeCgroup(created.made, cgroup.leaves));
      assert.deepEqual(cgroup.leftovers(), []);
    });

    test("knows of an OOM kill", async (context) => {
      if (!cgroup.has("memory")) return context.skip("no memory controller");
      closeCgroup(cgroup.make({ memory: { limit: 8 << 20, swap: 8 << 20 } }));
      assert.equal(oomKilled(cgroup.paths), false);
      const child = await cgroup.started("exec tail /dev/zero");
      await ended(child);
      assert.equal(child.signalCode, "SIGKILL");
      assert.equal(oomKilled(cgroup.paths), true);
    });

    test("reads statistics", async (context) => {
      if (!cgroup.has("memory")) return context.skip("no memory controller");
      closeCgroup(cgroup.make({ memory: { limit: 64 << 20 }, pids: { limit: 9 } }));
      await cgroup.started("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo done; sleep 1000");
      await new Promise((resolve) => setTimeout(resolve, 100));
      const open = openCgroup(cgroup.paths);
      const stats = readStats(open);
      closeCgroup(open);
      assert.equal(stats.pids.limit, 9);
      assert.ok(Number(stats.pids.current) >= 1);
      assert.ok(Number(stats.cpu.usage.total) > 0);
      assert.equal(stats.memory.usage?.limit, 64 << 20);
      assert.deepEqual(JSON.parse(formatJson(stats)).network_interfaces, null);
    });

    test("opens only what is left of a cgroup", () => {
      const created = cgroup.make();
      closeCgroup(created);
      runTask(removeCgroup(created.made, cgroup.leaves));
      assert.deepEqual(openCgroup(cgroup.paths).directories, []);
      assert.deepEqual(listPids(cgroup.paths, true), []);
      assert.equal(isFrozen(cgroup.paths), false);
    });
  });
}
