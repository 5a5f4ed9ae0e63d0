// SPDX-License-Identifier: Apache-2.0
/** What `doctor` says of the kernel. Cold. */
import type { HostFacts } from "../host/facts.ts";
import * as flags from "../native/flags.ts";
import { native } from "../native/native.ts";
import { CAP_SYS_ADMIN, hasCapability } from "../ops/capabilities.ts";
import { exists, type Finding, info, missing, ok, readLine } from "./finding.ts";

const PROC_MAGIC = 0x9fa0;
/** mount_setattr(2). */
const OLDEST = [5, 12] as const;
/** BPF: r0 = 1; exit. */
const ALLOW_ALL = Uint8Array.of(0xb7, 0, 0, 0, 1, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0);

/** @param release of uname(2); a kernel whose release says nothing is taken for new */
export function isTooOld(release: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  if (major === undefined) return false;
  return Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
}

export function releaseFinding(release: string, machine: string): Finding {
  const text = `${release} ${machine}`;
  if (!isTooOld(release)) return info("kernel", `${text}; ${OLDEST.join(".")} or newer is needed`);
  return missing(
    "kernel",
    `${text}: mounts need mount_setattr(2)`,
    `boot Linux ${OLDEST.join(".")} or newer`,
  );
}

/** Nearly all that is known of a process is read there. */
export function procfsFinding(): Finding {
  const fd = native().openat(flags.AT_FDCWD, "/proc", flags.O_PATH | flags.O_DIRECTORY, 0);
  const found = fd < 0 ? fd : native().fstatfs(fd);
  if (fd >= 0) native().close(fd);
  if (found === PROC_MAGIC && exists("/proc/self")) return ok("procfs", "mounted");
  return missing(
    "procfs",
    "procfs is not mounted on /proc, without which nothing is known of the caller and the host",
    "root: mount -t proc proc /proc; in a chroot, mount --rbind /proc CHROOT/proc",
  );
}

/** memfd_noexec 2 refuses every executable memory file, and init is one. */
function memoryFileFinding(): Finding {
  const level = readLine("/proc/sys/vm/memfd_noexec");
  if (level !== "2") return ok("memfd", "init can run from a sealed memory file");
  return missing("memfd", "vm.memfd_noexec is 2: init can't run", "root: sysctl -w vm.memfd_noexec=1");
}

/** Without cgroup v1 device rules are programs of the kernel. */
function deviceFinding(host: HostFacts): Finding {
  const id = "cgroup.devices";
  // Without procfs all are taken for callers without rights.
  if (!exists("/proc/self")) return info(id, "not known without procfs");
  if (!host.initialUserNamespace || !hasCapability(host.capabilities, CAP_SYS_ADMIN))
    return info(
      id,
      "the caller may not set device rules: linux.resources.devices has no effect, and devices are binds of the host's",
      "run as root where a container must be kept from device nodes that it can already reach",
    );
  if (host.cgroup.hierarchies.some(({ controllers }) => controllers.includes("devices")))
    return ok(id, "rules of the devices controller");
  if (host.cgroup.mode !== "v2")
    return missing(
      id,
      "neither the devices controller nor cgroup v2 is mounted: create fails",
      "root: mount -t cgroup2 cgroup2 /sys/fs/cgroup, or the v1 hierarchy of the devices controller",
    );
  const fd = native().bpfLoadDevice(ALLOW_ALL);
  if (fd < 0)
    return missing(
      id,
      "a device program can't be loaded: create fails",
      "the kernel needs CONFIG_BPF_SYSCALL and CONFIG_CGROUP_BPF, and nothing around the caller may forbid bpf(2)",
    );
  native().close(fd);
  return ok(id, "rules are BPF programs");
}

function resctrlFinding(host: HostFacts): Finding {
  return host.resctrl === undefined
    ? info(
        "resctrl",
        "not mounted: linux.intelRdt is refused",
        "on a processor that has it: mount -t resctrl resctrl /sys/fs/resctrl",
      )
    : ok("resctrl", host.resctrl);
}

export function kernelFindings(host: HostFacts): Finding[] {
  return [deviceFinding(host), memoryFileFinding(), resctrlFinding(host)];
}
