// SPDX-License-Identifier: Apache-2.0
/** Limits by what they do, not by what the files say. The machine may be busy with other work. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { processesBelow } from "../harness/cgroups.ts";
import { onSystemd } from "../harness/driver.ts";
import { eventually } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import {
  cpuTimeUs,
  type LimitFile,
  needs,
  readCounts,
  readLimit,
  v2,
  withResources,
} from "../harness/limits.ts";
import { linesOf } from "../harness/lines.ts";

const host = testHost("limits");
const MIB = 1024 * 1024;
const BUSY = "while :; do :; done";
const CPU_STAT: LimitFile = ["cpu", "cpu.stat", "cpu.stat"];
const SHARES: LimitFile = ["cpu", "cpu.shares", "cpu.weight"];

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function runningShell(script: string, resources: Record<string, unknown>) {
  const made = await host.running((config) => {
    config.process.args = ["/bin/sh", "-c", script];
    withResources(resources)(config);
  });
  return { ...made, path: String(made.bundle.config.linux.cgroupsPath) };
}

suite("a memory limit", () => {
  test("kills the program that goes above it, and events tells of it", needs("memory"), async () => {
    const { id } = await runningShell("sleep 1000", { memory: { limit: 32 * MIB } });
    const events = host.background(["events", "--interval", "1h", id]);
    await sleep(300);
    assert.equal((await host.runt(["exec", id, "/probe", "allocate", "200"])).status, 137);
    await eventually("the event is reported", () => events.stdout !== "");
    assert.equal((await host.state(id)).status, "running");
    await host.remove(id);
    const { status, stdout } = await events.done;
    assert.equal(status, 0);
    assert.deepEqual(linesOf(stdout), [{ type: "oom", id }]);
  });

  test(
    "is reported when the container's own program was killed and all of it is removed at once",
    needs("memory"),
    async () => {
      const bundle = host.bundle((config) => {
        config.process.args = [
          "/bin/sh",
          "-c",
          "until [ -e /go ]; do sleep 0.1; done; exec /probe allocate 200",
        ];
        withResources({ memory: { limit: 32 * MIB } })(config);
      });
      const id = host.id();
      const run = host.background(["run", "--bundle", bundle.directory, id]);
      await eventually("it is there", async () => (await host.runt(["state", id])).status === 0);
      await host.reached(id, "running");
      const events = host.background(["events", "--interval", "1h", id]);
      // Until it watches: a guest that is emulated is slow.
      await sleep(v2 ? 4000 : 500);
      // It sees neither the kill nor the removal as they happen. systemd may remove the cgroup before runt does.
      if (!onSystemd) events.child.kill("SIGSTOP");
      bundle.file("go", "");
      assert.equal((await run.done).status, 137);
      events.child.kill("SIGCONT");
      const { status, stdout, stderr } = await events.done;
      assert.equal(status, 0, stderr);
      assert.deepEqual(linesOf(stdout), [{ type: "oom", id }]);
    },
  );
});

suite("a limit of processes", () => {
  test("stops a fork bomb, which can still be deleted", needs("pids"), async () => {
    const { id, path } = await runningShell("sleep 1000", { pids: { limit: 40 } });
    const bomb = host.background(["exec", id, "/bin/sh", "-c", "b() { b | b & }; b; sleep 1000"]);
    const refusals = () => readCounts(path, ["pids", "pids.events", "pids.events"])["max"] ?? 0;
    await eventually("the kernel refuses forks", () => refusals() > 0);
    for (let round = 0; round < 20; round += 1) {
      const now = Number(readLimit(path, ["pids", "pids.current", "pids.current"]));
      assert.ok(now <= 40, `${now} processes`);
      await sleep(20);
    }
    await host.ok(["delete", "--force", id]);
    assert.deepEqual(processesBelow(path), []);
    await bomb.done;
  });
});

suite("CPU limits", () => {
  test("weights of 1 to 3 share one CPU so", needs("cpu", "cpuset"), async () => {
    // On cgroup2 these become the weights 100 and 300.
    const shares = v2 ? [1024, 4058] : [1024, 3072];
    const busy = await Promise.all(
      shares.map((each) => runningShell(BUSY, { cpu: { shares: each, cpus: "0" } })),
    );
    const weights = busy.map(({ path }) => Number(readLimit(path, SHARES)));
    assert.equal((weights[1] ?? 0) / (weights[0] ?? 1), 3);
    const before = busy.map(({ path }) => cpuTimeUs(path));
    await sleep(5000);
    const used = busy.map(({ path }, index) => cpuTimeUs(path) - (before[index] ?? 0));
    const share = (used[0] ?? 0) / ((used[0] ?? 0) + (used[1] ?? 0));
    assert.ok(Math.abs(share - 0.25) <= 0.025, `${share} of ${used.join(" and ")} us`);
    await host.remove(...busy.map(({ id }) => id));
  });

  test(
    "a quota of 20 ms in 100 ms gives 20 % of a CPU, and less only where others take it",
    needs("cpu", "cpuset"),
    async () => {
      // On one CPU: what of a slice is left on another is lost for the period.
      const cpu = { quota: 20_000, period: 100_000, cpus: "0" };
      const { id, path } = await runningShell(BUSY, { cpu });
      const sample = () => {
        const counts = readCounts(path, CPU_STAT);
        return { ms: performance.now(), us: cpuTimeUs(path), throttled: counts["nr_throttled"] ?? 0 };
      };
      const first = sample();
      await eventually("it is throttled in 30 periods", () => sample().throttled - first.throttled >= 30);
      const last = sample();
      const usedMs = (last.us - first.us) / 1000;
      const share = usedMs / (last.ms - first.ms);
      assert.ok(share <= 0.22, `it got ${share} of a CPU`);
      // In a period in which it was throttled it has had all that it may have: nobody else is the reason.
      const perPeriod = usedMs / (last.throttled - first.throttled);
      assert.ok(perPeriod >= 18, `it was stopped after ${perPeriod} ms of a period`);
      await host.remove(id);
    },
  );
});

/** A directory on a disk and the disk's numbers, which for a partition are those of the whole. */
function diskPlace(): { directory: string; device: string } | undefined {
  for (const directory of [host.base, "/var/tmp"]) {
    const { dev } = statSync(directory);
    const numbers = `${dev >> 8}:${dev & 0xff}`;
    const entry = `/sys/dev/block/${numbers}`;
    if (!existsSync(join(entry, "partition")) && existsSync(entry)) return { directory, device: numbers };
    if (!existsSync(entry)) continue;
    return { directory, device: readFileSync(join(entry, "../dev"), "utf8").trim() };
  }
  return undefined;
}

suite("a throttled disk", () => {
  const place = diskPlace();
  const controller = needs(v2 ? "io" : "blkio").skip;
  const skip = controller === false && place === undefined ? "the tests are on no disk" : controller;

  test("takes direct writes no faster than it may", { skip }, async () => {
    const { directory = "", device = "" } = place ?? {};
    const [major, minor] = device.split(":").map(Number);
    const work = join(directory, `runt-throttled-${process.pid}`);
    const bundle = (rate: number) =>
      host.bundle((config) => {
        withResources({ blockIO: { throttleWriteBpsDevice: [{ major, minor, rate }] } })(config);
        config.mounts.push({ destination: "/disk", type: "bind", source: work, options: ["bind"] });
        config.process.args = ["/probe", "direct", "/disk/file", "3"];
      });
    const seconds = async (rate: number) => {
      const [line] = linesOf((await host.run(bundle(rate))).stdout);
      assert.equal(line?.["errno"], 0, JSON.stringify(line));
      return Number(line?.["ms"]) / 1000;
    };
    mkdirSync(work);
    try {
      const slow = await seconds(MIB);
      assert.ok(slow >= 2, `3 MiB at 1 MiB a second took ${slow} s`);
      const fast = await seconds(1000 * MIB);
      assert.ok(fast < slow, `unhindered they took ${fast} s`);
    } finally {
      rmSync(work, { recursive: true });
    }
  });
});
