// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { processesBelow } from "../harness/cgroups.ts";
import { eventually } from "../harness/execute.ts";
import { byUser } from "../harness/driver.ts";
import { testHost } from "../harness/host.ts";

const host = testHost("kill");
const noProc = byUser && "a user namespace mounts /proc of its own pid namespaces only";

async function trapping() {
  const made = await host.running((config) => {
    config.process.args = ["/probe", "trap", "/signals"];
  });
  const seen = () =>
    existsSync(made.bundle.path("signals"))
      ? readFileSync(made.bundle.path("signals"), "utf8").trim().split("\n")
      : [];
  await eventually("the program traps signals", () => seen().includes("ready"));
  return { ...made, seen };
}

suite("kill", () => {
  const forms: [string[], string][] = [
    [["USR1"], "10"],
    [["SIGUSR1"], "10"],
    [["usr1"], "10"],
    [["sigusr1"], "10"],
    [["10"], "10"],
    [["HUP"], "1"],
    [["WINCH"], "28"],
    [["RTMIN+3"], "37"],
    [["64"], "64"],
    [[], "15"],
  ];
  for (const [words, number] of forms) {
    test(`${words[0] ?? "no signal"} sends ${number}`, async () => {
      const { id, seen } = await trapping();
      await host.ok(["kill", id, ...words]);
      await eventually(`signal ${number} arrives`, () => seen().includes(number));
      await host.remove(id);
    });
  }

  test("0 probes a running container", async () => {
    const { id } = await host.running();
    await host.ok(["kill", id, "0"]);
    assert.equal((await host.state(id)).status, "running");
    await host.remove(id);
  });

  for (const signal of ["NOSUCH", "SIGSIG", "USR9", "1x", "-1", "65", "4294967305"]) {
    test(`${signal} is refused`, async () => {
      const { id } = await host.running();
      const result = await host.runt(["kill", id, signal]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /signal/);
      assert.equal((await host.state(id)).status, "running");
      await host.remove(id);
    });
  }

  test("a stopped container is not running; --all makes that no error (F15)", async () => {
    const { id } = await host.running();
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    const result = await host.runt(["kill", id, "TERM"]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /container not running/);
    await host.ok(["kill", "--all", id, "9"]);
    await host.ok(["kill", "-a", id, "KILL"]);
    await host.ok(["delete", id]);
  });

  test("delete refuses a running container, which goes on (F16)", async () => {
    const { id, pid } = await host.running();
    const result = await host.runt(["delete", id]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /cannot delete container .* that is not stopped: running/);
    assert.equal((await host.state(id)).pid, pid);
    await host.remove(id);
  });

  test("delete kills and removes a created container", async () => {
    const id = await host.create(host.bundle());
    const { pid } = await host.state(id);
    await host.ok(["delete", id]);
    await eventually("init is gone", () => !existsSync(`/proc/${pid}/root`));
    assert.equal((await host.runt(["state", id])).status, 1);
  });

  test("delete --force ends a fork bomb in its own pid namespace (F17)", async () => {
    const { id, bundle } = await host.running((config) => {
      config.process.args = ["/probe", "fork", "200", "wait"];
    });
    await eventually(
      "the children run",
      () => processesBelow(String(bundle.config.linux.cgroupsPath)).length > 100,
    );
    await host.ok(["delete", "--force", id]);
    assert.deepEqual(processesBelow(String(bundle.config.linux.cgroupsPath)), []);
  });

  test("KILL of a container in the host's pid namespace kills its children too", {
    skip: noProc,
  }, async () => {
    const { id, bundle } = await host.running((config) => {
      config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "pid");
      config.process.args = ["/probe", "fork", "5", "wait"];
    });
    const cgroup = String(bundle.config.linux.cgroupsPath);
    await eventually("the children run", () => processesBelow(cgroup).length === 6);
    await host.ok(["kill", id, "KILL"]);
    await eventually("all are dead", () => processesBelow(cgroup).length === 0);
    await host.ok(["delete", id]);
  });

  test("kill --all KILL reaches what init left behind in the host's pid namespace", {
    skip: noProc,
  }, async () => {
    const { id, bundle } = await host.running((config) => {
      config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "pid");
      config.process.args = ["/probe", "fork", "3", "exit", "0"];
    });
    const cgroup = String(bundle.config.linux.cgroupsPath);
    await host.reached(id, "stopped");
    assert.equal(processesBelow(cgroup).length, 3);
    await host.ok(["kill", "--all", id, "9"]);
    await eventually("all are dead", () => processesBelow(cgroup).length === 0);
    await host.ok(["delete", "--force", id]);
  });
});
