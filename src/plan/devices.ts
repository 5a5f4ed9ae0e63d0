// SPDX-License-Identifier: Apache-2.0
/** Device nodes and the links of /dev. config-linux.md "Default Devices" and "Devices"; runtime-linux.md "Dev symbolic links". */
import type { LinuxDevice } from "../config/types.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { CAP_MKNOD, hasCapability } from "../ops/capabilities.ts";
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import type { CreateBuild } from "./build.ts";
import { cleanPath } from "./destination.ts";
import { type HostSource, takeSource } from "./host-source.ts";
import type { PlannedMount } from "./mounts.ts";
import { ruleError } from "./refuse.ts";

interface PlannedDevice {
  readonly path: string;
  readonly directory: string;
  readonly name: string;
  readonly type: "c" | "b" | "p";
  readonly mode: number;
  readonly major: number;
  readonly minor: number;
  readonly uid: number;
  readonly gid: number;
  readonly pointer: JsonPointer;
}

const DEFAULT_MODE = 0o666;

const DEFAULTS: readonly (readonly [name: string, major: number, minor: number])[] = [
  ["null", 1, 3],
  ["zero", 1, 5],
  ["full", 1, 7],
  ["random", 1, 8],
  ["urandom", 1, 9],
  ["tty", 5, 0],
];

const LINKS: readonly (readonly [name: string, target: string])[] = [
  ["fd", "/proc/self/fd"],
  ["stdin", "/proc/self/fd/0"],
  ["stdout", "/proc/self/fd/1"],
  ["stderr", "/proc/self/fd/2"],
];

function splitPath(path: string): { directory: string; name: string } {
  const slash = path.lastIndexOf("/");
  return { directory: slash <= 0 ? "/" : path.slice(0, slash), name: path.slice(slash + 1) };
}

/** @throws {ConfigError} ERR_CONFIG_RULE */
function planDevice(device: LinuxDevice, pointer: JsonPointer): PlannedDevice {
  const path = cleanPath(device.path);
  const { directory, name } = splitPath(path);
  if (name === "")
    throw ruleError(
      pointerTo(pointer, "path"),
      `device path ${JSON.stringify(device.path)} is the root directory`,
    );
  const type = device.type === "u" ? "c" : device.type;
  if (type !== "c" && type !== "b" && type !== "p") {
    throw ruleError(
      pointerTo(pointer, "type"),
      `device type ${JSON.stringify(device.type)} is none of c, b, u, p`,
    );
  }
  const mode = device.fileMode ?? DEFAULT_MODE;
  return {
    path,
    directory,
    name,
    type,
    mode: mode & 0o7777,
    major: type === "p" ? 0 : Number(device.major ?? 0),
    minor: type === "p" ? 0 : Number(device.minor ?? 0),
    uid: device.uid ?? 0,
    gid: device.gid ?? 0,
    pointer,
  };
}

function isBelowDev(path: string): boolean {
  return path.startsWith("/dev/");
}

/** /dev is the host's own: its nodes are there, and new ones would be the host's. */
function devIsBind(mounts: readonly PlannedMount[]): boolean {
  const last = mounts.findLast(({ destination, kind }) => destination.path === "/dev" && kind !== "remount");
  return last?.kind === "bind";
}

/** All nodes to make: those of config.json, and the default ones that it does not list itself. */
export function planDevices({ config }: CreateBuild, mounts: readonly PlannedMount[]): PlannedDevice[] {
  const listed = (config.linux?.devices ?? []).map((device, index) =>
    planDevice(device, `/linux/devices/${index}`),
  );
  if (devIsBind(mounts)) return listed.filter(({ path }) => !isBelowDev(path));
  const devices: PlannedDevice[] = [];
  for (const [name, major, minor] of DEFAULTS) {
    const path = `/dev/${name}`;
    if (listed.some((device) => device.path === path)) continue;
    devices.push({
      path,
      directory: "/dev",
      name,
      type: "c",
      mode: DEFAULT_MODE,
      major,
      minor,
      uid: 0,
      gid: 0,
      pointer: "",
    });
  }
  return [...devices, ...listed];
}

/** Only the initial user namespace may make device nodes; elsewhere the host's own are bound. */
function bindsNodes({ userNamespace, host }: CreateBuild): boolean {
  return userNamespace || !host.initialUserNamespace || !hasCapability(host.capabilities, CAP_MKNOD);
}

function deviceSource({ path, pointer }: PlannedDevice): HostSource {
  return {
    key: `device ${path}`,
    path,
    flags: 0,
    shared: false,
    idmap: undefined,
    pointer,
    step: `bind the device ${path}`,
  };
}

export function deviceSources(devices: readonly PlannedDevice[], build: CreateBuild): HostSource[] {
  return bindsNodes(build) ? devices.filter(({ type }) => type !== "p").map(deviceSource) : [];
}

function bindNode(device: PlannedDevice, build: CreateBuild): void {
  const { plan, root } = build;
  const slot = takeSource(deviceSource(device), build);
  if (device.type === "c") plan.add({ op: "expectDevice", slot, major: device.major, minor: device.minor });
  plan.attach(slot, plan.makeFile(root, device.path));
  plan.close(slot);
}

const NODE_TYPES = { c: kernel.S_IFCHR, b: kernel.S_IFBLK, p: kernel.S_IFIFO } as const;

function makeNode({ plan }: CreateBuild, device: PlannedDevice, dir: Slot): void {
  const { name, type, mode, major, minor, uid, gid } = device;
  plan.add({ op: "makeNode", dir, name, mode: NODE_TYPES[type] | mode, major, minor });
  if (uid === 0 && gid === 0) return;
  const slot = plan.openIn(dir, name, kernel.O_PATH | kernel.O_NOFOLLOW);
  plan.add({ op: "chown", slot, uid, gid });
  plan.close(slot);
}

function compileDevice(device: PlannedDevice, build: CreateBuild, dev: Slot | undefined): void {
  const { plan, root } = build;
  plan.at(device.pointer, `make the device ${device.path}`);
  if (device.type !== "p" && bindsNodes(build)) bindNode(device, build);
  else if (device.directory === "/dev" && dev !== undefined) makeNode(build, device, dev);
  else {
    const dir = plan.makeDir(root, device.directory, 0o755);
    makeNode(build, device, dir);
    plan.close(dir);
  }
}

function makeLinks({ plan, host }: CreateBuild, dev: Slot): void {
  plan.at("", "make the links of /dev");
  for (const [name, target] of LINKS) plan.add({ op: "makeLink", dir: dev, name, target });
  if (host.kcore === true) plan.add({ op: "makeLink", dir: dev, name: "core", target: "/proc/kcore" });
  // An image's own node would be the host's ptmx: it must not stay.
  plan.add({ op: "unlink", dir: dev, name: "ptmx" });
  plan.add({ op: "makeLink", dir: dev, name: "ptmx", target: "pts/ptmx" });
}

export function makeDevices(
  devices: readonly PlannedDevice[],
  mounts: readonly PlannedMount[],
  build: CreateBuild,
): void {
  const { plan, root } = build;
  if (devIsBind(mounts)) {
    for (const device of devices) compileDevice(device, build, undefined);
    return;
  }
  plan.at("", "make the devices of /dev");
  const dev = plan.makeDir(root, "/dev", 0o755);
  for (const device of devices) compileDevice(device, build, dev);
  makeLinks(build, dev);
  plan.close(dev);
}
