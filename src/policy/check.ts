// SPDX-License-Identifier: Apache-2.0
/**
 * What a schema can't say: rules over several properties, and those of the kernel that need no look at the
 * host. Pure. Every issue is reported, with the clause that demands it.
 */
import type { Linux, LinuxResources, OciConfig, Process } from "../config/types.ts";
import type { Issue } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { checkBlockIo } from "./block-io.ts";
import { checkDevices } from "./devices.ts";
import { checkAnnotations, checkRoot, checkVersion } from "./document.ts";
import { checkHooks } from "./hooks.ts";
import { checkIntelRdt } from "./intel-rdt.ts";
import { IssueList } from "./issues.ts";
import { checkUserMappings } from "./mappings.ts";
import { checkMemoryPolicy, checkPersonality } from "./memory-policy.ts";
import { checkMounts } from "./mounts.ts";
import { checkHostNames, checkNamespaces, checkTimeOffsets } from "./namespaces.ts";
import { checkNetDevices } from "./net-devices.ts";
import { checkCgroupsPath, checkHiddenPaths } from "./paths.ts";
import {
  checkAffinity,
  checkArguments,
  checkDirectory,
  checkEnvironment,
  checkOomScore,
  checkTerminal,
  checkUser,
} from "./process.ts";
import {
  checkCpu,
  checkDeviceRules,
  checkHugepages,
  checkMemory,
  checkSmallLimits,
  checkSwapAlone,
  checkUnified,
} from "./resources.ts";
import { checkRlimits } from "./rlimits.ts";
import { checkIoPriority, checkScheduler } from "./scheduling.ts";
import { checkSeccomp } from "./seccomp.ts";
import { checkSysctls } from "./sysctl.ts";

/** Whether all of what a rule reads is as the schema wants it. */
type Readable = (...pointers: JsonPointer[]) => boolean;

/** @param broken pointers of what the schema refuses: rules that read anything there are left out */
export function checkConfig(config: OciConfig, broken: readonly JsonPointer[] = []): Issue[] {
  const list = new IssueList();
  const readable = readableBut(broken);
  if (readable("/ociVersion")) checkVersion(config, list);
  if (readable("/root/path")) checkRoot(config, list);
  if (readable("/annotations")) checkAnnotations(config.annotations, list);
  if (readable("/hooks")) checkHooks(config.hooks, list);
  if (config.process !== undefined) checkProcess(config.process, "/process", readable, list);
  checkNamespaceUses(config, readable, list);
  if (readable("/mounts", "/linux/namespaces")) checkMounts(config, list);
  // Even null is possible where `broken` tells of it.
  checkLinux(config.linux ?? {}, readable, list);
  return list.issues;
}

/** A process object by itself, as exec takes it. */
export function checkProcessAlone(process: Process, broken: readonly JsonPointer[] = []): Issue[] {
  const list = new IssueList();
  checkProcess(process, "", readableBut(broken), list);
  return list.issues;
}

/** A resources object by itself, as update takes it: the container may have further limits already. */
export function checkResourcesAlone(resources: LinuxResources, broken: readonly JsonPointer[] = []): Issue[] {
  const list = new IssueList();
  checkResources(resources, "", readableBut(broken), list);
  return list.issues;
}

function readableBut(broken: readonly JsonPointer[]): Readable {
  if (broken.length === 0) return () => true;
  const overlaps = (a: string, b: string): boolean =>
    a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
  return (...pointers) => !pointers.some((pointer) => broken.some((other) => overlaps(pointer, other)));
}

function checkProcess(process: Process, at: JsonPointer, readable: Readable, list: IssueList): void {
  if (readable(`${at}/args`)) checkArguments(process, at, list);
  if (readable(`${at}/cwd`)) checkDirectory(process, at, list);
  if (readable(`${at}/env`)) checkEnvironment(process, at, list);
  if (readable(`${at}/user`)) checkUser(process, at, list);
  if (readable(`${at}/terminal`, `${at}/consoleSize`)) checkTerminal(process, at, list);
  if (readable(`${at}/oomScoreAdj`)) checkOomScore(process, at, list);
  if (readable(`${at}/execCPUAffinity`)) checkAffinity(process, at, list);
  if (readable(`${at}/rlimits`)) checkRlimits(process.rlimits, `${at}/rlimits`, list);
  if (readable(`${at}/scheduler`)) checkScheduler(process.scheduler, `${at}/scheduler`, list);
  if (readable(`${at}/ioPriority`)) checkIoPriority(process.ioPriority, `${at}/ioPriority`, list);
}

/** Rules that read the list of namespaces beside something else. */
function checkNamespaceUses(config: OciConfig, readable: Readable, list: IssueList): void {
  if (!readable("/linux/namespaces")) return;
  checkNamespaces(config, list);
  if (readable("/hostname", "/domainname")) checkHostNames(config, list);
  if (readable("/linux/uidMappings", "/linux/gidMappings")) checkUserMappings(config, list);
  if (readable("/linux/timeOffsets")) checkTimeOffsets(config, list);
  if (readable("/linux/sysctl", "/domainname")) checkSysctls(config, list);
  if (readable("/linux/maskedPaths", "/linux/readonlyPaths")) checkHiddenPaths(config, list);
  if (readable("/linux/netDevices")) checkNetDevices(config, list);
}

function checkLinux(linux: Linux, readable: Readable, list: IssueList): void {
  if (readable("/linux/devices")) checkDevices(linux.devices, list);
  if (readable("/linux/seccomp")) checkSeccomp(linux.seccomp, list);
  if (readable("/linux/cgroupsPath")) checkCgroupsPath(linux.cgroupsPath, list);
  if (readable("/linux/memoryPolicy")) checkMemoryPolicy(linux.memoryPolicy, list);
  if (readable("/linux/personality")) checkPersonality(linux.personality, list);
  if (readable("/linux/intelRdt")) checkIntelRdt(linux.intelRdt, list);
  if (linux.resources !== undefined) {
    checkResources(linux.resources, "/linux/resources", readable, list);
    if (readable("/linux/resources/memory"))
      checkSwapAlone(linux.resources.memory, "/linux/resources/memory", list);
  }
}

/** Rules of `resources` but the one about swap without a memory limit. */
function checkResources(
  resources: LinuxResources,
  at: JsonPointer,
  readable: Readable,
  list: IssueList,
): void {
  if (readable(`${at}/memory`)) checkMemory(resources.memory, `${at}/memory`, list);
  if (readable(`${at}/cpu`)) checkCpu(resources.cpu, `${at}/cpu`, list);
  if (readable(`${at}/devices`)) checkDeviceRules(resources.devices, `${at}/devices`, list);
  if (readable(`${at}/blockIO`)) checkBlockIo(resources.blockIO, `${at}/blockIO`, list);
  if (readable(`${at}/hugepageLimits`)) checkHugepages(resources, at, list);
  if (readable(`${at}/unified`)) checkUnified(resources.unified, `${at}/unified`, list);
  if (readable(`${at}/pids`, `${at}/network`, `${at}/rdma`)) checkSmallLimits(resources, at, list);
}
