// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { SlotAllocator } from "./slots.ts";

suite("SlotAllocator", () => {
  test("counts up from 0", () => {
    const slots = new SlotAllocator();
    assert.deepEqual([slots.take(), slots.take(), slots.take()], [0, 1, 2]);
  });

  test("gives a released slot again before a new one", () => {
    const slots = new SlotAllocator();
    const first = slots.take();
    slots.take();
    slots.release(first);
    assert.deepEqual([slots.take(), slots.take()], [0, 2]);
    assert.equal(slots.size, 3);
  });
});
