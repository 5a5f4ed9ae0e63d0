// SPDX-License-Identifier: Apache-2.0
/** What an update means for a container that has limits already. Pure. */
import type { LinuxBlockIo, LinuxCpu, LinuxMemory, LinuxResources } from "../config/types.ts";
import { ConfigError } from "../errors/errors.ts";
import { limitFileHint } from "../policy/limit-files.ts";
import { isSet } from "./write.ts";

export interface MergedUpdate {
  /** What is to be written now. */
  changes: LinuxResources;
  /** The rules of devices are others than before. */
  devices: boolean;
  /** All that the container has afterwards, for the next update. */
  result: LinuxResources;
}

/** 0 counts as unset, as engines write it, but where it is a setting. */
const ZERO_COUNTS: readonly string[] = ["idle", "burst", "swappiness"];

function isGiven(name: string, value: unknown): boolean {
  if (value === undefined || value === "") return false;
  return (value !== 0 && value !== 0n) || ZERO_COUNTS.includes(name);
}

function overlaid<Section extends object>(stored: Section | undefined, request: Section): Section {
  const merged = { ...stored, ...request };
  for (const name in request) {
    const former = stored?.[name];
    if (!isGiven(name, request[name]) && former !== undefined) merged[name] = former;
  }
  return merged;
}

/** Later entries take the place of earlier ones with the same key. */
function mergedBy<Entry>(
  stored: readonly Entry[],
  request: readonly Entry[],
  key: (entry: Entry) => string,
): Entry[] {
  const merged = new Map(stored.map((entry) => [key(entry), entry]));
  for (const entry of request) merged.set(key(entry), { ...merged.get(key(entry)), ...entry });
  return [...merged.values()];
}

const BY_DEVICE = [
  "weightDevice",
  "throttleReadBpsDevice",
  "throttleWriteBpsDevice",
  "throttleReadIOPSDevice",
  "throttleWriteIOPSDevice",
] as const;

function mergedBlockIo(stored: LinuxBlockIo, request: LinuxBlockIo): LinuxBlockIo {
  const merged = overlaid(stored, request);
  for (const member of BY_DEVICE) {
    const entries = request[member];
    if (entries === undefined) continue;
    const all = mergedBy(stored[member] ?? [], entries, ({ major, minor }) => `${major}:${minor}`);
    // Of one member all entries have one type.
    Object.assign(merged, { [member]: all });
  }
  return merged;
}

/**
 * Limit and swap belong together: the one that is not given is what it was. `swap` counts memory too, so a new
 * limit alone leaves the sum as it is.
 */
function mergedMemory(stored: LinuxMemory, request: LinuxMemory): LinuxMemory {
  const merged = overlaid(stored, request);
  const { limit, swap } = merged;
  if (isSet(request.swap) || !isSet(request.limit)) return merged;
  if (request.limit < 0) return { ...merged, swap: -1 };
  if (!isSet(swap) || swap < 0 || request.limit <= swap) return merged;
  const message = `is ${limit}, above the limit of memory and swap together, which is ${swap}`;
  const hint = `give swap too, -1 is no limit; ${limitFileHint("/memory/swap")}`;
  throw new ConfigError(
    [{ code: "ERR_CONFIG_RULE", pointer: "/memory/limit", message, clause: "linux/memory/swap", hint }],
    "resources",
  );
}

function memoryChanges(request: LinuxMemory, merged: LinuxMemory): LinuxMemory {
  const changes = { ...request };
  const { limit, swap, checkBeforeUpdate } = merged;
  if (isSet(request.limit) || isSet(request.swap)) {
    if (limit !== undefined) changes.limit = limit;
    if (swap !== undefined) changes.swap = swap;
  }
  if (checkBeforeUpdate !== undefined) changes.checkBeforeUpdate = checkBeforeUpdate;
  return changes;
}

/**
 * Quota and period belong together too: without a quota systemd puts its own period into the file. The kernel
 * forgets the shares of a group that becomes idle.
 */
function cpuChanges(request: LinuxCpu, { quota, period, shares, idle }: LinuxCpu): LinuxCpu {
  const changes = { ...request };
  if (isSet(request.quota) || isSet(request.period)) {
    if (isSet(quota)) changes.quota = quota;
    if (isSet(period)) changes.period = period;
  }
  if (request.idle !== undefined && !isSet(idle) && isSet(shares)) changes.shares = shares;
  return changes;
}

/**
 * @param stored limits that the container was created with or last updated to
 * @param request what the update asks for; device rules that are the container's own change nothing
 * @throws {ConfigError} ERR_CONFIG_RULE: a memory limit above that of memory and swap together
 */
export function mergeUpdate(stored: LinuxResources, request: LinuxResources): MergedUpdate {
  const changes: LinuxResources = { ...request };
  const result: LinuxResources = { ...stored, ...request };
  if (request.cpu !== undefined) {
    result.cpu = overlaid(stored.cpu, request.cpu);
    changes.cpu = cpuChanges(request.cpu, result.cpu);
  }
  if (request.memory !== undefined) {
    result.memory = mergedMemory(stored.memory ?? {}, request.memory);
    changes.memory = memoryChanges(request.memory, result.memory);
  }
  if (request.blockIO !== undefined) result.blockIO = mergedBlockIo(stored.blockIO ?? {}, request.blockIO);
  if (request.hugepageLimits !== undefined)
    result.hugepageLimits = mergedBy(
      stored.hugepageLimits ?? [],
      request.hugepageLimits,
      ({ pageSize }) => pageSize,
    );
  if (request.rdma !== undefined) result.rdma = { ...stored.rdma, ...request.rdma };
  if (request.network !== undefined) result.network = { ...stored.network, ...request.network };
  if (request.unified !== undefined) result.unified = { ...stored.unified, ...request.unified };
  return { changes, devices: devicesDiffer(stored, request), result };
}

/** Engines send the container's own rules with every update; hooks may have allowed more since. */
function devicesDiffer(stored: LinuxResources, request: LinuxResources): boolean {
  if (request.devices === undefined) return false;
  const text = ({ devices }: LinuxResources): string =>
    (devices ?? [])
      .map(({ allow, type, major, minor, access }) => [allow, type, major, minor, access].join(" "))
      .join("\n");
  return text(stored) !== text(request);
}
