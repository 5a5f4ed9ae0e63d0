// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Plan } from "../plan/plan.ts";
import type { BareOperation } from "../plan/writer.ts";
import { checkPlan, type PlanRule } from "./check.ts";
import * as kernel from "./kernel.ts";
import type { Operation } from "./operation.ts";
import { SYNC } from "./table.ts";

const complete = (op: BareOperation): Operation => ({ ...op, pointer: "", step: "" }) as Operation;

const ENDING: BareOperation[] = [
  { op: "findExecutable", file: "/bin/true", path: "" },
  { op: "sync", point: SYNC.ready },
  { op: "closeFrom", fd: 3 },
  { op: "exec", args: ["/bin/true"], env: [] },
];

function planOf(ops: readonly BareOperation[], changes: Partial<Plan> = {}): Plan {
  return {
    cloneFlags: 0,
    ops: ops.map(complete),
    inherited: [],
    idmaps: [],
    preserveFds: 0,
    warnings: [],
    ...changes,
  };
}

const withEnding = (...ops: BareOperation[]): Plan => planOf([...ops, ...ENDING]);
const open = (out: number, path: string, flags = kernel.O_PATH): BareOperation => ({
  op: "open",
  out,
  path,
  flags,
});
const SWITCH: BareOperation[] = [
  { op: "openTree", out: 0, path: "/rootfs", flags: 0 },
  { op: "enterDirectory", slot: 0 },
  { op: "pivotRoot" },
  { op: "detachOldRoot" },
];
const DROP: BareOperation = { op: "setCapabilities", effective: 0, permitted: 0, inheritable: 0 };
const FILTER: BareOperation = { op: "setSeccomp", flags: 0, filter: new Uint8Array(8) };

suite("checkPlan()", () => {
  const sound: [name: string, plan: Plan][] = [
    ["the shortest plan", withEnding()],
    [
      "a reused slot",
      withEnding(open(0, "/a"), { op: "close", slot: 0 }, open(0, "/b"), { op: "close", slot: 0 }),
    ],
    ["a switched root", planOf([...SWITCH, ...ENDING], { cloneFlags: kernel.CLONE_NEWNS })],
    [
      "a moved root",
      planOf([...SWITCH.slice(0, 2), { op: "moveToRoot" }, { op: "chroot" }, ...ENDING], {
        cloneFlags: kernel.CLONE_NEWNS,
      }),
    ],
    ["a filter after the drop", withEnding(DROP, { op: "raiseEffective", mask: 2 ** 21 }, FILTER)],
    [
      "a joined mount namespace with a directory opened in it",
      planOf([
        open(0, "/ns", 0),
        { op: "setns", slot: 0, type: kernel.CLONE_NEWNS },
        open(1, "/"),
        ...ENDING,
      ]),
    ],
    [
      "preserved fds",
      planOf([...ENDING.slice(0, 2), { op: "closeFrom", fd: 5 }, ...ENDING.slice(3)], { preserveFds: 2 }),
    ],
    [
      "a gate",
      planOf([...ENDING.slice(0, 2), { op: "gate", slot: 0 }, ...ENDING.slice(2)], { inherited: ["gate"] }),
    ],
  ];
  for (const [name, plan] of sound) {
    test(`finds no fault with ${name}`, () => assert.deepEqual(checkPlan(plan), []));
  }

  const broken: [rule: PlanRule, index: number, name: string, plan: Plan][] = [
    ["slot-unset", 0, "a slot that was never written", withEnding({ op: "enterDirectory", slot: 3 })],
    [
      "slot-unset",
      2,
      "a closed slot",
      withEnding(open(0, "/"), { op: "close", slot: 0 }, { op: "enterDirectory", slot: 0 }),
    ],
    [
      "slot-unset",
      1,
      "a slot closed twice",
      planOf([{ op: "close", slot: 0 }, { op: "close", slot: 0 }, ...ENDING], {
        inherited: ["containerPidfd"],
      }),
    ],
    ["slot-set", 1, "a slot written twice", withEnding(open(0, "/"), open(0, "/a"))],
    [
      "slot-set",
      0,
      "an inherited slot written",
      planOf([open(0, "/"), ...ENDING], { inherited: ["containerPidfd"] }),
    ],
    [
      "inherited",
      0,
      "an fd inherited twice",
      planOf(ENDING, { inherited: ["consoleSocket", "consoleSocket"] }),
    ],
    ["inherited", 0, "a user namespace without mappings", planOf(ENDING, { inherited: ["userns:0"] })],
    [
      "host-path",
      4,
      "a host path after the root switch",
      planOf([...SWITCH, open(1, "/etc"), ...ENDING], { cloneFlags: kernel.CLONE_NEWNS }),
    ],
    [
      "host-path",
      4,
      "a host tree after the root switch",
      planOf([...SWITCH, { op: "openTree", out: 1, path: "/a", flags: 0 }, ...ENDING], {
        cloneFlags: kernel.CLONE_NEWNS,
      }),
    ],
    [
      "host-path",
      2,
      "a file after a mount namespace is joined",
      withEnding(open(0, "/ns", 0), { op: "setns", slot: 0, type: kernel.CLONE_NEWNS }, open(1, "/a", 2)),
    ],
    [
      "host-fd",
      3,
      "a file of the host held over the root switch",
      planOf([open(1, "/a"), ...SWITCH, ...ENDING], { cloneFlags: kernel.CLONE_NEWNS }),
    ],
    [
      "beneath",
      1,
      "a path that climbs",
      withEnding(open(0, "/proc"), { op: "openBeneath", out: 1, dir: 0, path: "sys/../sys", flags: 0 }),
    ],
    [
      "root-switch",
      6,
      "a second root switch",
      planOf(
        [
          ...SWITCH,
          { op: "enterDirectory", slot: 0 },
          { op: "enterDirectory", slot: 0 },
          { op: "chroot" },
          ...ENDING,
        ],
        { cloneFlags: kernel.CLONE_NEWNS },
      ),
    ],
    [
      "root-switch",
      2,
      "an old root that stays",
      planOf([...SWITCH.slice(0, 3), ...ENDING], { cloneFlags: kernel.CLONE_NEWNS }),
    ],
    [
      "root-switch",
      4,
      "a new mount namespace without a new root",
      planOf(ENDING, { cloneFlags: kernel.CLONE_NEWNS }),
    ],
    [
      "root-switch",
      5,
      "a mount namespace by fork without a new root",
      withEnding({ op: "fork", flags: kernel.CLONE_NEWNS }),
    ],
    ["privilege", 1, "a hostname after the drop", withEnding(DROP, { op: "setHostname", name: "a" })],
    ["privilege", 1, "a change of user after the drop", withEnding(DROP, { op: "setUid", uid: 0 })],
    [
      "capability",
      1,
      "a capability raised for nothing",
      withEnding(DROP, { op: "raiseEffective", mask: 2 ** 21 }, { op: "checkCwd" }, FILTER),
    ],
    [
      "capability",
      1,
      "another capability raised",
      withEnding(DROP, { op: "raiseEffective", mask: 2 ** 20 }, FILTER),
    ],
    [
      "sync-order",
      1,
      "sync points in the wrong order",
      withEnding({ op: "sync", point: SYNC.createContainer }, { op: "sync", point: SYNC.createRuntime }),
    ],
    [
      "sync-order",
      2,
      "a sync point twice",
      planOf([
        ENDING[0] as BareOperation,
        ENDING[1] as BareOperation,
        ENDING[1] as BareOperation,
        ...ENDING.slice(2),
      ]),
    ],
    [
      "sync-order",
      1,
      "a fork after hooks",
      withEnding({ op: "sync", point: SYNC.createRuntime }, { op: "fork", flags: 0 }),
    ],
    [
      "gate",
      0,
      "a gate before sync(ready)",
      planOf([{ op: "gate", slot: 0 }, ...ENDING], { inherited: ["gate"] }),
    ],
    ["gate", 4, "a gate that nothing waits at", planOf(ENDING, { inherited: ["gate"] })],
    [
      "gate",
      2,
      "a gate at another fd",
      planOf([...ENDING.slice(0, 2), { op: "gate", slot: 0 }, ...ENDING.slice(2)], {
        inherited: ["consoleSocket"],
      }),
    ],
    [
      "gate",
      3,
      "a second gate",
      planOf([...ENDING.slice(0, 2), { op: "gate", slot: 0 }, { op: "gate", slot: 0 }, ...ENDING.slice(2)], {
        inherited: ["gate"],
      }),
    ],
    [
      "close-before-exec",
      2,
      "exec without closeFrom",
      planOf([...ENDING.slice(0, 2), ENDING[3] as BareOperation]),
    ],
    ["close-before-exec", 2, "closeFrom at another fd", planOf(ENDING, { preserveFds: 1 })],
    ["last", 3, "a plan without exec", planOf(ENDING.slice(0, 3))],
    ["last", 3, "an operation after exec", planOf([...ENDING, { op: "checkCwd" }])],
    ["last", 3, "exec of nothing", planOf(ENDING.slice(1))],
    ["operand", 0, "a NUL in a string", withEnding({ op: "setHostname", name: "a\0b" })],
    ["operand", 0, "a NUL in a list of strings", planOf([{ op: "exec", args: ["a\0"], env: [] }])],
    ["operand", 0, "an unknown operation", withEnding({ op: "format" } as unknown as BareOperation)],
    ["operand", 0, "a missing operand", withEnding({ op: "setUid" } as unknown as BareOperation)],
    [
      "operand",
      0,
      "an operand too many",
      withEnding({ op: "checkCwd", path: "/" } as unknown as BareOperation),
    ],
    ["operand", 0, "a negative number", withEnding({ op: "setUid", uid: -1 })],
    ["operand", 0, "a number beyond 32 bits", withEnding({ op: "setUid", uid: 2 ** 32 })],
    ["operand", 0, "a fraction", withEnding({ op: "setUmask", mask: 0.5 })],
    ["operand", 0, "a number beyond 64 bits", withEnding({ op: "dropBounding", keep: 2n ** 64n })],
    ["operand", 0, "an inexact number", withEnding({ op: "dropBounding", keep: 2 ** 60 })],
    [
      "operand",
      0,
      "text for bytes",
      withEnding({ op: "setAffinity", mask: "3" } as unknown as BareOperation),
    ],
    ["operand", 0, "a group that is no number", withEnding({ op: "setGroups", gids: [-1] })],
  ];
  for (const [rule, index, name, plan] of broken) {
    test(`finds ${rule} at ${index} in a plan with ${name}`, () => {
      const faults = checkPlan(plan).map((fault) => `${fault.rule} ${fault.index}`);
      assert.ok(faults.includes(`${rule} ${index}`), `faults: ${faults.join(", ")}`);
    });
  }
});
