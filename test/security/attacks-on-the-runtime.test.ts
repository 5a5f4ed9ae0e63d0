// SPDX-License-Identifier: Apache-2.0
/** Attacks on the runtime itself: its descriptors, its executable and how it is started. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Bundle } from "../harness/bundle.ts";
import { type Config, privileged } from "../harness/config.ts";
import { byUser } from "../harness/driver.ts";
import { eventually, execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { type Report } from "../harness/lines.ts";
import { runtime } from "../harness/places.ts";

const host = testHost("attacks-runtime");

suite("attacks on descriptors and cwd", () => {
  const leak = openSync("/", "r");
  const places = Array.from({ length: 12 }, (_, fd) => [
    `/proc/self/fd/${fd}`,
    `/proc/thread-self/fd/${fd}`,
    `/proc/self/fd/${fd}/..`,
  ]).flat();

  for (const place of places) {
    test(`S12: cwd ${place} does not lead to the host`, async () => {
      const bundle = host.bundle((config) => {
        config.process.cwd = place;
        config.process.args = [
          "/bin/sh",
          "-c",
          "/probe report; ls ../../../../../../etc/debian_version 2>&1",
        ];
      });
      const result = await host.run(bundle, { extra: [leak, leak, leak] });
      if (result.status === 0 || result.stdout !== "") {
        assert.doesNotMatch(result.stdout, /^[^\n]*etc\/debian_version$/m);
        const report = JSON.parse(result.stdout.split("\n")[0] ?? "") as Report;
        assert.match(report.cwd, /^\//);
        assert.deepEqual(
          Object.keys(report.fds).filter((fd) => Number(fd) > 2 && Number(fd) < 10),
          [],
        );
      } else assert.equal(result.status, 1);
    });
  }

  test("S12: cwd through a link of the root filesystem to a descriptor, and to one with a high number", async () => {
    for (const fd of [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 24, 32, 48, 63, 64, 200, 255]) {
      const bundle = host.bundle((config, made) => {
        made.link("link", `/proc/self/fd/${fd}`);
        config.process.cwd = fd < 64 ? "/link" : `/proc/self/fd/${fd}`;
      });
      const result = await host.run(bundle, { extra: [leak, leak, leak] });
      assert.equal(result.status, 1, `${fd}: ${result.stdout}`);
    }
  });

  test("S12: args[0] in /proc/self/fd is no way to the host's programs", async () => {
    for (let fd = 3; fd < 12; fd += 1) {
      const bundle = host.bundle((config) => {
        config.process.args = [`/proc/self/fd/${fd}/usr/bin/id`];
      });
      const result = await host.run(bundle, { extra: [leak, leak, leak] });
      assert.notEqual(result.status, 0);
    }
  });

  test("the descriptor that the caller leaked is still its own", () => {
    assert.equal(readdirSync(`/proc/self/fd/${leak}`).includes("etc"), true);
    closeSync(leak);
  });
});

suite("attacks on the runtime's own executable", () => {
  const files = runtime.filter((word) => word.startsWith("/")).filter((word) => existsSync(word));
  const hashes = () => files.map((file) => createHash("sha256").update(readFileSync(file)).digest("hex"));

  for (const [what, edit] of [
    [
      "args[0] is /proc/self/exe",
      (config: Config) => {
        config.process.args = ["/proc/self/exe", "report"];
      },
    ],
    [
      "an interpreter is /proc/self/exe",
      (config: Config, bundle: Bundle) => {
        bundle.file("script", "#!/proc/self/exe\n", 0o755);
        config.process.args = ["/script"];
      },
    ],
  ] as const) {
    test(`S04: ${what}`, async () => {
      const before = hashes();
      const result = await host.run(host.bundle(edit));
      assert.equal(result.timedOut, false);
      assert.deepEqual(hashes(), before);
    });
  }

  test("S04: a watcher that opens every exe of its pid namespace can't write to any of them", async () => {
    const before = hashes();
    const watcher =
      "#!/bin/sh\nwhile :; do for p in /proc/[0-9]*; do case $(readlink $p/exe) in /bin/busybox|/probe|'') ;; *) (exec 3< $p/exe && echo overwritten > /proc/self/fd/3) 2>/dev/null && echo wrote $p >> /wrote;; esac; done; done\n";
    const { id, bundle } = await host.running((config, made) => {
      privileged(config);
      made.file("watcher", watcher, 0o755);
      config.process.args = ["/watcher"];
    });
    for (let round = 0; round < 40; round += 1) await host.ok(["exec", id, "/bin/true"]);
    await host.remove(id);
    assert.equal(existsSync(bundle.path("wrote")), false);
    assert.deepEqual(hashes(), before);
  });
});

/** Inodes of the sockets that a process has. */
function socketsOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
      return inode === undefined ? [] : [inode];
    } catch {
      return []; // closed meanwhile
    }
  });
}

suite("attacks on the launcher", () => {
  /** Programs that leave a marker, under every name that a runtime could start. */
  function decoys(marker: string): string {
    const directory = host.directory("decoys");
    for (const name of [
      "sh",
      "mount",
      "ip",
      "nsenter",
      "unshare",
      "newuidmap",
      "newgidmap",
      "systemctl",
      "node",
      "runc",
      "criu",
      "modprobe",
      "ps",
    ]) {
      writeFileSync(join(directory, name), `#!/bin/sh\necho ${name} >> ${marker}\n`, { mode: 0o755 });
    }
    return directory;
  }

  test("S25: no program is found through the caller's or the container's PATH", async () => {
    const marker = join(host.directory(), "marker");
    const path = decoys(marker);
    const bundle = host.bundle((config) => {
      config.process.env = [`PATH=${path}:/bin`];
      config.process.args = ["/probe", "report"];
    });
    const result = await host.run(bundle, { env: { PATH: path } });
    assert.equal(result.status, 0, result.stderr);
    assert.equal(existsSync(marker), false, existsSync(marker) ? readFileSync(marker, "utf8") : "");
  });

  test("S50: neither the runtime nor init has an abstract socket while a container waits and runs", {
    skip: byUser ? "init can't be looked into" : false,
  }, async () => {
    const id = await host.create(host.bundle());
    const waiting = (await host.state(id)).pid;
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
    });
    const other = host.id();
    const run = host.background(["run", "--bundle", bundle.directory, other]);
    const sockets = () => [waiting, run.pid].flatMap((pid) => socketsOf(pid));
    await eventually("both have sockets", () => [waiting, run.pid].every((pid) => socketsOf(pid).length > 0));
    await eventually("the other one runs", async () =>
      (await host.runt(["state", other])).stdout.includes("running"),
    );
    // Its ninth field is the name, which begins with @.
    const abstract = readFileSync("/proc/net/unix", "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , , , , , name]) => name?.startsWith("@") === true)
      .map(([, , , , , , inode]) => inode);
    assert.deepEqual(
      sockets().filter((inode) => abstract.includes(inode)),
      [],
    );
    await host.remove(id, other);
    await run.done;
  });

  test("S55: nothing of the root filesystem is loaded before the program: no NSS, no preload", {
    skip: byUser ? "newuidmap has no privilege under strace" : false,
  }, async () => {
    const bundle = host.bundle((config, made) => {
      made
        .file("etc/ld.so.preload", "/evil.so\n")
        .file("evil.so", "not a library")
        .file("etc/nsswitch.conf", "passwd: evil\n");
      made.file("usr/lib/libnss_evil.so.2", "not a library");
      config.process.args = ["/probe", "report"];
    });
    const trace = join(host.directory(), "trace");
    const words = host.words("run", "--bundle", bundle.directory, host.id());
    const result = await execute(
      ["strace", "-f", "-qq", "-e", "trace=open,openat,openat2", "-o", trace, ...words],
      { timeoutMs: 120_000 },
    );
    assert.equal(result.status, 0, result.stderr);
    assert.doesNotMatch(readFileSync(trace, "utf8"), /evil|nsswitch|ld\.so\.preload".*= [0-9]/);
  });
});
