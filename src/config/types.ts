// SPDX-License-Identifier: Apache-2.0
/** The types of config.json under the names that the rest of the program uses. */
import type { IdMapping, OciConfig } from "./generated/config.ts";

export type {
  Capabilities,
  ConsoleSize,
  ExecCpuAffinity,
  Hook,
  Hooks,
  IdMapping,
  IntelRdt,
  IoPriority,
  Linux,
  LinuxBlockIo,
  LinuxBlockIoThrottle,
  LinuxBlockIoWeight,
  LinuxCpu,
  LinuxDevice,
  LinuxDeviceCgroup,
  LinuxHugepageLimit,
  LinuxInterfacePriority,
  LinuxMemory,
  LinuxNamespace,
  LinuxNamespaceType,
  LinuxNetwork,
  LinuxPids,
  LinuxRdma,
  LinuxResources,
  MemoryPolicy,
  MemoryPolicyFlag,
  MemoryPolicyMode,
  Mount,
  NetDevice,
  OciConfig,
  Personality,
  Process,
  Rlimit,
  Root,
  RootfsPropagation,
  Scheduler,
  SchedulerFlag,
  SchedulerPolicy,
  Seccomp,
  SeccompAction,
  SeccompArch,
  SeccompArg,
  SeccompFlag,
  SeccompOperator,
  SeccompRule,
  StringMap,
  TimeOffset,
  TimeOffsets,
  User,
} from "./generated/config.ts";
export type { OciFeatures } from "./generated/features.ts";
export type { OciState } from "./generated/state.ts";

export type Annotations = NonNullable<OciConfig["annotations"]>;
export type IdMappings = readonly IdMapping[];
/** A number of 64 bits: a bigint only beyond 2 ** 53. */
export type Int64 = number | bigint;
