// SPDX-License-Identifier: Apache-2.0
import type { LinuxDevice } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { type IssueList, isAbsolute, quoted } from "./issues.ts";

/** dev_t of the kernel: 12 and 20 bits. */
const MOST = { major: 4095, minor: 1048575 } as const;
const NO_ID = 4294967295;
/** Engines may leave the file type in. */
const TYPE_BITS = 0o170000;

export function checkDevices(devices: readonly LinuxDevice[] | undefined, list: IssueList): void {
  if (devices === undefined) return;
  for (let index = 0; index < devices.length; index++) {
    const device = devices[index] as LinuxDevice;
    const at: JsonPointer = `/linux/devices/${index}`;
    checkPath(devices, index, at, list);
    if (device.type !== "p")
      for (const half of ["major", "minor"] as const) checkNumber(device, half, at, list);
    for (const id of ["uid", "gid"] as const) {
      if (device[id] === NO_ID)
        list.rule(`${at}/${id}`, `linux/devices/${id}`, `is ${NO_ID}; an id up to ${NO_ID - 1} is needed`);
    }
    const mode = device.fileMode ?? 0;
    if ((mode & ~TYPE_BITS) > 0o7777)
      list.rule(
        `${at}/fileMode`,
        "linux/devices/filemode",
        `is ${mode}; permission bits up to 4095 are needed`,
      );
  }
}

function checkPath(devices: readonly LinuxDevice[], index: number, at: JsonPointer, list: IssueList): void {
  const path = devices[index]?.path ?? "";
  const components = path.split("/");
  if (!isAbsolute(path) || path.endsWith("/") || components.includes("..") || components.includes(".")) {
    const problem = `is ${quoted(path)}; an absolute path of a file without "." and ".." is needed`;
    list.rule(`${at}/path`, "linux/devices/path-required", problem);
  } else if (devices.findIndex((other) => cleaned(other.path) === cleaned(path)) < index) {
    list.rule(
      `${at}/path`,
      "linux/devices/existing-mismatch",
      `is "${path}", which an earlier entry has already`,
    );
  }
}

function cleaned(path: string): string {
  return path.includes("//") ? path.replace(/\/+/g, "/") : path;
}

function checkNumber(device: LinuxDevice, half: "major" | "minor", at: JsonPointer, list: IssueList): void {
  const number = device[half];
  if (number === undefined) {
    const problem = `is missing; a device of type ${device.type} needs it`;
    list.rule(`${at}/${half}`, "linux/devices/major-minor-required", problem);
  } else if (number < 0 || number > MOST[half]) {
    const problem = `is ${number}; a number from 0 to ${MOST[half]} is needed`;
    list.rule(`${at}/${half}`, "linux/devices/major-minor-required", problem);
  }
}
