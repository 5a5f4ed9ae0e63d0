// SPDX-License-Identifier: Apache-2.0
/** A /proc or /sys that is the image's own, and files of /proc that are covered while the container is made. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { suite, test } from "node:test";
import { byUser } from "../harness/driver.ts";
import { execute } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { EROFS, errnos, linesOf } from "../harness/lines.ts";

const host = testHost("image-proc");

suite("attacks on the /proc and /sys of an image", () => {
  for (const name of ["proc", "sys"]) {
    for (const [what, target] of [
      ["relative", "evil/p"],
      ["absolute", "/evil/p"],
      ["dangling", "/nothing"],
      ["to a file", "/evil/file"],
    ] as const) {
      test(`S06: ${name} as a symbolic link, ${what}, is refused and nothing lands there`, async () => {
        const bundle = host.bundle((_config, made) => {
          rmSync(made.path(name), { recursive: true });
          made.mkdir("evil/p").file("evil/file", "x").link(name, target);
        });
        await host.refusedBundle(bundle, new RegExp(name));
        assert.deepEqual(readdirSync(bundle.path("evil/p")), []);
        assert.equal(existsSync(bundle.path("nothing")), false);
      });
    }
  }

  test("S26: a read-only root is read-only, or the container is refused, when /proc is a fake whose descriptors lead elsewhere", async () => {
    const bundle = host.bundle((config, made) => {
      config.root.readonly = true;
      config.linux.maskedPaths = [];
      config.linux.readonlyPaths = [];
      // What is meant for the root would make this tmpfs read-only.
      for (let fd = 0; fd < 64; fd += 1) made.link(`fake/self/fd/${fd}`, "/elsewhere");
      config.mounts = config.mounts.filter(({ destination }) => destination !== "/proc");
      config.mounts.unshift(
        { destination: "/proc", source: made.path("fake"), options: ["bind"] },
        { destination: "/elsewhere", type: "tmpfs", source: "tmpfs" },
      );
      config.process.args = ["/probe", "touch", "/x"];
    });
    const result = await host.run(bundle);
    assert.equal(result.timedOut, false);
    if (result.status === 0) assert.deepEqual(errnos(linesOf(result.stdout)), [EROFS]);
    else assert.match(result.stderr, /proc/);
    assert.equal(existsSync(bundle.path("x")), false);
  });
});

suite("files of /proc that another process covers", () => {
  test("S16: a sysctl is set, and what covers its file gets nothing", {
    skip: byUser ? "an ordinary user may not look into the network namespace" : false,
  }, async () => {
    const sysctls = "proc/sys/net/ipv4";
    // Stands for a container that shares the mounts: it comes between the mounts and the sysctls.
    const cover = `cd "$1" && mount --bind ${sysctls}/ip_default_ttl ${sysctls}/ip_forward`;
    const bundle = host.bundle((config, made) => {
      config.linux["sysctl"] = { "net.ipv4.ip_forward": "1" };
      config.hooks = {
        createContainer: [
          { path: "/bin/sh", args: ["sh", "-c", cover, "sh", made.rootfs], env: ["PATH=/usr/bin:/bin"] },
        ],
      };
    });
    const id = await host.create(bundle);
    const { pid } = await host.state(id);
    const values = await execute([
      "nsenter",
      `--net=/proc/${pid}/ns/net`,
      "cat",
      ...["ip_forward", "ip_default_ttl"].map((name) => `/proc/sys/net/ipv4/${name}`),
    ]);
    const ownTtl = readFileSync("/proc/sys/net/ipv4/ip_default_ttl", "utf8");
    await host.remove(id);
    assert.equal(succeeded(values).stdout, `1\n${ownTtl}`, "the sysctl went elsewhere");
  });
});
