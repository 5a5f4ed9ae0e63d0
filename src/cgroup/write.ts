// SPDX-License-Identifier: Apache-2.0
/** What the compilers of resources produce, and what they are told of the host. Pure. */
import { HostError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import type { CgroupLayout } from "../host/facts.ts";

/** A 64-bit number as config.json gives it. */
export type Count = number | bigint;

/** One value for one control file. */
export interface CgroupWrite {
  /** The v1 controller whose directory holds the file; "" for v2. */
  controller: string;
  file: string;
  value: string;
  /** Where in config.json it comes from. */
  pointer: JsonPointer;
  /** errno numbers (positive) that are no failure. */
  tolerate?: readonly number[];
  /** What to write where the file does not exist. */
  fallback?: { file: string; value: string };
  /** A limit below the present use is refused; the use is the sum of the files, of which some may not exist. */
  notBelow?: { what: string; limit: Count; files: readonly string[] };
  /** How to put back what was before, where the file does not tell. */
  inverse?: readonly { file: string; value: string }[];
  /** The first word of the file stays what it is; that of `value` is for a file that can't be read. */
  keepFirstWord?: true;
  /** A file that the kernel sets anew with this one: it is put back after it. */
  resets?: string;
  /** The value is that of the file's line which begins with this word. */
  named?: string;
  /** One line of a file keyed by device: the line to put back is found by `key`, or is `none`. */
  keyed?: { key: string; none: string };
}

export interface CgroupSupport {
  /** Controllers of the mounted v1 hierarchies. */
  v1: readonly string[];
  /** Controllers of the v2 hierarchy. */
  v2: readonly string[];
  /** There is a v2 hierarchy, with whatever controllers. */
  mountedV2: boolean;
  /** The cgroup was just made, so each setting has its default. */
  fresh: boolean;
}

export function supportOf(layout: CgroupLayout, fresh: boolean): CgroupSupport {
  const v1 = layout.hierarchies.flatMap(({ controllers }) => controllers);
  return { v1, v2: layout.v2?.controllers ?? [], mountedV2: layout.v2 !== undefined, fresh };
}

/** A number that is there and not 0: for most limits 0 means "not set", as Go programs write it. */
export function isSet(value: Count | undefined): value is Count {
  return value !== undefined && value !== 0 && value !== 0n;
}

/** -1 is no limit. */
export function countOrMax(value: Count): string {
  return value < 0 ? "max" : String(value);
}

/** Which version's files serve a controller. Where the host has it in neither, requireControllers() says so. */
export function versionOf(support: CgroupSupport, v1Name: string, v2Name = v1Name): 1 | 2 {
  if (support.v1.includes(v1Name)) return 1;
  return support.v2.includes(v2Name) || support.v1.length === 0 ? 2 : 1;
}

/** "cpu.max" belongs to controller "cpu"; "cgroup" is the core. */
export function controllerOf({ controller, file }: Pick<CgroupWrite, "controller" | "file">): string {
  return controller === "" ? file.slice(0, file.indexOf(".")) : controller;
}

/** @throws {HostError} ERR_HOST naming file and value of the first write whose controller the host lacks */
export function requireControllers(writes: readonly CgroupWrite[], support: CgroupSupport): void {
  for (const write of writes) {
    const name = controllerOf(write);
    const has =
      write.controller === "" ? name === "cgroup" || support.v2.includes(name) : support.v1.includes(name);
    if (has) continue;
    const why = support.v1.includes(name)
      ? `it needs the cgroup v2 controller "${name}" and the host has it only in cgroup v1`
      : `the host has no cgroup controller "${name}"`;
    throw new HostError("ERR_HOST", write.pointer, `cannot set ${write.file} to "${write.value}": ${why}`);
  }
}

/** The writes of one section; each points at the section's member that it comes from. */
export class WriteList {
  readonly list: CgroupWrite[] = [];
  readonly controller: string;
  readonly at: JsonPointer;

  constructor(controller: string, at: JsonPointer) {
    this.controller = controller;
    this.at = at;
  }

  add(member: string, file: string, value: string, more: Partial<CgroupWrite> = {}): void {
    this.list.push({
      controller: this.controller,
      file,
      value,
      pointer: pointerTo(this.at, member),
      ...more,
    });
  }
}

/** A setting that v1 has and v2 has not. @param what file and value */
export function notOnV2(at: JsonPointer, member: string, what: string): HostError {
  return new HostError(
    "ERR_HOST",
    pointerTo(at, member),
    `cannot set ${what}: cgroup v2 has no such setting`,
    "remove it from config.json",
  );
}
