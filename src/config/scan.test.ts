// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { installForTest } from "./fake-host.ts";
import { RECORD, scanJson } from "./scan.ts";

const skip = installForTest();

const scan = (text: string): ReturnType<typeof scanJson> => scanJson(new TextEncoder().encode(text));

suite("scanJson()", { skip }, () => {
  test("gives what JSON.parse gives for plain text", () => {
    const text = '{"a":[1,2.5,true,null,"\\u00e9é😀",{"b":{}}],"":"x"}';
    assert.deepEqual(scan(text), { value: JSON.parse(text), problems: [] });
  });

  test("puts large numbers in as bigint, wherever they stand", () => {
    const text =
      '{"é":18446744073709551615,"a":[1,-9007199254740993,{"b":9007199254740992}],"s":"😀","c":1e19}';
    assert.deepEqual(scan(text).value, {
      é: 18446744073709551615n,
      a: [1, -9007199254740993n, { b: 9007199254740992n }],
      s: "😀",
      c: 10n ** 19n,
    });
    assert.equal(scan("18446744073709551615").value, 18446744073709551615n);
  });

  test("makes -0 a plain 0", () => {
    assert.deepEqual(scan("[-0,-0.0,0,1e2]").value, [0, 0, 0, 100]);
    assert.ok((scan("[-0,-0.0]").value as number[]).every((zero) => Object.is(zero, 0)));
  });

  test("keeps a member named __proto__ a member", () => {
    const value = scan('{"__proto__":18446744073709551615,"a":{"__proto__":{"b":9007199254740993}}}')
      .value as Record<string, unknown>;
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal(Object.getOwnPropertyDescriptor(value, "__proto__")?.value, 18446744073709551615n);
    assert.deepEqual(Object.keys(value), ["__proto__", "a"]);
  });

  test("takes no string of the document for a mark of its own", () => {
    const { value, problems } = scan('["\\u00000",18446744073709551615]');
    assert.deepEqual(problems, [RECORD.nul, 2, 6]);
    assert.equal((value as unknown[])[1], 18446744073709551615n);
  });

  test("gives no value for broken text", () => {
    assert.deepEqual(scan("[1,"), { value: undefined, problems: [RECORD.syntax, 3, 1] });
  });

  test("gives a value beside problems that it can go past", () => {
    const { value, problems } = scan('{"a":1,"a":2,"b":1e400}');
    assert.deepEqual(problems, [RECORD.number, 17, 5, RECORD.duplicate, 7, 3]);
    assert.equal((value as Record<string, unknown>).a, 2);
  });

  test("agrees with JSON.parse on what is JSON", () => {
    const seeds = ['{"a":[1,-2.5e3,true,null,"\\u00e9"],"b":{"c":""}}', '["x",[],{},0.1]'];
    const letters = '{}[]",:\\0-1.e+tfnulrsa \n';
    for (const seed of seeds) {
      for (let at = 0; at < seed.length; at++) {
        for (const letter of ["", ...letters]) compare(seed.slice(0, at) + letter + seed.slice(at + 1));
      }
    }
  });
});

/** Our scan refuses at least what JSON.parse refuses, and beyond that only what it has records for. */
function compare(text: string): void {
  let parses = true;
  try {
    JSON.parse(text);
  } catch {
    parses = false;
  }
  const { value, problems } = scan(text);
  if ((value !== undefined) !== parses) assert.fail(`${text}: ${problems.join(" ")}`);
}
