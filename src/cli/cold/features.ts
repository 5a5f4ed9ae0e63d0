// SPDX-License-Identifier: Apache-2.0
/** What this build can do, in the order of members that people know. Of the host it says only which flags work. */
import type { OciFeatures } from "../../config/generated/features.ts";
import { SPEC_VERSION } from "../../lifecycle/status.ts";
import { native } from "../../native/native.ts";
import { CAPABILITIES } from "../../ops/capabilities.ts";
import { MEMORY_FLAGS, MEMORY_MODES } from "../../ops/kernel.ts";
import { mountOptionWords } from "../../plan/mount-options.ts";
import { ACTIONS, ARCHITECTURES, FLAG_NEW_LISTENER, FLAGS, OPERATORS } from "../../seccomp/constants.ts";
import type { Run } from "../context.ts";
import { print } from "../output.ts";
import { runtVersion } from "./version.ts";

const HOOKS = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"];

/** features-linux.md has more members than the published schema that OciFeatures is made of. */
type LinuxFeatures = NonNullable<OciFeatures["linux"]> & {
  intelRdt: { enabled: boolean; schemata: boolean; monitoring: boolean };
  memoryPolicy: { modes: string[]; flags: string[] };
};
type Features = OciFeatures & { linux: LinuxFeatures };

type Seccomp = NonNullable<NonNullable<OciFeatures["linux"]>["seccomp"]>;

function seccompFeatures(): Seccomp {
  const knownFlags = namesOf(FLAGS);
  return {
    enabled: true,
    actions: namesOf(ACTIONS),
    operators: namesOf(OPERATORS),
    archs: namesOf(ARCHITECTURES).filter(isKnownArchitecture),
    knownFlags,
    // The one member that is about the host: a known flag may be too new for its kernel.
    supportedFlags: knownFlags.filter(isSupported),
  };
}

/** The linked libseccomp may be too old for one. */
function isKnownArchitecture(name: keyof typeof ARCHITECTURES): boolean {
  return typeof native().seccompResolve(ARCHITECTURES[name], "read\0") !== "number";
}

/** As create probes them: WAIT_KILLABLE_RECV is refused without a listener. */
function isSupported(flag: keyof typeof FLAGS): boolean {
  const listener = flag === "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV" ? FLAG_NEW_LISTENER : 0;
  return native().seccompHasFlag(FLAGS[flag] | listener) === 1;
}

function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
  return (Object.keys(table) as Name[]).sort();
}

export function featuresDocument(): Features {
  return {
    ociVersionMin: "1.0.0",
    ociVersionMax: SPEC_VERSION,
    hooks: HOOKS,
    mountOptions: mountOptionWords(),
    linux: {
      namespaces: ["cgroup", "ipc", "mount", "network", "pid", "time", "user", "uts"],
      capabilities: [...CAPABILITIES],
      cgroup: { v1: true, v2: true, systemd: true, systemdUser: true, rdma: true },
      seccomp: seccompFeatures(),
      apparmor: { enabled: true },
      selinux: { enabled: true },
      intelRdt: { enabled: true, schemata: true, monitoring: true },
      memoryPolicy: { modes: [...MEMORY_MODES].sort(), flags: namesOf(MEMORY_FLAGS) },
      mountExtensions: { idmap: { enabled: true } },
      netDevices: { enabled: true },
    },
    annotations: {
      "io.github.runt.version": runtVersion(),
      "org.opencontainers.runc.checkpoint.enabled": "true",
      "io.github.seccomp.libseccomp.version": native().seccompVersion(),
    },
    potentiallyUnsafeConfigAnnotations: [
      "bundle",
      "org.systemd.property.",
      "org.criu.config",
      "run.oci.hooks.",
      "run.oci.keep_original_groups",
    ],
  };
}

export const features: Run<"features"> = () => {
  print(`${JSON.stringify(featuresDocument(), undefined, 4)}\n`);
  return 0;
};
