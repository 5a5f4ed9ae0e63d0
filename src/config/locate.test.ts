// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { JsonPointer } from "../errors/pointer.ts";
import { offsetsOf, placesAt, pointersAt } from "./locate.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

suite("offsetsOf()", () => {
  const text = '{ "a": [10, {"b/c": "x"}], "é": {"~": true}, "a2": {} }';
  const at = (pointer: JsonPointer): string => {
    const bytes = encode(text);
    return decode(bytes.subarray(offsetsOf(bytes, decode, [pointer]).get(pointer) ?? bytes.length)).slice(
      0,
      4,
    );
  };
  const cases: [pointer: JsonPointer, found: string][] = [
    ["", '{ "a'],
    ["/a", "[10,"],
    ["/a/0", "10, "],
    ["/a/1/b~1c", '"x"}'],
    ["/é/~0", "true"],
    ["/a2/missing", "{} }"],
    ["/missing/too", '{ "a'],
    ["/a/7", "[10,"],
  ];
  for (const [pointer, found] of cases)
    test(`finds ${pointer === "" ? "the document" : pointer}`, () => assert.equal(at(pointer), found));

  test("finds the last of two members of one name, as JSON.parse does", () => {
    assert.equal(offsetsOf(encode('{"a":1,"a":2}'), decode, ["/a"]).get("/a"), 11);
  });

  test("gives what it found before broken text", () => {
    const found = offsetsOf(encode('{"a":1,"b"'), decode, ["/a", "/b"]);
    assert.deepEqual([found.get("/a"), found.get("/b")], [5, 0]);
  });
});

suite("offsetsOf() in strings", () => {
  test("knows which quotes end them", () => {
    for (const text of ['"\\""', '"\\\\"', '"\\\\\\""', '""', '"\\u0022\\"x"']) {
      const document = `{"s":${text},"a":7}`;
      assert.equal(JSON.parse(document).a, 7, document);
      assert.equal(
        offsetsOf(encode(document), decode, ["/a"]).get("/a"),
        document.lastIndexOf("7"),
        document,
      );
    }
  });
});

suite("pointersAt()", () => {
  test("tells the innermost value, its name included", () => {
    const text = '{"a":[1,{"b":"xyz"}],"c":2}';
    const offsets = [0, 1, 5, 6, 9, 14, 20, 22, 25, 26];
    const pointers = ["", "/a", "/a", "/a/0", "/a/1/b", "/a/1/b", "", "/c", "/c", ""];
    assert.deepEqual(pointersAt(encode(text), decode, offsets), pointers);
  });

  test("reads no further than it must", () => {
    const bytes = encode(`{"a":${"[".repeat(1_000_000)}`);
    let last = 0;
    const watched = new Proxy(bytes, {
      get(target, key) {
        if (typeof key === "string" && /^\d+$/.test(key)) last = Math.max(last, Number(key));
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    assert.deepEqual(pointersAt(watched, decode, [7]), ["/a/0/0"]);
    assert.ok(last < 20, `it read up to ${last}`);
    assert.deepEqual(offsetsOf(watched, decode, []), new Map());
    assert.ok(last < 20, `it read up to ${last}`);
  });

  test("goes as far as broken text does", () => {
    assert.deepEqual(pointersAt(encode('{"a":{"b":[1,x'), decode, [13]), ["/a/b/1"]);
  });
});

suite("placesAt()", () => {
  test("counts lines and characters from 1", () => {
    assert.deepEqual(placesAt(encode("é😀x\n\ny"), [0, 2, 6, 7, 8, 9, 99]), [
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 1, column: 3 },
      { line: 1, column: 4 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 3, column: 2 },
    ]);
  });
});
