// SPDX-License-Identifier: Apache-2.0
/**
 * The independent judge of plans: it knows the operations and the rules of a safe sequence, and nothing of the
 * compilers.
 */
import type { Plan } from "../plan/plan.ts";
import { checkOperands } from "./check-operands.ts";
import * as kernel from "./kernel.ts";
import type { Operation, OperationOf } from "./operation.ts";
import { OPERATIONS, type OperandKind, type OperationName, SYNC } from "./table.ts";

/** The rule that an operation breaks. */
export type PlanRule =
  | "operand"
  | "slot-unset"
  | "slot-set"
  | "inherited"
  | "host-path"
  | "host-fd"
  | "beneath"
  | "root-switch"
  | "privilege"
  | "capability"
  | "sync-order"
  | "gate"
  | "close-before-exec"
  | "last";

export interface PlanFault {
  readonly rule: PlanRule;
  /** Position of the operation; the number of operations for what is missing at the end. */
  readonly index: number;
  readonly message: string;
}

/** What may come after capabilities are dropped: all of it works for any user, or is the one exception. */
const UNPRIVILEGED: ReadonlySet<OperationName> = new Set([
  "setAmbient",
  "openIn",
  "openBeneath",
  "write",
  "expect",
  "enterDirectory",
  "enterIfAbsent",
  "checkCwd",
  "findHome",
  "findExecutable",
  "close",
  "handOver",
  "sync",
  "gate",
  "raiseEffective",
  "setSeccomp",
  "setSeccompListener",
  "closeFrom",
  "exec",
]);

const CAP_SYS_ADMIN_MASK = 1n << 21n;

class Judge {
  readonly faults: PlanFault[] = [];
  readonly #plan: Plan;
  readonly #filled = new Set<number>();
  /** Slots that hold what `open` found on the host. */
  readonly #hostFds = new Set<number>();
  #switched = 0;
  #newMountNamespace: boolean;
  #joinedMount = false;
  #dropped = false;
  #point = -1;
  #gated = false;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#newMountNamespace = (plan.cloneFlags & kernel.CLONE_NEWNS) !== 0;
    for (let slot = 0; slot < plan.inherited.length; slot++) this.#filled.add(slot);
  }

  fault(rule: PlanRule, index: number, message: string): void {
    this.faults.push({ rule, index, message });
  }

  slots(operation: Operation, index: number): void {
    const values = operation as unknown as Record<string, number>;
    const operands: Readonly<Record<string, OperandKind>> = OPERATIONS[operation.op].operands;
    for (const [name, kind] of Object.entries(operands)) {
      const slot = values[name] as number;
      if (kind === "slot" && !this.#filled.has(slot))
        this.fault("slot-unset", index, `slot ${slot} is read before it is written`);
    }
    if (operation.op === "close") {
      this.#filled.delete(operation.slot);
      this.#hostFds.delete(operation.slot);
    } else if (operation.op === "open") this.#hostFds.add(operation.out);
    for (const [name, kind] of Object.entries(operands)) {
      if (kind !== "out") continue;
      const slot = values[name] as number;
      if (this.#filled.has(slot))
        this.fault("slot-set", index, `slot ${slot} is written again without a close`);
      this.#filled.add(slot);
    }
  }

  hostPath(operation: OperationOf<"open"> | OperationOf<"openTree">, index: number): void {
    if (this.#switched > 0)
      this.fault("host-path", index, `${operation.op} of ${operation.path} comes after the root switch`);
    else if (this.#joinedMount && (operation.op === "openTree" || (operation.flags & kernel.O_PATH) === 0)) {
      this.fault(
        "host-path",
        index,
        `${operation.op} of ${operation.path} comes after another mount namespace is joined`,
      );
    }
  }

  beneath({ path }: OperationOf<"openBeneath">, index: number): void {
    const parts = path.split("/");
    if (parts.includes("..") || parts.includes(""))
      this.fault("beneath", index, `${JSON.stringify(path)} is not a clean relative path`);
  }

  rootSwitch(operation: Operation, index: number): void {
    const name = operation.op;
    if (name === "unshare" || name === "fork")
      this.#newMountNamespace ||= (operation.flags & kernel.CLONE_NEWNS) !== 0;
    if (name === "setns") this.#joinedMount ||= (operation.type & kernel.CLONE_NEWNS) !== 0;
    if (name !== "pivotRoot" && name !== "chroot") return;
    const mounted = name === "pivotRoot" || this.#plan.ops[index - 1]?.op === "moveToRoot";
    if (mounted && this.#hostFds.size > 0)
      this.fault("host-fd", index, `slots ${[...this.#hostFds].join(", ")} still hold files of the host`);
    this.#switched++;
    if (this.#switched > 1) this.fault("root-switch", index, "the root is switched twice");
    if (name === "pivotRoot" && this.#plan.ops[index + 1]?.op !== "detachOldRoot") {
      this.fault("root-switch", index, "the old root is not detached at once");
    }
  }

  privilege(operation: Operation, index: number): void {
    if (this.#dropped && !UNPRIVILEGED.has(operation.op)) {
      this.fault("privilege", index, `${operation.op} comes after capabilities are dropped`);
    }
    if (operation.op === "setCapabilities") this.#dropped = true;
    if (operation.op !== "raiseEffective") return;
    const next = this.#plan.ops[index + 1]?.op;
    if (next !== "setSeccomp" && next !== "setSeccompListener") {
      this.fault("capability", index, "a capability is raised for something else than loading a filter");
    }
    if (BigInt(operation.mask) !== CAP_SYS_ADMIN_MASK)
      this.fault("capability", index, "another capability than CAP_SYS_ADMIN is raised");
  }

  order(operation: Operation, index: number): void {
    if (operation.op === "sync") {
      if (operation.point <= this.#point)
        this.fault("sync-order", index, `sync point ${operation.point} comes after ${this.#point}`);
      this.#point = operation.point;
    } else if (operation.op === "gate") {
      if (this.#gated) this.fault("gate", index, "there is a second gate");
      this.#gated = true;
      if (this.#point !== SYNC.ready) this.fault("gate", index, "the gate comes before sync(ready)");
      if (this.#plan.inherited[operation.slot] !== "gate")
        this.fault("gate", index, `slot ${operation.slot} is not the gate's socket`);
    } else if (this.#point >= SYNC.createRuntime && operation.op === "fork") {
      this.fault("sync-order", index, "fork comes after a sync point of hooks");
    }
  }

  ending(operation: Operation, index: number): void {
    const { ops } = this.#plan;
    if (operation.op === "exec") {
      if (index !== ops.length - 1) this.fault("last", index, "exec is not the last operation");
      const closing = ops.findLastIndex(({ op }) => op === "closeFrom");
      const between = ops.slice(closing + 1, index);
      if (closing === -1 || between.some(({ op }) => op !== "raiseEffective" && op !== "setSeccomp"))
        this.fault("close-before-exec", index, "between closeFrom and exec is more than the seccomp filter");
    } else if (operation.op === "closeFrom" && operation.fd !== 3 + this.#plan.preserveFds) {
      this.fault(
        "close-before-exec",
        index,
        `closeFrom starts at ${operation.fd}, not behind the ${this.#plan.preserveFds} preserved fds`,
      );
    }
  }

  finish(): void {
    const { ops, inherited } = this.#plan;
    if (ops.at(-1)?.op !== "exec") this.fault("last", ops.length, "the plan does not end with exec");
    if (!ops.some(({ op }) => op === "findExecutable"))
      this.fault("last", ops.length, "nothing decides what exec runs");
    if (this.#newMountNamespace && this.#switched === 0) {
      this.fault("root-switch", ops.length, "a new mount namespace is made and the root stays the host's");
    }
    if (inherited.includes("gate") && !this.#gated)
      this.fault("gate", ops.length, "the gate is inherited and nothing waits at it");
  }

  operation(operation: Operation, index: number): void {
    const wrong = checkOperands(operation);
    if (wrong !== undefined) {
      this.fault("operand", index, wrong);
      return;
    }
    this.slots(operation, index);
    if (operation.op === "open" || operation.op === "openTree") this.hostPath(operation, index);
    if (operation.op === "openBeneath") this.beneath(operation, index);
    this.rootSwitch(operation, index);
    this.privilege(operation, index);
    this.order(operation, index);
    this.ending(operation, index);
  }
}

function checkInherited(judge: Judge, { inherited, idmaps }: Plan): void {
  inherited.forEach((name, slot) => {
    if (inherited.indexOf(name) !== slot) judge.fault("inherited", 0, `${name} is inherited twice`);
    const match = /^userns:(\d+)$/.exec(name);
    if (match !== null && idmaps[Number(match[1])] === undefined)
      judge.fault("inherited", 0, `${name} has no mappings`);
  });
}

/** @returns every fault, in order of position; none for a plan that may run */
export function checkPlan(plan: Plan): PlanFault[] {
  const judge = new Judge(plan);
  checkInherited(judge, plan);
  plan.ops.forEach((operation, index) => judge.operation(operation, index));
  judge.finish();
  return judge.faults;
}
