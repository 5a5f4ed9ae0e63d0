// SPDX-License-Identifier: Apache-2.0
/** A /dev that is the image's own: no mount lies over it while devices, console and standard streams are set up. */
import assert from "node:assert/strict";
import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { makeTarget } from "../harness/attack.ts";
import type { Bundle } from "../harness/bundle.ts";
import type { Config } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";

const host = testHost("image-dev");

/** From the root of the host, or up from the root filesystem. */
const WAYS = [
  ["absolute", (path: string) => path],
  ["relative", (path: string) => `${"../".repeat(12)}${path.slice(1)}`],
] as const;

/** @param kept a mount on a directory of the image's /dev */
function withoutMounts(config: Config, kept?: string): void {
  config.mounts = config.mounts.filter(
    ({ destination }) => destination === kept || !destination.startsWith("/dev"),
  );
}

/** The image's /dev/`name` becomes a link. */
function plant(bundle: Bundle, name: string, target: string): void {
  rmSync(bundle.path(name), { recursive: true, force: true });
  symlinkSync(target, bundle.path(name));
}

suite("attacks on the /dev of an image", () => {
  for (const [how, way] of WAYS) {
    test(`S17: /dev as a link to the host, ${how}, changes nothing there`, async () => {
      const aim = makeTarget(host.directory("target"));
      const result = await host.run(
        host.bundle((config, made) => {
          withoutMounts(config);
          plant(made, "dev", way(aim.path));
        }),
      );
      assert.equal(result.timedOut, false);
      if (result.status !== 0) assert.notEqual(result.stderr, "");
      aim.untouched();
    });

    test(`S23: /dev/console as a link to a file that the host does not have, ${how}, makes none`, async () => {
      const missing = join(host.directory("target"), "planted");
      const bundle = host.bundle((config, made) => {
        withoutMounts(config, "/dev/pts");
        plant(made, "dev/console", way(missing));
        config.process.terminal = true;
        config.process.args = ["/probe", "stat", "/dev/console"];
      });
      const run = host.words("run", "--bundle", bundle.directory, host.id()).join(" ");
      const result = await execute(["script", "-q", "-e", "-c", run, "/dev/null"]);
      assert.equal(result.timedOut, false);
      assert.equal(existsSync(missing), false, "the file was made on the host");
      if (result.status === 0) assert.match(result.stdout, /"major":136/);
    });
  }

  test("S24: /dev/null as a link to a file of a volume: it takes no stream's place, and keeps owner and content", async () => {
    const aim = makeTarget(host.directory("target"));
    const bundle = host.bundle((config, made) => {
      withoutMounts(config);
      config.mounts.push({ destination: "/aim", source: join(aim.path, "null"), options: ["bind"] });
      plant(made, "dev/null", "/aim");
      config.process.user = { uid: 1000, gid: 1000 };
      config.process.args = ["/bin/sh", "-c", "echo out; echo err >&2"];
    });
    const result = await host.run(bundle);
    assert.equal(result.timedOut, false);
    aim.untouched();
    if (result.status === 0) assert.equal(result.stdout, "out\n");
    else assert.notEqual(result.stderr, "");
  });
});
