// SPDX-License-Identifier: Apache-2.0
/** Why a control file can't be written, as exactly as the cgroup tells. */
import { EACCES, EBUSY, EINVAL, ENODEV, ENOENT, EOPNOTSUPP, ERANGE, EROFS } from "../errors/errno.ts";
import { HostError, KernelError, type RuntError } from "../errors/errors.ts";
import { NO_CGROUP_HINT } from "./denied.ts";
import { type OpenDirectory, readControl } from "./open.ts";
import { type CgroupWrite, controllerOf } from "./write.ts";

function missingHint(controller: string, version: 1 | 2): string {
  if (controller === "hugetlb") return "the host's page sizes are the names in /sys/kernel/mm/hugepages";
  return version === 2
    ? `"${controller}" must be in cgroup.subtree_control of every cgroup above it, and none of these may hold processes`
    : "this kernel has no such setting";
}

/** @param directory undefined where the container is in no cgroup of the controller */
export function missingError(write: CgroupWrite, directory: OpenDirectory | undefined): HostError {
  const controller = controllerOf(write);
  const what = `cannot set ${write.file} to "${write.value}"`;
  if (directory === undefined) {
    const message = `${what}: the container is in no cgroup of controller "${controller}"`;
    return new HostError("ERR_CGROUP", write.pointer, message, NO_CGROUP_HINT);
  }
  return new HostError(
    "ERR_CGROUP",
    write.pointer,
    `${what}: cgroup ${directory.path} has no such file`,
    missingHint(controller, directory.version),
  );
}

function usageHint(directory: OpenDirectory): string | undefined {
  const [now, peak] =
    directory.version === 1
      ? (["memory.usage_in_bytes", "memory.max_usage_in_bytes"] as const)
      : (["memory.current", "memory.peak"] as const);
  const current = readControl(directory.fd, now)?.trim();
  if (current === undefined) return undefined;
  return `the cgroup uses ${current} bytes now, and used ${readControl(directory.fd, peak)?.trim() ?? "?"} at most`;
}

/** Bounds of the kernel in microseconds: kernel/sched/core.c names them, sched-bwc.rst tells of them. */
const LEAST_QUOTA = 1000;
const PERIODS = { least: 1000, most: 1_000_000 } as const;

function cpuHint({ file, value }: CgroupWrite): string {
  if (file.startsWith("cpu.rt_"))
    return "a run time can't be above its period, and must be given to each cgroup above first";
  if (file === "cpu.shares" || file === "cpu.weight") return "a group with cpu.idle 1 has no shares";
  if (file.endsWith("burst")) return "a burst can't be above the quota";
  if (file === "cpu.cfs_period_us" && (Number(value) < PERIODS.least || Number(value) > PERIODS.most))
    return `a period is ${PERIODS.least} to ${PERIODS.most} microseconds`;
  if (file === "cpu.cfs_quota_us" && Number(value) < LEAST_QUOTA)
    return `a quota is ${LEAST_QUOTA} microseconds at least, or -1`;
  if (file === "cpu.max")
    return `a quota is ${LEAST_QUOTA} microseconds at least, a period ${PERIODS.least} to ${PERIODS.most}, and a burst not above the quota`;
  return "a cgroup above may allow less, and a burst can't be above the quota";
}

function hintFor(write: CgroupWrite, errno: number, directory: OpenDirectory): string | undefined {
  const controller = controllerOf(write);
  if (errno === EROFS) return "mount the cgroup filesystem read-write for the runtime";
  if (errno === EBUSY && controller === "memory") return usageHint(directory);
  if (errno === EINVAL && write.file === "memory.memsw.limit_in_bytes")
    return "memory.swap is the limit of memory and swap together: it can't be below memory.limit";
  if (errno === EOPNOTSUPP) return "this kernel has the file without the feature";
  if (controller === "cpuset" && (errno === EACCES || errno === EINVAL || errno === ERANGE))
    return "CPUs and memory nodes must be among those of the cgroup above";
  if (controller === "cpu" && errno === EINVAL) return cpuHint(write);
  if ((controller === "blkio" || controller === "io") && errno === ENODEV)
    return "no block device of the host has these numbers";
  return undefined;
}

/** @param result -errno of the write */
export function writeError(write: CgroupWrite, result: number, directory: OpenDirectory): RuntError {
  if (result === -ENOENT) return missingError(write, directory);
  const path = `${directory.path}/${write.file}`;
  const hint = hintFor(write, -result, directory);
  return new KernelError(result, "write", `write "${write.value}" to ${path}`, {
    pointer: write.pointer,
    path,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A limit below the present use is refused where config.json asks for the check; else undefined. */
export function belowUseError(
  { notBelow, ...write }: CgroupWrite,
  directory: OpenDirectory,
): HostError | undefined {
  if (notBelow === undefined) return undefined;
  let used = 0n;
  for (const file of notBelow.files) {
    const text = readControl(directory.fd, file)?.trim() ?? "";
    if (/^[0-9]+$/.test(text)) used += BigInt(text);
  }
  if (BigInt(notBelow.limit) >= used) return undefined;
  const message = `cannot set ${write.file} to "${write.value}": rejecting ${notBelow.what} ${notBelow.limit}: cgroup ${directory.path} uses ${used} bytes now`;
  return new HostError("ERR_CGROUP", write.pointer, message);
}
