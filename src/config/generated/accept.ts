// SPDX-License-Identifier: Apache-2.0
// Made by scripts/generate-config.mjs from schemas/. Do not edit.

type Json = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isString(value: unknown): boolean {
  return typeof value === "string";
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}

function isInteger(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value % 1 === 0 && value >= least && value <= most;
}

function isUint32(value: unknown): boolean {
  return typeof value === "number" && value % 1 === 0 && value >= 0 && value <= 4294967295;
}

function isUint64(value: unknown): boolean {
  if (typeof value === "bigint") return value >= 0n && value <= 18446744073709551615n;
  return isInteger(value, 0, 18446744073709551615);
}

function isInt64(value: unknown): boolean {
  if (typeof value === "bigint") return value >= -9223372036854775808n && value <= 9223372036854775807n;
  return isInteger(value, -9223372036854775808, 9223372036854775807);
}

function isList(value: unknown, test: Test, least = 0): boolean {
  if (!Array.isArray(value) || value.length < least) return false;
  for (let index = 0; index < value.length; index++) if (!test(value[index])) return false;
  return true;
}

function isMap(value: unknown, test: Test): boolean {
  if (!isObject(value)) return false;
  for (const name of Object.keys(value)) if (!test(value[name])) return false;
  return true;
}

function isStringMap(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const name of Object.keys(value)) if (typeof value[name] !== "string" && /./.test(name)) return false;
  return true;
}

export function acceptsConfig(value: unknown): boolean {
  return isOciConfig(value);
}

export function acceptsProcess(value: unknown): boolean {
  return isProcess(value);
}

export function acceptsResources(value: unknown): boolean {
  return isLinuxResources(value);
}

function isRoot(value: unknown): boolean {
  return (
    isObject(value) &&
    isString(value.path) &&
    (value.readonly === undefined || isBoolean(value.readonly))
  );
}

function isConsoleSize(value: unknown): boolean {
  return (
    isObject(value) &&
    isUint64(value.height) &&
    isUint64(value.width)
  );
}

function isUser(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.uid === undefined || isUint32(value.uid)) &&
    (value.gid === undefined || isUint32(value.gid)) &&
    (value.umask === undefined || isUint32(value.umask)) &&
    (value.additionalGids === undefined || isList(value.additionalGids, isUint32)) &&
    (value.username === undefined || isString(value.username))
  );
}

function isCapabilities(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.bounding === undefined || isList(value.bounding, isString)) &&
    (value.effective === undefined || isList(value.effective, isString)) &&
    (value.permitted === undefined || isList(value.permitted, isString)) &&
    (value.inheritable === undefined || isList(value.inheritable, isString)) &&
    (value.ambient === undefined || isList(value.ambient, isString))
  );
}

function isRlimit(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.type === "string" && /^RLIMIT_[A-Z]+$/.test(value.type) &&
    isUint64(value.soft) &&
    isUint64(value.hard)
  );
}

function isSchedulerPolicy(value: unknown): boolean {
  switch (value) {
    case "SCHED_OTHER":
    case "SCHED_FIFO":
    case "SCHED_RR":
    case "SCHED_BATCH":
    case "SCHED_ISO":
    case "SCHED_IDLE":
    case "SCHED_DEADLINE":
      return true;
    default:
      return false;
  }
}

function isSchedulerFlag(value: unknown): boolean {
  switch (value) {
    case "SCHED_FLAG_RESET_ON_FORK":
    case "SCHED_FLAG_RECLAIM":
    case "SCHED_FLAG_DL_OVERRUN":
    case "SCHED_FLAG_KEEP_POLICY":
    case "SCHED_FLAG_KEEP_PARAMS":
    case "SCHED_FLAG_UTIL_CLAMP_MIN":
    case "SCHED_FLAG_UTIL_CLAMP_MAX":
      return true;
    default:
      return false;
  }
}

function isScheduler(value: unknown): boolean {
  return (
    isObject(value) &&
    isSchedulerPolicy(value.policy) &&
    (value.nice === undefined || isInteger(value.nice, -2147483648, 2147483647)) &&
    (value.priority === undefined || isInteger(value.priority, -2147483648, 2147483647)) &&
    (value.flags === undefined || isList(value.flags, isSchedulerFlag)) &&
    (value.runtime === undefined || isUint64(value.runtime)) &&
    (value.deadline === undefined || isUint64(value.deadline)) &&
    (value.period === undefined || isUint64(value.period))
  );
}

function isIoPriorityClass(value: unknown): boolean {
  switch (value) {
    case "IOPRIO_CLASS_RT":
    case "IOPRIO_CLASS_BE":
    case "IOPRIO_CLASS_IDLE":
      return true;
    default:
      return false;
  }
}

function isIoPriority(value: unknown): boolean {
  return (
    isObject(value) &&
    isIoPriorityClass(value.class) &&
    (value.priority === undefined || isInteger(value.priority, -2147483648, 2147483647))
  );
}

function isExecCpuAffinity(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.initial === undefined || (typeof value.initial === "string" && /^[0-9, -]*$/.test(value.initial))) &&
    (value.final === undefined || (typeof value.final === "string" && /^[0-9, -]*$/.test(value.final)))
  );
}

function isProcess(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.terminal === undefined || isBoolean(value.terminal)) &&
    (value.consoleSize === undefined || isConsoleSize(value.consoleSize)) &&
    (value.user === undefined || isUser(value.user)) &&
    (value.args === undefined || isList(value.args, isString)) &&
    (value.commandLine === undefined || isString(value.commandLine)) &&
    (value.env === undefined || isList(value.env, isString)) &&
    isString(value.cwd) &&
    (value.capabilities === undefined || isCapabilities(value.capabilities)) &&
    (value.rlimits === undefined || isList(value.rlimits, isRlimit)) &&
    (value.noNewPrivileges === undefined || isBoolean(value.noNewPrivileges)) &&
    (value.apparmorProfile === undefined || isString(value.apparmorProfile)) &&
    (value.oomScoreAdj === undefined || isInteger(value.oomScoreAdj, -Infinity, Infinity)) &&
    (value.scheduler === undefined || isScheduler(value.scheduler)) &&
    (value.selinuxLabel === undefined || isString(value.selinuxLabel)) &&
    (value.ioPriority === undefined || isIoPriority(value.ioPriority)) &&
    (value.execCPUAffinity === undefined || isExecCpuAffinity(value.execCPUAffinity))
  );
}

function isIdMapping(value: unknown): boolean {
  return (
    isObject(value) &&
    isUint32(value.containerID) &&
    isUint32(value.hostID) &&
    isUint32(value.size)
  );
}

function isMount(value: unknown): boolean {
  return (
    isObject(value) &&
    isString(value.destination) &&
    (value.type === undefined || isString(value.type)) &&
    (value.source === undefined || isString(value.source)) &&
    (value.options === undefined || isList(value.options, isString)) &&
    (value.uidMappings === undefined || isList(value.uidMappings, isIdMapping)) &&
    (value.gidMappings === undefined || isList(value.gidMappings, isIdMapping))
  );
}

function isHook(value: unknown): boolean {
  return (
    isObject(value) &&
    isString(value.path) &&
    (value.args === undefined || isList(value.args, isString)) &&
    (value.env === undefined || isList(value.env, isString)) &&
    (value.timeout === undefined || isInteger(value.timeout, 1, Infinity))
  );
}

function isHooks(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.prestart === undefined || isList(value.prestart, isHook)) &&
    (value.createRuntime === undefined || isList(value.createRuntime, isHook)) &&
    (value.createContainer === undefined || isList(value.createContainer, isHook)) &&
    (value.startContainer === undefined || isList(value.startContainer, isHook)) &&
    (value.poststart === undefined || isList(value.poststart, isHook)) &&
    (value.poststop === undefined || isList(value.poststop, isHook))
  );
}

function isLinuxNamespaceType(value: unknown): boolean {
  switch (value) {
    case "mount":
    case "pid":
    case "network":
    case "uts":
    case "ipc":
    case "user":
    case "cgroup":
    case "time":
      return true;
    default:
      return false;
  }
}

function isLinuxNamespace(value: unknown): boolean {
  return (
    isObject(value) &&
    isLinuxNamespaceType(value.type) &&
    (value.path === undefined || isString(value.path))
  );
}

function isTimeOffset(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.secs === undefined || isInt64(value.secs)) &&
    (value.nanosecs === undefined || isUint32(value.nanosecs))
  );
}

function isTimeOffsets(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.boottime === undefined || isTimeOffset(value.boottime)) &&
    (value.monotonic === undefined || isTimeOffset(value.monotonic))
  );
}

function isLinuxDevice(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.type === "string" && /^[cbup]$/.test(value.type) &&
    isString(value.path) &&
    (value.major === undefined || isInt64(value.major)) &&
    (value.minor === undefined || isInt64(value.minor)) &&
    (value.fileMode === undefined || isInteger(value.fileMode, 0, 65535)) &&
    (value.uid === undefined || isUint32(value.uid)) &&
    (value.gid === undefined || isUint32(value.gid))
  );
}

function isNetDevice(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.name === undefined || isString(value.name))
  );
}

function isLinuxDeviceCgroup(value: unknown): boolean {
  return (
    isObject(value) &&
    isBoolean(value.allow) &&
    (value.type === undefined || isString(value.type)) &&
    (value.major === undefined || isInt64(value.major)) &&
    (value.minor === undefined || isInt64(value.minor)) &&
    (value.access === undefined || isString(value.access))
  );
}

function isLinuxMemory(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.limit === undefined || isInt64(value.limit)) &&
    (value.reservation === undefined || isInt64(value.reservation)) &&
    (value.swap === undefined || isInt64(value.swap)) &&
    (value.kernel === undefined || isInt64(value.kernel)) &&
    (value.kernelTCP === undefined || isInt64(value.kernelTCP)) &&
    (value.swappiness === undefined || isUint64(value.swappiness)) &&
    (value.disableOOMKiller === undefined || isBoolean(value.disableOOMKiller)) &&
    (value.useHierarchy === undefined || isBoolean(value.useHierarchy)) &&
    (value.checkBeforeUpdate === undefined || isBoolean(value.checkBeforeUpdate))
  );
}

function isLinuxCpu(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.shares === undefined || isUint64(value.shares)) &&
    (value.quota === undefined || isInt64(value.quota)) &&
    (value.burst === undefined || isUint64(value.burst)) &&
    (value.period === undefined || isUint64(value.period)) &&
    (value.realtimeRuntime === undefined || isInt64(value.realtimeRuntime)) &&
    (value.realtimePeriod === undefined || isUint64(value.realtimePeriod)) &&
    (value.cpus === undefined || isString(value.cpus)) &&
    (value.mems === undefined || isString(value.mems)) &&
    (value.idle === undefined || isInt64(value.idle))
  );
}

function isLinuxPids(value: unknown): boolean {
  return (
    isObject(value) &&
    isInt64(value.limit)
  );
}

function isLinuxBlockIoWeight(value: unknown): boolean {
  return (
    isObject(value) &&
    isInt64(value.major) &&
    isInt64(value.minor) &&
    (value.weight === undefined || isInteger(value.weight, 0, 65535)) &&
    (value.leafWeight === undefined || isInteger(value.leafWeight, 0, 65535))
  );
}

function isLinuxBlockIoThrottle(value: unknown): boolean {
  return (
    isObject(value) &&
    isInt64(value.major) &&
    isInt64(value.minor) &&
    (value.rate === undefined || isUint64(value.rate))
  );
}

function isLinuxBlockIo(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.weight === undefined || isInteger(value.weight, 0, 65535)) &&
    (value.leafWeight === undefined || isInteger(value.leafWeight, 0, 65535)) &&
    (value.weightDevice === undefined || isList(value.weightDevice, isLinuxBlockIoWeight)) &&
    (value.throttleReadBpsDevice === undefined || isList(value.throttleReadBpsDevice, isLinuxBlockIoThrottle)) &&
    (value.throttleWriteBpsDevice === undefined || isList(value.throttleWriteBpsDevice, isLinuxBlockIoThrottle)) &&
    (value.throttleReadIOPSDevice === undefined || isList(value.throttleReadIOPSDevice, isLinuxBlockIoThrottle)) &&
    (value.throttleWriteIOPSDevice === undefined || isList(value.throttleWriteIOPSDevice, isLinuxBlockIoThrottle))
  );
}

function isLinuxHugepageLimit(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.pageSize === "string" && /^[1-9][0-9]*[KMG]B$/.test(value.pageSize) &&
    isUint64(value.limit)
  );
}

function isLinuxInterfacePriority(value: unknown): boolean {
  return (
    isObject(value) &&
    isString(value.name) &&
    isUint32(value.priority)
  );
}

function isLinuxNetwork(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.classID === undefined || isUint32(value.classID)) &&
    (value.priorities === undefined || isList(value.priorities, isLinuxInterfacePriority))
  );
}

function isLinuxRdma(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.hcaHandles === undefined || isUint32(value.hcaHandles)) &&
    (value.hcaObjects === undefined || isUint32(value.hcaObjects))
  );
}

function isLinuxResources(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.devices === undefined || isList(value.devices, isLinuxDeviceCgroup)) &&
    (value.memory === undefined || isLinuxMemory(value.memory)) &&
    (value.cpu === undefined || isLinuxCpu(value.cpu)) &&
    (value.pids === undefined || isLinuxPids(value.pids)) &&
    (value.blockIO === undefined || isLinuxBlockIo(value.blockIO)) &&
    (value.hugepageLimits === undefined || isList(value.hugepageLimits, isLinuxHugepageLimit)) &&
    (value.network === undefined || isLinuxNetwork(value.network)) &&
    (value.rdma === undefined || isMap(value.rdma, isLinuxRdma)) &&
    (value.unified === undefined || isStringMap(value.unified))
  );
}

function isRootfsPropagation(value: unknown): boolean {
  switch (value) {
    case "private":
    case "shared":
    case "slave":
    case "unbindable":
    case "rprivate":
    case "rshared":
    case "rslave":
    case "runbindable":
      return true;
    default:
      return false;
  }
}

function isSeccompAction(value: unknown): boolean {
  switch (value) {
    case "SCMP_ACT_KILL":
    case "SCMP_ACT_KILL_THREAD":
    case "SCMP_ACT_KILL_PROCESS":
    case "SCMP_ACT_TRAP":
    case "SCMP_ACT_ERRNO":
    case "SCMP_ACT_TRACE":
    case "SCMP_ACT_ALLOW":
    case "SCMP_ACT_LOG":
    case "SCMP_ACT_NOTIFY":
      return true;
    default:
      return false;
  }
}

function isSeccompArch(value: unknown): boolean {
  switch (value) {
    case "SCMP_ARCH_X86":
    case "SCMP_ARCH_X86_64":
    case "SCMP_ARCH_X32":
    case "SCMP_ARCH_ARM":
    case "SCMP_ARCH_AARCH64":
    case "SCMP_ARCH_LOONGARCH64":
    case "SCMP_ARCH_M68K":
    case "SCMP_ARCH_MIPS":
    case "SCMP_ARCH_MIPS64":
    case "SCMP_ARCH_MIPS64N32":
    case "SCMP_ARCH_MIPSEL":
    case "SCMP_ARCH_MIPSEL64":
    case "SCMP_ARCH_MIPSEL64N32":
    case "SCMP_ARCH_PPC":
    case "SCMP_ARCH_PPC64":
    case "SCMP_ARCH_PPC64LE":
    case "SCMP_ARCH_S390":
    case "SCMP_ARCH_S390X":
    case "SCMP_ARCH_SH":
    case "SCMP_ARCH_SHEB":
    case "SCMP_ARCH_PARISC":
    case "SCMP_ARCH_PARISC64":
    case "SCMP_ARCH_RISCV64":
      return true;
    default:
      return false;
  }
}

function isSeccompFlag(value: unknown): boolean {
  switch (value) {
    case "SECCOMP_FILTER_FLAG_TSYNC":
    case "SECCOMP_FILTER_FLAG_LOG":
    case "SECCOMP_FILTER_FLAG_SPEC_ALLOW":
    case "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV":
      return true;
    default:
      return false;
  }
}

function isSeccompOperator(value: unknown): boolean {
  switch (value) {
    case "SCMP_CMP_NE":
    case "SCMP_CMP_LT":
    case "SCMP_CMP_LE":
    case "SCMP_CMP_EQ":
    case "SCMP_CMP_GE":
    case "SCMP_CMP_GT":
    case "SCMP_CMP_MASKED_EQ":
      return true;
    default:
      return false;
  }
}

function isSeccompArg(value: unknown): boolean {
  return (
    isObject(value) &&
    isUint32(value.index) &&
    isUint64(value.value) &&
    (value.valueTwo === undefined || isUint64(value.valueTwo)) &&
    isSeccompOperator(value.op)
  );
}

function isSeccompRule(value: unknown): boolean {
  return (
    isObject(value) &&
    isList(value.names, isString, 1) &&
    isSeccompAction(value.action) &&
    (value.errnoRet === undefined || isUint32(value.errnoRet)) &&
    (value.args === undefined || isList(value.args, isSeccompArg))
  );
}

function isSeccomp(value: unknown): boolean {
  return (
    isObject(value) &&
    isSeccompAction(value.defaultAction) &&
    (value.defaultErrnoRet === undefined || isUint32(value.defaultErrnoRet)) &&
    (value.architectures === undefined || isList(value.architectures, isSeccompArch)) &&
    (value.flags === undefined || isList(value.flags, isSeccompFlag)) &&
    (value.listenerPath === undefined || isString(value.listenerPath)) &&
    (value.listenerMetadata === undefined || isString(value.listenerMetadata)) &&
    (value.syscalls === undefined || isList(value.syscalls, isSeccompRule))
  );
}

function isIntelRdt(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.closID === undefined || isString(value.closID)) &&
    (value.schemata === undefined || isList(value.schemata, isString)) &&
    (value.l3CacheSchema === undefined || isString(value.l3CacheSchema)) &&
    (value.memBwSchema === undefined || (typeof value.memBwSchema === "string" && /^MB:[^\n]*$/.test(value.memBwSchema))) &&
    (value.enableMonitoring === undefined || isBoolean(value.enableMonitoring))
  );
}

function isMemoryPolicyMode(value: unknown): boolean {
  switch (value) {
    case "MPOL_DEFAULT":
    case "MPOL_BIND":
    case "MPOL_INTERLEAVE":
    case "MPOL_WEIGHTED_INTERLEAVE":
    case "MPOL_PREFERRED":
    case "MPOL_PREFERRED_MANY":
    case "MPOL_LOCAL":
      return true;
    default:
      return false;
  }
}

function isMemoryPolicyFlag(value: unknown): boolean {
  switch (value) {
    case "MPOL_F_NUMA_BALANCING":
    case "MPOL_F_RELATIVE_NODES":
    case "MPOL_F_STATIC_NODES":
      return true;
    default:
      return false;
  }
}

function isMemoryPolicy(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.mode === undefined || isMemoryPolicyMode(value.mode)) &&
    (value.nodes === undefined || isString(value.nodes)) &&
    (value.flags === undefined || isList(value.flags, isMemoryPolicyFlag))
  );
}

function isPersonalityDomain(value: unknown): boolean {
  switch (value) {
    case "LINUX":
    case "LINUX32":
      return true;
    default:
      return false;
  }
}

function isPersonality(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.domain === undefined || isPersonalityDomain(value.domain)) &&
    (value.flags === undefined || isList(value.flags, isString))
  );
}

function isLinux(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.namespaces === undefined || isList(value.namespaces, isLinuxNamespace)) &&
    (value.uidMappings === undefined || isList(value.uidMappings, isIdMapping)) &&
    (value.gidMappings === undefined || isList(value.gidMappings, isIdMapping)) &&
    (value.timeOffsets === undefined || isTimeOffsets(value.timeOffsets)) &&
    (value.devices === undefined || isList(value.devices, isLinuxDevice)) &&
    (value.netDevices === undefined || isMap(value.netDevices, isNetDevice)) &&
    (value.cgroupsPath === undefined || isString(value.cgroupsPath)) &&
    (value.resources === undefined || isLinuxResources(value.resources)) &&
    (value.rootfsPropagation === undefined || isRootfsPropagation(value.rootfsPropagation)) &&
    (value.seccomp === undefined || isSeccomp(value.seccomp)) &&
    (value.sysctl === undefined || isStringMap(value.sysctl)) &&
    (value.maskedPaths === undefined || isList(value.maskedPaths, isString)) &&
    (value.readonlyPaths === undefined || isList(value.readonlyPaths, isString)) &&
    (value.mountLabel === undefined || isString(value.mountLabel)) &&
    (value.intelRdt === undefined || isIntelRdt(value.intelRdt)) &&
    (value.memoryPolicy === undefined || isMemoryPolicy(value.memoryPolicy)) &&
    (value.personality === undefined || isPersonality(value.personality))
  );
}

function isOciConfig(value: unknown): boolean {
  return (
    isObject(value) &&
    isString(value.ociVersion) &&
    (value.root === undefined || isRoot(value.root)) &&
    (value.process === undefined || isProcess(value.process)) &&
    (value.hostname === undefined || isString(value.hostname)) &&
    (value.domainname === undefined || isString(value.domainname)) &&
    (value.mounts === undefined || isList(value.mounts, isMount)) &&
    (value.hooks === undefined || isHooks(value.hooks)) &&
    (value.annotations === undefined || isStringMap(value.annotations)) &&
    (value.linux === undefined || isLinux(value.linux))
  );
}
