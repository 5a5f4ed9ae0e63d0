// SPDX-License-Identifier: Apache-2.0
/** Messages of NETLINK_ROUTE, in the byte order of the machine, which is little-endian wherever runt runs. rtnetlink(7). Pure. */

export const RTM = { newLink: 16, getLink: 18, newAddress: 20, getAddress: 22 } as const;
export const FLAG = { request: 1, acknowledge: 4, dump: 0x300, replace: 0x100, create: 0x400 } as const;
export const LINK = { name: 3, namespaceProcess: 19, namespaceFile: 28 } as const;
export const ADDRESS = {
  address: 1,
  local: 2,
  label: 3,
  broadcast: 4,
  flags: 8,
  routePriority: 9,
  protocol: 11,
} as const;

const HEADER_SIZE = 16;
const ATTRIBUTE_HEADER_SIZE = 4;
/** Nesting and byte order flags. */
const TYPE_MASK = 0x3fff;

export interface Attribute {
  readonly type: number;
  readonly data: Uint8Array;
}

export interface Message {
  readonly type: number;
  /** What comes before the attributes: struct ifinfomsg or ifaddrmsg. */
  readonly fixed: Uint8Array;
  readonly attributes: readonly Attribute[];
}

function aligned(length: number): number {
  return (length + 3) & ~3;
}

export function encodeMessage(message: Message, flags: number, sequence: number): Uint8Array {
  const { type, fixed, attributes } = message;
  let length = HEADER_SIZE + aligned(fixed.length);
  for (const { data } of attributes) length += aligned(ATTRIBUTE_HEADER_SIZE + data.length);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length, true);
  view.setUint16(4, type, true);
  view.setUint16(6, flags, true);
  view.setUint32(8, sequence, true);
  bytes.set(fixed, HEADER_SIZE);
  let at = HEADER_SIZE + aligned(fixed.length);
  for (const attribute of attributes) {
    view.setUint16(at, ATTRIBUTE_HEADER_SIZE + attribute.data.length, true);
    view.setUint16(at + 2, attribute.type, true);
    bytes.set(attribute.data, at + ATTRIBUTE_HEADER_SIZE);
    at += aligned(ATTRIBUTE_HEADER_SIZE + attribute.data.length);
  }
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decodeAttributes(bytes: Uint8Array): Attribute[] {
  const attributes: Attribute[] = [];
  const view = viewOf(bytes);
  for (let at = 0; at + ATTRIBUTE_HEADER_SIZE <= bytes.length; ) {
    const length = view.getUint16(at, true);
    if (length < ATTRIBUTE_HEADER_SIZE || at + length > bytes.length) break;
    const data = bytes.subarray(at + ATTRIBUTE_HEADER_SIZE, at + length);
    attributes.push({ type: view.getUint16(at + 2, true) & TYPE_MASK, data });
    at += aligned(length);
  }
  return attributes;
}

/** @param fixedSize size of what comes before the attributes, the same in all messages */
export function decodeMessages(bytes: Uint8Array, fixedSize: number): Message[] {
  const messages: Message[] = [];
  const view = viewOf(bytes);
  for (let at = 0; at + HEADER_SIZE + fixedSize <= bytes.length; ) {
    const length = view.getUint32(at, true);
    if (length < HEADER_SIZE + fixedSize || at + length > bytes.length) break;
    const body = bytes.subarray(at + HEADER_SIZE, at + length);
    messages.push({
      type: view.getUint16(at + 4, true),
      fixed: body.subarray(0, fixedSize),
      attributes: decodeAttributes(body.subarray(aligned(fixedSize))),
    });
    at += aligned(length);
  }
  return messages;
}

export function attributeOf({ attributes }: Message, type: number): Uint8Array | undefined {
  return attributes.find((attribute) => attribute.type === type)?.data;
}

export function numberAttribute(type: number, value: number): Attribute {
  const data = new Uint8Array(4);
  viewOf(data).setUint32(0, value, true);
  return { type, data };
}

/** A number of 32 bits; undefined where the bytes are none. */
export function numberOf(data: Uint8Array | undefined): number | undefined {
  return data === undefined || data.length < 4 ? undefined : viewOf(data).getUint32(0, true);
}
