// SPDX-License-Identifier: Apache-2.0
import type { LinuxBlockIo, LinuxBlockIoThrottle, LinuxBlockIoWeight } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { IssueList } from "./issues.ts";

const MOST_WEIGHT = 1000;
const THROTTLES = [
  ["throttleReadBpsDevice", "linux/blkio/throttle-bps/rate"],
  ["throttleWriteBpsDevice", "linux/blkio/throttle-bps/rate"],
  ["throttleReadIOPSDevice", "linux/blkio/throttle-iops/rate"],
  ["throttleWriteIOPSDevice", "linux/blkio/throttle-iops/rate"],
] as const;

export function checkBlockIo(blockIO: LinuxBlockIo | undefined, at: JsonPointer, list: IssueList): void {
  if (blockIO === undefined) return;
  checkWeight(blockIO.weight, `${at}/weight`, "linux/blkio/weight", list);
  checkWeight(blockIO.leafWeight, `${at}/leafWeight`, "linux/blkio/leaf-weight", list);
  blockIO.weightDevice?.forEach((device, index) => {
    checkWeightDevice(device, `${at}/weightDevice/${index}`, list);
  });
  for (const [property, clause] of THROTTLES) {
    blockIO[property]?.forEach((device, index) => {
      const entry: JsonPointer = `${at}/${property}/${index}`;
      checkNumbers(device, entry, list);
      if (device.rate === undefined) list.rule(`${entry}/rate`, clause, "is missing; a number is needed");
    });
  }
}

function checkWeightDevice(device: LinuxBlockIoWeight, at: JsonPointer, list: IssueList): void {
  checkNumbers(device, at, list);
  if (device.weight === undefined && device.leafWeight === undefined) {
    list.rule(at, "linux/blkio/weight-device/one-of", "has no weight; weight or leafWeight is needed");
  }
  checkWeight(device.weight, `${at}/weight`, "linux/blkio/weight", list);
  checkWeight(device.leafWeight, `${at}/leafWeight`, "linux/blkio/leaf-weight", list);
}

/** 0 counts as unset. */
function checkWeight(weight: number | undefined, at: JsonPointer, clause: string, list: IssueList): void {
  if (weight === undefined || weight <= MOST_WEIGHT) return;
  list.rule(at, clause, `is ${weight}; a number up to ${MOST_WEIGHT} is needed`);
}

function checkNumbers(
  device: LinuxBlockIoWeight | LinuxBlockIoThrottle,
  at: JsonPointer,
  list: IssueList,
): void {
  for (const half of ["major", "minor"] as const) {
    const number = device[half];
    if (number >= 0 && number <= 4294967295) continue;
    list.rule(
      `${at}/${half}`,
      "linux/blkio/weight-device/major-minor",
      `is ${number}; a device number is needed`,
    );
  }
}
