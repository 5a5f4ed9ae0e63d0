// SPDX-License-Identifier: Apache-2.0
/** Mounts on /proc and /sys, through links and with what lies below, by the numbers of SECURITY.md. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { endures, makeTarget, swapIn } from "../harness/attack.ts";
import type { Config, Mount } from "../harness/config.ts";
import { rootOnly } from "../harness/driver.ts";
import { execute } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { linesOf } from "../harness/lines.ts";

const host = testHost("attacks-on-proc");

const withoutProc = (config: Config) => {
  config.mounts = config.mounts.filter(({ destination }) => destination !== "/proc");
};
const tmpfs = (destination: string): Mount => ({ destination, type: "tmpfs", source: "tmpfs" });
const bind = (destination: string, source: string, option = "bind"): Mount => ({
  destination,
  source,
  options: [option],
});

suite("attacks on /proc by mounts", () => {
  for (const destination of [
    "/proc",
    "/proc/",
    "//proc",
    "/proc/.",
    "proc",
    "/sys/../proc",
    "/proc/uptime/..",
    "/proc/sys",
    "/proc//sys/",
    "/proc/../proc/sys",
    "/proc/self/attr",
    "/proc/1",
    "/proc/uptime/../sys",
  ])
    test(`S01: a tmpfs and a bind on ${destination} are refused`, async () => {
      await host.refused((config) => config.mounts.push(tmpfs(destination)), /\/mounts\/6.*\/proc/);
      await host.refused(
        (config, bundle) => config.mounts.push(bind(destination, bundle.path("tmp"))),
        / on "?\S*proc/,
      );
    });

  for (const [what, target] of [
    ["/proc/sys", "/proc/sys"],
    ["/proc, by ..", "../../../proc/self/../sys"],
    ["/proc/self", "/proc/self"],
    ["/proc/self/root", "/proc/self/root"],
    ["the root itself", "/"],
    ["the root itself, by ..", "tmp/../../.."],
  ] as const)
    for (const below of ["", "/", "/tmp"])
      if (!what.startsWith("the root") || below !== "/tmp")
        test(`S01: a mount on "${below}" below a link to ${what} is refused`, async () => {
          await host.refused((config, bundle) => {
            bundle.link("alias", target);
            config.mounts.push(tmpfs(`/alias${below}`));
          }, /alias/);
        });

  for (const source of ["/proc/1", "/proc/self", "/proc/self/attr", "/proc/sys"])
    test(`S01, rule 2.2.3: ${source} bound on /proc, which would leave nothing to mask, is refused`, async () => {
      for (const option of ["bind", "rbind"])
        await host.refused((config) => {
          withoutProc(config);
          config.mounts.unshift(bind("/proc", source, option));
        }, /\/proc.*not supported/);
    });

  test("S01: a procfs as a whole is bound on /proc, as engines do it without a pid namespace", async () => {
    const [line] = await host.probe(
      (config) => {
        withoutProc(config);
        config.mounts.unshift(bind("/proc", "/proc", "rbind"));
      },
      "read",
      "/proc/sys/kernel/ostype",
    );
    assert.equal(line?.["text"], "Linux\n");
  });

  test("S01: a file on /proc/uptime works, as lxcfs does it", async () => {
    const file = join(host.directory(), "uptime");
    writeFileSync(file, "1.00 1.00\n");
    const lines = await host.probe(
      (config) => config.mounts.push(bind("/proc/uptime", file)),
      "read",
      "/proc/uptime",
    );
    assert.equal(lines[0]?.["text"], "1.00 1.00\n");
  });
});

suite("attacks on /proc and /sys by links", () => {
  for (const name of ["proc", "sys"]) {
    for (const where of ["relative", "absolute"])
      test(`S06: ${name} below a parent that is a ${where} link to the host never lands there`, async () => {
        const aim = makeTarget(host.directory("target"));
        const bundle = host.bundle((config, made) => {
          made.link("parent", where === "absolute" ? aim.path : `../../../../../../../..${aim.path}`);
          const type = name === "sys" ? "sysfs" : name;
          config.mounts.push({ destination: `/parent/sub/${name}`, type, source: type });
        });
        await endures(host, bundle);
        aim.untouched();
      });

    test(`S06: ${name} in a volume whose components are swapped for links to the host`, async () => {
      const aim = makeTarget(host.directory("target"));
      const volume = host.directory("volume");
      const swapper = swapIn(volume, aim.path);
      try {
        for (let round = 0; round < 10; round += 1)
          await endures(
            host,
            host.bundle((config, made) => {
              rmSync(made.path(name), { recursive: true });
              symlinkSync("v/a", made.path(name));
              made.mkdir("v");
              config.mounts.unshift(bind("/v", volume));
            }),
            () => assert.fail(`/${name} was mounted through a link`),
          );
      } finally {
        await swapper.stop();
      }
      aim.untouched();
    });
  }
});

suite("attacks by what covers files of procfs", () => {
  /** Another file of procfs lies on the one that is written to, in the runtime's own /proc and in the container's. */
  const covered = (file: string, cover: string, words: readonly string[]) =>
    execute(["unshare", "-m", "sh", "-c", `mount --bind ${cover} ${file} && exec "$@"`, "sh", ...words]);

  test("S16: a sysctl is set and its cover is not, where the /proc that is bound brings one along", {
    skip: rootOnly,
  }, async () => {
    const [file, cover] = ["/proc/sys/kernel/shmmni", "/proc/sys/kernel/msgmni"];
    const before = readFileSync(cover, "utf8");
    const bundle = host.bundle((config) => {
      withoutProc(config);
      config.mounts.unshift(bind("/proc", "/proc", "rbind"));
      config.mounts.push({ destination: "/own", type: "proc", source: "proc" });
      config.linux["sysctl"] = { "kernel.shmmni": "2048" };
      config.process.args = ["/probe", "read", `/own${file.slice(5)}`, "read", cover];
    });
    const words = host.words("run", "--bundle", bundle.directory, host.id());
    const [set, other] = linesOf(succeeded(await covered(file, cover, words)).stdout);
    assert.deepEqual([set?.["text"], other?.["text"]], ["2048\n", before]);
  });
});
