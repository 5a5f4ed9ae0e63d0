// SPDX-License-Identifier: Apache-2.0
/**
 * linux.netDevices: devices of the runtime's network namespace move to the container's, with another name where
 * one is given, with their permanent addresses, and come up. config-linux.md "Network Devices".
 *
 * Afterwards they are the namespace's: when it ends, the kernel gives physical devices back and removes virtual
 * ones. Only a create that fails takes back what it has moved.
 */
import type { NetDevice } from "../config/types.ts";
import { HostError, KernelError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import {
  addAddress,
  listLinks,
  moveLink,
  namespaceOfFile,
  namespaceOfProcess,
  type NetworkAddress,
  type NetworkLink,
  permanentAddresses,
  type Purpose,
  setUp,
} from "./links.ts";

const AT: JsonPointer = "/linux/netDevices";

export type NetDevices = Readonly<Record<string, NetDevice>>;

/** A device that was moved, and what it was before. */
export interface MovedDevice {
  readonly from: NetworkLink;
  readonly addresses: readonly NetworkAddress[];
  readonly pointer: JsonPointer;
  /** Index in the container's namespace; that of `from` until it is known. */
  index: number;
}

export interface Target {
  /** Netlink socket of the container's network namespace. */
  readonly socket: number;
  /** A process in that namespace. */
  readonly pid: number;
}

interface Wish {
  readonly link: NetworkLink;
  readonly name: string;
  readonly pointer: JsonPointer;
}

function openHost(): number {
  const socket = native().netlinkOpen();
  if (socket < 0) throw new KernelError(socket, "socket", "look at the network devices", { pointer: AT });
  return socket;
}

function wishes(devices: NetDevices, links: readonly NetworkLink[]): Wish[] {
  return Object.entries(devices).map(([host, { name = "" }]) => {
    const pointer = pointerTo(AT, host);
    const link = links.find((each) => each.name === host);
    if (link === undefined) {
      const hint = "`ip link` lists the devices of the runtime's network namespace";
      throw new HostError("ERR_HOST", pointer, `there is no network device ${JSON.stringify(host)}`, hint);
    }
    return { link, name: name === "" ? host : name, pointer };
  });
}

/** @throws {HostError} ERR_HOST with the pointer of a device that is not there; nothing is changed */
export function checkDevices(devices: NetDevices): void {
  const socket = openHost();
  try {
    wishes(devices, listLinks(socket, { what: "list the network devices", pointer: AT }));
  } finally {
    native().close(socket);
  }
}

/** An alias label begins with the device's name. */
function labelFor(label: string | undefined, from: string, to: string): string | undefined {
  if (label === undefined) return undefined;
  return label === from || label.startsWith(`${from}:`) ? `${to}${label.slice(from.length)}` : label;
}

function isTemplate(name: string): boolean {
  return name.endsWith("%d");
}

function refuseClash({ name, pointer }: Wish, there: readonly NetworkLink[]): void {
  if (isTemplate(name) || !there.some((link) => link.name === name)) return;
  const message = `the container's network namespace has a device ${JSON.stringify(name)} already`;
  throw new HostError("ERR_HOST", `${pointer}/name`, message, "give the device another name inside");
}

/** The kernel may have changed the index, and the number of a template. */
function findMoved(wish: Wish, before: readonly NetworkLink[], target: Target): NetworkLink {
  const purpose = { what: `find the network device ${wish.link.name}`, pointer: wish.pointer };
  const known = new Set(before.map(({ index }) => index));
  const fresh = listLinks(target.socket, purpose).filter(({ index }) => !known.has(index));
  const found = isTemplate(wish.name) ? fresh[0] : fresh.find(({ name }) => name === wish.name);
  if (found !== undefined) return found;
  throw new HostError(
    "ERR_HOST",
    wish.pointer,
    `the network device ${wish.link.name} is gone after its move`,
  );
}

function moveOne(wish: Wish, host: number, target: Target, moved: MovedDevice[]): void {
  const { link, name, pointer } = wish;
  const purpose = (what: string): Purpose => ({ what: `${what} network device ${link.name}`, pointer });
  const before = listLinks(target.socket, purpose("look for the place of"));
  refuseClash(wish, before);
  const addresses = permanentAddresses(host, link.index, purpose("read the addresses of"));
  const device: MovedDevice = { from: link, addresses, pointer, index: link.index };
  moveLink(host, link.index, { namespace: namespaceOfProcess(target.pid), name }, purpose("move"));
  moved.push(device);
  const inside = findMoved(wish, before, target);
  device.index = inside.index;
  for (const address of addresses) {
    const label = labelFor(address.label, link.name, inside.name);
    addAddress(target.socket, { index: inside.index, address, label }, purpose("keep an address of"));
  }
  setUp(target.socket, inside.index, purpose("bring up"));
}

/**
 * Moves every device.
 *
 * @param moved is filled as they go, so that after an error it tells which have to come back
 * @throws {HostError} ERR_HOST: a device is missing, or its name is taken inside
 * @throws {KernelError} with the pointer of the device
 */
export function moveDevices(devices: NetDevices, target: Target, moved: MovedDevice[]): void {
  const host = openHost();
  try {
    const all = wishes(devices, listLinks(host, { what: "list the network devices", pointer: AT }));
    for (const wish of all) moveOne(wish, host, target, moved);
  } finally {
    native().close(host);
  }
}

function giveBackOne(device: MovedDevice, socket: number, host: number): void {
  const { from, addresses, pointer } = device;
  const purpose = { what: `give back network device ${from.name}`, pointer };
  const namespace = native().openat(AT_FDCWD, "/proc/self/ns/net", 0, 0);
  if (namespace < 0) throw new KernelError(namespace, "openat", purpose.what, { pointer });
  try {
    moveLink(socket, device.index, { namespace: namespaceOfFile(namespace), name: from.name }, purpose);
  } finally {
    native().close(namespace);
  }
  const back = listLinks(host, purpose).find(({ name }) => name === from.name);
  if (back === undefined) return;
  for (const address of addresses)
    addAddress(host, { index: back.index, address, label: address.label }, purpose);
  if (from.up) setUp(host, back.index, purpose);
}

/** After a failed create: every moved device comes back as it was. @param warn is told of those that can't */
export function giveBackDevices(
  moved: readonly MovedDevice[],
  socket: number,
  warn: (message: string) => void,
): void {
  const host = openHost();
  for (const device of [...moved].reverse()) {
    try {
      giveBackOne(device, socket, host);
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
    }
  }
  native().close(host);
}
