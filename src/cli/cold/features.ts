// SPDX-License-Identifier: Apache-2.0
/** What this build can do, in the order of members that people know. It says nothing of the host. */
import type { OciFeatures } from "../../config/generated/features.ts";
import { SPEC_VERSION } from "../../lifecycle/status.ts";
import { native } from "../../native/native.ts";
import { CAPABILITIES } from "../../ops/capabilities.ts";
import type { Run } from "../context.ts";
import { print } from "../output.ts";
import { runtVersion } from "./version.ts";

/** Sorted. `idmap` and `ridmap` are accepted too; engines read of them in mountExtensions. */
export const MOUNT_OPTIONS =
  "async atime bind defaults dev diratime dirsync exec iversion lazytime loud mand noatime nodev nodiratime noexec noiversion nolazytime nomand norelatime nostrictatime nosuid nosymfollow private ratime rbind rdev rdiratime relatime remount rexec rnoatime rnodev rnodiratime rnoexec rnorelatime rnostrictatime rnosuid rnosymfollow ro rprivate rrelatime rro rrw rshared rslave rstrictatime rsuid rsymfollow runbindable rw shared silent slave strictatime suid symfollow sync tmpcopyup unbindable";

const HOOKS = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"];

type Seccomp = NonNullable<NonNullable<OciFeatures["linux"]>["seccomp"]>;

function seccompFeatures(): Seccomp {
  const flags = ["TSYNC", "SPEC_ALLOW", "LOG", "WAIT_KILLABLE_RECV"];
  return {
    enabled: true,
    actions: prefixed("SCMP_ACT_", "ALLOW ERRNO KILL KILL_PROCESS KILL_THREAD LOG NOTIFY TRACE TRAP"),
    operators: prefixed("SCMP_CMP_", "EQ GE GT LE LT MASKED_EQ NE"),
    archs: prefixed(
      "SCMP_ARCH_",
      "AARCH64 ARM LOONGARCH64 MIPS MIPS64 MIPS64N32 MIPSEL MIPSEL64 MIPSEL64N32 PPC PPC64 PPC64LE RISCV64 S390 S390X X32 X86 X86_64",
    ),
    knownFlags: prefixed("SECCOMP_FILTER_FLAG_", flags.join(" ")),
    // All but WAIT_KILLABLE_RECV are in every kernel that runt runs on.
    supportedFlags: prefixed("SECCOMP_FILTER_FLAG_", flags.slice(0, 3).join(" ")),
  };
}

/** The union types are the schema's; a test validates the whole against it. */
function prefixed<Name extends string>(prefix: string, words: string): Name[] {
  return words.split(" ").map((word) => (prefix + word) as Name);
}

export function featuresDocument(): OciFeatures {
  return {
    ociVersionMin: "1.0.0",
    ociVersionMax: SPEC_VERSION,
    hooks: HOOKS,
    mountOptions: MOUNT_OPTIONS.split(" "),
    linux: {
      namespaces: ["cgroup", "ipc", "mount", "network", "pid", "time", "user", "uts"],
      capabilities: [...CAPABILITIES],
      cgroup: { v1: true, v2: true, systemd: false, systemdUser: false, rdma: true },
      seccomp: seccompFeatures(),
      apparmor: { enabled: true },
      selinux: { enabled: true },
      intelRdt: { enabled: false },
      mountExtensions: { idmap: { enabled: true } },
      netDevices: { enabled: false },
    },
    annotations: {
      "io.github.runt.version": runtVersion(),
      "org.opencontainers.runc.checkpoint.enabled": "false",
      "io.github.seccomp.libseccomp.version": native().seccompVersion(),
    },
    potentiallyUnsafeConfigAnnotations: ["bundle", "org.systemd.property.", "org.criu.config"],
  };
}

export const features: Run<"features"> = () => {
  print(`${JSON.stringify(featuresDocument(), undefined, 4)}\n`);
  return 0;
};
