// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { JsonPointer } from "../errors/pointer.ts";
import { limitFileHint } from "./limit-files.ts";

suite("limitFileHint", () => {
  const HINTS: readonly (readonly [JsonPointer, string | undefined])[] = [
    ["/linux/resources/memory/swap", "it is for memory.memsw.limit_in_bytes, on cgroup v2 memory.swap.max"],
    ["/memory/swappiness", "it is for memory.swappiness, which only cgroup v1 has"],
    ["/pids/limit", "it is for pids.max"],
    [
      "/linux/resources/hugepageLimits/0/limit",
      "it is for hugetlb.SIZE.limit_in_bytes, on cgroup v2 hugetlb.SIZE.max",
    ],
    [
      "/linux/resources/blockIO/throttleReadBpsDevice/1/rate",
      "it is for blkio.throttle.read_bps_device, on cgroup v2 io.max",
    ],
    ["/linux/devices/0/path", undefined],
    ["/linux/resources/memory", undefined],
    ["/process/rlimits/0", undefined],
    ["", undefined],
  ];
  for (const [pointer, hint] of HINTS) {
    test(`of ${pointer === "" ? "the whole document" : pointer} is ${hint === undefined ? "nothing" : "its file"}`, () => {
      assert.equal(limitFileHint(pointer), hint);
    });
  }
});
