// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LinuxMemory } from "../config/types.ts";
import { compileMemory } from "./memory.ts";
import type { CgroupSupport } from "./write.ts";

const V1: CgroupSupport = { v1: ["memory"], v2: [], mountedV2: false, fresh: true };
const V2: CgroupSupport = { v1: [], v2: ["memory"], mountedV2: true, fresh: true };

function lines(memory: LinuxMemory, support: CgroupSupport): string[] {
  return compileMemory(memory, "/m", support).map(
    ({ file, value, tolerate }) => `${file}=${value}${tolerate ? ` !${tolerate.join(",")}` : ""}`,
  );
}

suite("compileMemory", () => {
  const CASES: readonly (readonly [string, LinuxMemory, v1: string[], v2: string[]])[] = [
    ["a limit", { limit: 1024 }, ["memory.limit_in_bytes=1024"], ["memory.max=1024"]],
    ["no limit", { limit: -1 }, ["memory.limit_in_bytes=-1"], ["memory.max=max"]],
    ["a limit of 0 as unset", { limit: 0 }, [], []],
    [
      "swap above the limit",
      { limit: 1024, swap: 3072 },
      ["memory.limit_in_bytes=1024", "memory.memsw.limit_in_bytes=3072"],
      ["memory.swap.max=2048", "memory.max=1024"],
    ],
    [
      "swap equal to the limit",
      { limit: 1024, swap: 1024 },
      ["memory.limit_in_bytes=1024", "memory.memsw.limit_in_bytes=1024"],
      ["memory.swap.max=0 !2", "memory.max=1024"],
    ],
    [
      "unlimited swap",
      { limit: 1024, swap: -1 },
      ["memory.limit_in_bytes=1024", "memory.memsw.limit_in_bytes=-1 !2"],
      ["memory.swap.max=max !2", "memory.max=1024"],
    ],
    ["a reservation", { reservation: 512 }, ["memory.soft_limit_in_bytes=512"], ["memory.low=512"]],
    [
      "numbers beyond 53 bits",
      { limit: 9223372036854771712n, swap: 9223372036854771713n },
      ["memory.limit_in_bytes=9223372036854771712", "memory.memsw.limit_in_bytes=9223372036854771713"],
      ["memory.swap.max=1", "memory.max=9223372036854771712"],
    ],
    ["an OOM killer that stays on", { disableOOMKiller: false }, [], []],
  ];
  for (const [name, memory, v1, v2] of CASES) {
    test(`compiles ${name}`, () => {
      assert.deepEqual(lines(memory, V1), v1);
      assert.deepEqual(lines(memory, V2), v2);
    });
  }

  test("sets what only v1 has", () => {
    assert.deepEqual(lines({ swappiness: 0, disableOOMKiller: true, useHierarchy: true, kernelTCP: 5 }, V1), [
      "memory.use_hierarchy=1",
      "memory.kmem.tcp.limit_in_bytes=5",
      "memory.swappiness=0",
      "memory.oom_control=1",
    ]);
  });

  test("switches the OOM killer on again in a cgroup that is in use", () => {
    assert.deepEqual(lines({ disableOOMKiller: false }, { ...V1, fresh: false }), ["memory.oom_control=0"]);
  });

  for (const [member, memory] of [
    ["swappiness", { swappiness: 10 }],
    ["disableOOMKiller", { disableOOMKiller: true }],
    ["kernelTCP", { kernelTCP: 1 }],
  ] as const) {
    test(`refuses ${member} on v2`, () => {
      assert.throws(() => compileMemory(memory, "/m", V2), { code: "ERR_HOST", pointer: `/m/${member}` });
    });
  }

  test("tries swap before and after the limit when both change", () => {
    assert.deepEqual(lines({ limit: 1, swap: 2 }, { ...V1, fresh: false }), [
      "memory.memsw.limit_in_bytes=2 !22,2",
      "memory.limit_in_bytes=1",
      "memory.memsw.limit_in_bytes=2",
    ]);
  });

  test("lifts swap with the memory limit on an update", () => {
    assert.deepEqual(lines({ limit: -1 }, { ...V1, fresh: false }), [
      "memory.memsw.limit_in_bytes=-1 !22,2",
      "memory.limit_in_bytes=-1",
      "memory.memsw.limit_in_bytes=-1 !2",
    ]);
    assert.deepEqual(lines({ limit: -1 }, { ...V2, fresh: false }), [
      "memory.swap.max=max !2",
      "memory.max=max",
    ]);
  });

  for (const memory of [{ swap: 100 }, { limit: -1, swap: 100 }, { limit: 200, swap: 100 }]) {
    test(`refuses swap in ${JSON.stringify(memory)}`, () => {
      for (const support of [V1, V2]) {
        assert.throws(() => compileMemory(memory, "/m", support), {
          code: "ERR_CONFIG_RULE",
          pointer: "/m/swap",
        });
      }
    });
  }

  test("asks for a check of the present use", () => {
    const checks = compileMemory({ limit: 1, swap: 3, checkBeforeUpdate: true }, "", V2);
    assert.deepEqual(
      checks.map(({ file, value, notBelow }) => [file, value, notBelow?.limit, notBelow?.files]),
      [
        ["memory.swap.max", "2", 3, ["memory.current", "memory.swap.current"]],
        ["memory.max", "1", 1, ["memory.current"]],
      ],
    );
  });
});
