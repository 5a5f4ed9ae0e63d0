// SPDX-License-Identifier: Apache-2.0
/**
 * Places in JSON text, for errors only: pointer to offset, offset to pointer, offset to line and column.
 * Works on bytes, as the scan does, and on broken text as far as it goes.
 */
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";

export type Decode = (bytes: Uint8Array) => string;

export interface Place {
  line: number;
  column: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
/** Beyond what the scan allows; the walk below is recursive, and an engine's stack is small. */
const DEEPEST = 300;

/** The text ends or is broken here, or nothing more is looked for: what was found so far stands. */
class Broken extends Error {}

class Reader {
  at = 0;
  readonly bytes: Uint8Array;
  readonly #decode: Decode;

  constructor(bytes: Uint8Array, decode: Decode) {
    this.bytes = bytes;
    this.#decode = decode;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
  }

  /** The next byte that is no space, not taken. */
  peek(): number {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new Broken();
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      this.at++;
    }
  }

  take(wanted: number): boolean {
    if (this.peek() !== wanted) return false;
    this.at++;
    return true;
  }

  expect(wanted: number): void {
    if (!this.take(wanted)) throw new Broken();
  }

  skipString(): void {
    this.expect(QUOTE);
    for (;;) {
      const end = this.bytes.indexOf(QUOTE, this.at);
      if (end < 0) throw new Broken();
      let escapes = end;
      while (escapes > this.at && this.bytes[escapes - 1] === BACKSLASH) escapes--;
      this.at = end + 1;
      if ((end - escapes) % 2 === 0) return;
    }
  }

  name(): string {
    this.peek();
    const start = this.at;
    this.skipString();
    const text = this.#decode(this.bytes.subarray(start, this.at));
    try {
      return String(JSON.parse(text));
    } catch {
      return text.slice(1, -1);
    }
  }

  /** A number or word, to the next byte that can't belong to it. */
  skipScalar(): void {
    const start = this.at;
    for (;;) {
      const byte = this.bytes[this.at] ?? COMMA;
      if (byte <= 0x20 || byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) break;
      this.at++;
    }
    if (this.at === start) throw new Broken();
  }

  /** Without looking at what nests in what: the scan has done that. */
  skipValue(): void {
    let depth = 0;
    do {
      const byte = this.peek();
      if (byte === QUOTE) this.skipString();
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++, this.at++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth--, this.at++;
      else if (byte === COMMA || byte === COLON) this.at++;
      else this.skipScalar();
    } while (depth > 0);
  }
}

/** What wants to see the members of a container. `member` stands at the value and must go past it. */
interface Visitor {
  name?(token: string | number, start: number): void;
  member(token: string | number): void;
}

function visitMembers(reader: Reader, visitor: Visitor): void {
  const object = reader.peek() === OPEN_OBJECT;
  const close = object ? CLOSE_OBJECT : CLOSE_ARRAY;
  reader.at++;
  if (reader.take(close)) return;
  for (let index = 0; ; index++) {
    reader.peek();
    const start = reader.at;
    const token = object ? reader.name() : index;
    if (object) reader.expect(COLON);
    reader.peek();
    visitor.name?.(token, start);
    visitor.member(token);
    if (reader.take(close)) return;
    reader.expect(COMMA);
  }
}

function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
  }
}

interface Wanted {
  pointer?: JsonPointer;
  members: Map<string, Wanted>;
}

function wantedTree(pointers: Iterable<JsonPointer>): Wanted {
  const root: Wanted = { members: new Map() };
  for (const pointer of pointers) {
    let node = root;
    for (const token of pointer.split("/").slice(1)) {
      const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
      const next: Wanted = node.members.get(name) ?? { members: new Map() };
      node.members.set(name, next);
      node = next;
    }
    node.pointer = pointer;
  }
  return root;
}

/** Offsets of the values at pointers; what is missing has the place of the nearest container that is there. */
export function offsetsOf(
  bytes: Uint8Array,
  decode: Decode,
  pointers: Iterable<JsonPointer>,
): Map<JsonPointer, number> {
  const reader = new Reader(bytes, decode);
  const offsets = new Map<JsonPointer, number>();
  const give = (node: Wanted, offset: number): void => {
    if (node.pointer !== undefined) offsets.set(node.pointer, offset);
    for (const member of node.members.values()) give(member, offset);
  };
  const visit = (node: Wanted): void => {
    const byte = reader.peek();
    give(node, reader.at);
    if (node.members.size === 0 || (byte !== OPEN_OBJECT && byte !== OPEN_ARRAY)) return reader.skipValue();
    visitMembers(reader, {
      member(token) {
        const member = node.members.get(String(token));
        if (member === undefined) reader.skipValue();
        else visit(member);
      },
    });
  };
  const wanted = wantedTree(pointers);
  // The text may be large.
  if (wanted.members.size > 0 || wanted.pointer !== undefined) quietly(() => visit(wanted));
  return offsets;
}

/**
 * The pointer of the innermost value whose text, member name included, holds each offset.
 *
 * @param offsets in ascending order
 */
export function pointersAt(bytes: Uint8Array, decode: Decode, offsets: readonly number[]): JsonPointer[] {
  const reader = new Reader(bytes, decode);
  const pointers: JsonPointer[] = [];
  const path: (string | number)[] = [];
  const claim = (before: number): void => {
    while (pointers.length < offsets.length && (offsets[pointers.length] ?? 0) < before)
      pointers.push(pointerOf(path));
  };
  /** The rest of the text may be large. */
  const endAfterLast = (): void => {
    if (pointers.length === offsets.length) throw new Broken();
  };
  const visit = (): void => {
    const byte = reader.peek();
    if ((byte !== OPEN_OBJECT && byte !== OPEN_ARRAY) || path.length > DEEPEST) reader.skipValue();
    else {
      visitMembers(reader, {
        name(token, start) {
          claim(start);
          path.push(token);
          claim(reader.at);
          endAfterLast();
        },
        member() {
          visit();
          path.pop();
        },
      });
    }
    claim(reader.at);
    endAfterLast();
  };
  quietly(visit);
  claim(Number.POSITIVE_INFINITY);
  return pointers;
}

function pointerOf(path: readonly (string | number)[]): JsonPointer {
  return path.reduce<JsonPointer>((pointer, token) => pointerTo(pointer, token), "");
}

/**
 * Lines and columns, both from 1; a column counts characters.
 *
 * @param offsets in ascending order
 */
export function placesAt(bytes: Uint8Array, offsets: readonly number[]): Place[] {
  const places: Place[] = [];
  let line = 1;
  let column = 1;
  let at = 0;
  for (const offset of offsets) {
    for (; at < offset && at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === 0x0a) {
        line++;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) column++;
    }
    places.push({ line, column });
  }
  return places;
}
