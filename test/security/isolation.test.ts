// SPDX-License-Identifier: Apache-2.0
/** What a container, an image or a caller can reach: by the numbers of ids.ts. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { suite, test } from "node:test";
import { treeHash } from "../harness/attack.ts";
import type { Bundle } from "../harness/bundle.ts";
import { type Config, privileged } from "../harness/config.ts";
import { byUser } from "../harness/driver.ts";
import { eventually, execute, Running } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { ENOENT, errnos, linesOf, type Report } from "../harness/lines.ts";
import { isStatic, runtime, tool } from "../harness/places.ts";

const host = testHost("isolation");

suite("the message to init", () => {
  for (const size of [65_535, 65_536, 65_537, 100_000]) {
    test(`S08: an argument and a variable of ${size} bytes that look like records come through whole`, async () => {
      const record = "\u0001\u0000".replaceAll("\0", "\u0002").repeat(8);
      const text = record.repeat(Math.ceil(size / record.length)).slice(0, size);
      const bundle = host.bundle((config) => {
        config.process.args = ["/probe", "report", "touch", `/dev/null/${text}`];
        config.process.env.push(`LONG=${text}`);
      });
      const [report = ""] = (await host.run(bundle)).stdout.split("\n");
      const { env, args } = JSON.parse(report) as Report & { args: string[] };
      assert.equal(args[3], `/dev/null/${text}`);
      assert.ok(env.includes(`LONG=${text}`));
    });
  }

  test("S08: 1 MiB of variables comes through whole", async () => {
    const variables = Array.from({ length: 32 }, (_, index) => `V${index}=${"v".repeat(32_000)}`);
    const report = await host.report((config) => {
      config.process.env.push(...variables);
    });
    for (const variable of variables) assert.ok(report.env.includes(variable));
  });
});

suite("texts that the message to init holds once more", () => {
  for (const size of [65_535, 65_536, 65_537, 200_000])
    test(`S08: a namespace's path and a mount's source of ${size} bytes are refused, and nothing of them is taken for more`, async () => {
      const path = `/${"\u0001\u0002/".repeat(Math.ceil(size / 3)).slice(1, size)}`;
      await host.refused((config) => {
        config.linux.namespaces = config.linux.namespaces.map(({ type }) =>
          type === "network" ? { type, path } : { type },
        );
      }, /name too long/);
      await host.refused((config) => {
        config.mounts.push({ destination: "/m", type: "none", source: path, options: ["bind"] });
      }, /name too long/);
    });

  test("S08: of 2,000 mappings none is taken for another", async () => {
    await host.refused((config) => {
      const mappings = Array.from({ length: 2000 }, (_, index) => ({
        containerID: index,
        hostID: 100_000 + index,
        size: 1,
      }));
      const others = config.linux.namespaces.filter(({ type }) => type !== "user");
      config.linux.namespaces = [...others, { type: "user" }];
      config.linux["uidMappings"] = mappings;
      config.linux["gidMappings"] = mappings;
    }, /mappings?/i);
  });
});

suite("init and the runtime as processes", () => {
  test("rule 2.4.5: init that waits for start holds no directory but the container's root", {
    skip: byUser ? "init can't be looked into" : false,
  }, async () => {
    const bundle = host.bundle();
    const id = await host.create(bundle);
    const { pid } = await host.state(id);
    assert.equal(readlinkSync(`/proc/${pid}/root`), "/");
    const root = statSync(bundle.rootfs).ino;
    for (const fd of [...readdirSync(`/proc/${pid}/fd`).map((name) => `fd/${name}`), "cwd"]) {
      const stat = statSync(`/proc/${pid}/${fd}`, { throwIfNoEntry: false });
      if (stat?.isDirectory() === true) assert.equal(stat.ino, root, fd);
    }
    await host.remove(id);
  });

  test("J2: the executable is neither setuid nor setgid, and others can't write to it", {
    skip: isStatic ? false : "the CLI on Node is no executable of its own",
  }, () => {
    assert.equal(statSync(runtime[0] ?? "").mode & 0o6022, 0);
  });

  test("J4: the process that creates has one thread", {
    skip: isStatic ? false : "Node has threads of its own",
  }, async () => {
    const marker = join(host.directory(), "marker");
    const bundle = host.bundle((config) => {
      config.hooks = {
        createRuntime: [{ path: "/bin/sh", args: ["sh", "-c", `touch ${marker}; exec sleep 1000`] }],
      };
    });
    const id = host.id();
    const create = host.background(["create", "--bundle", bundle.directory, id]);
    await eventually("the hook runs", () => existsSync(marker));
    assert.equal(readdirSync(`/proc/${create.pid}/task`).length, 1);
    await host.remove(id);
    await create.done;
  });
});

/** A profile that hands these calls to a listener. */
const notifying = (names: string[], path: string) => (config: Config) => {
  config.process.args = ["/probe", "mkdir", "/x"];
  config.linux["seccomp"] = {
    defaultAction: "SCMP_ACT_ALLOW",
    architectures: ["SCMP_ARCH_X86_64"],
    listenerPath: path,
    syscalls: [{ names, action: "SCMP_ACT_NOTIFY" }],
  };
};

suite("seccomp listener", () => {
  test("Q3: one that denies every call that it gets ends in an error or a program that fails, never in a hang", async () => {
    for (const names of [
      ["execve", "execveat"],
      ["openat", "open"],
      ["getcwd", "mkdir"],
    ]) {
      const path = join(host.directory("s"), "listener");
      const receiver = new Running([tool("receive"), path, "seccomp", "1"]);
      await eventually("the listener listens", () => existsSync(path));
      const result = await host.run(host.bundle(notifying(names, path)));
      assert.equal(result.timedOut, false, names.join(" "));
      receiver.child.kill("SIGKILL");
      await receiver.done;
    }
  });

  test("F34: a listener that closes at once ends in an error or a program that fails, never in a hang", async () => {
    const path = join(host.directory("s"), "listener");
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const result = await host.run(host.bundle(notifying(["mkdir"], path)));
    server.close();
    assert.equal(result.timedOut, false);
    if (result.status === 0) assert.notEqual(linesOf(result.stdout)[0]?.["errno"], 0);
  });

  test("F34: 2 MiB of metadata reach the listener, or are refused", async () => {
    const path = join(host.directory("s"), "listener");
    let received = 0;
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (data) => (received += data.length));
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const bundle = host.bundle((config) => {
      notifying(["mkdir"], path)(config);
      config.process.args = ["/bin/true"];
      (config.linux["seccomp"] as Record<string, unknown>)["listenerMetadata"] = "m".repeat(2 << 20);
    });
    const result = await host.run(bundle);
    server.close();
    assert.equal(result.timedOut, false);
    if (result.status === 0) assert.ok(received > 2 << 20);
    else assert.match(result.stderr, /seccomp|listener/);
  });
});

suite("calls of other kinds", () => {
  test("Q2: an x32 call of a denied system call is denied", async () => {
    const X32_MKDIR = String(0x40000000 + 83);
    const bundle = host.bundle((config) => {
      config.linux["seccomp"] = {
        defaultAction: "SCMP_ACT_ALLOW",
        architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_X32", "SCMP_ARCH_X86"],
        syscalls: [{ names: ["mkdir"], action: "SCMP_ACT_ERRNO", errnoRet: 99 }],
      };
      config.process.args = ["/probe", "syscall", X32_MKDIR, "0", "0", "0"];
    });
    const result = await host.run(bundle);
    assert.deepEqual(errnos(linesOf(result.stdout)), [99], result.stderr);
  });

  test("Q2: an x32 call under a profile without x32 ends the program or is denied", async () => {
    const bundle = host.bundle((config) => {
      config.linux["seccomp"] = {
        defaultAction: "SCMP_ACT_ALLOW",
        architectures: ["SCMP_ARCH_X86_64"],
        syscalls: [{ names: ["chroot"], action: "SCMP_ACT_ERRNO" }],
      };
      config.process.args = ["/probe", "syscall", String(0x40000000 + 39), "0", "0", "0"];
    });
    const result = await host.run(bundle);
    if (result.status === 0) assert.notEqual(linesOf(result.stdout)[0]?.["errno"], 0);
    else assert.equal(result.status, 128 + 31);
  });
});

suite("what images and engines need", () => {
  const mountsOf = (edit: (config: Config, bundle: Bundle) => void) => host.bundle(edit);

  test("S64: mount points that are dangling links are made inside", async () => {
    const source = host.directory();
    const bundle = mountsOf((config, made) => {
      made.link("run/data", "/var/missing/data");
      config.mounts.push({ destination: "/run/data", source, options: ["bind"] });
      config.process.args = ["/probe", "stat", "/var/missing/data"];
    });
    const result = await host.run(bundle);
    assert.equal(result.status, 0, result.stderr);
    assert.equal(linesOf(result.stdout)[0]?.["errno"], 0);
  });

  test("S64: a tmpfs has its mode also where its mount point had to be made", async () => {
    const lines = await host.probe(
      (config) => {
        config.mounts.push({ destination: "/new/t", type: "tmpfs", source: "tmpfs", options: ["mode=0711"] });
      },
      "stat",
      "/new/t",
    );
    assert.equal(Number(lines[0]?.["mode"]) & 0o7777, 0o711);
  });

  test("S64: containers that share a root filesystem can be made at once", {
    skip: byUser ? "newuidmap has no privilege under strace" : false,
  }, async () => {
    const first = host.bundle();
    const bundles = Array.from({ length: 3 }, () =>
      host.bundle((config) => {
        config.root.path = first.rootfs;
        config.mounts.push({ destination: "/a/b/c", type: "tmpfs", source: "tmpfs" });
        config.process.args = ["/bin/true"];
      }),
    );
    // Each has seen that the directory is missing before any makes it.
    const strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=mkdirat:delay_enter=300000"];
    const run = ({ directory }: Bundle) =>
      execute([...strace, ...host.words("run", "--bundle", directory, host.id())], { timeoutMs: 120_000 });
    for (const result of await Promise.all(bundles.map(run))) assert.equal(result.status, 0, result.stderr);
  });

  test("S64: create works while names elsewhere in the root filesystem are exchanged all the time", async () => {
    // Resolution of .. begins anew when anything was renamed meanwhile.
    const climbing = `x${"/../x".repeat(8)}`;
    const bundle = mountsOf((config, made) => {
      made.mkdir("x/one").mkdir("x/two").mkdir("x/cwd").mkdir("x/secret").file("x/secret/file", "secret");
      made.link("deep", climbing);
      config.mounts.push({ destination: "/deep/er", type: "tmpfs", source: "tmpfs" });
      config.linux.maskedPaths.push("/deep/secret");
      config.process.cwd = "/deep/cwd";
      config.process.args = ["/probe", "stat", "/x/secret/file"];
    });
    const swap = new Running([tool("swap"), bundle.path("x/one"), bundle.path("x/two")], {
      timeoutMs: 300_000,
    });
    try {
      for (let round = 0; round < 30; round += 1) {
        const result = await host.run(bundle);
        assert.equal(result.status, 0, result.stderr);
        assert.deepEqual(errnos(linesOf(result.stdout)), [ENOENT], "the mask is there");
      }
    } finally {
      swap.child.kill("SIGKILL");
      await swap.done;
    }
  });
});

suite("exec into a container that has changed its mounts", () => {
  test("S40, F30: with /proc and /dev covered exec works or fails, and the host is as before", async () => {
    const target = host.directory("target");
    const before = treeHash(target);
    const { id } = await host.running((config) => {
      privileged(config);
      config.linux.maskedPaths = [];
      config.linux.readonlyPaths = [];
      config.process.args = [
        "/bin/sh",
        "-c",
        "mount -t tmpfs t /proc; mkdir -p /proc/self/attr /proc/self/fd; echo x >/proc/self/attr/exec; mount -t tmpfs t /dev; exec /probe wait",
      ];
    });
    const result = await host.runt(["exec", id, "/probe", "report"]);
    assert.equal(result.timedOut, false);
    if (result.status === 0) assert.equal((JSON.parse(result.stdout) as Report).cwd, "/");
    await host.remove(id);
    assert.equal(treeHash(target), before);
  });
});
