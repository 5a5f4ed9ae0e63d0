// SPDX-License-Identifier: Apache-2.0
/** Collects the operations of a plan and gives out its slots. */
import { InternalError } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import type { Operation, Slot } from "../ops/operation.ts";
import { SlotAllocator } from "../ops/slots.ts";
import type { Idmap, InheritedFd, Plan } from "./plan.ts";

type WithoutOrigin<Op> = Op extends unknown ? Omit<Op, "pointer" | "step"> : never;

/** An operation as compilers write it: the writer adds where it comes from. */
export type BareOperation = WithoutOrigin<Operation>;

export class PlanWriter {
  readonly ops: Operation[] = [];
  readonly inherited: InheritedFd[] = [];
  readonly idmaps: Idmap[] = [];
  readonly warnings: string[] = [];
  readonly #slots = new SlotAllocator();
  #pointer: JsonPointer = "";
  #step = "";

  /** What the operations from now on come from, and what they are for. */
  at(pointer: JsonPointer, step: string): void {
    this.#pointer = pointer;
    this.#step = step;
  }

  add(operation: BareOperation): void {
    const complete = operation as Operation;
    complete.pointer = this.#pointer;
    complete.step = this.#step;
    this.ops.push(complete);
  }

  take(): Slot {
    return this.#slots.take();
  }

  /** The slot of an fd that the runtime passes. Before any other slot is taken. */
  inherit(fd: InheritedFd): Slot {
    const slot = this.#slots.take();
    if (slot !== this.inherited.length)
      throw new InternalError(`the inherited fd ${fd} comes after another slot`);
    this.inherited.push(fd);
    return slot;
  }

  open(path: string, flags: number): Slot {
    const out = this.take();
    this.add({ op: "open", out, path, flags });
    return out;
  }

  openIn(dir: Slot, path: string, flags: number): Slot {
    const out = this.take();
    this.add({ op: "openIn", out, dir, path, flags });
    return out;
  }

  makeDir(dir: Slot, path: string, mode: number): Slot {
    const out = this.take();
    this.add({ op: "makeDir", out, dir, path, mode });
    return out;
  }

  makeFile(dir: Slot, path: string): Slot {
    const out = this.take();
    this.add({ op: "makeFile", out, dir, path, mode: 0o644 });
    return out;
  }

  fsopen(type: string): Slot {
    const out = this.take();
    this.add({ op: "fsopen", out, type });
    return out;
  }

  /** Makes the superblock of a context, mounts it detached, and closes the context. */
  fsmount(context: Slot, attributes: number): Slot {
    this.add({ op: "fsconfigCreate", slot: context });
    const out = this.take();
    this.add({ op: "fsmount", out, slot: context, attributes });
    this.close(context);
    return out;
  }

  openTree(path: string, flags: number): Slot {
    const out = this.take();
    this.add({ op: "openTree", out, path, flags });
    return out;
  }

  cloneTree(slot: Slot, flags: number): Slot {
    const out = this.take();
    this.add({ op: "cloneTree", out, slot, flags });
    return out;
  }

  /** Writes a control file of the host in one call. */
  writeHostFile(path: string, flags: number, data: string): void {
    const slot = this.open(path, flags);
    this.add({ op: "write", slot, data });
    this.close(slot);
  }

  /** Attaches a detached mount, and closes the mount point's fd. */
  attach(mount: Slot, target: Slot): void {
    this.add({ op: "moveMount", slot: mount, target });
    this.close(target);
  }

  close(slot: Slot): void {
    this.add({ op: "close", slot });
    this.#slots.release(slot);
  }

  finish(cloneFlags: number, preserveFds: number): Plan {
    const { ops, inherited, idmaps, warnings } = this;
    return { cloneFlags, ops, inherited, idmaps, preserveFds, warnings };
  }
}
