// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { OciConfig } from "../config/types.ts";
import { restoredMounts } from "./restored-mounts.ts";

const config = {
  ociVersion: "1.3.0",
  mounts: [
    { destination: "/proc", type: "proc", source: "proc" },
    { destination: "/var/run", type: "tmpfs", source: "tmpfs" },
    { destination: "/data", type: "bind", source: "/srv/other", options: ["rbind"] },
  ],
  linux: { maskedPaths: ["/proc/keys"] },
} as unknown as OciConfig;
const site = { config, bundle: "/bundle", cgroupPaths: {} };

suite("restoredMounts()", () => {
  test("takes the points from the image, and the sources from config.json", () => {
    const saved = {
      external: [
        { point: "/data", source: "/srv/data" },
        { point: "/proc/keys", source: "/dev/null" },
      ],
      points: ["/proc", "/proc/keys", "/run", "/data"],
    };
    assert.deepEqual(restoredMounts(site, saved), {
      external: [
        { point: "/data", source: "/srv/other" },
        { point: "/proc/keys", source: "/dev/null" },
      ],
      directories: ["/proc", "/run"],
      binds: [{ point: "/data", source: "/srv/other" }],
      areReal: true,
    });
  });

  test("takes all from config.json for an image that does not tell its mounts", () => {
    assert.deepEqual(restoredMounts(site, { external: undefined, points: undefined }), {
      external: [
        { point: "/data", source: "/srv/other" },
        { point: "/proc/keys", source: "/dev/null" },
      ],
      directories: ["/proc", "/var/run"],
      binds: [{ point: "/data", source: "/srv/other" }],
      areReal: false,
    });
  });

  for (const source of ["/etc", "/dev/../etc", "/dev", "dev/null", ""]) {
    test(`refuses ${JSON.stringify(source)} where only the image has it (S18)`, () => {
      const saved = { external: [{ point: "/host", source }], points: ["/host"] };
      assert.throws(() => restoredMounts(site, saved), {
        code: "ERR_CONFIG_UNSUPPORTED",
        pointer: "/mounts",
      });
    });
  }
});
