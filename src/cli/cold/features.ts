// SPDX-License-Identifier: Apache-2.0
/** What this build can do, in the order of members that people know. It says nothing of the host. */
import type { OciFeatures } from "../../config/generated/features.ts";
import { SPEC_VERSION } from "../../lifecycle/status.ts";
import { native } from "../../native/native.ts";
import { CAPABILITIES } from "../../ops/capabilities.ts";
import { mountOptionWords } from "../../plan/mount-options.ts";
import { ACTIONS, ARCHITECTURES, FLAGS, OPERATORS } from "../../seccomp/constants.ts";
import type { Run } from "../context.ts";
import { print } from "../output.ts";
import { runtVersion } from "./version.ts";

const HOOKS = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"];

type Seccomp = NonNullable<NonNullable<OciFeatures["linux"]>["seccomp"]>;

function seccompFeatures(): Seccomp {
  const knownFlags = namesOf(FLAGS);
  return {
    enabled: true,
    actions: namesOf(ACTIONS),
    operators: namesOf(OPERATORS),
    archs: namesOf(ARCHITECTURES),
    knownFlags,
    // All others are in every kernel that runt runs on.
    supportedFlags: knownFlags.filter((flag) => flag !== "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"),
  };
}

function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
  return (Object.keys(table) as Name[]).sort();
}

export function featuresDocument(): OciFeatures {
  return {
    ociVersionMin: "1.0.0",
    ociVersionMax: SPEC_VERSION,
    hooks: HOOKS,
    mountOptions: mountOptionWords(),
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
