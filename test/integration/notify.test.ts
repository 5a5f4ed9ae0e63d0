// SPDX-License-Identifier: Apache-2.0
/** NOTIFY_SOCKET: what a container tells its service manager, with a datagram socket in the manager's place. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { eventually, type ExecuteOptions, Running } from "../harness/execute.ts";
import { type Edit, testHost } from "../harness/host.ts";
import { linesOf, type Report } from "../harness/lines.ts";
import { mountAt } from "../harness/mountinfo.ts";
import { isRunt, tool } from "../harness/places.ts";

const host = testHost("notify");
const own = { skip: isRunt ? false : "runc passes on less, and waits for ever in the foreground" };

/** A service manager; `texts` are the datagrams so far, each without the newline at its end. */
class Manager {
  readonly address: string;
  readonly #receiver: Running;

  constructor(address: string, mode: "notify" | "hold") {
    this.address = address;
    this.#receiver = new Running([tool("receive"), address, mode]);
  }

  static async at(address: string, mode: "notify" | "hold" = "notify"): Promise<Manager> {
    const manager = new Manager(address, mode);
    await eventually("the manager listens", () => manager.#receiver.stdout.includes("bound"));
    return manager;
  }

  get env(): ExecuteOptions {
    return { env: { PATH: "/usr/bin:/bin", NOTIFY_SOCKET: this.address } };
  }

  get texts(): string[] {
    const lines = linesOf(this.#receiver.stdout).slice(1);
    return lines.map((line) => String(line["payload"]).trimEnd());
  }

  async heard(text: string): Promise<void> {
    await eventually(`the manager hears ${text}`, () => this.texts.includes(text));
  }

  async end(): Promise<string[]> {
    const { texts } = this;
    this.#receiver.child.kill("SIGKILL");
    await this.#receiver.done;
    return texts;
  }
}

const manager = (mode?: "notify" | "hold"): Promise<Manager> =>
  Manager.at(join(host.directory("m"), "socket"), mode);

/** A bundle whose program does these actions; what it prints is in /log. */
function speaking(...actions: string[]) {
  return host.bundle((config) => {
    config.process.args = ["/probe", "to", "/log", ...actions];
  });
}

const logOf = (bundle: { path(inside: string): string }) => linesOf(readFileSync(bundle.path("log"), "utf8"));

suite("NOTIFY_SOCKET in the foreground", () => {
  test("readiness comes with the runtime as main process, and status follows to the end", own, async () => {
    const service = await manager();
    const bundle = speaking("notify", "STATUS=a", "notify", "READY=1\nSTATUS=b", "notify", "STOPPING=1");
    const running = host.background(["run", "--bundle", bundle.directory, host.id()], service.env);
    const { pid } = running;
    assert.equal((await running.done).status, 0);
    await service.heard("STOPPING=1");
    assert.deepEqual(await service.end(), ["STATUS=a", "READY=1\nSTATUS=b", `MAINPID=${pid}`, "STOPPING=1"]);
    assert.deepEqual(
      logOf(bundle).map((line) => [line["socket"], line["errno"]]),
      Array.from({ length: 3 }, () => ["/run/notify/notify.sock", 0]),
    );
  });

  test("what names processes, fds or senders is not passed on", own, async () => {
    const service = await manager();
    const hostile = "MAINPID=1\nNOTIFYACCESS=all\nFDSTORE=1\nREADY=1\nX=1\nMAINPIDFDID=7";
    const bundle = speaking("notify", "MAINPID=1", "notify", hostile);
    const running = host.background(["run", "--bundle", bundle.directory, host.id()], service.env);
    const { pid } = running;
    assert.equal((await running.done).status, 0);
    await service.heard(`MAINPID=${pid}`);
    assert.deepEqual(await service.end(), ["READY=1", `MAINPID=${pid}`]);
  });

  test("a program that never is ready ends all the same, with its status", own, async () => {
    const service = await manager();
    const bundle = speaking("exit", "7");
    assert.equal((await host.run(bundle, service.env)).status, 7);
    assert.deepEqual(await service.end(), []);
  });

  test("signals reach the program before it is ready", own, async () => {
    const service = await manager();
    const bundle = speaking("trap", "/signals");
    const running = host.background(["run", "--bundle", bundle.directory, host.id()], service.env);
    await eventually("the program traps signals", () => existsSync(bundle.path("signals")));
    running.child.kill("SIGTERM");
    assert.equal((await running.done).status, 15);
    await service.end();
  });
});

suite("NOTIFY_SOCKET and a container that stays", () => {
  for (const address of ["path", "abstract"]) {
    test(`start waits for readiness, and tells the container's pid at an address that is ${address}`, async () => {
      const service = await (address === "path" ? manager() : Manager.at(`@${host.id()}`));
      const bundle = speaking("sleep", "0.5", "notify", "READY=1", "wait");
      const id = host.id();
      await host.ok(["create", "--bundle", bundle.directory, id], service.env);
      assert.deepEqual(service.texts, []);
      await host.ok(["start", id], service.env);
      const { pid, status } = await host.state(id);
      assert.equal(status, "running");
      assert.deepEqual(await service.end(), ["READY=1", `MAINPID=${pid}`, "BARRIER=1"]);
      await host.remove(id);
    });
  }

  test("run --detach waits too", async () => {
    const service = await manager();
    const bundle = speaking("sleep", "0.5", "notify", "READY=1", "wait");
    const id = host.id();
    await host.ok(["run", "--detach", "--bundle", bundle.directory, id], service.env);
    const { pid } = await host.state(id);
    assert.deepEqual(await service.end(), ["READY=1", `MAINPID=${pid}`, "BARRIER=1"]);
    await host.remove(id);
  });

  test("other commands reach the container while start waits", async () => {
    const service = await manager();
    const bundle = speaking("wait");
    const id = host.id();
    await host.ok(["create", "--bundle", bundle.directory, id], service.env);
    const starting = host.background(["start", id], service.env);
    await host.reached(id, "running");
    assert.equal((await host.ok(["exec", id, "/bin/sh", "-c", "echo $NOTIFY_SOCKET"])).stdout, "\n");
    await host.ok(["delete", "--force", id]);
    const { status } = await starting.done;
    assert.equal(status, 0);
    assert.deepEqual(await service.end(), []);
  });

  test("start returns while the manager keeps the barrier's other end, once that is closed", async () => {
    const service = await manager("hold");
    const bundle = speaking("notify", "READY=1", "wait");
    const id = host.id();
    await host.ok(["create", "--bundle", bundle.directory, id], service.env);
    const starting = host.background(["start", id], service.env);
    await service.heard("BARRIER=1");
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(starting.child.exitCode, null, "start waits for the manager");
    await service.end();
    assert.equal((await starting.done).status, 0);
    await host.remove(id);
  });

  test("a container that ends before it is ready ends start, with a warning", own, async () => {
    const service = await manager();
    const bundle = speaking("exit", "3");
    const id = host.id();
    await host.ok(["create", "--bundle", bundle.directory, id], service.env);
    const { stderr } = await host.ok(["start", id], service.env);
    assert.match(stderr, /ended before it was ready/);
    assert.deepEqual(await service.end(), []);
    await host.ok(["delete", id]);
  });

  test("nothing is relayed where start is not told, or create was not", own, async () => {
    const service = await manager();
    for (const [atCreate, atStart, warning] of [
      [service.env, {}, /^$/],
      [{}, service.env, /NOTIFY_SOCKET is ignored: create was called without it/],
    ] as const) {
      const bundle = speaking("notify", "READY=1", "wait");
      const id = host.id();
      await host.ok(["create", "--bundle", bundle.directory, id], atCreate);
      assert.match((await host.ok(["start", id], atStart)).stderr, warning);
      await eventually("the program has tried", () => existsSync(bundle.path("log")));
      await host.remove(id);
    }
    assert.deepEqual(await service.end(), []);
  });
});

suite("NOTIFY_SOCKET without a manager", () => {
  const nobody = (address: string): ExecuteOptions => ({
    env: { PATH: "/usr/bin:/bin", NOTIFY_SOCKET: address },
  });

  test("start refuses, names the variable, and the container waits on", own, async () => {
    const missing = join(host.directory(), "missing");
    for (const [address, words] of [
      [missing, /NOTIFY_SOCKET ".*missing": connect: no such file or directory/],
      [`@${host.id()}`, /NOTIFY_SOCKET "@.*": connect: connection refused/],
      ["relative", /NOTIFY_SOCKET "relative": connect: invalid argument/],
      ["vsock:2:1", /NOTIFY_SOCKET "vsock:2:1": connect: invalid argument/],
    ] as const) {
      const id = host.id();
      const bundle = speaking("wait");
      await host.ok(["create", "--bundle", bundle.directory, id], nobody(address));
      const { status, stderr } = await host.runt(["start", id], nobody(address));
      assert.equal(status, 1);
      assert.match(stderr, words);
      assert.equal((await host.state(id)).status, "created");
      await host.remove(id);
    }
  });

  test("run warns and runs", own, async () => {
    const bundle = speaking("notify", "READY=1", "exit", "4");
    const result = await host.run(bundle, nobody(join(host.directory(), "missing")));
    assert.equal(result.status, 4);
    assert.match(result.stderr, /connect: no such file or directory: nobody is told/);
    assert.equal(logOf(bundle)[0]?.["errno"], 2);
  });

  test("without a mount namespace it is ignored with a warning", own, async () => {
    const service = await manager();
    const bundle = host.bundle((config) => {
      config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "mount");
      config.mounts = [];
      Object.assign(config.linux, { maskedPaths: [], readonlyPaths: [] });
    });
    const result = await host.run(bundle, service.env);
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stderr, /NOTIFY_SOCKET is ignored/);
    assert.equal(JSON.parse(result.stdout).env.join().includes("NOTIFY_SOCKET"), false);
    await service.end();
  });
});

suite("the container's side of NOTIFY_SOCKET", () => {
  const reportWith = async (edit: Edit): Promise<Report> => {
    const service = await manager();
    try {
      return await host.report(edit, service.env);
    } finally {
      await service.end();
    }
  };

  test("is a read-only mount, and the last of the variables of that name", own, async () => {
    const report = await reportWith((config) => {
      config.process.env.push("NOTIFY_SOCKET=/elsewhere");
      config.root.readonly = true;
    });
    assert.deepEqual(
      report.env.filter((entry) => entry.startsWith("NOTIFY_SOCKET")),
      ["NOTIFY_SOCKET=/run/notify/notify.sock"],
    );
    const mount = mountAt(report.mountinfo, "/run/notify");
    assert.deepEqual(mount?.options.filter((option) => option !== "relatime").sort(), [
      "nodev",
      "noexec",
      "nosuid",
      "ro",
    ]);
  });

  test("is reached by an ordinary user in a user namespace", own, async () => {
    const service = await manager();
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "notify", "READY=1"];
      config.process.user = { uid: 500, gid: 500 };
      config.linux.namespaces.push({ type: "user" });
      config.linux["uidMappings"] = [{ containerID: 0, hostID: 100000, size: 1000 }];
      config.linux["gidMappings"] = [{ containerID: 0, hostID: 100000, size: 1000 }];
    });
    bundle.mkdir("run/notify");
    const result = await host.run(bundle, service.env);
    assert.equal(result.status, 0, result.stderr);
    assert.equal(linesOf(result.stdout)[0]?.["errno"], 0);
    await service.heard("READY=1");
    await service.end();
  });

  test("a link in the image does not lead the mount out of the root filesystem (F33)", async () => {
    const service = await manager();
    const outside = host.directory("outside");
    writeFileSync(join(outside, "file"), "");
    const bundle = speaking("notify", "READY=1");
    mkdirSync(bundle.path("run"), { recursive: true });
    symlinkSync(outside, bundle.path("run/notify"));
    await host.run(bundle, service.env);
    assert.equal(existsSync(join(outside, "notify.sock")), false);
    await service.end();
  });

  test("delete removes the socket's directory", async () => {
    const service = await manager();
    const bundle = speaking("notify", "READY=1");
    const id = host.id();
    await host.ok(["run", "--detach", "--bundle", bundle.directory, id], service.env);
    assert.equal(existsSync(join(host.stateRoot, id, "notify")), true);
    await host.remove(id);
    assert.equal(existsSync(join(host.stateRoot, id)), false);
    await service.end();
  });
});

suite("plan with NOTIFY_SOCKET", () => {
  test("shows the mount and the variable", own, async () => {
    const { stdout } = await host.ok(["plan", "--bundle", host.bundle().directory], {
      env: { PATH: "/usr/bin:/bin", NOTIFY_SOCKET: "/run/manager" },
    });
    assert.match(stdout, /\/run\/notify/);
    assert.match(stdout, /NOTIFY_SOCKET=\/run\/notify\/notify\.sock/);
  });
});
