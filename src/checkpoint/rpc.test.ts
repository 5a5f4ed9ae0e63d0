// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { installNative, type Native } from "../native/native.ts";
import { MessageReader, MessageWriter } from "./protobuf.ts";
import { type CriuOptions, decodeResponse, encodeNotified, encodeRequest, REQUEST } from "./rpc.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
installNative({
  encodeText: (text: string) => encoder.encode(text),
  decodeText: (bytes: Uint8Array) => decoder.decode(bytes),
} as unknown as Native);

const least: CriuOptions = {
  imagesFd: 7,
  workFd: 8,
  logLevel: 4,
  logFile: "dump.log",
  cgroupMode: "soft",
  external: [],
};

suite("MessageWriter", () => {
  test("writes varints, texts and messages as the wire format has them", () => {
    const inner = new MessageWriter().number(1, 150);
    const bytes = new MessageWriter().number(1, 300).text(2, "né").flag(4, true).message(3, inner).finish();
    assert.equal(Buffer.from(bytes).toString("hex"), "08ac0212036ec3a920011a03089601");
  });

  test("writes a negative number as ten bytes", () => {
    const bytes = new MessageWriter().number(1, -1).finish();
    assert.equal(Buffer.from(bytes).toString("hex"), "08ffffffffffffffffff01");
    assert.equal(new MessageReader(bytes).number(1), -1);
  });

  test("leaves out what is undefined", () => {
    const bytes = new MessageWriter().number(1, undefined).text(2, undefined).flag(3, undefined).finish();
    assert.equal(bytes.length, 0);
  });
});

suite("MessageReader", () => {
  test("passes over fields of fixed length", () => {
    const reader = new MessageReader(Buffer.from("0d01020304110102030405060708182a", "hex"));
    assert.equal(reader.number(3), 42);
  });

  const wrong: [string, string][] = [
    ["a text that is longer than the message", "12050a"],
    ["a number without an end", "08ff"],
    ["an unknown wire type", "0b"],
  ];
  for (const [what, hex] of wrong) {
    test(`refuses ${what}`, () => {
      assert.throws(() => new MessageReader(Buffer.from(hex, "hex")), { code: "ERR_CRIU" });
    });
  }
});

suite("encodeRequest()", () => {
  test("numbers the options as criu does", () => {
    const bytes = encodeRequest(REQUEST.dump, {
      ...least,
      pid: 42,
      external: ["mnt[/a]:/a"],
      inheritFds: [{ key: "pipe:[1]", fd: 1 }],
      cgroupRoots: [{ controller: "cpu,cpuacct", path: "/x" }],
      pageServer: { address: "::1", port: 27 },
    });
    const request = new MessageReader(bytes);
    assert.equal(request.number(1), REQUEST.dump);
    const options = request.message(2);
    assert.deepEqual(
      [1, 2, 9, 17, 34].map((field) => options?.number(field)),
      [7, 42, 4, 8, 3],
    );
    assert.deepEqual(
      [10, 37].map((field) => options?.text(field)),
      ["dump.log", "mnt[/a]:/a"],
    );
    assert.equal(options?.message(27)?.text(1), "pipe:[1]");
    assert.equal(options?.message(25)?.text(2), "/x");
    assert.equal(options?.message(11)?.number(2), 27);
  });

  test("leaves out flags that were not given", () => {
    const options = new MessageReader(encodeRequest(REQUEST.dump, least)).message(2);
    assert.deepEqual(
      [3, 4, 5, 7, 8, 16, 18, 46, 48, 52].map((field) => options?.flag(field)),
      Array(10).fill(undefined),
    );
  });
});

suite("decodeResponse()", () => {
  test("reads a notification", () => {
    const notification = new MessageWriter().text(1, "setup-namespaces").number(2, 99);
    const bytes = new MessageWriter()
      .number(1, REQUEST.notify)
      .flag(2, true)
      .message(5, notification)
      .finish();
    assert.deepEqual(decodeResponse(bytes), {
      type: REQUEST.notify,
      success: true,
      script: "setup-namespaces",
      pid: 99,
    });
  });

  test("reads a failure with its errno and text", () => {
    const bytes = new MessageWriter().number(1, 1).flag(2, false).number(7, 3).text(9, "no").finish();
    assert.deepEqual(decodeResponse(bytes), { type: 1, success: false, errno: 3, errorText: "no" });
  });

  test("reads the pid of a restored process and the features", () => {
    const restored = new MessageWriter()
      .number(1, 2)
      .flag(2, true)
      .message(4, new MessageWriter().number(1, 5));
    assert.equal(decodeResponse(restored.finish()).pid, 5);
    const features = new MessageWriter().flag(2, true);
    const bytes = new MessageWriter().number(1, 9).flag(2, true).message(8, features).finish();
    assert.deepEqual(decodeResponse(bytes).features, { memoryTracking: false, lazyPages: true });
  });
});

suite("encodeNotified()", () => {
  test("says whether criu may go on", () => {
    assert.equal(new MessageReader(encodeNotified(true)).flag(3), true);
    assert.equal(new MessageReader(encodeNotified(false)).flag(3), false);
  });
});
