// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  attributeOf,
  decodeMessages,
  encodeMessage,
  FLAG,
  numberAttribute,
  numberOf,
  RTM,
} from "./message.ts";

const FIXED = Uint8Array.of(2, 24, 0, 0, 7, 0, 0, 0);
const NAME = { type: 3, data: new TextEncoder().encode("dev0\0") };

suite("encodeMessage()", () => {
  test("writes header, fixed part and padded attributes", () => {
    const message = { type: RTM.newAddress, fixed: FIXED, attributes: [NAME, numberAttribute(8, 0x80)] };
    assert.equal(
      Buffer.from(encodeMessage(message, FLAG.request | FLAG.acknowledge, 9)).toString("hex"),
      [
        "2c000000" + "1400" + "0500" + "09000000" + "00000000",
        "0218000007000000",
        "0900" + "0300" + "6465763000" + "000000",
        "0800" + "0800" + "80000000",
      ].join(""),
    );
  });
});

suite("decodeMessages()", () => {
  const message = { type: RTM.newAddress, fixed: FIXED, attributes: [NAME, numberAttribute(8, 0x80)] };
  const bytes = encodeMessage(message, 0, 1);

  test("reads every message and its attributes back", () => {
    const decoded = decodeMessages(new Uint8Array([...bytes, ...bytes]), FIXED.length);
    assert.equal(decoded.length, 2);
    assert.deepEqual([...(decoded[1]?.fixed ?? [])], [...FIXED]);
    const [first] = decoded;
    assert.ok(first);
    assert.equal(numberOf(attributeOf(first, 8)), 0x80);
    assert.equal(attributeOf(first, 4), undefined);
  });

  test("stops at what is cut off", () => {
    for (let length = 0; length < bytes.length; length++)
      assert.equal(decodeMessages(bytes.subarray(0, length), FIXED.length).length, 0);
  });

  test("stops at an attribute that says it is longer than the message", () => {
    const broken = bytes.slice();
    broken[24] = 200;
    assert.deepEqual(decodeMessages(broken, FIXED.length)[0]?.attributes, []);
  });
});
