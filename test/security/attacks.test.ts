// SPDX-License-Identifier: Apache-2.0
/** Attacks from the root filesystem and from config.json, by the numbers of SECURITY.md. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { CORE_PATTERN, endures, makeTarget, swapIn } from "../harness/attack.ts";
import type { Bundle } from "../harness/bundle.ts";
import { type Config } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { linesOf } from "../harness/lines.ts";

const host = testHost("attacks");
/** Of what is won by chance. */
const ROUNDS = Number(process.env["RUNT_RACE_ROUNDS"] ?? 10);

const without = (config: Config, ...destinations: string[]) => {
  config.mounts = config.mounts.filter(({ destination }) => !destinations.includes(destination));
};

/** By mknod(1): Node has no such call. */
function mknod(path: string, type: string, major: number, minor: number): void {
  spawnSync("mknod", type === "p" ? [path, "p"] : [path, type, String(major), String(minor)]);
}

suite("attacks on /dev", () => {
  /** A /dev that comes from a bind, with something bad in the place of a node. */
  const badDev = (name: string, make: (path: string) => void) => (config: Config, bundle: Bundle) => {
    const source = join(bundle.directory, "dev");
    mkdirSync(source);
    for (const [node, minor] of [
      ["null", 3],
      ["zero", 5],
      ["full", 7],
      ["random", 8],
      ["urandom", 9],
    ] as const) {
      if (node !== name) mknod(join(source, node), "c", 1, minor);
    }
    mkdirSync(join(source, "pts"), { recursive: true });
    for (const directory of ["shm", "mqueue"]) mkdirSync(join(source, directory));
    if (name !== "pts") mknod(join(source, "ptmx"), "c", 5, 2);
    if (name === "pts" || name === "ptmx") rmSync(join(source, name), { recursive: true, force: true });
    make(join(source, name));
    without(config, "/dev");
    config.mounts.splice(1, 0, { destination: "/dev", source, options: ["rbind"] });
    config.linux.maskedPaths = ["/proc/keys", "/proc/timer_list"];
    config.process.args = ["/probe", "read", "/proc/keys", "read", "/proc/timer_list"];
  };
  const masked = (output: string) => {
    for (const line of linesOf(output)) if (line["errno"] === 0) assert.equal(line["text"], "");
  };

  for (const [what, make] of [
    ["a link to core_pattern", (path: string) => symlinkSync(CORE_PATTERN, path)],
    ["a link to sysrq-trigger", (path: string) => symlinkSync("/proc/sysrq-trigger", path)],
    ["absent", () => undefined],
    ["a regular file", (path: string) => writeFileSync(path, "content")],
    ["char 1:5", (path: string) => mknod(path, "c", 1, 5)],
    ["a FIFO", (path: string) => mknod(path, "p", 0, 0)],
  ] as const) {
    test(`S14: /dev/null ${what}: every masked path reads empty, or create fails`, async () => {
      await endures(host, host.bundle(badDev("null", make)), masked);
    });
  }

  /** Runs it on a terminal: an error, or /dev/console is a pty. */
  const trueConsole = async (bundle: Bundle, core: string) => {
    const words = host.words("run", "--bundle", bundle.directory, host.id());
    const result = await execute(["script", "-q", "-e", "-c", words.join(" "), "/dev/null"]);
    assert.equal(result.timedOut, false);
    if (result.status === 0) assert.match(result.stdout, /"major":136/);
    assert.equal(existsSync(join(host.base, "planted")), false);
    assert.equal(readFileSync(CORE_PATTERN, "utf8"), core);
  };

  for (const [destination, source] of [
    ["/dev/console", CORE_PATTERN],
    ["/dev/ptmx", CORE_PATTERN],
    ["/dev/pts/ptmx", CORE_PATTERN],
    ["/dev/pts", "/proc"],
  ] as const)
    test(`S15: ${source} bound on ${destination} with a terminal: an error or a true console`, async () => {
      const core = readFileSync(CORE_PATTERN, "utf8");
      const bundle = host.bundle((config) => {
        config.process.terminal = true;
        config.process.args = ["/probe", "stat", "/dev/console"];
        config.mounts.push({ destination, source, options: ["rbind"] });
      });
      await trueConsole(bundle, core);
    });

  for (const name of ["console", "ptmx", "pts"]) {
    for (const [what, make] of [
      ["a link to the host", (path: string) => symlinkSync(join(host.base, "planted"), path)],
      ["a link to core_pattern", (path: string) => symlinkSync(CORE_PATTERN, path)],
      ["a FIFO", (path: string) => mknod(path, "p", 0, 0)],
    ] as const) {
      test(`S15, S23: /dev/${name} ${what} with a terminal: an error or a true console, nothing on the host`, async () => {
        const core = readFileSync(CORE_PATTERN, "utf8");
        const bundle = host.bundle((config, made) => {
          badDev(name, make)(config, made);
          config.process.terminal = true;
          config.process.args = ["/probe", "stat", "/dev/console"];
        });
        await trueConsole(bundle, core);
      });
    }
  }
});

suite("attacks on mount points", () => {
  test("S20: the last component of a destination is a link to a host file", async () => {
    const aim = makeTarget(host.directory("target"));
    const source = join(host.directory(), "source");
    writeFileSync(source, "text");
    await endures(
      host,
      host.bundle((config, made) => {
        made.link("x", join(aim.path, "sub/file"));
        config.mounts.push({ destination: "/x", source, options: ["bind"] });
      }),
    );
    aim.untouched();
  });

  test("S21: create and delete leave only mount points in the root filesystem", async () => {
    const bundle = host.bundle();
    const list = async () =>
      (await execute(["find", bundle.rootfs, "-printf", "%P %y %m\n"])).stdout.split("\n").sort();
    const before = await list();
    await host.remove(await host.create(bundle));
    const added = (await list()).filter((line) => !before.includes(line));
    for (const line of added) assert.match(line, /^(dev|proc|sys)(\/\S*)? d 755$/);
  });

  test("S52: a file of the image that claims 1 TiB is copied as the hole that it is (tmpcopyup)", async () => {
    const bundle = host.bundle((config, made) => {
      made.mkdir("data").file("data/huge", "begin");
      truncateSync(made.path("data/huge"), 2 ** 40);
      config.mounts.push({
        destination: "/data",
        type: "tmpfs",
        source: "tmpfs",
        options: ["tmpcopyup", "size=1m"],
      });
      config.process.args = ["/probe", "stat", "/data/huge"];
    });
    const result = await host.run(bundle, { timeoutMs: 60_000 });
    assert.equal(result.status, 0, result.stderr);
    assert.equal(linesOf(result.stdout)[0]?.["size"], 2 ** 40);
  });

  test("S28: a mount point inside a read-only bind's source is not made", async () => {
    const aim = makeTarget(host.directory("target"));
    await host.refused((config) => {
      config.mounts.push(
        { destination: "/m", source: aim.path, options: ["bind", "ro"] },
        { destination: "/m/new", type: "tmpfs", source: "tmpfs" },
      );
    }, /\/m\/new/);
    aim.untouched();
  });

  test("S07, S13: 30 binds into a volume whose link is swapped all the time never reach the host", async () => {
    const aim = makeTarget(host.directory("target"));
    const volume = host.directory("volume");
    const source = host.directory("source");
    writeFileSync(join(source, "mark"), "of the bind");
    const swapper = swapIn(volume, aim.path);
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        await endures(
          host,
          host.bundle((config) => {
            config.mounts.push({ destination: "/v", source: volume, options: ["bind"] });
            for (let index = 0; index < 30; index += 1)
              config.mounts.push({ destination: `/v/a/x${index}`, source, options: ["bind"] });
            config.process.args = ["/probe", "list", "/v/a", "list", "/v/b"];
          }),
          (output) => {
            for (const line of linesOf(output))
              assert.equal(((line["names"] as string[] | undefined) ?? []).includes("ptmx"), false);
          },
        );
      }
    } finally {
      await swapper.stop();
    }
    aim.untouched();
  });
});
