// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Ajv } from "ajv";
import definitions from "../../../schemas/defs.json" with { type: "json" };
import linuxDefinitions from "../../../schemas/defs-linux.json" with { type: "json" };
import linuxFeatures from "../../../schemas/features-linux.json" with { type: "json" };
import featuresSchema from "../../../schemas/features-schema.json" with { type: "json" };
import { installFake } from "../fake-native.ts";
import { COMMANDS } from "../commands.ts";
import { HELP } from "../generated/help.ts";
import { defaultConfig, rootlessConfig } from "./default-config.ts";
import { featuresDocument } from "./features.ts";
import { rowsOf } from "./ps.ts";

suite("defaultConfig()", () => {
  test("has the members in the known order", () => {
    const config = defaultConfig(false);
    assert.deepEqual(Object.keys(config), ["ociVersion", "process", "root", "hostname", "mounts", "linux"]);
    assert.deepEqual(Object.keys(config.linux ?? {}), [
      "resources",
      "namespaces",
      "maskedPaths",
      "readonlyPaths",
    ]);
  });

  test("has a cgroup namespace only where cgroup v2 rules alone", () => {
    const types = (cgroup: boolean): unknown =>
      defaultConfig(cgroup).linux?.namespaces?.map(({ type }) => type);
    assert.deepEqual(types(false), ["pid", "network", "ipc", "uts", "mount"]);
    assert.deepEqual(types(true), ["pid", "network", "ipc", "uts", "mount", "cgroup"]);
  });

  // CVE-2017-16539, CVE-2018-10892, GHSA-7ww5-4wqc-m92c: missing masks.
  test("masks what tells of the host", () => {
    const masked = defaultConfig(false).linux?.maskedPaths ?? [];
    for (const path of [
      "/proc/acpi",
      "/proc/scsi",
      "/proc/kcore",
      "/sys/firmware",
      "/sys/devices/virtual/powercap",
      "/proc/interrupts",
    ]) {
      assert.ok(masked.includes(path), path);
    }
  });
});

suite("rootlessConfig()", () => {
  const config = rootlessConfig(true, 1000, 1001);

  test("maps the caller alone, and shares the host's network and /sys", () => {
    assert.deepEqual(config.linux?.uidMappings, [{ containerID: 0, hostID: 1000, size: 1 }]);
    assert.deepEqual(config.linux?.gidMappings, [{ containerID: 0, hostID: 1001, size: 1 }]);
    assert.deepEqual(
      config.linux?.namespaces?.map(({ type }) => type),
      ["pid", "ipc", "uts", "mount", "cgroup", "user"],
    );
    const sys = config.mounts?.find(({ destination }) => destination === "/sys");
    assert.deepEqual(sys, {
      destination: "/sys",
      type: "none",
      source: "/sys",
      options: ["rbind", "nosuid", "noexec", "nodev", "ro"],
    });
  });

  test("has no resources and no option with an id that is not mapped", () => {
    assert.equal(config.linux?.resources, undefined);
    assert.deepEqual(
      config.mounts?.flatMap(({ options = [] }) => options).filter((option) => /^[ug]id=/.test(option)),
      [],
    );
  });
});

const SECCOMP = {
  seccompHasFlag: (flag: number) => (flag === 0x28 ? 0 : 1),
  seccompResolve: (token: number) => [token, 0],
};

suite("featuresDocument()", () => {
  test("says what engines look for", () => {
    installFake(SECCOMP);
    const { ociVersionMin, ociVersionMax, mountOptions, linux } = featuresDocument();
    assert.deepEqual([ociVersionMin, ociVersionMax], ["1.0.0", "1.3.0"]);
    assert.ok(mountOptions?.includes("rro"));
    assert.equal(linux?.mountExtensions?.idmap?.enabled, true);
    assert.ok(linux?.namespaces?.includes("user"));
  });

  test("is what the published schema of features allows", () => {
    installFake(SECCOMP);
    const ajv = new Ajv({ strict: false });
    for (const schema of [definitions, linuxDefinitions, linuxFeatures]) ajv.addSchema(schema);
    const validate = ajv.compile(featuresSchema);
    assert.ok(validate(featuresDocument()), JSON.stringify(validate.errors));
  });

  test("tells flags that the kernel has apart from those that are known", () => {
    installFake(SECCOMP);
    const { knownFlags, supportedFlags } = featuresDocument().linux.seccomp ?? {};
    assert.deepEqual(knownFlags, [
      "SECCOMP_FILTER_FLAG_LOG",
      "SECCOMP_FILTER_FLAG_SPEC_ALLOW",
      "SECCOMP_FILTER_FLAG_TSYNC",
      "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV",
    ]);
    assert.deepEqual(supportedFlags, knownFlags?.slice(0, 3));
  });

  test("lists only architectures that libseccomp knows", () => {
    installFake({ ...SECCOMP, seccompResolve: (token) => (token === 0xc000_003e ? [token, 0] : -22) });
    assert.deepEqual(featuresDocument().linux.seccomp?.archs, ["SCMP_ARCH_X86_64"]);
  });

  test("lists the memory policies", () => {
    installFake(SECCOMP);
    const { modes, flags } = featuresDocument().linux.memoryPolicy;
    assert.equal(modes.length, 7);
    assert.deepEqual(flags, ["MPOL_F_NUMA_BALANCING", "MPOL_F_RELATIVE_NODES", "MPOL_F_STATIC_NODES"]);
  });

  test("lists mount options sorted, with all that engines may use", () => {
    installFake(SECCOMP);
    const { mountOptions = [] } = featuresDocument();
    assert.deepEqual(mountOptions, [...new Set(mountOptions)].sort());
    const common =
      "async atime bind defaults dev diratime dirsync exec lazytime loud mand noatime nodev nodiratime noexec nolazytime nomand norelatime nostrictatime nosuid nosymfollow private ratime rbind rdev rdiratime relatime remount rexec rnoatime rnodev rnodiratime rnoexec rnorelatime rnostrictatime rnosuid rnosymfollow ro rprivate rrelatime rro rrw rshared rslave rstrictatime rsuid rsymfollow runbindable rw shared silent slave strictatime suid symfollow sync tmpcopyup unbindable";
    assert.deepEqual(
      common.split(" ").filter((word) => !mountOptions.includes(word)),
      [],
    );
  });
});

suite("rowsOf()", () => {
  const output = "UID   PID  PPID CMD\nroot    1     0 init\nroot   12     1 sh 34\nroot   34    12 sleep\n";

  test("keeps the header and the rows of the container", () => {
    assert.equal(rowsOf(output, new Set([12, 99])), "UID   PID  PPID CMD\nroot   12     1 sh 34\n");
  });

  test("needs a PID column", () => {
    assert.throws(() => rowsOf("USER CMD\n", new Set()), { code: "ERR_HOST" });
  });
});

suite("HELP", () => {
  test("has a text for every command", () => {
    assert.deepEqual(Object.keys(HELP), ["", ...Object.keys(COMMANDS)]);
  });

  test("hides hidden options", () => {
    assert.doesNotMatch(HELP.update ?? "", /kernel-memory/);
    assert.match(HELP.update ?? "", /--memory-swap/);
  });
});
