// SPDX-License-Identifier: Apache-2.0
// Made by scripts/generate-config.mjs from schemas/. Do not edit.
export type SchedulerPolicy =
  "SCHED_OTHER" | "SCHED_FIFO" | "SCHED_RR" | "SCHED_BATCH" | "SCHED_ISO" | "SCHED_IDLE" | "SCHED_DEADLINE";
export type SchedulerFlag =
  | "SCHED_FLAG_RESET_ON_FORK"
  | "SCHED_FLAG_RECLAIM"
  | "SCHED_FLAG_DL_OVERRUN"
  | "SCHED_FLAG_KEEP_POLICY"
  | "SCHED_FLAG_KEEP_PARAMS"
  | "SCHED_FLAG_UTIL_CLAMP_MIN"
  | "SCHED_FLAG_UTIL_CLAMP_MAX";
export type IoPriorityClass = "IOPRIO_CLASS_RT" | "IOPRIO_CLASS_BE" | "IOPRIO_CLASS_IDLE";
export type HookList = Hook[];
export type LinuxNamespaceType = "mount" | "pid" | "network" | "uts" | "ipc" | "user" | "cgroup" | "time";
/**
 * Propagation of the root mount. Engines write the recursive forms too.
 */
export type RootfsPropagation =
  "private" | "shared" | "slave" | "unbindable" | "rprivate" | "rshared" | "rslave" | "runbindable";
export type SeccompAction =
  | "SCMP_ACT_KILL"
  | "SCMP_ACT_KILL_THREAD"
  | "SCMP_ACT_KILL_PROCESS"
  | "SCMP_ACT_TRAP"
  | "SCMP_ACT_ERRNO"
  | "SCMP_ACT_TRACE"
  | "SCMP_ACT_ALLOW"
  | "SCMP_ACT_LOG"
  | "SCMP_ACT_NOTIFY";
export type SeccompArch =
  | "SCMP_ARCH_X86"
  | "SCMP_ARCH_X86_64"
  | "SCMP_ARCH_X32"
  | "SCMP_ARCH_ARM"
  | "SCMP_ARCH_AARCH64"
  | "SCMP_ARCH_LOONGARCH64"
  | "SCMP_ARCH_M68K"
  | "SCMP_ARCH_MIPS"
  | "SCMP_ARCH_MIPS64"
  | "SCMP_ARCH_MIPS64N32"
  | "SCMP_ARCH_MIPSEL"
  | "SCMP_ARCH_MIPSEL64"
  | "SCMP_ARCH_MIPSEL64N32"
  | "SCMP_ARCH_PPC"
  | "SCMP_ARCH_PPC64"
  | "SCMP_ARCH_PPC64LE"
  | "SCMP_ARCH_S390"
  | "SCMP_ARCH_S390X"
  | "SCMP_ARCH_SH"
  | "SCMP_ARCH_SHEB"
  | "SCMP_ARCH_PARISC"
  | "SCMP_ARCH_PARISC64"
  | "SCMP_ARCH_RISCV64";
export type SeccompFlag =
  | "SECCOMP_FILTER_FLAG_TSYNC"
  | "SECCOMP_FILTER_FLAG_LOG"
  | "SECCOMP_FILTER_FLAG_SPEC_ALLOW"
  | "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV";
export type SeccompOperator =
  | "SCMP_CMP_NE"
  | "SCMP_CMP_LT"
  | "SCMP_CMP_LE"
  | "SCMP_CMP_EQ"
  | "SCMP_CMP_GE"
  | "SCMP_CMP_GT"
  | "SCMP_CMP_MASKED_EQ";
export type MemoryPolicyMode =
  | "MPOL_DEFAULT"
  | "MPOL_BIND"
  | "MPOL_INTERLEAVE"
  | "MPOL_WEIGHTED_INTERLEAVE"
  | "MPOL_PREFERRED"
  | "MPOL_PREFERRED_MANY"
  | "MPOL_LOCAL";
export type MemoryPolicyFlag = "MPOL_F_NUMA_BALANCING" | "MPOL_F_RELATIVE_NODES" | "MPOL_F_STATIC_NODES";
export type PersonalityDomain = "LINUX" | "LINUX32";

/**
 * config.json of a bundle.
 */
export interface OciConfig {
  /**
   * A version of the runtime specification.
   */
  ociVersion: string;
  root?: Root;
  process?: Process;
  /**
   * Host name inside.
   */
  hostname?: string;
  /**
   * NIS domain name inside.
   */
  domainname?: string;
  /**
   * Mounts below the root filesystem, in order.
   */
  mounts?: Mount[];
  hooks?: Hooks;
  annotations?: StringMap;
  linux?: Linux;
}
/**
 * The root filesystem.
 */
export interface Root {
  /**
   * Directory of the root filesystem, absolute or relative to the bundle.
   */
  path: string;
  /**
   * The root filesystem can't be written inside.
   */
  readonly?: boolean;
}
/**
 * The process of the container.
 */
export interface Process {
  /**
   * A terminal is attached to fds 0, 1 and 2.
   */
  terminal?: boolean;
  consoleSize?: ConsoleSize;
  user?: User;
  /**
   * The argument vector; the first is the program.
   */
  args?: string[];
  /**
   * Only for Windows.
   */
  commandLine?: string;
  /**
   * The whole environment, as NAME=value.
   */
  env?: string[];
  /**
   * Working directory inside; absolute.
   */
  cwd: string;
  capabilities?: Capabilities;
  rlimits?: Rlimit[];
  /**
   * The process can gain no privileges by execve.
   */
  noNewPrivileges?: boolean;
  /**
   * Name of the AppArmor profile.
   */
  apparmorProfile?: string;
  /**
   * Value for oom_score_adj, -1000 to 1000.
   */
  oomScoreAdj?: number;
  scheduler?: Scheduler;
  /**
   * SELinux label of the process.
   */
  selinuxLabel?: string;
  ioPriority?: IoPriority;
  execCPUAffinity?: ExecCpuAffinity;
}
/**
 * Size of the terminal in characters.
 */
export interface ConsoleSize {
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  height: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  width: number | bigint;
}
/**
 * Ids of the process, as seen inside.
 */
export interface User {
  /**
   * A number of 32 bits.
   */
  uid?: number;
  /**
   * A number of 32 bits.
   */
  gid?: number;
  /**
   * A number of 32 bits.
   */
  umask?: number;
  /**
   * Supplementary groups, exactly these.
   *
   * Items: A number of 32 bits.
   */
  additionalGids?: number[];
  /**
   * Only for Windows.
   */
  username?: string;
}
/**
 * The five sets of capability names.
 */
export interface Capabilities {
  bounding?: string[];
  effective?: string[];
  permitted?: string[];
  inheritable?: string[];
  ambient?: string[];
}
/**
 * One resource limit of the process.
 */
export interface Rlimit {
  /**
   * Name of the limit, RLIMIT_...
   */
  type: string;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  soft: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  hard: number | bigint;
}
/**
 * Scheduling attributes; times are nanoseconds.
 */
export interface Scheduler {
  policy: SchedulerPolicy;
  /**
   * A signed number of 32 bits.
   */
  nice?: number;
  /**
   * A signed number of 32 bits.
   */
  priority?: number;
  flags?: SchedulerFlag[];
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  runtime?: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  deadline?: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  period?: number | bigint;
}
/**
 * I/O priority of the process group.
 */
export interface IoPriority {
  class: IoPriorityClass;
  /**
   * A signed number of 32 bits.
   */
  priority?: number;
}
/**
 * CPU affinity of processes that exec starts.
 */
export interface ExecCpuAffinity {
  /**
   * CPUs before the process joins the cgroup.
   */
  initial?: string;
  /**
   * CPUs after it.
   */
  final?: string;
}
/**
 * One mount, made in the listed order.
 */
export interface Mount {
  /**
   * Where it is mounted, below the root of the container.
   */
  destination: string;
  /**
   * Filesystem type; without meaning for a bind mount.
   */
  type?: string;
  /**
   * Device or directory; for a bind mount absolute or relative to the bundle.
   */
  source?: string;
  /**
   * Options of mount(8) and of the filesystem.
   */
  options?: string[];
  /**
   * User ids of an idmapped mount.
   */
  uidMappings?: IdMapping[];
  /**
   * Group ids of an idmapped mount.
   */
  gidMappings?: IdMapping[];
}
/**
 * One range of ids: `size` ids from `containerID` on inside are those from `hostID` on outside.
 */
export interface IdMapping {
  /**
   * A number of 32 bits.
   */
  containerID: number;
  /**
   * A number of 32 bits.
   */
  hostID: number;
  /**
   * A number of 32 bits.
   */
  size: number;
}
/**
 * Programs that run at points of the container's life.
 */
export interface Hooks {
  prestart?: HookList;
  createRuntime?: HookList;
  createContainer?: HookList;
  startContainer?: HookList;
  poststart?: HookList;
  poststop?: HookList;
}
/**
 * A program that runs at one point of a container's life.
 */
export interface Hook {
  /**
   * Absolute path of the program.
   */
  path: string;
  /**
   * The whole argument vector, program name included.
   */
  args?: string[];
  /**
   * The whole environment, as NAME=value.
   */
  env?: string[];
  /**
   * Seconds after which the hook is killed.
   */
  timeout?: number;
}
/**
 * Strings by name. A name without any character but line ends is not looked at.
 */
export interface StringMap {
  /**
   * This interface was referenced by `StringMap`'s JSON-Schema definition
   * via the `patternProperty` ".".
   */
  [k: string]: string;
}
/**
 * What only Linux has.
 */
export interface Linux {
  /**
   * Namespaces to make or to join; others are those of the runtime.
   */
  namespaces?: LinuxNamespace[];
  /**
   * User ids of the user namespace.
   */
  uidMappings?: IdMapping[];
  /**
   * Group ids of the user namespace.
   */
  gidMappings?: IdMapping[];
  timeOffsets?: TimeOffsets;
  /**
   * Device nodes to make beside the default ones.
   */
  devices?: LinuxDevice[];
  /**
   * Network devices of the host to move in, by name.
   */
  netDevices?: {
    [k: string]: NetDevice;
  };
  /**
   * Path of the cgroup, or slice:prefix:name for systemd.
   */
  cgroupsPath?: string;
  resources?: LinuxResources;
  rootfsPropagation?: RootfsPropagation;
  seccomp?: Seccomp;
  sysctl?: StringMap;
  /**
   * Absolute paths that can't be read inside.
   */
  maskedPaths?: string[];
  /**
   * Absolute paths that can't be written inside.
   */
  readonlyPaths?: string[];
  /**
   * SELinux context of the mounts.
   */
  mountLabel?: string;
  intelRdt?: IntelRdt;
  memoryPolicy?: MemoryPolicy;
  personality?: Personality;
}
/**
 * One namespace.
 */
export interface LinuxNamespace {
  type: LinuxNamespaceType;
  /**
   * Absolute path of a namespace to join; absent for a new one.
   */
  path?: string;
}
/**
 * Offsets of the clocks of a new time namespace.
 */
export interface TimeOffsets {
  boottime?: TimeOffset;
  monotonic?: TimeOffset;
}
/**
 * Offset of one clock.
 */
export interface TimeOffset {
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  secs?: number | bigint;
  /**
   * A number of 32 bits.
   */
  nanosecs?: number;
}
/**
 * One device node.
 */
export interface LinuxDevice {
  /**
   * c or u for a character device, b for a block device, p for a FIFO.
   */
  type: string;
  /**
   * Absolute path inside.
   */
  path: string;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  major?: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  minor?: number | bigint;
  /**
   * Permission bits as a decimal number: 438 is 0666.
   */
  fileMode?: number;
  /**
   * A number of 32 bits.
   */
  uid?: number;
  /**
   * A number of 32 bits.
   */
  gid?: number;
}
/**
 * How a network device is moved in.
 */
export interface NetDevice {
  /**
   * Name inside; absent keeps the host's.
   */
  name?: string;
}
/**
 * Limits of the container's cgroup.
 */
export interface LinuxResources {
  /**
   * Rules of device access; a later one wins.
   */
  devices?: LinuxDeviceCgroup[];
  memory?: LinuxMemory;
  cpu?: LinuxCpu;
  pids?: LinuxPids;
  blockIO?: LinuxBlockIo;
  hugepageLimits?: LinuxHugepageLimit[];
  network?: LinuxNetwork;
  /**
   * Limits of RDMA devices, by name.
   */
  rdma?: {
    [k: string]: LinuxRdma;
  };
  unified?: StringMap;
}
/**
 * One rule of device access.
 */
export interface LinuxDeviceCgroup {
  allow: boolean;
  /**
   * a, b or c; absent for all.
   */
  type?: string;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  major?: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  minor?: number | bigint;
  /**
   * Letters of r, w and m.
   */
  access?: string;
}
/**
 * Limits of memory in bytes; -1 is no limit, and swap counts memory too.
 */
export interface LinuxMemory {
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  limit?: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  reservation?: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  swap?: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  kernel?: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  kernelTCP?: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  swappiness?: number | bigint;
  disableOOMKiller?: boolean;
  useHierarchy?: boolean;
  checkBeforeUpdate?: boolean;
}
/**
 * CPU time in microseconds, weights and CPU sets.
 */
export interface LinuxCpu {
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  shares?: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  quota?: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  burst?: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  period?: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  realtimeRuntime?: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  realtimePeriod?: number | bigint;
  /**
   * List of CPUs such as 0-3,7.
   */
  cpus?: string;
  /**
   * List of memory nodes such as 0-1.
   */
  mems?: string;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  idle?: number | bigint;
}
/**
 * Limit of the number of tasks.
 */
export interface LinuxPids {
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  limit: number | bigint;
}
/**
 * Weights and rates of block devices.
 */
export interface LinuxBlockIo {
  /**
   * A number of 16 bits.
   */
  weight?: number;
  /**
   * A number of 16 bits.
   */
  leafWeight?: number;
  weightDevice?: LinuxBlockIoWeight[];
  throttleReadBpsDevice?: LinuxBlockIoThrottle[];
  throttleWriteBpsDevice?: LinuxBlockIoThrottle[];
  throttleReadIOPSDevice?: LinuxBlockIoThrottle[];
  throttleWriteIOPSDevice?: LinuxBlockIoThrottle[];
}
/**
 * Weights of one block device.
 */
export interface LinuxBlockIoWeight {
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  major: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  minor: number | bigint;
  /**
   * A number of 16 bits.
   */
  weight?: number;
  /**
   * A number of 16 bits.
   */
  leafWeight?: number;
}
/**
 * Rate limit of one block device.
 */
export interface LinuxBlockIoThrottle {
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  major: number | bigint;
  /**
   * A signed number of 64 bits; a bigint beyond 2 ** 53.
   */
  minor: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  rate?: number | bigint;
}
/**
 * Limit in bytes of huge pages of one size.
 */
export interface LinuxHugepageLimit {
  /**
   * Size of the pages, such as 2MB.
   */
  pageSize: string;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  limit: number | bigint;
}
/**
 * Class and priorities of packets (cgroup v1).
 */
export interface LinuxNetwork {
  /**
   * A number of 32 bits.
   */
  classID?: number;
  priorities?: LinuxInterfacePriority[];
}
export interface LinuxInterfacePriority {
  /**
   * Network interface of the host.
   */
  name: string;
  /**
   * A number of 32 bits.
   */
  priority: number;
}
/**
 * Limits of one RDMA device.
 */
export interface LinuxRdma {
  /**
   * A number of 32 bits.
   */
  hcaHandles?: number;
  /**
   * A number of 32 bits.
   */
  hcaObjects?: number;
}
/**
 * System call filter.
 */
export interface Seccomp {
  defaultAction: SeccompAction;
  /**
   * A number of 32 bits.
   */
  defaultErrnoRet?: number;
  /**
   * Architectures beside the native one.
   */
  architectures?: SeccompArch[];
  flags?: SeccompFlag[];
  /**
   * UNIX socket that is sent the notification fd.
   */
  listenerPath?: string;
  /**
   * Text sent along with it.
   */
  listenerMetadata?: string;
  syscalls?: SeccompRule[];
}
/**
 * What happens at some system calls.
 */
export interface SeccompRule {
  /**
   * System calls.
   *
   * @minItems 1
   */
  names: [string, ...string[]];
  action: SeccompAction;
  /**
   * A number of 32 bits.
   */
  errnoRet?: number;
  args?: SeccompArg[];
}
/**
 * One comparison of a system call argument.
 */
export interface SeccompArg {
  /**
   * A number of 32 bits.
   */
  index: number;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  value: number | bigint;
  /**
   * A number of 64 bits; a bigint beyond 2 ** 53.
   */
  valueTwo?: number | bigint;
  op: SeccompOperator;
}
/**
 * Cache and memory bandwidth allocation (resctrl).
 */
export interface IntelRdt {
  /**
   * Name of the class of service.
   */
  closID?: string;
  /**
   * Lines of the schemata file.
   */
  schemata?: string[];
  /**
   * Line that starts with L3:.
   */
  l3CacheSchema?: string;
  /**
   * Line that starts with MB:.
   */
  memBwSchema?: string;
  /**
   * A monitoring group is made.
   */
  enableMonitoring?: boolean;
}
/**
 * NUMA memory policy of the process.
 */
export interface MemoryPolicy {
  mode?: MemoryPolicyMode;
  /**
   * List of nodes such as 0-1.
   */
  nodes?: string;
  flags?: MemoryPolicyFlag[];
}
/**
 * Execution domain.
 */
export interface Personality {
  domain?: PersonalityDomain;
  flags?: string[];
}
