// SPDX-License-Identifier: Apache-2.0
/**
 * Values in GVariant's text format, as `org.systemd.property.` annotations hold them: "true", "5", "uint64 5",
 * "'text'", "['a', 'b']", "[('/dev/null', 'rw')]", "<5>". Pure. Without a type a whole number is an int32 and
 * one with a point a double.
 */
import { RANGES, type Value, type Variant } from "../../dbus/value.ts";

const TEXT_LIMIT = 65_536;
const DEPTH_LIMIT = 32;

const KEYWORDS: Readonly<Record<string, string>> = {
  boolean: "b",
  byte: "y",
  int16: "n",
  uint16: "q",
  int32: "i",
  uint32: "u",
  handle: "h",
  int64: "x",
  uint64: "t",
  double: "d",
  string: "s",
  objectpath: "o",
  signature: "g",
};

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

export class GVariantError extends Error {}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #fail(why: string): GVariantError {
    return new GVariantError(`${why} at character ${this.#at}`);
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }

  #peek(): string {
    this.#space();
    return this.#text[this.#at] ?? "";
  }

  #skip(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#skip(token)) throw this.#fail(`"${token}" is missing`);
  }

  #match(pattern: RegExp): string | undefined {
    this.#space();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? "";
    this.#at += 1;
    if (letter !== "u" && letter !== "U") return ESCAPES[letter] ?? letter;
    const digits = this.#match(letter === "u" ? /[0-9A-Fa-f]{4}/y : /[0-9A-Fa-f]{8}/y);
    const code = Number.parseInt(digits ?? "", 16);
    if (!(code > 0 && code <= 0x10ffff)) throw this.#fail("a wrong escape");
    return String.fromCodePoint(code);
  }

  #string(): string {
    const quote = this.#text[this.#at];
    this.#at += 1;
    let text = "";
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) throw this.#fail("the string has no end");
      this.#at += 1;
      if (character === quote) return text;
      text += character === "\\" ? this.#escape() : character;
    }
  }

  #number(as: string | undefined): Variant {
    const word = this.#match(/[+-]?(0[xX][0-9A-Fa-f]+|[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?)/y);
    if (word === undefined) throw this.#fail("a value is missing");
    const whole = /^[+-]?(0[xX][0-9A-Fa-f]+|[0-9]+)$/.test(word);
    const signature = as ?? (whole ? "i" : "d");
    if (signature === "d") return { signature, value: Number(word) };
    const range = RANGES[signature];
    if (!whole || range === undefined) throw this.#fail(`"${word}" is no value of type "${signature}"`);
    const value = word.startsWith("-") ? -BigInt(word.slice(1)) : BigInt(word.replace("+", ""));
    if (value < range[0] || value > range[1])
      throw this.#fail(`${word} is out of the range of "${signature}"`);
    return { signature, value: "xt".includes(signature) ? value : Number(value) };
  }

  #sequence(close: string, depth: number): Variant[] {
    const values: Variant[] = [];
    while (!this.#skip(close)) {
      if (values.length > 0) {
        this.#expect(",");
        if (this.#skip(close)) break;
      }
      values.push(this.value(depth + 1, undefined));
    }
    return values;
  }

  /** The elements must agree; a first one with a type gives it to the numbers after it. */
  #array(depth: number): Variant {
    const values: Variant[] = [];
    while (!this.#skip("]")) {
      if (values.length > 0) this.#expect(",");
      const like = values[0]?.signature;
      values.push(this.value(depth + 1, like !== undefined && like.length === 1 ? like : undefined));
      if (values.at(-1)?.signature !== values[0]?.signature)
        throw this.#fail("the elements of an array differ");
    }
    const [first] = values;
    if (first === undefined) throw this.#fail("an empty array needs its type before it");
    return { signature: `a${first.signature}`, value: values.map(({ value }) => value) };
  }

  #tuple(depth: number): Variant {
    const values = this.#sequence(")", depth);
    if (values.length === 0) throw this.#fail("an empty tuple");
    return {
      signature: `(${values.map(({ signature }) => signature).join("")})`,
      value: values.map(({ value }) => value),
    };
  }

  /** "@as []": only empty arrays need it. */
  #typedEmpty(): Variant {
    const signature = this.#match(/@a[a-z(){}]+/y);
    if (signature === undefined || !this.#skip("[") || !this.#skip("]"))
      throw this.#fail('a type with "@" is taken before an empty array only');
    return { signature: signature.slice(1), value: [] };
  }

  #word(depth: number): Variant {
    const word = this.#match(/[a-z0-9]+/y) ?? "";
    if (word === "true" || word === "false") return { signature: "b", value: word === "true" };
    const code = KEYWORDS[word];
    if (code === undefined) throw this.#fail(`unknown word "${word}"`);
    const given = this.value(depth + 1, code);
    if (given.signature === code) return given;
    if (given.signature === "s" && "og".includes(code)) return { signature: code, value: given.value };
    throw this.#fail(`the value is no ${word}`);
  }

  /** @param as code of the type that a number has without an own one */
  value(depth: number, as: string | undefined): Variant {
    if (depth > DEPTH_LIMIT) throw this.#fail("values are nested too deep");
    const next = this.#peek();
    if (next === "'" || next === '"') return { signature: "s", value: this.#string() };
    if (this.#skip("[")) return this.#array(depth);
    if (this.#skip("(")) return this.#tuple(depth);
    if (next === "@") return this.#typedEmpty();
    if (this.#skip("<")) {
      const value: Value = this.value(depth + 1, undefined);
      this.#expect(">");
      return { signature: "v", value };
    }
    if (/[a-z]/.test(next)) return this.#word(depth);
    return this.#number(as !== undefined && as in RANGES ? as : as === "d" ? "d" : undefined);
  }

  end(): void {
    if (this.#peek() !== "") throw this.#fail("text is left after the value");
  }
}

/** @throws {GVariantError} */
export function parseGVariant(text: string): Variant {
  if (text.length > TEXT_LIMIT) throw new GVariantError(`the text is longer than ${TEXT_LIMIT} characters`);
  const parser = new Parser(text);
  const value = parser.value(0, undefined);
  parser.end();
  return value;
}
