// SPDX-License-Identifier: Apache-2.0
/**
 * Compiles linux.resources.memory. Values are bytes, -1 lifts a limit, 0 is not set.
 * Source: runtime-spec config-linux.md "Memory"; kernel cgroup-v1/memory.rst, cgroup-v2.rst.
 */
import type { LinuxMemory } from "../config/types.ts";
import { EINVAL, ENOENT } from "../errors/errno.ts";
import { ConfigError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { limitFileHint } from "../policy/limit-files.ts";
import {
  type CgroupSupport,
  type CgroupWrite,
  WriteList,
  countOrMax,
  isSet,
  notOnV2,
  versionOf,
} from "./write.ts";

function swapIssue(at: JsonPointer, message: string): ConfigError {
  const pointer = pointerTo(at, "swap");
  const hint = limitFileHint(pointer);
  const issue = { code: "ERR_CONFIG_RULE", pointer, message, clause: "linux/memory/swap" } as const;
  return new ConfigError([hint === undefined ? issue : { ...issue, hint }]);
}

/** `swap` is the limit of memory and swap together, so it can't be below the limit of memory. */
function checkSwap({ limit, swap }: LinuxMemory, at: JsonPointer, limitNeeded: boolean): void {
  if (!isSet(swap) || swap < 0) return;
  if (isSet(limit) && limit > 0) {
    if (swap < limit)
      throw swapIssue(at, `swap is memory plus swap: ${swap} is below the memory limit ${limit}`);
  } else if (limitNeeded) {
    throw swapIssue(at, `swap ${swap} needs a memory limit`);
  }
}

/** The memory limit is lifted and nothing is said of swap: then swap is lifted too. */
function liftsSwap({ limit, swap }: LinuxMemory): boolean {
  return isSet(limit) && limit < 0 && !isSet(swap);
}

function limitsV1(memory: LinuxMemory, at: JsonPointer, fresh: boolean): CgroupWrite[] {
  const { limit, swap } = memory;
  const writes = new WriteList("memory", at);
  const swapFile = "memory.memsw.limit_in_bytes";
  const lifted = liftsSwap(memory);
  const swapValue = isSet(swap) ? String(swap) : lifted && !fresh ? "-1" : undefined;
  // Raising both limits, swap must go first; lowering them it must go last, and the first try is refused.
  if (swapValue !== undefined && !fresh)
    writes.add(lifted ? "limit" : "swap", swapFile, swapValue, { tolerate: [EINVAL, ENOENT] });
  if (isSet(limit)) writes.add("limit", "memory.limit_in_bytes", String(limit));
  if (swapValue !== undefined) {
    // Without swap accounting there is no file, and nothing that limits swap.
    writes.add(
      lifted ? "limit" : "swap",
      swapFile,
      swapValue,
      swapValue === "-1" ? { tolerate: [ENOENT] } : {},
    );
  }
  return writes.list;
}

function compileV1(memory: LinuxMemory, at: JsonPointer, fresh: boolean): CgroupWrite[] {
  checkSwap(memory, at, fresh);
  const writes = new WriteList("memory", at);
  const { reservation, kernelTCP, swappiness } = memory;
  if (memory.useHierarchy === true) writes.add("useHierarchy", "memory.use_hierarchy", "1");
  writes.list.push(...limitsV1(memory, at, fresh));
  if (isSet(reservation)) writes.add("reservation", "memory.soft_limit_in_bytes", String(reservation));
  if (isSet(kernelTCP)) writes.add("kernelTCP", "memory.kmem.tcp.limit_in_bytes", String(kernelTCP));
  if (swappiness !== undefined) writes.add("swappiness", "memory.swappiness", String(swappiness));
  // The file has lines that can't be written back.
  if (memory.disableOOMKiller === true || (memory.disableOOMKiller === false && !fresh))
    writes.add("disableOOMKiller", "memory.oom_control", memory.disableOOMKiller ? "1" : "0", {
      named: "oom_kill_disable",
    });
  return writes.list;
}

/** memory.swap.max counts swap alone. */
function swapMax(memory: LinuxMemory, fresh: boolean): string | undefined {
  const { limit, swap } = memory;
  if (isSet(swap)) return swap < 0 ? "max" : String(BigInt(swap) - BigInt(limit ?? 0));
  return liftsSwap(memory) && !fresh ? "max" : undefined;
}

/** v2 would kill; v1 refuses a limit below the use by itself. The words are runc's. */
function notBelowUse(memory: LinuxMemory, member: "limit" | "swap"): Pick<CgroupWrite, "notBelow"> {
  const limit = memory[member];
  if (memory.checkBeforeUpdate !== true || !isSet(limit) || limit < 0) return {};
  return member === "limit"
    ? { notBelow: { what: "memory limit", limit, files: ["memory.current"] } }
    : { notBelow: { what: "memory+swap limit", limit, files: ["memory.current", "memory.swap.current"] } };
}

function compileV2(memory: LinuxMemory, at: JsonPointer, fresh: boolean): CgroupWrite[] {
  checkSwap(memory, at, true);
  const { swappiness, kernelTCP } = memory;
  if (swappiness !== undefined) throw notOnV2(at, "swappiness", `memory.swappiness to "${swappiness}"`);
  if (memory.disableOOMKiller === true) throw notOnV2(at, "disableOOMKiller", 'memory.oom_control to "1"');
  if (isSet(kernelTCP)) throw notOnV2(at, "kernelTCP", `memory.kmem.tcp.limit_in_bytes to "${kernelTCP}"`);
  const writes = new WriteList("", at);
  const { limit, reservation } = memory;
  const swap = swapMax(memory, fresh);
  // A kernel without swap accounting has no file, and neither needs "max" nor swaps anything ("0").
  const tolerate = swap === "max" || swap === "0" ? { tolerate: [ENOENT] } : {};
  if (swap !== undefined) {
    writes.add(isSet(memory.swap) ? "swap" : "limit", "memory.swap.max", swap, {
      ...tolerate,
      ...notBelowUse(memory, "swap"),
    });
  }
  if (isSet(limit)) writes.add("limit", "memory.max", countOrMax(limit), notBelowUse(memory, "limit"));
  if (isSet(reservation)) writes.add("reservation", "memory.low", countOrMax(reservation));
  return writes.list;
}

/**
 * @throws {ConfigError} ERR_CONFIG_RULE: swap is below limit or without one
 * @throws {HostError} ERR_HOST: a v1 setting on v2
 */
export function compileMemory(memory: LinuxMemory, at: JsonPointer, support: CgroupSupport): CgroupWrite[] {
  if (!asksForSomething(memory)) return [];
  return versionOf(support, "memory") === 1
    ? compileV1(memory, at, support.fresh)
    : compileV2(memory, at, support.fresh);
}

function asksForSomething(memory: LinuxMemory): boolean {
  const { limit, reservation, swap, kernelTCP, swappiness } = memory;
  const limited =
    isSet(limit) || isSet(reservation) || isSet(swap) || isSet(kernelTCP) || swappiness !== undefined;
  return limited || memory.disableOOMKiller !== undefined || memory.useHierarchy === true;
}

/** What is accepted without effect, one line each. */
export function memoryWarnings(memory: LinuxMemory): string[] {
  return isSet(memory.kernel) ? ["memory.kernel is ignored: kernel memory counts as memory"] : [];
}
