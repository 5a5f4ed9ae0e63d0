// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { type Config, privileged } from "../harness/config.ts";
import { rootOnly } from "../harness/driver.ts";
import { execute } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { type LimitFile, MEMORY, needs, PIDS, readLimit, v2, withResources } from "../harness/limits.ts";
import { PIPE, substituted } from "../harness/substituted.ts";
import { EPERM, errnos, linesOf } from "../harness/lines.ts";

const host = testHost("limits-update");
const MIB = 1024 * 1024;
const SWAP: LimitFile = ["memory", "memory.memsw.limit_in_bytes", "memory.swap.max"];
const RESERVATION: LimitFile = ["memory", "memory.soft_limit_in_bytes", "memory.low"];
const QUOTA: LimitFile = ["cpu", "cpu.cfs_quota_us", "cpu.max"];
const SHARES: LimitFile = ["cpu", "cpu.shares", "cpu.weight"];

async function limited(resources: Record<string, unknown>, edit: (config: Config) => void = () => undefined) {
  const { id, bundle } = await host.running((config) => {
    withResources(resources)(config);
    edit(config);
  });
  const path = String(bundle.config.linux.cgroupsPath);
  return {
    id,
    bundle,
    value: (file: LimitFile) => readLimit(path, file),
    flags: (...words: string[]) => host.ok(["update", ...words, id]),
    json: (value: unknown) => host.ok(["update", "--resources=-", id], { stdin: JSON.stringify(value) }),
    refusedJson: async (value: unknown) => {
      const result = await host.runt(["update", "-r", "-", id], { stdin: JSON.stringify(value) });
      assert.equal(result.status, 1, result.stderr);
      return result.stderr;
    },
  };
}

/** Swap is counted with memory on v1 and alone on cgroup2. */
function swapValue(limitMib: number, bothMib: number): string {
  return String((v2 ? bothMib - limitMib : bothMib) * MIB);
}

suite("update by flags", () => {
  test("sets what the flags name and leaves the rest", needs("memory", "pids", "cpu"), async () => {
    const { id, value, flags } = await limited({ memory: { limit: 64 * MIB }, pids: { limit: 30 } });
    await flags("--memory", "96m", "--memory-reservation=32M", "--cpu-share", "512", "--blkio-weight", "0");
    assert.deepEqual(
      [value(MEMORY), value(RESERVATION), value(PIDS), value(SHARES)],
      [String(96 * MIB), String(32 * MIB), "30", v2 ? "59" : "512"],
    );
    await flags("--pids-limit", "-1");
    assert.equal(value(PIDS), "max");
    await flags("--pids-limit=0");
    assert.equal(value(PIDS), "1");
    await host.remove(id);
  });

  test("memory and swap belong together, whichever is given", needs("memory"), async () => {
    const { id, value, flags } = await limited({ memory: { limit: 64 * MIB, swap: 128 * MIB } });
    const both = () => [value(MEMORY), value(SWAP)];
    assert.deepEqual(both(), [String(64 * MIB), swapValue(64, 128)]);
    await flags("--memory-swap", "200m");
    assert.deepEqual(both(), [String(64 * MIB), swapValue(64, 200)]);
    await flags("--memory", "100m");
    assert.deepEqual(both(), [String(100 * MIB), swapValue(100, 200)]);
    await flags("--memory", "300m", "--memory-swap", "400m");
    assert.deepEqual(both(), [String(300 * MIB), swapValue(300, 400)]);
    await flags("--memory", "50m", "--memory-swap", "60m");
    assert.deepEqual(both(), [String(50 * MIB), swapValue(50, 60)]);
    const refused = await host.runt(["update", "--memory", "70m", id]);
    assert.equal(refused.status, 1);
    assert.match(
      refused.stderr,
      /\/memory\/limit: is 73400320, above the limit of memory and swap together, which is 62914560/,
    );
    assert.deepEqual(both(), [String(50 * MIB), swapValue(50, 60)]);
    await flags("--memory=-1");
    const [limit = "", swap = ""] = both();
    for (const text of [limit, swap]) assert.ok(text === "max" || BigInt(text) > 2n ** 60n, text);
    await host.remove(id);
  });

  test("quota or period alone keeps the other", needs("cpu"), async () => {
    const { id, value, flags } = await limited({ cpu: { quota: 50_000, period: 100_000 } });
    const PERIOD: LimitFile = ["cpu", "cpu.cfs_period_us", "cpu.max"];
    const both = () => (v2 ? value(QUOTA) : `${value(QUOTA)} ${value(PERIOD)}`);
    await flags("--cpu-period", "200000");
    assert.equal(both(), "50000 200000");
    await flags("--cpu-quota", "40000");
    assert.equal(both(), "40000 200000");
    await flags("--cpu-quota=-1");
    assert.equal(both(), v2 ? "max 200000" : "-1 200000");
    await flags("--cpu-quota=60000");
    assert.equal(both(), "60000 200000");
    await host.remove(id);
  });

  test("a burst and an idle group", needs("cpu"), async () => {
    const { id, value, flags } = await limited({ cpu: { quota: 50_000 } });
    const BURST: LimitFile = ["cpu", "cpu.cfs_burst_us", "cpu.max.burst"];
    const IDLE: LimitFile = ["cpu", "cpu.idle", "cpu.idle"];
    await flags("--cpu-quota", "80000", "--cpu-burst", "60000");
    assert.deepEqual([value(QUOTA).split(" ")[0], value(BURST)], ["80000", "60000"]);
    await flags("--cpu-quota", "30000", "--cpu-burst", "0");
    assert.deepEqual([value(QUOTA).split(" ")[0], value(BURST)], ["30000", "0"]);
    await flags("--cpu-idle", "1");
    assert.equal(value(IDLE), "1");
    await flags("--cpu-idle", "0", "--cpu-share", "2048");
    await flags("--cpu-idle", "1");
    await flags("--cpu-idle", "0");
    assert.deepEqual([value(IDLE), value(SHARES)], ["0", v2 ? "174" : "2048"]);
    await host.remove(id);
  });

  test("CPUs and memory nodes, and what is seen inside", needs("cpuset"), async () => {
    const { id, flags } = await limited({});
    await flags("--cpuset-cpus", "0", "--cpuset-mems", "0");
    const { stdout } = await host.ok(["exec", id, "/bin/sh", "-c", "grep _allowed_list /proc/self/status"]);
    assert.deepEqual(stdout.match(/\d+(-\d+)?/g), ["0", "0"]);
    await host.remove(id);
  });

  test("flags of former times are ignored with a warning", needs("pids"), async () => {
    const { id, value, flags } = await limited({ pids: { limit: 30 } });
    const { stderr } = await flags(
      "--kernel-memory",
      "5m",
      "--kernel-memory-tcp",
      "6m",
      "--pids-limit",
      "20",
    );
    assert.match(stderr, /--kernel-memory is obsolete and ignored/);
    assert.match(stderr, /--kernel-memory-tcp is obsolete and ignored/);
    assert.equal(value(PIDS), "20");
    await host.remove(id);
  });

  test("schemata of resctrl are refused where the container has none, with the flag's name", async () => {
    const { id } = await limited({});
    for (const flag of ["--l3-cache-schema", "--mem-bw-schema"]) {
      const result = await host.runt(["update", flag, "L3:0=f", id]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /RDT schemata "L3:0=f": the container has no resctrl group/);
    }
    await host.remove(id);
  });

  for (const words of [
    ["--memory", "12q"],
    ["--cpu-quota", "x"],
    ["--pids-limit", "1.5"],
    ["--cpu-share=-1"],
  ]) {
    test(`${words.join(" ")} is refused`, async () => {
      const { id } = await limited({});
      const result = await host.runt(["update", ...words, id]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, new RegExp(String(words[0]).split("=")[0]?.slice(1) ?? ""));
      await host.remove(id);
    });
  }

  test("a value that no limit can have is refused, and the next update works", needs("pids"), async () => {
    const { id, value, flags } = await limited({});
    for (const [words, message] of [
      [["--cpu-idle", "2"], /\/cpu\/idle: cpu.idle is 2/],
      [["--blkio-weight", "5000"], /\/blockIO\/weight: blockIO.weight is 5000/],
    ] as const) {
      const result = await host.runt(["update", ...words, id]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, message);
    }
    await flags("--pids-limit", "44");
    assert.equal(value(PIDS), "44");
    await host.remove(id);
  });

  test("a stopped container is refused, a created and a paused one are not", needs("pids"), async () => {
    const id = await host.create(host.bundle());
    await host.ok(["update", "--pids-limit", "33", id]);
    await host.ok(["start", id]);
    await host.reached(id, "stopped");
    const result = await host.runt(["update", "--pids-limit", "44", id]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /container not running/);
    await host.ok(["delete", id]);
    const paused = await limited({});
    await host.ok(["pause", paused.id]);
    await paused.flags("--pids-limit", "44");
    assert.equal(paused.value(PIDS), "44");
    assert.equal((await host.state(paused.id)).status, "paused");
    await host.remove(paused.id);
  });
});

suite("update by JSON", () => {
  test("comes from file, stdin or pipe, and flags beside it are ignored", needs("pids"), async () => {
    const { id, value, json } = await limited({});
    await json({ pids: { limit: 55 }, cpu: null, memory: null });
    assert.equal(value(PIDS), "55");
    const file = join(host.directory(), "resources.json");
    writeFileSync(file, '{"pids":{"limit":66}}');
    await host.ok(["update", "-r", file, "--pids-limit", "77", id]);
    assert.equal(value(PIDS), "66");
    await host.ok(["update", "--resources", "-", id], { stdin: "{}" });
    assert.equal(value(PIDS), "66");
    const words = [...host.words("update", "-r"), PIPE, id];
    succeeded(await execute(substituted('{"pids":{"limit":88}}', words)));
    assert.equal(value(PIDS), "88");
    await host.remove(id);
  });

  test("an unlimited number beyond 53 bits survives the next update", needs("memory"), async () => {
    const { id, value, flags } = await limited({ memory: { limit: 64 * MIB } });
    await host.ok(["update", "-r", "-", id], { stdin: '{"memory":{"reservation":9223372036854771712}}' });
    await flags("--memory", "32m");
    assert.equal(value(MEMORY), String(32 * MIB));
    await host.remove(id);
  });

  test(
    "all or nothing: after a failure every value is what it was",
    needs("memory", "pids", "cpu", "cpuset"),
    async () => {
      const { id, value, refusedJson } = await limited({
        memory: { limit: 64 * MIB, swap: 128 * MIB, reservation: 32 * MIB },
        pids: { limit: 30 },
        cpu: { shares: 512, quota: 50_000, burst: 10_000 },
      });
      const all = () => [MEMORY, SWAP, RESERVATION, PIDS, SHARES, QUOTA].map(value);
      const tooMany = { pids: { limit: 99_999_999 } };
      const before = all();
      const changed = {
        memory: { limit: 32 * MIB, swap: 32 * MIB, reservation: 16 * MIB },
        cpu: { shares: 2048, quota: 5000, burst: 0 },
        pids: { limit: 99 },
      };
      // Controllers are written in a fixed order: one failure for the first, one for the last.
      const cpus = await refusedJson({ ...changed, cpu: { ...changed.cpu, cpus: "4000" } });
      assert.match(cpus, /write "4000" to \/sys\/fs\/cgroup\/.*cpuset\.cpus/);
      assert.match(cpus, /\/cpu\/cpus/);
      assert.deepEqual(all(), before);
      if (!v2) {
        const OOM: LimitFile = ["memory", "memory.oom_control", ""];
        const killer = value(OOM);
        await refusedJson({ memory: { disableOOMKiller: true }, ...tooMany });
        assert.equal(value(OOM), killer);
      }
      await refusedJson({ cpu: { idle: 1 }, ...tooMany });
      assert.deepEqual(all(), before);
      const size = await refusedJson({ ...changed, hugepageLimits: [{ pageSize: "3MB", limit: 1 }] });
      assert.match(size, /cannot set hugetlb\.3MB\.\S+ to "1"/);
      assert.match(size, /\/hugepageLimits\/0\/limit/);
      assert.deepEqual(all(), before);
      await host.remove(id);
    },
  );

  test(
    "a limit below the use is refused where that is asked for, and nothing is killed",
    needs("memory"),
    async () => {
      const { id, value, refusedJson } = await limited({ memory: { limit: 64 * MIB } }, (config) => {
        config.process.args = ["/probe", "allocate", "24", "wait"];
      });
      const { pid } = await host.state(id);
      const message = await refusedJson({ memory: { limit: 4 * MIB, checkBeforeUpdate: true } });
      if (v2)
        assert.match(
          message,
          /memory\.max to "4194304": rejecting memory limit 4194304: cgroup \S+ uses \d+ bytes now/,
        );
      else assert.match(message, /write "4194304" to \S+memory\.limit_in_bytes: .*device or resource busy/);
      assert.match(message, /\/memory\/limit/);
      assert.equal(value(MEMORY), String(64 * MIB));
      assert.equal((await host.state(id)).pid, pid);
      await host.remove(id);
    },
  );
});

suite("update of devices", { skip: rootOnly }, () => {
  const KMSG = { type: "c", major: 1, minor: 11 };
  const NONE = { allow: false, access: "rwm" };
  const opened = async (id: string, ...paths: string[]) => {
    const actions = paths.flatMap((path) => ["open", path, "w"]);
    return errnos(linesOf((await host.ok(["exec", id, "/probe", ...actions])).stdout));
  };
  const withNode = (config: Config) => {
    privileged(config);
    config.process.args = ["/probe", "mknod", "/kmsg", "c", "1", "11", "wait"];
  };

  test("what is denied can't be opened and what is allowed can, before and after", async () => {
    const { id, json } = await limited({ devices: [NONE] }, withNode);
    assert.deepEqual(await opened(id, "/dev/null", "/kmsg"), [0, EPERM]);
    await json({ devices: [NONE, { allow: true, ...KMSG, access: "w" }] });
    assert.deepEqual(await opened(id, "/dev/null", "/kmsg"), [0, 0]);
    await json({ pids: { limit: 100 } });
    assert.deepEqual(await opened(id, "/dev/null", "/kmsg"), [0, 0]);
    await json({
      devices: [
        { allow: true, access: "rwm" },
        { allow: false, ...KMSG, access: "w" },
      ],
    });
    assert.deepEqual(await opened(id, "/dev/null", "/kmsg"), [0, EPERM]);
    await json({ devices: [] });
    assert.deepEqual(await opened(id, "/dev/null", "/kmsg"), [0, EPERM]);
    await host.remove(id);
  });

  test("no moment is open or closed between two lists that agree", async () => {
    const { id, bundle, json } = await limited({ devices: [NONE] }, (config) => {
      privileged(config);
      const script =
        "mknod /kmsg c 1 11; while :; do : >/dev/null || echo closed >>/seen; (: >/kmsg) 2>/dev/null && echo open >>/seen; : >/round; done";
      config.process.args = ["/bin/sh", "-c", script];
    });
    bundle.file("seen", "");
    for (let round = 0; round < 4; round += 1) {
      await json({
        devices: [
          { allow: true, access: "rwm" },
          { allow: false, ...KMSG, access: "w" },
        ],
      });
      await json({ devices: [NONE, { allow: true, type: "c", major: 10, minor: round, access: "rw" }] });
      await json({ devices: [NONE] });
    }
    const { stdout } = await host.ok(["exec", id, "/bin/cat", "/seen"]);
    assert.equal(stdout, "");
    assert.equal((await host.state(id)).status, "running");
    await host.remove(id);
  });

  test("a failure after all is written puts rules and values back", needs("pids"), async () => {
    const { id, value, refusedJson } = await limited({ devices: [NONE], pids: { limit: 30 } }, withNode);
    const inTheWay = join(host.stateRoot, id, ".resources.json");
    mkdirSync(inTheWay);
    for (const devices of [[{ allow: true, access: "rwm" }], [NONE, { allow: true, ...KMSG, access: "w" }]]) {
      assert.match(await refusedJson({ devices, pids: { limit: 20 } }), /resources\.json/);
      assert.deepEqual(await opened(id, "/dev/null", "/kmsg"), [0, EPERM]);
      assert.equal(value(PIDS), "30");
    }
    rmdirSync(inTheWay);
    await host.remove(id);
  });
});
