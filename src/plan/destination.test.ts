// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { cleanPath, planDestination } from "./destination.ts";

suite("cleanPath()", () => {
  const cases: [given: string, clean: string][] = [
    ["/", "/"],
    ["", "/"],
    ["/a/b", "/a/b"],
    ["a/b", "/a/b"],
    ["/a//b/", "/a/b"],
    ["/a/./b", "/a/b"],
    ["/a/../b", "/b"],
    ["/../../a", "/a"],
    ["/a/.hidden", "/a/.hidden"],
    ["/a/..", "/"],
    ["/a/...", "/a/..."],
  ];
  for (const [given, clean] of cases)
    test(`makes ${clean} of "${given}"`, () => assert.equal(cleanPath(given), clean));
});

suite("planDestination()", () => {
  const allowed: [destination: string, kind: string][] = [
    ["/data", "ordinary"],
    ["/proc", "procfs"],
    ["/proc/", "procfs"],
    ["/sys", "sysfs"],
    ["/sys/fs/cgroup", "ordinary"],
    ["/proc/uptime", "procfsFile"],
    ["proc/sys/kernel/ns_last_pid", "procfsFile"],
    ["/processes", "ordinary"],
  ];
  for (const [destination, kind] of allowed) {
    test(`takes ${destination} as ${kind}`, () => assert.equal(planDestination(destination, "").kind, kind));
  }

  for (const destination of [
    "/",
    "/a/..",
    "",
    "/proc/sys",
    "/proc/self/attr",
    "/proc/1",
    "/proc/../proc/sys",
    "//proc/./kcore",
    "/proc/cpuinfo/x",
  ]) {
    test(`refuses "${destination}"`, () => {
      assert.throws(() => planDestination(destination, "/mounts/3/destination"), {
        code: "ERR_CONFIG_RULE",
        pointer: "/mounts/3/destination",
      });
    });
  }
});
