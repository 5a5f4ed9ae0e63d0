// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { constants } from "node:os";
import { suite, test } from "node:test";
import { signalName, signalNumber } from "./signals.ts";

suite("signalNumber()", () => {
  test("knows every name of the system, in any case, with and without SIG", () => {
    for (const [name, number] of Object.entries(constants.signals)) {
      const forms = [name, name.slice(3), name.toLowerCase(), name.slice(3).toLowerCase()];
      assert.deepEqual(forms.map(signalNumber), [number, number, number, number], name);
    }
  });

  const cases: readonly [text: string, number: number][] = [
    ["0", 0],
    ["9", 9],
    ["09", 9],
    ["015", 15],
    ["+15", 15],
    ["64", 64],
    ["RTMIN", 34],
    ["SIGRTMIN+3", 37],
    ["rtmax-1", 63],
    ["SIGRTMAX", 64],
    ["SIGCLD", 17],
  ];
  for (const [text, number] of cases)
    test(`reads ${text} as ${number}`, () => assert.equal(signalNumber(text), number));

  for (const text of [
    "",
    "-1",
    "65",
    "999",
    "1.5",
    "0x9",
    " 9",
    "9\n",
    "SIG",
    "SIGSIGTERM",
    "TERM ",
    "RTMIN+31",
    "RTMAX+1",
    "junk",
    "constructor",
  ]) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => signalNumber(text), {
        code: "ERR_SIGNAL",
        message: `unknown signal ${JSON.stringify(text)}`,
      });
    });
  }
});

suite("signalName()", () => {
  test("gives back what signalNumber() reads", () => {
    for (let number = 1; number <= 64; number++) {
      const name = signalName(number);
      if (name !== undefined) assert.equal(signalNumber(name), number);
    }
    assert.deepEqual([signalName(15), signalName(34), signalName(37)], ["SIGTERM", "SIGRTMIN", "SIGRTMIN+3"]);
    assert.deepEqual([signalName(0), signalName(32), signalName(65)], [undefined, undefined, undefined]);
  });
});
