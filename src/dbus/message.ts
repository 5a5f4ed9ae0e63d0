// SPDX-License-Identifier: Apache-2.0
/** D-Bus messages: header and body. D-Bus specification 0.43, "Message Protocol". */
import { DBusFormatError } from "./format-error.ts";
import { Reader } from "./read.ts";
import { parseSingle } from "./signature.ts";
import type { Value, Variant } from "./value.ts";
import { Writer } from "./write.ts";

export const MESSAGE = { call: 1, reply: 2, error: 3, signal: 4 } as const;

const LITTLE = 0x6c;
const BIG = 0x42;
const VERSION = 1;
/** Byte order, type, flags, version, body length, serial, length of the fields. */
const FIXED = 16;
/** The specification allows 128 MiB; what systemd answers to runt is far smaller. */
const MESSAGE_LIMIT = 1024 * 1024;
const FIELDS = parseSingle("a(yv)");

const FIELD = {
  path: 1,
  interface: 2,
  member: 3,
  errorName: 4,
  replySerial: 5,
  destination: 6,
  signature: 8,
} as const;

export interface Message {
  type: number;
  serial: number;
  path?: string;
  interface?: string;
  member?: string;
  errorName?: string;
  replySerial?: number;
  destination?: string;
  /** Of the body; absent for none. */
  signature?: string;
  body: readonly Value[];
}

const FIELD_TYPES: readonly (readonly [keyof typeof FIELD, string])[] = [
  ["path", "o"],
  ["interface", "s"],
  ["member", "s"],
  ["errorName", "s"],
  ["replySerial", "u"],
  ["destination", "s"],
  ["signature", "g"],
];

export function encodeMessage(message: Message): Uint8Array {
  const body = new Writer();
  body.values(message.signature ?? "", message.body);
  const writer = new Writer();
  for (const byte of [LITTLE, message.type, 0, VERSION]) writer.byte(byte);
  writer.uint32(body.length);
  writer.uint32(message.serial);
  const fields: Value[] = [];
  for (const [name, signature] of FIELD_TYPES) {
    const value = message[name];
    if (value !== undefined) fields.push([FIELD[name], { signature, value }]);
  }
  writer.value(FIELDS, fields);
  writer.align(8);
  const bytes = new Uint8Array(writer.length + body.length);
  bytes.set(writer.done());
  bytes.set(body.done(), writer.length);
  return bytes;
}

function isLittle(bytes: Uint8Array): boolean {
  if (bytes[0] !== LITTLE && bytes[0] !== BIG) throw new DBusFormatError(`byte order ${bytes[0]}`);
  if (bytes[3] !== VERSION) throw new DBusFormatError(`protocol version ${bytes[3]}`);
  return bytes[0] === LITTLE;
}

/**
 * Length of the message that begins the bytes.
 *
 * @returns 0 while too few are there to tell
 * @throws {DBusFormatError}
 */
export function messageLength(bytes: Uint8Array): number {
  if (bytes.length < FIXED) return 0;
  const little = isLittle(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = FIXED + view.getUint32(12, little);
  const length = header + ((8 - (header % 8)) % 8) + view.getUint32(4, little);
  if (length > MESSAGE_LIMIT) throw new DBusFormatError(`a message of ${length} bytes is too long`);
  return length;
}

function takeField(message: Message, code: number, { signature, value }: Variant): void {
  const known = FIELD_TYPES.find(([name]) => FIELD[name] === code);
  if (known === undefined) return;
  const [name, wanted] = known;
  if (signature !== wanted) throw new DBusFormatError(`header field ${name} has the type "${signature}"`);
  Object.assign(message, { [name]: value });
}

/**
 * @param bytes exactly one message
 * @throws {DBusFormatError}
 */
export function decodeMessage(bytes: Uint8Array): Message {
  const length = messageLength(bytes);
  if (length === 0 || length !== bytes.length) throw new DBusFormatError("not one whole message");
  const little = isLittle(bytes);
  const reader = new Reader(bytes, little, 8);
  const message: Message = { type: bytes[1] as number, serial: reader.uint32(), body: [] };
  for (const field of reader.value(FIELDS) as readonly [number, Variant][]) takeField(message, ...field);
  reader.align(8);
  // Alignment counts from the body's begin, which stands at a multiple of 8.
  message.body = new Reader(bytes, little, reader.at).values(message.signature ?? "");
  checkMembers(message);
  return message;
}

function checkMembers(message: Message): void {
  const { type, serial } = message;
  if (type < MESSAGE.call) throw new DBusFormatError(`message type ${type}`);
  if (serial === 0) throw new DBusFormatError("serial number 0");
  if ((type === MESSAGE.reply || type === MESSAGE.error) && message.replySerial === undefined)
    throw new DBusFormatError("a reply does not tell to what");
  if (type === MESSAGE.error && message.errorName === undefined)
    throw new DBusFormatError("an error has no name");
  if (type === MESSAGE.signal && (message.path ?? message.interface ?? message.member) === undefined)
    throw new DBusFormatError("a signal has no name");
}
