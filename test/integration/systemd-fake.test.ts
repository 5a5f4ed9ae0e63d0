// SPDX-License-Identifier: Apache-2.0
/** The systemd cgroup driver against a peer that fails as systemd can fail. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, suite, test } from "node:test";
import { byUser } from "../harness/driver.ts";
import { cgroupsBelow, removeCgroups } from "../harness/cgroups.ts";
import { type Answer, fakeSystemd } from "../harness/fake-systemd.ts";
import { testHost } from "../harness/host.ts";
import { MEMORY, needs, PIDS, readLimit, withResources } from "../harness/limits.ts";
import type { Config } from "../harness/config.ts";
import type { Result } from "../harness/execute.ts";

const host = testHost("systemd-fake");
const fake = fakeSystemd(host.directory("bus"));
const skip = byUser ? "the system's manager is root's" : needs("memory", "pids").skip;
const MIB = 1024 * 1024;
const SLICE = `runtfake${process.pid}.slice`;
// A slice outlives its last unit, and nobody else stops this one.
after(() => removeCgroups(`/${SLICE}`));

/** Answers calls of one member, the first `times` times. */
function onMember(member: string, answer: Answer, times = Number.POSITIVE_INFINITY): Answer {
  let left = times;
  return (call, peer) => {
    if (call.member !== member || left <= 0) return false;
    left -= 1;
    return answer(call, peer);
  };
}

const fails =
  (name: string, text: string): Answer =>
  (call, peer) => {
    peer.fail(call, name, text);
    return true;
  };

/** The job is made and ends so. */
const endsWith =
  (result: string): Answer =>
  (call, peer) => {
    const job = fake.newJob();
    peer.reply(call, "o", job);
    peer.jobRemoved(job, String(call.body[0]), result);
    return true;
  };

function runt(...words: string[]): Promise<Result> {
  return host.runt(["--systemd-cgroup", ...words], { env: fake.environment });
}

interface Asked {
  id: string;
  unit: string;
  result: Result;
}

async function create(edit: (config: Config) => void = () => undefined): Promise<Asked> {
  const id = host.id();
  const bundle = host.bundle((config) => {
    config.linux.cgroupsPath = `${SLICE}:runt:${id}`;
    withResources({ memory: { limit: 64 * MIB }, pids: { limit: 30 } })(config);
    edit(config);
  });
  fake.calls.length = 0;
  const result = await runt("create", "--bundle", bundle.directory, id);
  return { id, unit: `runt-${id}.scope`, result };
}

/** The create failed with this error, and nothing is left. */
function assertRefused({ id, result }: Asked, ...wanted: (string | RegExp)[]): void {
  assert.equal(result.status, 1, result.stderr);
  for (const each of wanted) {
    if (typeof each === "string")
      assert.ok(result.stderr.includes(each), `${each} is not in ${result.stderr}`);
    else assert.match(result.stderr, each);
  }
  assert.equal(existsSync(join(host.stateRoot, id)), false);
  assert.deepEqual(
    cgroupsBelow(`/${SLICE}`).filter((path) => path.includes(id)),
    [],
  );
}

/** Units started, reset and stopped. */
function unitCalls(): string[] {
  return fake.calls.filter((call) => call.includes(".scope"));
}

suite("create with systemd", { skip }, () => {
  afterEach(() => {
    fake.answer = () => false;
    fake.version = "257";
  });

  test("starts the unit, and delete stops and resets it", async () => {
    const { id, unit, result } = await create();
    assert.equal(result.status, 0, result.stderr);
    assert.deepEqual(unitCalls(), [`StartTransientUnit ${unit}`]);
    assert.equal(fake.properties.get("Slice"), SLICE);
    assert.equal(fake.properties.get("TasksMax"), 30n);
    fake.calls.length = 0;
    assert.equal((await runt("delete", "--force", id)).status, 0);
    assert.deepEqual(unitCalls(), [`StopUnit ${unit}`, `ResetFailedUnit ${unit}`]);
  });

  test("resets a unit that exists and tries once more", async () => {
    fake.answer = onMember(
      "StartTransientUnit",
      fails("org.freedesktop.systemd1.UnitExists", "Unit was already loaded or has a fragment file."),
      1,
    );
    const { id, unit, result } = await create();
    assert.equal(result.status, 0, result.stderr);
    assert.deepEqual(unitCalls(), [
      `StartTransientUnit ${unit}`,
      `ResetFailedUnit ${unit}`,
      `StartTransientUnit ${unit}`,
    ]);
    await runt("delete", "--force", id);
  });

  test("is refused where the unit exists after the reset too", async () => {
    fake.answer = onMember(
      "StartTransientUnit",
      fails("org.freedesktop.systemd1.UnitExists", "Unit was already loaded."),
    );
    const asked = await create();
    assertRefused(asked, "org.freedesktop.systemd1.UnitExists", "choose another name in linux.cgroupsPath");
    assert.equal(fake.calls.filter((call) => call.startsWith("StartTransientUnit")).length, 2);
  });

  for (const end of ["failed", "canceled", "timeout", "dependency"]) {
    test(`is refused where systemd's job ends with "${end}"`, async () => {
      fake.answer = onMember("StartTransientUnit", endsWith(end));
      const asked = await create();
      assertRefused(asked, `start unit ${asked.unit}: systemd's job ended with "${end}"`, "journalctl -u");
      assert.ok(unitCalls().includes(`ResetFailedUnit ${asked.unit}`));
    });
  }

  test("is refused where the bus is closed before the answer", async () => {
    fake.answer = onMember("StartTransientUnit", (_call, peer) => {
      peer.close();
      return true;
    });
    assertRefused(await create(), /start unit .*: the connection was closed/);
  });

  test("is refused where the bus is closed before the job has ended", async () => {
    fake.answer = onMember("StartTransientUnit", (call, peer) => {
      peer.reply(call, "o", fake.newJob());
      setTimeout(() => peer.close(), 50);
      return true;
    });
    assertRefused(await create(), /start unit .*: the connection was closed/);
  });

  test("does not mind ends of others' jobs, nor that of its own before the answer", async () => {
    fake.answer = onMember("StartTransientUnit", (call, peer) => {
      const job = fake.newJob();
      peer.jobRemoved(fake.newJob(), "other.scope", "failed");
      peer.jobRemoved(job, String(call.body[0]), "done");
      peer.jobRemoved(fake.newJob(), "another.scope", "failed");
      peer.reply(call, "o", job);
      return true;
    });
    // The usual peer would have put init into the unit.
    const { id, result } = await create();
    if (result.status === 0) await runt("delete", "--force", id);
    else assert.match(result.stderr, /systemd has put the container's first process into/);
  });

  test("names the annotation whose property systemd refuses", async () => {
    fake.answer = onMember(
      "StartTransientUnit",
      fails(
        "org.freedesktop.DBus.Error.PropertyReadOnly",
        "Cannot set property NoSuchThing, or unknown property.",
      ),
    );
    const asked = await create((config) => {
      config.annotations = { "org.systemd.property.NoSuchThing": "true" };
    });
    assertRefused(asked, "/annotations/org.systemd.property.NoSuchThing", "(property NoSuchThing)");
  });

  test("names the limit whose property systemd refuses", async () => {
    fake.answer = onMember(
      "StartTransientUnit",
      fails("org.freedesktop.DBus.Error.InvalidArgs", "TasksMax= is out of range"),
    );
    assertRefused(
      await create(),
      "/linux/resources/pids/limit",
      "(property TasksMax)",
      "TasksMax= is out of range",
    );
  });

  test(
    "leaves out properties that an old systemd does not know, and writes the files",
    needs("cpuset"),
    async () => {
      fake.version = "243";
      const { id, result } = await create((config) => {
        withResources({ pids: { limit: 30 }, cpu: { cpus: "0", quota: 50_000, period: 100_000 } })(config);
      });
      assert.equal(result.status, 0, result.stderr);
      assert.deepEqual(
        [fake.properties.has("AllowedCPUs"), fake.properties.has("CPUQuotaPerSecUSec")],
        [false, true],
      );
      const { pid } = JSON.parse((await runt("state", id)).stdout) as { pid: number };
      assert.match(readFileSync(`/proc/${pid}/status`, "utf8"), /^Cpus_allowed_list:\s0$/m);
      await runt("delete", "--force", id);
    },
  );
});

suite("create with a systemd that does not answer", { skip, concurrency: true }, () => {
  test("waits no longer than 30 s for the job, and stops the unit", async () => {
    const begin = performance.now();
    fake.answer = onMember("StartTransientUnit", (call, peer) => {
      peer.reply(call, "o", fake.newJob());
      return true;
    });
    const asked = await create();
    fake.answer = () => false;
    assertRefused(asked, /start unit .*: no answer in time/);
    assert.ok(performance.now() - begin > 25_000);
    assert.ok(unitCalls().includes(`StopUnit ${asked.unit}`));
  });
});

suite("update with systemd", { skip }, () => {
  test("puts files and saved limits back where systemd refuses", async () => {
    const { id, unit, result } = await create();
    assert.equal(result.status, 0, result.stderr);
    const path = `/${SLICE}/${unit}`;
    const values = () => [readLimit(path, MEMORY), readLimit(path, PIDS)];
    const before = values();
    for (const [name, text] of [
      ["org.freedesktop.DBus.Error.InvalidArgs", "TasksMax= is out of range"],
      ["org.freedesktop.systemd1.NoSuchUnit", `Unit ${unit} not loaded.`],
    ] as const) {
      fake.answer = onMember("SetUnitProperties", fails(name, text));
      const refused = await runt("update", "--memory", "96m", "--pids-limit", "20", id);
      assert.equal(refused.status, 1);
      assert.match(refused.stderr, new RegExp(`change unit ${unit}: ${name}: `));
      assert.deepEqual(values(), before);
      assert.equal(existsSync(join(host.stateRoot, id, "resources.json")), false);
    }
    fake.answer = () => false;
    assert.equal((await runt("update", "--pids-limit", "20", id)).status, 0);
    assert.equal(fake.properties.get("TasksMax"), 20n);
    await runt("delete", "--force", id);
  });

  test("does not ask systemd where the kernel refuses", async () => {
    const { id, result } = await create();
    assert.equal(result.status, 0, result.stderr);
    fake.calls.length = 0;
    const refused = await runt("update", "--pids-limit", "20", "--cpuset-cpus", "4000", id);
    assert.equal(refused.status, 1);
    assert.deepEqual(fake.calls, []);
    await runt("delete", "--force", id);
  });
});

suite("delete with systemd", { skip }, () => {
  test("goes on where the unit is gone, and where the bus is closed it warns", async () => {
    for (const [answer, warning] of [
      [fails("org.freedesktop.systemd1.NoSuchUnit", "Unit not loaded."), /^$/],
      [
        ((_call, peer) => {
          peer.close();
          return true;
        }) as Answer,
        /the connection was closed/,
      ],
    ] as const) {
      fake.answer = () => false;
      const { id, result } = await create();
      assert.equal(result.status, 0, result.stderr);
      fake.answer = onMember("StopUnit", answer);
      const deleted = await runt("delete", "--force", id);
      assert.equal(deleted.status, 0, deleted.stderr);
      assert.match(deleted.stderr, warning);
      assert.equal(existsSync(join(host.stateRoot, id)), false);
    }
    fake.answer = () => false;
  });
});
