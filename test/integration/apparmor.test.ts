// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { privileged } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { EACCES, errnos, linesOf } from "../harness/lines.ts";

const host = testHost("apparmor");
const enabled =
  existsSync("/sys/module/apparmor/parameters/enabled") &&
  readFileSync("/sys/module/apparmor/parameters/enabled", "utf8").startsWith("Y");
const skip = !enabled
  ? "this kernel has no AppArmor"
  : existsSync("/sbin/apparmor_parser")
    ? false
    : "apparmor_parser is missing";

const PROFILE = `profile runt-test flags=(attach_disconnected,mediate_deleted) {
  file,
  capability,
  network,
  mount,
  signal,
  deny /forbidden w,
}
`;

async function load(): Promise<void> {
  const file = join(host.directory(), "profile");
  writeFileSync(file, PROFILE);
  const loaded = await execute(["/sbin/apparmor_parser", "--replace", "--skip-cache", file]);
  assert.equal(loaded.status, 0, loaded.stderr);
}

suite("apparmorProfile", () => {
  test("confines the program", { skip }, async () => {
    await load();
    const lines = await host.probe(
      (config) => {
        config.process["apparmorProfile"] = "runt-test";
      },
      "read",
      "/proc/self/attr/current",
      "touch",
      "/forbidden",
      "touch",
      "/allowed",
    );
    assert.match(String(lines[0]?.["text"]), /^runt-test \(enforce\)/);
    assert.deepEqual(errnos(lines), [0, EACCES, 0]);
  });

  test("confines programs that exec brings in", { skip }, async () => {
    await load();
    const { id } = await host.running((config) => {
      config.process["apparmorProfile"] = "runt-test";
    });
    const result = await host.runt(["exec", id, "/probe", "read", "/proc/self/attr/current"]);
    assert.match(String(linesOf(result.stdout)[0]?.["text"]), /^runt-test/);
    await host.remove(id);
  });

  test("S40: exec into a container that has covered its own /proc is confined, or refused", {
    skip,
  }, async () => {
    await load();
    const cover =
      "mount -t tmpfs t /proc; mkdir -p /proc/self/attr/apparmor; cd /proc/self/attr; echo x >exec; echo x >apparmor/exec; exec /probe wait";
    const { id } = await host.running((config) => {
      privileged(config);
      config.linux.maskedPaths = [];
      config.linux.readonlyPaths = [];
      config.process.args = ["/bin/sh", "-c", cover];
    });
    const result = await host.runt(["exec", "--apparmor", "runt-test", id, "/probe", "touch", "/forbidden"]);
    if (result.status === 0) assert.deepEqual(errnos(linesOf(result.stdout)), [EACCES]);
    else assert.match(result.stderr, /apparmor|label|profile/i);
    await host.remove(id);
  });

  test("that is not loaded is an error", { skip }, async () => {
    await host.refused((config) => {
      config.process["apparmorProfile"] = "no-such-profile";
    }, /no-such-profile|apparmor/i);
  });

  test("on a kernel without AppArmor is an error and never ignored (S57)", {
    skip: enabled ? "this kernel has AppArmor" : false,
  }, async () => {
    await host.refused((config) => {
      config.process["apparmorProfile"] = "runt-test";
    }, /apparmor/i);
  });

  test("a volume on /proc does not take the label (S05)", { skip }, async () => {
    await load();
    await host.refused((config, bundle) => {
      bundle
        .mkdir("fake/self/attr/apparmor")
        .file("fake/self/attr/exec", "")
        .file("fake/self/attr/apparmor/exec", "");
      config.process["apparmorProfile"] = "runt-test";
      config.mounts = config.mounts.filter(({ destination }) => destination !== "/proc");
      config.mounts.unshift({ destination: "/proc", source: bundle.path("fake"), options: ["bind"] });
    }, /proc|apparmor/i);
  });

  test("selinuxLabel on a kernel without SELinux is an error", {
    skip: existsSync("/sys/fs/selinux/enforce") ? "this kernel has SELinux" : false,
  }, async () => {
    await host.refused((config) => {
      config.process["selinuxLabel"] = "system_u:system_r:container_t:s0";
    }, /selinux/i);
  });
});
