// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { installForTest } from "../config/fake-host.ts";
import { socketPaths } from "./address.ts";
import { DBusFormatError } from "./format-error.ts";
import { decodeMessage, encodeMessage, MESSAGE, type Message, messageLength } from "./message.ts";
import { parseSignature } from "./signature.ts";
import type { Value } from "./value.ts";

const skip = installForTest();

function callOf(signature: string, body: readonly Value[]): Message {
  return {
    type: MESSAGE.call,
    serial: 7,
    path: "/org/freedesktop/systemd1",
    interface: "org.freedesktop.systemd1.Manager",
    member: "StartTransientUnit",
    signature,
    body,
  };
}

/** What a reader of the written bytes gets. */
function through(signature: string, ...body: Value[]): readonly Value[] {
  return decodeMessage(encodeMessage(callOf(signature, body))).body;
}

const refused = (message: RegExp) => ({ name: "DBusFormatError", message });

suite("parseSignature()", () => {
  test("gives one type for each complete type", () => {
    assert.deepEqual(
      parseSignature("sa(sv)a{sv}").map(({ code }) => code),
      ["s", "a", "a"],
    );
  });

  for (const [text, why] of [
    ["a", /a type is missing/],
    ["(s", /"\)" is missing/],
    ["()", /a struct is empty/],
    ["{sv}", /unknown type "\{"/],
    ["a{vs}", /a basic type and one more/],
    ["a{sss}", /a basic type and one more/],
    ["z", /unknown type "z"/],
    [")", /unknown type "\)"/],
    [`${"a".repeat(33)}y`, /nested too deep/],
    [`${"(".repeat(33)}y${")".repeat(33)}`, /nested too deep/],
    ["y".repeat(256), /256 characters/],
  ] as const) {
    test(`refuses ${text.slice(0, 40)}`, () => {
      assert.throws(() => parseSignature(text), refused(why));
    });
  }
});

suite("encodeMessage() and decodeMessage()", { skip }, () => {
  test("keep every type of value", () => {
    assert.deepEqual(through("ynqiuxtdbsog", 255, -2, 3, -4, 5, -6n, 7n, 0.5, true, "ä", "/a", "as"), [
      255,
      -2,
      3,
      -4,
      5,
      -6n,
      7n,
      0.5,
      true,
      "ä",
      "/a",
      "as",
    ]);
  });

  test("keep the bounds of 64-bit numbers", () => {
    const most = 2n ** 64n - 1n;
    assert.deepEqual(through("tx", most, -(2n ** 63n)), [most, -(2n ** 63n)]);
  });

  test("keep nested containers, with their padding", () => {
    const properties: Value[] = [
      ["Slice", { signature: "s", value: "a-b.slice" }],
      ["PIDs", { signature: "au", value: [1, 2, 3] }],
      ["DeviceAllow", { signature: "a(ss)", value: [["/dev/null", "rwm"]] }],
      ["AllowedCPUs", { signature: "ay", value: new Uint8Array([3, 1]) }],
      ["Empty", { signature: "a(st)", value: [] }],
    ];
    assert.deepEqual(through("sa(sv)a(sa(sv))", "x.scope", properties, []), ["x.scope", properties, []]);
  });

  test("give the bytes of the specification's alignment rules", () => {
    const bytes = encodeMessage({ type: MESSAGE.call, serial: 1, path: "/a", member: "M", body: [] });
    assert.equal(
      Buffer.from(bytes).toString("hex"),
      // Fixed part; path "/a" and padding; member "M"; padding.
      "6c01000100000000010000001a000000" +
        "01016f00020000002f61000000000000" +
        "03017300010000004d00000000000000",
    );
  });

  test("read the other byte order", () => {
    // A reply to serial 1 with the body "u" 2, big-endian.
    const hex =
      "420200010000000400000002" +
      "0000000f" +
      "0501750000000001" +
      "08016700" +
      "017500" +
      "00" +
      "00000002";
    assert.deepEqual(decodeMessage(Uint8Array.from(Buffer.from(hex, "hex"))), {
      type: MESSAGE.reply,
      serial: 2,
      replySerial: 1,
      signature: "u",
      body: [2],
    });
  });

  for (const [signature, value, why] of [
    ["y", 256, /no value of type "y"/],
    ["u", -1, /no value of type "u"/],
    ["t", 2n ** 64n, /no value of type "t"/],
    ["i", 0.5, /no value of type "i"/],
    ["s", "a\0b", /NUL character/],
    ["s", 1, /no string/],
    ["b", 1, /no boolean/],
    ["v", "s", /variant/],
    ["(ss)", ["a"], /2 fields has 1 values/],
    ["as", "a", /no array/],
  ] as const) {
    test(`refuse to write ${JSON.stringify(String(value))} as ${signature}`, () => {
      assert.throws(() => encodeMessage(callOf(signature, [value as Value])), refused(why));
    });
  }

  test("refuse to write more than 1 MiB", () => {
    assert.throws(() => through("s", "x".repeat(1024 * 1024)), refused(/larger than 1 MiB/));
  });
});

suite("decodeMessage()", { skip }, () => {
  const good = encodeMessage(callOf("sa(sv)", ["x", [["A", { signature: "u", value: 1 }]]]));
  const changed = (at: number, byte: number): Uint8Array => {
    const bytes = good.slice();
    bytes[at] = byte;
    return bytes;
  };

  test("refuses another protocol version", () => {
    assert.throws(() => decodeMessage(changed(3, 2)), refused(/protocol version 2/));
  });

  test("refuses an unknown byte order", () => {
    assert.throws(() => decodeMessage(changed(0, 0x78)), refused(/byte order 120/));
  });

  test("refuses a length above the limit before it has the bytes", () => {
    assert.throws(() => messageLength(changed(6, 0x7f)), refused(/too long/));
  });

  test("refuses padding that is not zero", () => {
    assert.throws(() => decodeMessage(changed(51, 1)), refused(/padding at 51 is not zero/));
  });

  test("refuses values that are nested beyond the limit", () => {
    let value: Value = { signature: "y", value: 1 };
    for (let depth = 0; depth < 70; depth++) value = { signature: "v", value };
    const bytes = encodeMessage(callOf("v", [value]));
    assert.throws(() => decodeMessage(bytes), refused(/nested too deep/));
  });

  test("refuses more values than a message should hold", () => {
    const bytes = encodeMessage(callOf("ab", [Array.from({ length: 70_000 }, () => true)]));
    assert.throws(() => decodeMessage(bytes), refused(/too many values/));
  });

  test("gives a message or a DBusFormatError for every changed byte and every length", () => {
    for (let at = 0; at < good.length; at++) {
      for (const byte of [0, 1, 0x7f, 0x80, 0xff]) {
        try {
          decodeMessage(changed(at, byte));
        } catch (error) {
          assert.ok(error instanceof DBusFormatError, `byte ${at} = ${byte}: ${String(error)}`);
        }
      }
      assert.throws(() => decodeMessage(good.subarray(0, at)), DBusFormatError);
    }
  });
});

suite("socketPaths()", () => {
  for (const [address, paths] of [
    ["unix:path=/run/user/1000/bus", ["/run/user/1000/bus"]],
    ["unix:path=/run/user/1000/bus,guid=0123", ["/run/user/1000/bus"]],
    ["unix:guid=0123,path=/a%20b", ["/a b"]],
    ["unix:abstract=/tmp/dbus-x;unix:path=/c", ["/c"]],
    ["unix:runtime=yes", ["/run/user/7/bus"]],
    ["tcp:host=localhost,port=1;unix:path=/d", ["/d"]],
    ["unix:path=relative", []],
    ["unix:path=/bad%zz", []],
    ["unix:path=/nul%00", []],
    ["", []],
  ] as const) {
    test(`gives ${JSON.stringify(paths)} for ${address}`, () => {
      assert.deepEqual(socketPaths(address, "/run/user/7"), paths);
    });
  }
});
