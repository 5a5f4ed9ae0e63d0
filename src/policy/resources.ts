// SPDX-License-Identifier: Apache-2.0
/** Rules of the resources object that need no look at the host. `at` is its pointer. */
import type { LinuxCpu, LinuxDeviceCgroup, LinuxMemory, LinuxResources } from "../config/types.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { cpuListProblem } from "./cpu-list.ts";
import { hasLineEnd, type IssueList, quoted } from "./issues.ts";

/** As runc, 0 counts as unset; engines write it. */
function isSet(value: number | bigint | undefined): value is number | bigint {
  return value !== undefined && value !== 0;
}

export function checkMemory(memory: LinuxMemory | undefined, at: JsonPointer, list: IssueList): void {
  if (memory === undefined) return;
  const { limit, swap, swappiness } = memory;
  for (const name of ["limit", "reservation", "swap", "kernel", "kernelTCP"] as const) {
    const value = memory[name];
    if (value !== undefined && value < -1) {
      list.rule(
        `${at}/${name}`,
        "linux/memory/unit",
        `is ${value}; a number of bytes, or -1 for no limit, is needed`,
      );
    }
  }
  if (swappiness !== undefined && swappiness > 100) {
    list.rule(
      `${at}/swappiness`,
      "linux/memory/swappiness",
      `is ${swappiness}; a number from 0 to 100 is needed`,
    );
  }
  if (!isSet(swap) || swap < 0 || !isSet(limit) || (limit > 0 && limit <= swap)) return;
  const words = limit < 0 ? "while the memory has no limit" : `below the memory limit of ${limit}`;
  list.rule(
    `${at}/swap`,
    "linux/memory/swap",
    `is ${swap}, ${words}; it is the limit of memory and swap together`,
  );
}

/** At create nothing else can have set the memory limit. */
export function checkSwapAlone(memory: LinuxMemory | undefined, at: JsonPointer, list: IssueList): void {
  if (!isSet(memory?.swap) || memory.swap < 0 || isSet(memory.limit)) return;
  list.rule(
    `${at}/swap`,
    "linux/memory/swap",
    `is ${memory.swap}, but there is no memory limit, which it includes`,
  );
}

export function checkCpu(cpu: LinuxCpu | undefined, at: JsonPointer, list: IssueList): void {
  if (cpu === undefined) return;
  const { quota, burst, idle } = cpu;
  if (isSet(quota) && quota > 0 && burst !== undefined && burst > quota) {
    list.rule(`${at}/burst`, "linux/cpu/burst-not-above-quota", `is ${burst}, above the quota of ${quota}`);
  }
  if (idle !== undefined && idle !== 0 && idle !== 1)
    list.rule(`${at}/idle`, "linux/cpu/idle", `is ${idle}; 0 or 1 is needed`);
  for (const set of ["cpus", "mems"] as const) {
    const text = cpu[set] ?? "";
    const problem = text === "" ? undefined : cpuListProblem(text);
    if (problem !== undefined) list.rule(`${at}/${set}`, `linux/cpu/${set}`, problem);
  }
}

export function checkDeviceRules(
  rules: readonly LinuxDeviceCgroup[] | undefined,
  at: JsonPointer,
  list: IssueList,
): void {
  if (rules === undefined) return;
  for (let index = 0; index < rules.length; index++) {
    const { type = "", access = "", major, minor } = rules[index] as LinuxDeviceCgroup;
    if (type !== "" && type !== "a" && type !== "b" && type !== "c") {
      list.rule(
        `${at}/${index}/type`,
        "linux/devcgroup/type-default-all",
        `is ${quoted(type)}; a, b or c is needed`,
      );
    }
    if (!/^[rwm]+$/.test(access)) {
      const problem = access === "" ? "is missing" : `is ${quoted(access)}`;
      list.rule(
        `${at}/${index}/access`,
        "linux/devcgroup/access",
        `${problem}; letters of r, w and m are needed`,
      );
    }
    for (const [half, number] of [
      ["major", major],
      ["minor", minor],
    ] as const) {
      if (number === undefined || (number >= -1 && number <= 4294967295)) continue;
      list.rule(
        `${at}/${index}/${half}`,
        "linux/devcgroup/numbers-default-all",
        `is ${number}; a device number, or -1 for all, is needed`,
      );
    }
  }
}

/** Limits of which each needs a line or two. */
export function checkSmallLimits(resources: LinuxResources, at: JsonPointer, list: IssueList): void {
  const { network, rdma } = resources;
  network?.priorities?.forEach(({ name }, index) => {
    if (name !== "" && !/[\s/]/.test(name)) return;
    const problem = `is ${quoted(name)}; a network interface is needed`;
    list.rule(`${at}/network/priorities/${index}/name`, "linux/network/priorities-name", problem);
  });
  for (const [device, limits] of Object.entries(rdma ?? {})) {
    const pointer = pointerTo(`${at}/rdma`, device);
    if (device === "" || /\s/.test(device))
      list.rule(pointer, "linux/rdma/applied", `is no name of a device: ${quoted(device)}`);
    if (limits.hcaHandles !== undefined || limits.hcaObjects !== undefined) continue;
    list.rule(pointer, "linux/rdma/one-of", "is empty; hcaHandles or hcaObjects is needed");
  }
}

/** Page sizes have their form from the schema. */
export function checkHugepages(resources: LinuxResources, at: JsonPointer, list: IssueList): void {
  const limits = resources.hugepageLimits ?? [];
  limits.forEach(({ pageSize }, index) => {
    if (limits.findIndex((other) => other.pageSize === pageSize) === index) return;
    const problem = `is "${pageSize}", which an earlier entry limits already`;
    list.rule(`${at}/hugepageLimits/${index}/pageSize`, "linux/hugetlb/page-size-matches", problem);
  });
}

/** Names of the core that set limits; the others would move or kill processes behind the runtime's back. */
const CGROUP_NAMES: readonly string[] = ["cgroup.max.depth", "cgroup.max.descendants", "cgroup.pressure"];

export function checkUnified(
  unified: Readonly<Record<string, string>> | undefined,
  at: JsonPointer,
  list: IssueList,
): void {
  for (const [name, value] of Object.entries(unified ?? {})) {
    const pointer = pointerTo(at, name);
    if (!/^[a-z][a-z0-9_]*\.[A-Za-z0-9_.-]+$/.test(name)) {
      list.rule(
        pointer,
        "linux/unified/files",
        "is no name of a cgroup file; CONTROLLER.NAME without slashes is needed",
      );
    } else if (name.startsWith("cgroup.") && !CGROUP_NAMES.includes(name)) {
      list.unsupported(pointer, "linux/unified/files", "is a file that the runtime itself uses, not a limit");
    }
    if (value.includes("\0") || hasLineEnd(value.trimEnd())) {
      list.rule(pointer, "linux/unified/files", "has a value with a line end; one line is needed");
    }
  }
}
