// SPDX-License-Identifier: Apache-2.0
/**
 * Compiles linux.resources.blockIO: blkio on v1, io on v2.
 * Source: runtime-spec config-linux.md "Block IO"; kernel blkio-controller.rst, cgroup-v2.rst.
 */
import type { LinuxBlockIo, LinuxBlockIoThrottle, LinuxBlockIoWeight } from "../config/types.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { type CgroupSupport, type CgroupWrite, WriteList, isSet, notOnV2, versionOf } from "./write.ts";

type ThrottleMember =
  | "throttleReadBpsDevice"
  | "throttleWriteBpsDevice"
  | "throttleReadIOPSDevice"
  | "throttleWriteIOPSDevice";

/** Member, v1 file, v2 key in io.max. */
const THROTTLES: readonly (readonly [ThrottleMember, string, string])[] = [
  ["throttleReadBpsDevice", "blkio.throttle.read_bps_device", "rbps"],
  ["throttleWriteBpsDevice", "blkio.throttle.write_bps_device", "wbps"],
  ["throttleReadIOPSDevice", "blkio.throttle.read_iops_device", "riops"],
  ["throttleWriteIOPSDevice", "blkio.throttle.write_iops_device", "wiops"],
];
export const NO_IO_MAX = "rbps=max wbps=max riops=max wiops=max";

/** io.weight (1 to 10000) for a blkio weight (10 to 1000; BFQ alone has lower ones). */
export function ioWeight(weight: number): number {
  return Math.max(1, Math.trunc(1 + ((weight - 10) * 9999) / 990));
}

function throttleWrite(
  entry: LinuxBlockIoThrottle,
  file: string,
  key: string | undefined,
): Omit<CgroupWrite, "controller" | "pointer"> {
  const device = `${entry.major}:${entry.minor}`;
  const rate = entry.rate ?? 0;
  if (key === undefined)
    return { file, value: `${device} ${rate}`, keyed: { key: device, none: `${device} 0` } };
  const limit = isSet(rate) ? String(rate) : "max";
  return {
    file: "io.max",
    value: `${device} ${key}=${limit}`,
    keyed: { key: device, none: `${device} ${NO_IO_MAX}` },
  };
}

function compileThrottles(blockIo: LinuxBlockIo, at: JsonPointer, version: 1 | 2): CgroupWrite[] {
  const controller = version === 1 ? "blkio" : "";
  return THROTTLES.flatMap(([member, file, key]) =>
    (blockIo[member] ?? []).map((entry, index) => ({
      controller,
      pointer: pointerTo(pointerTo(at, member), index),
      ...throttleWrite(entry, file, version === 1 ? undefined : key),
    })),
  );
}

function deviceWeightV1(entry: LinuxBlockIoWeight, pointer: JsonPointer): CgroupWrite[] {
  const writes = new WriteList("blkio", pointer);
  const device = `${entry.major}:${entry.minor}`;
  const keyed = { key: device, none: `${device} 0` };
  if (isSet(entry.weight)) {
    const value = `${device} ${entry.weight}`;
    writes.add("weight", "blkio.weight_device", value, {
      keyed,
      fallback: { file: "blkio.bfq.weight_device", value },
    });
  }
  if (isSet(entry.leafWeight))
    writes.add("leafWeight", "blkio.leaf_weight_device", `${device} ${entry.leafWeight}`, { keyed });
  return writes.list;
}

function deviceWeightV2(entry: LinuxBlockIoWeight, pointer: JsonPointer): CgroupWrite[] {
  const device = `${entry.major}:${entry.minor}`;
  if (isSet(entry.leafWeight))
    throw notOnV2(pointer, "leafWeight", `blkio.leaf_weight_device to "${device} ${entry.leafWeight}"`);
  if (!isSet(entry.weight)) return [];
  const writes = new WriteList("", pointer);
  writes.add("weight", "io.bfq.weight", `${device} ${entry.weight}`, {
    keyed: { key: device, none: `${device} default` },
    fallback: { file: "io.weight", value: `${device} ${ioWeight(entry.weight)}` },
  });
  return writes.list;
}

function compileV1(blockIo: LinuxBlockIo, at: JsonPointer): CgroupWrite[] {
  const writes = new WriteList("blkio", at);
  const { weight, leafWeight } = blockIo;
  if (isSet(weight)) {
    const value = String(weight);
    writes.add("weight", "blkio.weight", value, { fallback: { file: "blkio.bfq.weight", value } });
  }
  if (isSet(leafWeight)) writes.add("leafWeight", "blkio.leaf_weight", String(leafWeight));
  return writes.list;
}

function compileV2(blockIo: LinuxBlockIo, at: JsonPointer): CgroupWrite[] {
  const { weight, leafWeight } = blockIo;
  if (isSet(leafWeight)) throw notOnV2(at, "leafWeight", `blkio.leaf_weight to "${leafWeight}"`);
  if (!isSet(weight)) return [];
  const writes = new WriteList("", at);
  writes.add("weight", "io.bfq.weight", String(weight), {
    fallback: { file: "io.weight", value: String(ioWeight(weight)) },
  });
  return writes.list;
}

function asksForSomething(blockIo: LinuxBlockIo): boolean {
  if (isSet(blockIo.weight) || isSet(blockIo.leafWeight) || (blockIo.weightDevice ?? []).length > 0)
    return true;
  return THROTTLES.some(([member]) => (blockIo[member] ?? []).length > 0);
}

/** @throws {HostError} ERR_HOST: leafWeight on v2 */
export function compileBlockIo(
  blockIo: LinuxBlockIo,
  at: JsonPointer,
  support: CgroupSupport,
): CgroupWrite[] {
  if (!asksForSomething(blockIo)) return [];
  const version = versionOf(support, "blkio", "io");
  const base = version === 1 ? compileV1(blockIo, at) : compileV2(blockIo, at);
  const weights = (blockIo.weightDevice ?? []).flatMap((entry, index) => {
    const pointer = pointerTo(pointerTo(at, "weightDevice"), index);
    return version === 1 ? deviceWeightV1(entry, pointer) : deviceWeightV2(entry, pointer);
  });
  return [...base, ...weights, ...compileThrottles(blockIo, at, version)];
}
