// SPDX-License-Identifier: Apache-2.0
/** Network devices and their addresses through a netlink socket, which belongs to one network namespace. */
import { KernelError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { native } from "../native/native.ts";
import {
  ADDRESS,
  type Attribute,
  attributeOf,
  decodeMessages,
  encodeMessage,
  FLAG,
  LINK,
  type Message,
  numberAttribute,
  numberOf,
  RTM,
} from "./message.ts";

const LINK_SIZE = 16;
const ADDRESS_SIZE = 8;
const UP = 1;
const ANY_FAMILY = 0;

const SCOPE_UNIVERSE = 0;
const PERMANENT = 0x80;
/** Flags that are settings; the others are what the kernel found out. */
const SETTINGS = 0x02 | 0x10 | 0x100 | 0x200 | 0x400;
/** NODAD ... MCAUTOJOIN above; what of an address is kept as it is. */
const KEPT: readonly number[] = [
  ADDRESS.address,
  ADDRESS.local,
  ADDRESS.broadcast,
  ADDRESS.routePriority,
  ADDRESS.protocol,
];

export interface NetworkLink {
  readonly index: number;
  readonly name: string;
  readonly up: boolean;
}

export interface NetworkAddress {
  readonly family: number;
  readonly prefixLength: number;
  readonly attributes: readonly Attribute[];
  readonly flags: number;
  readonly label: string | undefined;
}

/** What a request is for, should it fail. */
export interface Purpose {
  readonly what: string;
  readonly pointer: JsonPointer;
}

let sequence = 0;

function request(socket: number, message: Message, flags: number, purpose: Purpose): Uint8Array {
  sequence = (sequence + 1) & 0x7fff_ffff;
  const bytes = encodeMessage(message, FLAG.request | flags, sequence);
  const answer = native().netlinkRequest(socket, bytes);
  if (typeof answer !== "number") return answer;
  const text = native().lastText();
  throw new KernelError(answer, "netlink", purpose.what, {
    pointer: purpose.pointer,
    ...(text === "" ? {} : { kernelText: text }),
  });
}

function linkHeader(index: number, flags = 0): Uint8Array {
  const fixed = new Uint8Array(LINK_SIZE);
  const view = new DataView(fixed.buffer);
  view.setInt32(4, index, true);
  view.setUint32(8, flags, true);
  view.setUint32(12, flags, true);
  return fixed;
}

function nameAttribute(type: number, name: string): Attribute {
  return { type, data: native().encodeText(`${name}\0`) };
}

function textOf(data: Uint8Array | undefined): string | undefined {
  if (data === undefined) return undefined;
  const end = data.indexOf(0);
  return native().decodeText(end < 0 ? data : data.subarray(0, end));
}

export function listLinks(socket: number, purpose: Purpose): NetworkLink[] {
  const message = { type: RTM.getLink, fixed: linkHeader(0), attributes: [] };
  const answer = request(socket, message, FLAG.dump, purpose);
  const links: NetworkLink[] = [];
  for (const link of decodeMessages(answer, LINK_SIZE)) {
    if (link.type !== RTM.newLink) continue;
    const view = new DataView(link.fixed.buffer, link.fixed.byteOffset, LINK_SIZE);
    const name = textOf(attributeOf(link, LINK.name));
    if (name === undefined) continue;
    links.push({ index: view.getInt32(4, true), name, up: (view.getUint32(8, true) & UP) !== 0 });
  }
  return links;
}

/** Moves a device to the namespace that an attribute names, and gives it a name there; it is down then. */
export function moveLink(
  socket: number,
  index: number,
  target: { namespace: Attribute; name: string },
  purpose: Purpose,
): void {
  const attributes = [nameAttribute(LINK.name, target.name), target.namespace];
  request(socket, { type: RTM.newLink, fixed: linkHeader(index), attributes }, FLAG.acknowledge, purpose);
}

export function namespaceOfProcess(pid: number): Attribute {
  return numberAttribute(LINK.namespaceProcess, pid);
}

export function namespaceOfFile(fd: number): Attribute {
  return numberAttribute(LINK.namespaceFile, fd);
}

export function setUp(socket: number, index: number, purpose: Purpose): void {
  const message = { type: RTM.newLink, fixed: linkHeader(index, UP), attributes: [] };
  request(socket, message, FLAG.acknowledge, purpose);
}

/** Addresses that somebody gave the device for good and for everywhere, in their order. */
export function permanentAddresses(socket: number, index: number, purpose: Purpose): NetworkAddress[] {
  const fixed = new Uint8Array(ADDRESS_SIZE);
  fixed[0] = ANY_FAMILY;
  const answer = request(socket, { type: RTM.getAddress, fixed, attributes: [] }, FLAG.dump, purpose);
  const addresses: NetworkAddress[] = [];
  for (const message of decodeMessages(answer, ADDRESS_SIZE)) {
    const view = new DataView(message.fixed.buffer, message.fixed.byteOffset, ADDRESS_SIZE);
    if (message.type !== RTM.newAddress || view.getUint32(4, true) !== index) continue;
    const flags = numberOf(attributeOf(message, ADDRESS.flags)) ?? view.getUint8(2);
    if ((flags & PERMANENT) === 0 || view.getUint8(3) !== SCOPE_UNIVERSE) continue;
    addresses.push({
      family: view.getUint8(0),
      prefixLength: view.getUint8(1),
      attributes: message.attributes
        .filter(({ type }) => KEPT.includes(type))
        .map(({ type, data }) => ({ type, data: data.slice() })),
      flags: flags & SETTINGS,
      label: textOf(attributeOf(message, ADDRESS.label)),
    });
  }
  return addresses;
}

export function addAddress(
  socket: number,
  link: { index: number; address: NetworkAddress; label: string | undefined },
  purpose: Purpose,
): void {
  const { index, address, label } = link;
  const fixed = new Uint8Array(ADDRESS_SIZE);
  const view = new DataView(fixed.buffer);
  view.setUint8(0, address.family);
  view.setUint8(1, address.prefixLength);
  view.setUint8(3, SCOPE_UNIVERSE);
  view.setUint32(4, index, true);
  const attributes = [...address.attributes, numberAttribute(ADDRESS.flags, address.flags)];
  if (label !== undefined) attributes.push(nameAttribute(ADDRESS.label, label));
  const flags = FLAG.acknowledge | FLAG.create | FLAG.replace;
  request(socket, { type: RTM.newAddress, fixed, attributes }, flags, purpose);
}
